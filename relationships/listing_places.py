"""The government that a row of the listings' file names: how it is found, and what is reported."""

from typing import TYPE_CHECKING, Any

from places.lookup import FoundGovernment, FoundPartner, NewPartner, NotFound, Several
from places.lookup.partners import STATE_UNKNOWN
from relationships.search_columns import GOVERNMENT, PARTNER
from relationships.sides import NEW_PARTNER
from sistercity.importing.importer import Row

if TYPE_CHECKING:
    from relationships.search_importers import PartnerSearchImporter

PLACES = {"local_government": GOVERNMENT, "partner": PARTNER}


class ListingPlaces:
    """Finds the governments of rows, and says on the row what was used."""

    def __init__(self, importer: "PartnerSearchImporter") -> None:
        self.importer = importer

    def find(self, row: Row, cells: dict[str, Any], field: str) -> None:
        """Find the government of a row: by its names, an answer, or the number of the listing."""
        self.importer.fields_stated.add(field)
        find = self.find_government if field == "local_government" else self.find_partner
        try:
            found = find(cells)
        except NotFound as problem:
            found = self.answer(row, cells, field, problem)
            if found is None:
                problem.values["asked"] = asked(cells, field)
                self.importer.not_found(row, problem, PLACES[field][0].name)
                return
        row.values |= dict.fromkeys(PLACES) | {field: self.taken(row, cells, found)}

    def answer(self, row: Row, cells: dict[str, Any], field: str, problem: NotFound) -> Any:
        """Return what somebody chose, or what is known of an ambiguous name; None for nothing."""
        side = "government" if field == "local_government" else "partner"
        found: Any = self.importer.answers.to(side, asked(cells, field), problem)
        if found is None and isinstance(problem, Several):
            known = self.importer.by_number.get(row.key) if row.key is not None else None
            place = known.values[field] if known else 0
            found = problem.found.get(place, problem.otherwise)
        return found

    def find_government(self, cells: dict[str, Any]) -> FoundGovernment:
        """Return the local government."""
        code, prefecture, *names = (cells.get(column.name) or "" for column in GOVERNMENT)
        return self.importer.governments.find(code, prefecture, "", *names)

    def find_partner(self, cells: dict[str, Any]) -> FoundPartner | NewPartner:
        """Return the government overseas, or a new one under the register's rule."""
        names = ("partner_en", "partner_ja", "state_en", "state_ja", "partner_level")
        wanted = NewPartner("", *(cells.get(name) or "" for name in names))
        country = (("country", cells.get("country") or ""),)
        return self.importer.partners.find(cells.get("partner_id"), country, wanted)

    def taken(self, row: Row, cells: dict[str, Any], found: Any) -> int | NewPartner:
        """Return the place of what was found, and say on the row what was taken."""
        if isinstance(found, NewPartner):
            return self.taken_new(row, cells, found)
        if isinstance(found, FoundGovernment):
            if notice := self.importer.governments.former_notice(found):
                self.importer.problem(row, notice[0], "government_ja", **notice[1])
        elif found.state_unknown and row.key is None:
            state = cells.get("state_ja") or cells.get("state_en")
            label = self.importer.partners.records[found.pk].label
            self.importer.problem(row, STATE_UNKNOWN, "state_ja", state=state, partner=label)
        return int(found.pk)

    def taken_new(self, row: Row, cells: dict[str, Any], new: NewPartner) -> int | NewPartner:
        """Return a partner that no record has, unless somebody said which one it is."""
        values: dict[str, Any] = {"partner": new.label, "name": new.name_en or new.name_ja}
        problem = NotFound("partner_en", NEW_PARTNER, **values).within(new.country)
        found = self.answer(row, cells, "partner", problem)
        if found is not None:
            return int(found.pk)
        self.importer.new_partners[new] = None
        self.importer.problem(
            row, NEW_PARTNER, "partner_en", asked=asked(cells, "partner"), **values
        )
        return new


def asked(cells: dict[str, Any], field: str) -> list[str]:
    """Return the cells that a question about a government is about."""
    return [str(cells.get(column.name) or "") for column in PLACES[field]]
