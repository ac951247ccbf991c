"""Imports of records that keep no releases: each is a declaration of what its columns mean."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sistercity.importing import problems, record_alarms
from sistercity.importing.importer import Importer, Known, Row
from sistercity.importing.parts import Part
from sistercity.importing.plan import Alarm, Entry, EntryKind, Plan, Progress, silent

EMPTY_KEY = problems.error(
    "empty_key", _("The cell is empty; without it nobody knows which record the row is about.")
)
BROKEN_RULE = problems.error("broken_rule", _("A rule of the data forbids this row: %(reason)s"))

EMPTY = (None, "", ())


class RecordImporter(Importer):
    """Records matched by their natural key; what is in other tables are their parts.

    New records are public at once: publishing a plan that was read is the act of a person.
    """

    # Field of the file, by name of its column: the attribute that stores it.
    stored: ClassVar[dict[str, str]]
    parts: ClassVar[dict[str, Part]] = {}
    # Fields of what records share, which their reports show too.
    shared: ClassVar[tuple[str, ...]] = ()
    # Columns that stand for fields of another name, such as the code of a place.
    columns: ClassVar[dict[str, str]] = {}
    # Foreign keys that are read with the records.
    joined: ClassVar[tuple[str, ...]] = ()
    # Columns that make the key; a record is found by them.
    key: ClassVar[tuple[str, ...]]
    # Those of the key that no row may leave empty.
    needed: ClassVar[tuple[str, ...]] = ()
    # A cell left empty leaves these as they are; a new record gets what stands here.
    usual: ClassVar[dict[str, Any]] = {}
    alarm_names = dict(record_alarms.NAMES)

    def __init_subclass__(cls) -> None:
        """Report the fields, then the parts, then what is shared."""
        if hasattr(cls, "stored"):
            cls.fields = tuple(dict.fromkeys((*cls.stored, *cls.parts, *cls.shared)))

    # -- what there is -----------------------------------------------------------------------

    def prepare(self) -> None:
        """Read every record, and enter it under each of its keys."""
        self.prepare_places()
        self.records = {record.pk: self.known(record) for record in self.queryset()}
        self.by_key: dict[Hashable, list[Known]] = defaultdict(list)
        self.watch = record_alarms.RecordWatch(len(self.records))
        for known in self.records.values():
            for key in self.keys(known.values):
                self.by_key[key].append(known)
            self.watch.know(self.traits(known.values), self.label(known.values))

    def prepare_places(self) -> None:
        """Read what cells are looked up in."""

    def queryset(self) -> "QuerySet[Model]":
        """Return every record, with its parts."""
        records = self.model._default_manager.select_related(*self.joined).order_by("pk")
        return records.prefetch_related(*(part.prefetched for part in self.parts.values()))

    def known(self, record: Model) -> Known:
        """Return the values of a record."""
        values = {name: self.value(record, name) for name in self.stored}
        values |= {name: part.read(record) for name, part in self.parts.items()}
        return Known(record.pk, values)

    def value(self, record: Model, name: str) -> Any:
        """Return a field of a record as the parser of its column would."""
        value = attrgetter(self.stored[name])(record)
        return self.in_order(name, value) if isinstance(value, list) else value

    def in_order(self, name: str, values: Iterable[str]) -> tuple[str, ...]:
        """Return several codes in their usual order, each once."""
        choices = self.layout[name].choices
        known = choices.values if choices else ()
        return tuple(code for code in known if code in set(values))

    # -- what a row means ----------------------------------------------------------------------

    def resolve(self, row: Row) -> None:
        """Keep the fields; put parts and places in the place of the columns that name them."""
        cells = row.values
        row.values = {
            name: self.in_order(name, value) if isinstance(value, tuple) else value
            for name, value in cells.items()
            if name in self.stored and not (name in self.usual and value in EMPTY)
        }
        for name in self.needed:
            if cells.get(name) in EMPTY and self.is_readable(cells, name):
                self.problem(row, EMPTY_KEY, name)
        self.link(row, cells)
        for name, part in self.parts.items():
            stated = any(column in self.headings for column in part.columns)
            if stated and self.is_readable(cells, *part.columns):
                items = part.resolve(self, row, cells)
                if items is not None:
                    row.values[name] = items

    def link(self, row: Row, cells: dict[str, Any]) -> None:
        """Turn columns that name other records into fields."""

    def is_readable(self, cells: dict[str, Any], *names: str) -> bool:
        """Whether no cell of the columns is one that cannot be read."""
        return all(name in cells or name not in self.headings for name in names)

    # -- which record it is ----------------------------------------------------------------------

    def keys(self, values: dict[str, Any]) -> Iterator[Hashable]:
        """Yield what a record is known by, the best first; the first is its own."""
        yield tuple(values.get(name, self.usual.get(name)) for name in self.key)

    def traits(self, values: dict[str, Any]) -> Iterator[Hashable]:
        """Yield what two records hardly have in common unless they are one."""
        yield from ()

    def find(self, rows: Sequence[Row]) -> dict[int, Known]:
        """Find the record of each row: by the first of its keys that one record alone has."""
        found = {row.number: self.meant(row) for row in rows}
        return {number: known for number, known in found.items() if known is not None}

    def meant(self, row: Row) -> Known | None:
        """Return the record that a row means, or None."""
        matches = (self.by_key.get(key, []) for key in self.keys(row.values))
        return next((known for known, *others in filter(None, matches) if not others), None)

    def identity(self, row: Row, known: Known | None) -> Any:
        """Return the record's primary key, or the key of a new one."""
        return known.key if known is not None else next(iter(self.keys(row.values)))

    # -- what it changes -------------------------------------------------------------------------

    def defaults(self, row: Row) -> dict[str, Any]:
        """Return what a new record has where the file says nothing."""
        return dict(self.usual)

    def compare(self, row: Row, known: Known | None) -> Entry | None:
        """Return what a row changes; what the desk has settled about a part stays."""
        for name, part in self.parts.items():
            if name in row.values:
                before = known.values[name] if known else ()
                row.values[name] = part.settled(self, before, row.values[name])
                part.complain(self, row, row.values[name])
        return super().compare(row, known)

    def differs(self, field: str, before: Any, after: Any) -> bool:
        """Whether a file says something else than the database."""
        part = self.parts.get(field)
        if part is None:
            return super().differs(field, before, after)
        return part.same(self, before) != part.same(self, after)

    def check(self, row: Row, known: Known | None, after: dict[str, Any]) -> None:
        """Hold a record to the rules of its model, before the database does."""
        record = self.model._default_manager.get(pk=known.key) if known else self.model()
        for name in self.stored:
            if name in after:
                self.put(record, name, after[name])
        try:
            record.validate_constraints(exclude=self.exempt(after))
        except ValidationError as error:
            for reason in error.messages:
                self.problem(row, BROKEN_RULE, reason=reason)

    def exempt(self, after: dict[str, Any]) -> tuple[str, ...]:
        """Return the attributes that are not there yet: rules about them wait for the database."""
        return ()

    def missing(self, seen: set[Any]) -> Iterator[Entry]:
        """Yield the records that the file lacks; they stay as they are."""
        for key, known in self.records.items():
            if key not in seen and self.can_be_missing(known):
                entry = Entry(EntryKind.MISSING, self.label(known.values), None, key)
                self.watch.see(entry)
                yield entry

    def can_be_missing(self, known: Known) -> bool:
        """Whether a file would have a record."""
        return True

    def notice(self, entry: Entry, known: Known | None) -> None:
        """Take note of an entry, for the alarms."""
        after = {name: value for name, (_before, value) in entry.changes.items()}
        self.watch.see(entry, self.traits(after))

    def alarms(self, plan: Plan) -> Iterator[Alarm]:
        """Yield what looks wrong about the plan."""
        return self.watch.alarms()

    @property
    def keeps_names(self) -> bool:
        """Answers to unknown names are kept with the records, or not at all."""
        return False

    # -- words -----------------------------------------------------------------------------------

    def shown(self, field: str, value: Any) -> str:
        """Return a value as people read it."""
        part = self.parts.get(field)
        return part.words(self, value or ()) if part else super().shown(field, value)

    def field_label(self, field: str) -> str:
        """Return the name of a field; a part's is that of its first column."""
        part = self.parts.get(field)
        return super().field_label(part.columns[0] if part else self.columns.get(field, field))

    def cell(self, field: str, value: Any) -> str:
        """Return a field as the file has it."""
        return self.layout[field].format(value)

    def lines(self) -> Iterator[list[str]]:
        """Yield the cells of every record, in the order of the columns."""
        self.prepare()
        for known in self.records.values():
            for cells in self.rows(known):
                yield [cells.get(column.name, "") for column in self.layout.columns]

    def rows(self, known: Known) -> Iterator[dict[str, str]]:
        """Yield the rows of a record by name of the column."""
        cells = {
            self.columns.get(name, name): "" if value in EMPTY else self.cell(name, value)
            for name, value in known.values.items()
            if name in self.stored
        }
        for name, part in self.parts.items():
            cells |= part.cells(self, known.values[name])
        yield cells

    # -- writing ---------------------------------------------------------------------------------

    def apply(self, plan: Plan, progress: Progress = silent) -> None:
        """Write the entries one by one, those first that several records share."""
        self.now = timezone.now().replace(microsecond=0)  # as the desk shows it
        for entry in plan.entries:
            if isinstance(entry.key, tuple):
                self.write_shared(entry)
        for done, entry in enumerate(plan.entries, 1):
            if entry.changes and not isinstance(entry.key, tuple):
                self.write(entry)
            progress("apply", done / len(plan.entries), done)

    def write_shared(self, entry: Entry) -> None:
        """Write what several records share; the key of its entry is a tuple."""
        raise NotImplementedError

    def write(self, entry: Entry) -> None:
        """Write what changes of a record, then of its parts."""
        if entry.key is None:
            record = self.new_record()
        else:
            record = self.model._default_manager.get(pk=entry.key)
        changes = {name: after for name, (_before, after) in entry.changes.items()}
        for name, value in changes.items():
            if name in self.stored:
                self.put(record, name, value)
        record.save()
        for name, part in self.parts.items():
            if name in changes:
                part.write(record, entry.changes[name][0] or (), changes[name])

    def new_record(self) -> Model:
        """Return a new record, public from now on where it can be a draft."""
        record = self.model()
        if hasattr(record, "published_at"):
            setattr(record, "published_at", self.now)  # noqa: B010  (a model that has it)
        return record

    def put(self, record: Model, name: str, value: Any) -> None:
        """Set a field of a record."""
        setattr(record, self.stored[name], list(value) if isinstance(value, tuple) else value)
