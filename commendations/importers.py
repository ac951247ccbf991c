"""The import of commendations: one row for each recipient, with what its edition was."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from commendations.choices import AwardKind
from commendations.columns import EDITION, LAYOUT
from commendations.models import Commendation, Edition
from places.importing import GovernmentPart, PartnerPart, PlacesImporter
from places.keys import key
from places.lookup import NotFound
from sistercity.importing import problems
from sistercity.importing.importer import Known, Options, Row
from sistercity.importing.plan import Entry, Plan
from sistercity.importing.records import EMPTY, EMPTY_KEY, RecordImporter
from sistercity.importing.registry import register

OTHER_FACT = problems.error(
    "other_edition_fact",
    _("Edition %(edition)s: “%(value)s” stands here, “%(first)s” in row %(row)s. Correct one."),
)
SAME_YEAR = problems.error(
    "same_edition_year",
    _("Fiscal year %(year)s is that of edition %(first)s in row %(row)s already."),
)
# Columns whose names the edition itself has otherwise.
OWN_NAMES = {
    "edition_note_ja": "note_ja",
    "edition_note_en": "note_en",
    "edition_source": "source_url",
}


class EditionImporter(RecordImporter):
    """The editions that the rows of recipients speak of; no import of its own."""

    name = "editions"
    layout = LAYOUT
    model = Edition
    stored = {"edition": "number"} | {
        column.name: OWN_NAMES.get(column.name, column.name) for column in EDITION
    }
    key = ("edition",)

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        # What rows said of each edition, by number and field: the value, and the row it is from.
        self.stated: dict[int | None, dict[str, tuple[Any, int]]] = {}
        self.years: dict[int, tuple[int | None, int]] = {}

    def label(self, values: dict[str, Any]) -> str:
        """Return the edition as its page calls it."""
        return str(Edition(number=values.get("edition"), fiscal_year=values.get("fiscal_year")))

    def state(self, row: Row, cells: dict[str, Any]) -> None:
        """Note what a row says of its edition; what contradicts another row is a problem."""
        number = cells["edition"]
        stated = self.stated.setdefault(number, {"edition": (number, row.number)})
        for name in self.stored:
            value = cells.get(name)
            if name not in cells or (value in EMPTY and name in stated):
                continue
            first, where = stated.get(name, (None, 0))
            if first in EMPTY:
                stated[name] = value, row.number
            elif first != value:
                values = {"value": self.shown(name, value), "first": self.shown(name, first)}
                self.problem(row, OTHER_FACT, name, edition=number or "–", row=where, **values)
        self.state_year(row, number, cells.get("fiscal_year"))

    def state_year(self, row: Row, number: int | None, year: int | None) -> None:
        """Note whose year it is."""
        if year is None:
            return
        first, where = self.years.setdefault(year, (number, row.number))
        if first != number:
            self.problem(row, SAME_YEAR, "fiscal_year", year=year, first=first or "–", row=where)

    def entries(self, plan: Plan) -> Iterator[Entry]:
        """Yield what changes of the editions; what is wrong with them goes into the plan."""
        for number, stated in self.stated.items():
            where = min(row for _value, row in stated.values())
            row = Row(where, {name: value for name, (value, _row) in stated.items()})
            entry = self.compare(row, self.meant(row))
            plan.complain(*row.problems)
            if entry is not None:
                yield replace(entry, key=("edition", number))


@register
class CommendationImporter(PlacesImporter):
    """Commendations by edition and recipient."""

    name = "commendations"
    title = _("Commendations")
    layout = LAYOUT
    model = Commendation
    stored = {
        "edition": "edition.number",
        "kind": "kind",
        "recipient_ja": "recipient_ja",
        "recipient_en": "recipient_en",
        "recipient_kinds": "recipient_kinds",
        "prefecture": "prefecture_id",
        "summary_ja": "summary_ja",
        "summary_en": "summary_en",
        "note_ja": "note_ja",
        "note_en": "note_en",
        "source_url": "source_url",
    }
    parts = {
        "governments": GovernmentPart(
            "named_governments", ("governments_codes", "governments_ja", "governments_en")
        ),
        "partners": PartnerPart(
            "named_partners",
            ("partners_ids", "partners_countries", "partners_ja", "partners_en"),
        ),
    }
    shared = tuple(column.name for column in EDITION)
    joined = ("edition",)
    key = ("edition", "recipient_ja", "recipient_en")
    needed = ("prefecture",)
    usual = {"kind": AwardKind.MINISTER}

    def prepare_places(self) -> None:
        """Read the places and the editions."""
        super().prepare_places()
        self.editions = EditionImporter(self.options)
        self.editions.headings, self.editions.sheet = self.headings, self.sheet
        self.editions.prepare()

    def link(self, row: Row, cells: dict[str, Any]) -> None:
        """Find the prefecture; note what the row says of its edition."""
        row.values.pop("prefecture", None)
        names = ("recipient_ja", "recipient_en")
        if not any(cells.get(name) for name in names) and self.is_readable(cells, *names):
            self.problem(row, EMPTY_KEY, "recipient_ja")
        try:
            if name := cells.get("prefecture"):
                row.values["prefecture"] = self.governments.prefecture(prefecture=name)
        except NotFound as problem:
            self.not_found(row, problem, "prefecture")
        if "edition" in cells:
            self.editions.state(row, cells)

    def keys(self, values: dict[str, Any]) -> Iterator[Hashable]:
        """Yield edition and both names, then edition and either name."""
        edition, *names = (values.get(name) or "" for name in self.key)
        yield (edition, *names)
        yield from ((edition, index, name) for index, name in enumerate(names) if name)

    def traits(self, values: dict[str, Any]) -> Iterator[Hashable]:
        """Yield edition and either name, but for width, case, spaces and signs."""
        edition, *names = (values.get(name) or "" for name in self.key)
        yield from ((edition, key(name)) for name in names if name)

    def label(self, values: dict[str, Any]) -> str:
        """Return the recipient and the number of the edition."""
        recipient = values.get("recipient_ja") or values.get("recipient_en") or ""
        return f"{recipient} ({values.get('edition') or '–'})"

    def finish(self, plan: Plan) -> None:
        """Add what changes of the editions."""
        for entry in self.editions.entries(plan):
            plan.add(entry)

    def write_shared(self, entry: Entry) -> None:
        """Write an edition."""
        number = entry.key[1]
        known = self.editions.by_key.get((number,))
        self.editions.now = self.now
        self.editions.write(replace(entry, key=known[0].key if known else None))

    def new_record(self) -> Model:
        """Return a new record, of the unknown edition as long as it has no other."""
        record = super().new_record()
        self.put(record, "edition", None)
        return record

    def rows(self, known: Known) -> Iterator[dict[str, str]]:
        """Yield the row of a recipient, with what its edition was."""
        edition = self.editions.by_key[known.values["edition"],][0]
        for cells in super().rows(known):
            for of_edition in self.editions.rows(edition):
                yield cells | of_edition

    def exempt(self, after: dict[str, Any]) -> tuple[str, ...]:
        """Return the edition, which may be new too."""
        return ("edition",)

    def put(self, record: Model, name: str, value: Any) -> None:
        """Set a field of a record; the edition is there when records are written."""
        if name == "edition":
            setattr(record, name, Edition.objects.filter(number=value).first())
        else:
            super().put(record, name, value)
