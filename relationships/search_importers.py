"""The import of partner searches: one row for each page on which a listing stood.

Rows of one government are one listing. The newest row that says something about a field counts;
wishes are those of the newest rows; every page is kept with what it said.
"""

from collections.abc import Iterator
from typing import Any, cast

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from places.actions import next_public_id
from places.importing import PlacesImporter
from places.lookup import (
    UNKNOWN_NAMES,
    Answers,
    Governments,
    NewPartner,
    Partners,
)
from places.lookup.mentions import Mentions
from places.lookup.partners import ELSEWHERE, NEAR
from relationships.alarms import NAMES as REGISTER_ALARMS
from relationships.listing_places import PLACES, ListingPlaces
from relationships.listing_rows import PAGES, WISHES, confirm, listing
from relationships.models import PartnerSearch
from relationships.register_writing import RegisterWriter
from relationships.search_columns import LAYOUT, fields_in
from relationships.sides import NEW_PARTNER
from relationships.wishing import Targets
from sistercity.importing import problems
from sistercity.importing.importer import Known, Row
from sistercity.importing.plan import Entry, EntryKind, Plan, Progress, silent
from sistercity.importing.registry import register

UNKNOWN_LISTING = problems.error(
    "unknown_listing",
    _("No listing has the number %(id)s. Correct it, or leave it empty for a new one."),
)
NO_PLACE = problems.error(
    "no_place_of_listing",
    _("The row names no government: give a local government or one overseas."),
)
TWO_PLACES = problems.error(
    "two_places_of_listing",
    _("The row names a local government and one overseas; a listing is of one of them."),
)
MERGED = problems.notice(
    "merged_rows",
    _("The rows %(rows)s are of one listing; where they differ, the newest counts."),
)
# Columns that say something of a government only beside its name.
BESIDE = {"prefecture", "country", "state_ja", "state_en", "partner_level"}


