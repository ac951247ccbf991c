"""What belongs to a record in another table: rows that an import compares as a set."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sistercity.importing.importer import Row
from sistercity.importing.lists import format_several, side_by_side, whole
from sistercity.importing.problems import CellError

if TYPE_CHECKING:
    from sistercity.importing.records import RecordImporter

Items = tuple[tuple[Any, ...], ...]


class Part:
    """Rows of the relation ``relation`` of a record: each a tuple of the values of its columns.

    ``columns`` are names of the file's columns, ``attributes`` those of the other table; both in
    the order of a tuple. Sub-themes are such a part: one column for each language.
    """

    def __init__(self, relation: str, columns: Sequence[str], attributes: Sequence[str]) -> None:
        self.relation, self.columns, self.attributes = relation, columns, attributes

    @property
    def prefetched(self) -> str:
        """The relation that is read with the records."""
        return self.relation

    def read(self, record: Any) -> Items:
        """Return what a record has."""
        return tuple(self.item(row) for row in getattr(record, self.relation).all())

    def item(self, row: Any) -> tuple[Any, ...]:
        """Return a stored row as an item."""
        return tuple(getattr(row, name) for name in self.attributes)

    def fill(self, row: Any, item: tuple[Any, ...]) -> None:
        """Set the columns of a row to those of an item."""
        for name, value in zip(self.attributes, item, strict=True):
            setattr(row, name, value)

    def resolve(self, importer: "RecordImporter", row: Row, cells: dict[str, Any]) -> Items | None:
        """Return what a row says; None where it cannot be told, with the reason on the row."""
        try:
            found = side_by_side({name: cells.get(name) or () for name in self.columns})
        except CellError as error:
            column = error.values.pop("column")
            importer.problem(row, error.code, column, **error.values)
            return None
        return tuple(dict.fromkeys(found))

    def settled(self, importer: "RecordImporter", before: Items, after: Items) -> Items:
        """Return what a row means beside what the record has."""
        return after

    def complain(self, importer: "RecordImporter", row: Row, items: Items) -> None:
        """Add problems of what a record would have."""

    def same(self, importer: "RecordImporter", items: Items) -> set[tuple[Any, ...]]:
        """Return the items as they are compared: as a file can say them, in any order."""
        return {
            tuple(whole(value) if isinstance(value, str) else value for value in item)
            for item in items
        }

    def words(self, importer: "RecordImporter", items: Iterable[tuple[Any, ...]]) -> str:
        """Return the items as people read them."""
        return "; ".join(" / ".join(str(value) for value in item if value) for item in items)

    def cells(self, importer: "RecordImporter", items: Items) -> dict[str, str]:
        """Return the cells of the columns; the inverse of ``resolve``."""
        lists = zip(*items, strict=True) if items else [()] * len(self.columns)
        return {
            name: format_several(values) for name, values in zip(self.columns, lists, strict=True)
        }

    def write(self, record: Any, before: Items, after: Items) -> None:
        """Drop what a record no longer has, and add what it got."""
        manager = getattr(record, self.relation)
        gone = set(before) - set(after)
        for row in manager.all():
            if self.item(row) in gone:
                row.delete()
        for item in after:
            if item not in before:
                row = manager.model(**{manager.field.name: record})
                self.fill(row, item)
                row.save()
