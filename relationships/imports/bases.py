"""What the source of each row said before: the export that it was made from, or earlier files."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from relationships.imports.authors import added_by_people
from relationships.imports.imported import (
    Cell,
    ExportedRow,
    histories_of,
    joined_by_files,
    known_to_files,
    store_rows,
)
from relationships.imports.marks import ExportMark
from relationships.imports.pairs import Pair
from relationships.register.models import Relationship
from relationships.register.querysets import RelationshipQuerySet
from relationships.releases.dataset import values_of
from relationships.releases.models import Release
from sistercity.imports.merging import Base, Difference
from sistercity.imports.plan import Plan
from sistercity.imports.rows import Known, Row
from sistercity.spreadsheets import problems

BAD_MARK = problems.warning(
    "bad_mark",
    _(
        "The export mark cannot be read: it was changed, or an older version of the site wrote it."
        " The row is compared with what the last file said."
    ),
)


@dataclass(frozen=True)
class News:
    """In what a row differs from its record and from what its source said of it before."""

    differences: list[Difference]
    is_first: bool  # its source said nothing of the record


NewsOf = Callable[[Sequence[tuple[Row, Known]]], Mapping[int, News]]


class Bases:
    """The marks of rows, and which fields rows have: what this file says is a later one's base."""

    def __init__(self) -> None:
        self.marks: dict[int, ExportMark] = {}  # by number of the row
        self.said: dict[int, frozenset[str]] = {}  # names of fields, by primary key
        self.same: dict[frozenset[str], frozenset[str]] = {}  # most rows have the same fields
        self.fields: set[str] = set()  # that any row has

    def note_mark(self, row: Row, text: str) -> None:
        """Keep the mark of an exported row; the mark of a row that was copied is another one's."""
        if not text:
            return
        try:
            mark = ExportMark.parse(text)
        except ValueError:
            row.problem(BAD_MARK, "mark")
            return
        if mark.public_id == row.key:
            self.marks[row.number] = mark

    def is_as_exported(self, row: Row, cell: Cell) -> bool:
        """Whether a row has its mark, and says what it said when it was exported."""
        mark = self.marks.get(row.number)
        return mark is not None and all(
            mark.says(name, cell(name, value)) for name, value in row.values.items()
        )

    def note_fields(self, row: Row, known: Known | None) -> None:
        """Note which fields a row has of its record, or of a new one."""
        names = frozenset(row.values)
        self.fields |= names
        if known is not None:
            self.said[known.key] = self.same.setdefault(names, names)

    def of(self, rows: Sequence[tuple[Row, Known]]) -> dict[int, Base]:
        """Return the base of each row by its number; one query, however many rows there are."""
        marked = {known.values["id"] for row, known in rows if row.number in self.marks}
        unmarked = {known.values["id"] for row, known in rows if row.number not in self.marks}
        oldest = min((mark.release for mark in self.marks.values()), default=0)
        histories = histories_of(
            Q(public_id__in=unmarked) | Q(public_id__in=marked, release__number__gt=oldest)
        )
        found: dict[int, Base] = {}
        for row, known in rows:
            history, mark = histories[known.values["id"]], self.marks.get(row.number)
            found[row.number] = ExportedRow(mark, history.since(mark.release)) if mark else history
        return found

    def news(
        self,
        rows: Sequence[tuple[Row, Known]],
        differences: Callable[[Row, Known], list[Difference]],
    ) -> dict[int, News]:
        """Return what each row says that its source did not say before, by its number."""
        bases = self.of(rows) if rows else {}
        return {
            row.number: News(
                [
                    one
                    for one in differences(row, known)
                    if not bases[row.number].repeats(one.field, one.texts[1])
                ],
                is_first=all(bases[row.number].says(name, "") is None for name in row.values),
            )
            for row, known in rows
        }

    def moved_or_ended(
        self, pairs: Mapping[int, Sequence[Pair]], taken: Collection[int]
    ) -> dict[int, Known]:
        """Return the records of rows whose two sides have none, as far as the last file tells.

        They were ended, or moved to other sides, by a person since. ``pairs`` are the sides that a
        row can mean, by its number; ``taken`` the primary keys of records that other rows mean.
        """
        told = joined_by_files(pair for found in pairs.values() for pair in found)
        numbers = {number for found in told.values() for number in found}
        records = Relationship.objects.filter(public_id__in=numbers).exclude(pk__in=taken)
        known = {values["id"]: Known(key, values) for key, values in values_of(records).items()}
        candidates = {
            row: [
                known[number] for pair in found for number in told.get(pair, ()) if number in known
            ]
            for row, found in pairs.items()
        }
        return {row: found[0] for row, found in candidates.items() if found}

    def unknown_to_file(self, lacking: RelationshipQuerySet) -> set[int]:
        """Return the primary keys of records that whoever made the file did not know.

        A person added them, no file has told of them, and neither has the export that the file was
        made from.
        """
        told = known_to_files(lacking.values_list("public_id", flat=True))
        exported = min((mark.moment for mark in self.marks.values()), default=None)
        return added_by_people(lacking.exclude(public_id__in=told), since=exported)

    def store(self, release: Release, plan: Plan, new: Iterable[int], cell: Cell) -> None:
        """Store what the file says, once its plan is written; ``new`` are keys of new records."""
        said = self.said | dict.fromkeys(new, frozenset(self.fields))
        store_rows(release, plan, said, cell)