@register
class PartnerSearchImporter(PlacesImporter):
    """Listings by their number, or by the government that looks for a partner."""

    name = "partner_searches"
    title = _("Partner searches")
    layout = LAYOUT
    model = PartnerSearch
    stored = {
        "local_government": "local_government_id",
        "partner": "partner_id",
        **{
            column.name: column.name
            for column in LAYOUT.columns
            if not column.part_of and column.name != "id"
        },
        "staff_note": "note",
    }
    parts = {"wishes": WISHES, "sources": PAGES}
    columns = {"local_government": "government_code", "partner": "partner_id"}
    government_fields = ("local_government",)
    partner_fields = ("partner",)
    key = ("local_government", "partner")
    usual = {"wants_similar_size": False}
    alarm_names = PlacesImporter.alarm_names | {"new-partners": REGISTER_ALARMS["new-partners"]}
    unknown_names = {**UNKNOWN_NAMES, NEW_PARTNER: "partner"}
    acceptable = {NEAR: "new-partners", ELSEWHERE: "new-partners"}
    ends_missing = True

    # what rows are looked up in

    def prepare_places(self) -> None:
        """Read every place and its names, and what can be wished for."""
        self.governments = Governments()
        self.partners = Partners(accept_new="new-partners" in self.options.accepted)
        self.answers = Answers(self.options.names, self.governments, self.partners)
        self.finder = ListingPlaces(self)
        self.mentions = Mentions(self.governments, self.partners)
        self.targets = Targets(self.partners.countries, self.governments)
        self.listings: dict[Any, list[tuple[Row, Known | None]]] = {}
        self.by_number: dict[int, Known] = {}
        self.fields_stated: set[str] = set()
        self.new_names: set[tuple[int, str]] = set()
        self.new_partners: dict[NewPartner, None] = {}  # in the order of the file

    def known(self, record: Model) -> Known:
        """Return the values of a listing, with its number."""
        known = super().known(record)
        known.values["id"] = cast("PartnerSearch", record).public_id
        self.by_number[known.values["id"]] = known
        return known

    # what a row means

    def link(self, row: Row, cells: dict[str, Any]) -> None:
        """Find the government; take the fields of exchange from words where there are no codes."""
        row.key = cells.get("id")
        if "fields" not in self.headings and cells.get("field_words"):
            row.values["fields"] = fields_in(cells["field_words"])
        stated = [
            field
            for field, columns in PLACES.items()
            if any(cells.get(column.name) for column in columns if column.name not in BESIDE)
        ]
        names = [column.name for columns in PLACES.values() for column in columns]
        if not self.is_readable(cells, "id", *names):
            return
        if len(stated) > 1:
            self.problem(row, TWO_PLACES)
        elif stated:
            self.finder.find(row, cells, stated[0])
        elif row.key is None:
            self.problem(row, NO_PLACE)

    def meant(self, row: Row) -> Known | None:
        """Return the listing of the row's number, else of its government."""
        if row.key is None:
            return super().meant(row)
        known = self.by_number.get(row.key)
        if known is None:
            self.problem(row, UNKNOWN_LISTING, "id", id=row.key)
        return known

    # all rows of a listing together

    def take(self, row: Row, known: Known | None, plan: Plan, first_rows: dict[Any, int]) -> None:
        """Keep a row until the last one has been read."""
        if row.is_sound:
            self.listings.setdefault(self.identity(row, known), []).append((row, known))
        plan.complain(*row.problems)

    def finish(self, plan: Plan) -> None:
        """Add what each listing changes."""
        first_rows: dict[Any, int] = {}
        for found in self.listings.values():
            super().take(self.merged([row for row, _known in found]), found[0][1], plan, first_rows)

    def merged(self, rows: list[Row]) -> Row:
        """Return the rows of a listing as one: what the newest say, and the pages of all."""
        one = listing(rows)
        if len(rows) > 1:
            self.problem(one, MERGED, rows=", ".join(str(row.number) for row in rows))
        if "confirmed" not in self.headings:
            confirm(one)
        return one

    # what it changes

    def compare(self, row: Row, known: Known | None) -> Entry | None:
        """Keep a confirmation that is later than the dates of the file's pages."""
        before = known.values["confirmed"] if known else None
        after = row.values.get("confirmed")
        if "confirmed" not in self.headings and before and after and before.last >= after.last:
            del row.values["confirmed"]
        return super().compare(row, known)

    def label(self, values: dict[str, Any]) -> str:
        """Return the government, and the number of the listing."""
        field = "local_government" if values.get("local_government") else "partner"
        number = f" No.{values['id']}" if values.get("id") else ""
        return f"{self.shown(field, values.get(field))}{number}"

    def exempt(self, after: dict[str, Any]) -> tuple[str, ...]:
        """Return the partner where it is new."""
        return ("partner",) if isinstance(after.get("partner"), NewPartner) else ()

    def missing(self, seen: set[Any]) -> Iterator[Entry]:
        """Yield the listings that are not closed and that the file lacks; close them if asked.

        A file of local governments alone lacks no government overseas, and the other way round.
        """
        for entry in super().missing(seen):
            if self.options.end_missing:
                changes = {"closed_on": (None, self.options.as_of)}
                yield Entry(EntryKind.ENDED, entry.label, None, entry.key, changes)
            else:
                yield entry

    def can_be_missing(self, known: Known) -> bool:
        """Whether a file of this kind would have a listing."""
        values = known.values
        return values["closed_on"] is None and any(values[field] for field in self.fields_stated)

    @property
    def keeps_names(self) -> bool:
        """Whether names were answered that become other names of their places."""
        return bool(self.answers.new_names)

    # files and writing

    def rows(self, known: Known) -> Iterator[dict[str, str]]:
        """Yield a row for each page of a listing, all of them with the whole listing."""
        (cells,) = super().rows(known)
        cells |= {"id": str(known.values["id"]), **self.names(known.values)}
        for page in PAGES.rows(known.values["sources"]):
            yield cells | page

    def names(self, values: dict[str, Any]) -> dict[str, str]:
        """Return the cells that name the government of a listing beside its code or number."""
        if pk := values["local_government"]:
            one = self.governments.records[pk]
            prefecture = self.governments.prefecture_names[one.prefecture]
            names = {"government_ja": one.name_ja, "government_en": one.name_en}
            return {"prefecture": prefecture, **names}
        partner = self.partners.records[values["partner"]]
        found = {f"partner_{name}": getattr(partner, f"name_{name}") for name in ("ja", "en")}
        found |= {name: getattr(partner, name) for name in ("country", "state_ja", "state_en")}
        return found | {"partner_level": partner.level}

    def apply(self, plan: Plan, progress: Progress = silent) -> None:
        """Store new partners and answered names, then the listings."""
        self.writer = RegisterWriter(cast("Any", self))
        self.writer.add_partners()
        self.writer.add_names()
        super().apply(plan, progress)

    def new_record(self) -> Model:
        """Return a new listing under the next public number."""
        record = cast("PartnerSearch", super().new_record())
        record.public_id = next_public_id(model=PartnerSearch)
        return record

    def put(self, record: Model, name: str, value: Any) -> None:
        """Set a field of a listing; a partner that is new is there when listings are written."""
        if isinstance(value, NewPartner):
            value = self.writer.partners[value] if hasattr(self, "writer") else None
        super().put(record, name, value)
