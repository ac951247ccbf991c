"""What an import does whatever it is of: rows in, differences out. An app declares the rest.

The life of a row: the table yields its cells (``sistercity.spreadsheets``), ``read`` turns them
into values of columns and ``resolve`` into those of fields; what cannot be told becomes a problem
of the row. When every row is read, ``survey`` looks at all of them, ``find`` says which record
each means, ``differences`` in what it differs from that, ``merge`` which of these are changes
(``sistercity.imports.merging``), and ``check`` whether they can be; ``check_together`` judges rows
side by side. A row without errors then adds its entries to the plan, any other its problems.
"""

import datetime
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, ClassVar

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sistercity.imports.answers import ROW, Answer, MissingAnswer, answer_code
from sistercity.imports.merging import (
    Author,
    Base,
    Changes,
    ConflictAnswers,
    Difference,
    Merge,
    Verdict,
    conflict_code,
)
from sistercity.imports.plan import (
    CHANGING,
    Alarm,
    Entry,
    EntryKind,
    Plan,
    Progress,
    PublicationDetails,
    RejectedRow,
    Total,
)
from sistercity.imports.rows import Known, Row, SheetRead
from sistercity.spreadsheets import problems
from sistercity.spreadsheets.columns import Bound, Layout, read_row
from sistercity.spreadsheets.problems import CellError
from sistercity.spreadsheets.reading import Table

MOST_CELLS = 5_000  # texts of values that are kept: in a large register most values are the same
TWICE = problems.error(
    "row_twice",
    _("The same record stands in row %(first)s already. Leave one of the two out."),
    varies="first",
)


@dataclass(frozen=True)
class Options:
    """What whoever runs an import has decided.

    ``accepted`` are names of alarms; ``names`` and ``conflicts`` answer questions about names
    and conflicts; ``skipped`` are reasons by the code of a row; ``missing`` answers by the code of
    an entry what becomes of a record that the file lacks, and ``end_missing`` ends all others.
    """

    accepted: frozenset[str] = frozenset()
    names: tuple[Answer, ...] = ()
    conflicts: ConflictAnswers = field(default_factory=ConflictAnswers)
    skipped: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, MissingAnswer] = field(default_factory=dict)
    end_missing: bool = False
    as_of: datetime.date = field(default_factory=timezone.localdate)


