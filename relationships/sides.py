"""The two sides of a row of the register's file: which places its cells name."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from places.lookup import FoundPartner, NewPartner, NotFound
from places.lookup.partners import SUCCESSOR
from relationships.columns import LAYOUT
from sistercity.importing import problems
from sistercity.importing.importer import Row

if TYPE_CHECKING:
    from relationships.importers import RegisterImporter

NEW_PARTNER = problems.warning(
    "new_partner", _("%(partner)s is a partner that no record has; it would be new.")
)
NEW_NAME = problems.warning(
    "new_name", _("“%(name)s” would be kept as another name of the partner.")
)


class Sides:
    """Finds the places of rows, and says on the row what was taken and what cannot be told."""

    def __init__(self, importer: "RegisterImporter") -> None:
        self.importer = importer
        self.governments, self.partners = importer.governments, importer.partners

    def resolve(self, row: Row, cells: dict[str, Any]) -> None:
        """Find both sides of a row, but not one of which a cell cannot be read."""
        unread = set(self.importer.headings) - set(cells)
        for side, find in (
            ("local_government", self.find_government),
            ("partner", self.find_partner),
        ):
            if any(LAYOUT[name].part_of == side for name in unread):
                continue
            try:
                find(row, cells)
            except NotFound as problem:
                # Without a number that can be read, nobody knows which cells must be there.
                if "id" not in unread:
                    self.importer.problem(row, problem.code, problem.column, **problem.values)

    def find_government(self, row: Row, cells: dict[str, Any]) -> None:
        """Find the Japanese side; say so where the row names one that is gone."""
        names = ("government_code", "prefecture_ja", "prefecture_en", "government_ja")
        wanted = [cells.get(name) or "" for name in (*names, "government_en")]
        if row.key is not None and not any(wanted):
            return
        found = self.governments.find(*wanted)
        row.values["local_government"] = found.pk
        notice = self.governments.former_notice(found)
        if notice:
            self.importer.problem(row, notice[0], "government_ja", **notice[1])
        self.find_former(row, found.pk, found.former)

    def find_former(self, row: Row, government: int, named: int | None) -> None:
        """Write the former municipality as the register does, whatever the row calls it."""
        text = row.values.get("former")
        if text:
            row.values["former"] = self.governments.former_name(government, text)
        elif named is not None and row.key is None:
            row.values["former"] = self.governments.records[named].name_ja

    def find_partner(self, row: Row, cells: dict[str, Any]) -> None:
        """Find the partner, or a new one."""
        countries = tuple(
            (name, cells.get(name) or "") for name in ("country_code", "country_ja", "country_en")
        )
        names = ("partner_en", "partner_ja", "state_en", "state_ja", "partner_level")
        wanted = NewPartner("", *(cells.get(name) or "" for name in names))
        number = cells.get("partner_id")
        if row.key is not None and number is None and not (wanted.name_en or wanted.name_ja):
            return
        found = self.partners.find(number, countries, wanted)
        if isinstance(found, NewPartner):
            self.importer.new_partners[found] = None
            row.values["partner"] = found
            values = {"partner": found.label, "name": found.name_en or found.name_ja}
            self.importer.problem(row, NEW_PARTNER, "partner_en", **values)
            return
        row.values["partner"] = found.pk
        self.say_what_was_taken(row, found)

    def say_what_was_taken(self, row: Row, found: FoundPartner) -> None:
        """Note a name that no record has, and a partner that passed into another."""
        if found.new_name:
            self.importer.new_names.add((found.pk, found.new_name))
            self.importer.problem(row, NEW_NAME, "partner_en", name=found.new_name)
            label = self.partners.records[found.pk].label
            values = {"row": row.number, "name": found.new_name, "partner": label}
            self.importer.watch.alarm("new-names", **values)
        if found.former is not None:
            records = self.partners.records
            values = {"former": records[found.former].label, "successor": records[found.pk].label}
            self.importer.problem(row, SUCCESSOR, "partner_en", **values)