class Importer:
    """An import: subclasses say which columns a file has, and what its rows mean.

    ``prepare`` reads what rows are looked up in; the other steps are those in the life of a row.
    """

    name: ClassVar[str]
    title: ClassVar[str | Promise]
    layout: ClassVar[Layout]
    model: ClassVar[type[Model]]
    fields: ClassVar[tuple[str, ...]]  # what is compared, in the order of reports
    # Names of the alarms that it can raise, with what accepting each means.
    alarm_names: ClassVar[dict[str, str | Promise]]
    # Sides of a record, each with the foreign key by which the desk's search box finds its place.
    sides: ClassVar[dict[str, Any]]
    # Problems with a name (their value "name") that a place of a side answers, by code. Their
    # value "question" holds its ``name_code``, "names" the unknown ones, "choices" the keys that
    # the answer can be, "suggested" the key of the place that is proposed.
    unknown_names: ClassVar[dict[str, str]]
    # Sides whose places can get a new official name.
    renamable: ClassVar[tuple[str, ...]]
    # Errors that accepting an alarm takes away, by code: the alarm is none of the whole plan.
    acceptable: ClassVar[dict[str, str]]
    defaults: ClassVar[dict[str, Any]]  # what a new record has where the file says nothing

    def __init__(self, options: Options) -> None:
        self.options = options
        self.sheet = SheetRead()
        self.seen: set[int] = set()  # primary keys of the records that the file has

    def prepare(self) -> None:
        """Read what rows are looked up in."""

    def resolve(self, row: Row) -> None:
        """Turn the values of columns into those of fields; add problems to the row.

        A cell that cannot be read is a problem already, and its column has no value.
        """

    def survey(self, rows: Sequence[Row]) -> None:
        """Look at all rows of the file, before the records of any are found."""

    def forget(self, rows: Collection[int]) -> None:
        """Forget what was noted of the rows of these numbers: they are skipped."""

    def find(self, rows: Sequence[Row]) -> dict[int, Known]:
        """Return the records that rows mean, by number of the row.

        Rows with errors are among them: what they mean, as far as it can be told, is not missing.
        """
        raise NotImplementedError

    def bases(self, rows: Sequence[tuple[Row, Known]]) -> Mapping[int, Base]:
        """Return what the source of each row said before, by number of the row."""
        raise NotImplementedError

    def authors(self, fields: Mapping[int, Collection[str]]) -> Mapping[int, dict[str, Author]]:
        """Return who wrote values, by primary key of the record and name of the field."""
        raise NotImplementedError

    def settled(self, row: Row, known: Known | None) -> None:
        """Take note of a row: without errors, its values are those that the record will have."""

    def identity(self, row: Row, known: Known | None) -> Hashable:
        """Return what no two rows of a file may share."""
        raise NotImplementedError

    def is_told(self, row: Row, known: Known | None) -> bool:
        """Whether a row with errors says which record it means, be it a new one."""
        raise NotImplementedError

    def label(self, values: dict[str, Any]) -> str:
        """Return the name of a record, in Japanese or as it is known."""
        raise NotImplementedError

    def check(self, row: Row, known: Known | None, after: dict[str, Any]) -> None:
        """Add problems of the values together, as they would be stored."""

    def check_together(self) -> None:
        """Add problems of rows with each other, once every row has been compared."""

    def kind(self, changes: Changes, known: Known) -> EntryKind:
        """Return what a difference amounts to."""
        raise NotImplementedError

    def missing(self, plan: Plan) -> Iterator[Entry]:
        """Yield the records that the file lacks: those that it has were ``seen``.

        What is wrong with an answer to one is added to the plan. Not called where a row does not
        tell which record it means: it may be any of them.
        """
        raise NotImplementedError

    def further_entries(self) -> Iterator[Entry]:
        """Yield what happens to others than the records of rows."""
        return iter(())

    def notice(self, entry: Entry, known: Known | None) -> None:
        """Take note of an entry, for the alarms and the totals."""

    def alarms(self, plan: Plan) -> Iterator[Alarm]:
        """Yield what looks wrong about the plan as a whole."""
        raise NotImplementedError

    def totals(self) -> Iterable[Total]:
        """Return what the public counts, before the entries that were noticed and after them."""
        raise NotImplementedError

    def publish(self, plan: Plan, publication: PublicationDetails, progress: Progress) -> Any:
        """Write the plan, inside the transaction that made it; return what was published."""
        raise NotImplementedError

    def shown(self, field: str, value: object) -> str:
        """Return a value of a field as people read it, in the language that is active."""
        return self.layout[field].words(value)

    def field_label(self, field: str) -> str:
        """Return the name of a field, in the language that is active."""
        return self.layout[field].label

    @classmethod
    def lines(cls) -> Iterator[Sequence[str]]:
        """Yield every record as an export writes it: its cells in the order of the columns."""
        raise NotImplementedError

    @classmethod
    def place_of(cls, side: str, number: str) -> int:
        """Return the primary key of the place of a side by the number that people know it by.

        Raises ValueError where there is none.
        """
        raise NotImplementedError

    @property
    def keeps_names(self) -> bool:
        """Whether there are names to keep, though no record may change."""
        raise NotImplementedError

    def is_empty(self, plan: Plan) -> bool:
        """Whether there is nothing to write.

        Names that were answered are: they become other names of their places. So are conflicts:
        what was decided holds as long as the file says the same.
        """
        return plan.changes_nothing and not (self.keeps_names or plan.is_answered)

    # -- the steps that are the same whatever is imported --------------------------------------

    def read(self, bound: Sequence[Bound], number: int, cells: Sequence[Any]) -> Row:
        """Return a row with its values resolved, as far as they can be read."""
        values, found = read_row(bound, cells, self.sheet.name, number)
        row = Row(number, values, found, sheet=self.sheet)
        self.resolve(row)
        return row

    def differences(self, row: Row, known: Known) -> list[Difference]:
        """Return the fields in which a row says something else than its record."""
        found = []
        for name, after in row.values.items():
            if name in known.values and (before := known.values[name]) != after:
                texts = self.cell(name, before), self.cell(name, after)
                if texts[0] != texts[1]:
                    found.append(Difference(name, before, after, texts))
        return found

    @classmethod
    @lru_cache(MOST_CELLS)
    def cell(cls, field: str, value: Any) -> str:
        """Return the text of a value as a file would give it back.

        What the desk stored can be more than a file can say, such as two spaces in a title.
        """
        column = cls.layout.by_name.get(field)
        if value in (None, "", ()):
            return ""
        if column is None:
            return str(value)
        try:
            return column.format(column.parse(column.format(value)))
        except CellError:
            return column.format(value)

    def merge(self, rows: Iterable[tuple[Row, Known]]) -> dict[int, Merge]:
        """Return what becomes of the differences of each row that has some, by its number.

        A row gets back what its record keeps, or keeps until somebody has decided.
        """
        differing = [
            (row, known, found)
            for row, known in rows
            if row.is_sound and (found := self.differences(row, known))
        ]
        bases = self.bases([(row, known) for row, known, _found in differing])
        merges = {row.number: Merge(bases[row.number], found) for row, _known, found in differing}
        unauthored = {known.key: merges[row.number].unauthored for row, known, _found in differing}
        authors = self.authors({key: names for key, names in unauthored.items() if names})
        for row, known, _found in differing:
            merge = merges[row.number]
            answer = partial(self.answer, self.label(known.values))
            merge.decide(authors.get(known.key, {}), answer)
            row.values |= {name: known.values[name] for name in (*merge.kept, *merge.asked)}
        return merges

    def answer(self, label: str, one: Difference) -> Verdict:
        """Return what somebody said to a conflict of the record with a label."""
        before, after = self.shown(one.field, one.before), self.shown(one.field, one.after)
        return self.options.conflicts.of(conflict_code(label, one.field, before, after))

    def plan(self, table: Table, plan: Plan, progress: Progress) -> None:
        """Fill in the plan: what every row of the table would change."""
        headings = {bound.column.name: bound.heading for bound in table.bound}
        self.sheet = SheetRead(table.sheet, headings)
        plan.sheet = table.sheet
        self.prepare()
        plan.add_problems(*table.notices)
        rows = self.read_all(table, progress)
        table.close()  # the text of a large file is not needed any more
        plan.counts["rows"] = len(rows)
        self.survey(rows)
        left = self.skip(rows, plan)
        untold = self.compare_all(left, plan, progress)
        plan.add_problems(*table.problems)
        if not untold + table.unread:
            for entry in self.missing(plan):
                plan.add(entry)
        for entry in self.further_entries():
            plan.add(entry)
        plan.alarms = list(self.alarms(plan))
        plan.totals = list(self.totals())

    def read_all(self, table: Table, progress: Progress) -> list[Row]:
        """Return all rows of the table: what one means, another one of the file can tell."""
        rows: list[Row] = []
        equal: Counter[str] = Counter()  # the second of two equal rows has a code of its own
        for number, cells in table.rows():
            row = self.read(table.bound, number, cells)
            code = answer_code(*map(str, cells))
            equal[code] += 1
            row.code = f"{ROW}-{code}" if equal[code] == 1 else f"{ROW}-{code}-{equal[code]}"
            rows.append(row)
            progress("plan", table.fraction / 2, len(rows))
        return rows

    def skip(self, rows: Sequence[Row], plan: Plan) -> Sequence[Row]:
        """Return the rows but for those to be skipped: the plan goes on as if they said nothing.

        Only their records, as far as they can be told, are not missing.
        """
        skipped = [row for row in rows if row.code in self.options.skipped]
        if not skipped:
            return rows
        self.forget({row.number for row in skipped})
        records = self.find(skipped)
        self.seen |= {known.key for known in records.values()}
        for row in skipped:
            known = records.get(row.number)
            label = self.label(known.values if known else row.values)
            reason = self.options.skipped[row.code]
            key = known.key if known else None
            plan.add(Entry(EntryKind.SKIPPED, label, row.number, key, reason=reason, code=row.code))
        return [row for row in rows if row.code not in self.options.skipped]

    def compare_all(self, rows: Sequence[Row], plan: Plan, progress: Progress) -> int:
        """Add what rows change to the plan, or what is wrong with them.

        Returns the number of rows that do not tell which record they mean.
        """
        first_rows: dict[Hashable, int] = {}
        compared: list[tuple[Row, Known | None, list[Entry]]] = []
        labels: dict[int, str] = {}  # of rows with errors
        untold = 0
        records = self.find(rows)
        self.seen |= {known.key for known in records.values()}
        merges = self.merge((row, records[row.number]) for row in rows if row.number in records)
        for row in rows:
            known = records.get(row.number)
            self.settled(row, known)
            untold += not (row.is_sound or self.is_told(row, known))
            entries = self.entries_of(row, known, first_rows, merges.get(row.number))
            compared.append((row, known, entries))
            if not row.is_sound:
                labels[row.number] = self.label(known.values if known else row.values)
            row.values = {}  # what it says is in the entries: of a large file this is most of all
            progress("plan", (1 + len(compared) / len(rows)) / 2, len(rows))
        self.check_together()
        for row, known, entries in compared:
            if row.is_sound:
                self.enter(entries, known, plan)
            else:
                label = labels[row.number] if row.number in labels else entries[0].label
                plan.reject(RejectedRow(row.number, label, row.code, row.errors))
            plan.add_problems(*row.problems)
        plan.is_answered = any(merge.is_answered for merge in merges.values())
        plan.goes_back = sum(merge.goes_back for merge in merges.values())
        return untold

    def entries_of(
        self,
        row: Row,
        known: Known | None,
        first_rows: dict[Hashable, int],
        merge: Merge | None,
    ) -> list[Entry]:
        """Return what becomes of a row without errors; add what is wrong with it."""
        if not row.is_sound:
            return []
        first = first_rows.setdefault(self.identity(row, known), row.number)
        if first != row.number:
            row.problem(TWICE, first=first)
        if known is None:
            return [self.new_entry(row)]
        return self.changed_entries(row, known, merge) if merge else []

    def new_entry(self, row: Row) -> Entry:
        """Return what a row of a new record says."""
        after = self.defaults | {
            name: value for name, value in row.values.items() if value not in (None, "", ())
        }
        self.check(row, None, after)
        changes = {name: (None, value) for name, value in after.items()}
        return Entry(EntryKind.NEW, self.label(after), row.number, None, changes)

    def changed_entries(self, row: Row, known: Known, merge: Merge) -> list[Entry]:
        """Return what a row changes in its record, what stays, and what has to be decided."""
        label = self.label(known.values)
        found = []
        if merge.taken:
            self.check(row, known, known.values | row.values)
            kind = self.kind(merge.taken, known)
            found.append(Entry(kind, label, row.number, known.key, merge.taken))
        if merge.kept:
            found.append(Entry(EntryKind.KEPT, label, row.number, known.key, merge.kept))
        if merge.asked:
            found.append(
                Entry(EntryKind.CONFLICT, label, row.number, known.key, merge.asked, merge.authors)
            )
        return found

    def enter(self, entries: Sequence[Entry], known: Known | None, plan: Plan) -> None:
        """Add entries to the plan, or count the record as unchanged."""
        plan.counts["unchanged"] += not entries
        for entry in entries:
            plan.add(entry)
            if entry.kind in CHANGING:
                self.notice(entry, known)
