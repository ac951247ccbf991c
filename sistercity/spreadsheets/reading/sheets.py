"""What every kind of workbook has: sheets, of rows, of cells, some of them merged."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.letters import BLANK, BadCell, Cell, column_letters
from sistercity.spreadsheets.limits import LAST_ROW

ERROR_CELL = problems.error(
    "error_cell", _("The cell shows the error %(shown)s. Mend it in the workbook.")
)
NO_RESULT = problems.error(
    "formula_without_result",
    _(
        "The cell holds a formula whose result was not saved. Open the file in Excel and save it "
        "again, or write the value itself."
    ),
)
MERGED = problems.error(
    "merged_cells",
    _(
        "The cell is empty because the cells %(range)s were merged into one. Undo the merge and "
        "fill in every cell."
    ),
    of_column=True,
    varies="range",
)


@dataclass
class SheetRow:
    """A row as it stands in a sheet."""

    number: int  # as Excel shows it
    cells: list[Cell] = field(default_factory=list)
    bad: dict[int, BadCell] = field(default_factory=dict)  # by index of the column
    hidden: bool = False
    last: int = -1  # the index of the last column that holds anything, also beyond ``cells``

    def put(self, column: int, value: Cell, limit: int) -> None:
        """Set the value of a column, after those set before; what nobody sees is not kept."""
        if value is None or (isinstance(value, str) and not value.strip(BLANK)):
            return
        self.last = column
        if column < limit:
            self.cells += [None] * (column - len(self.cells))
            self.cells.append(value)

    def spoil(self, column: int, code: str, **values: str) -> None:
        """Note that the cell of a column has no value."""
        self.last = column
        self.bad[column] = BadCell(code, values)


@dataclass(frozen=True)
class Merged:
    """A range of cells that were merged into one: numbers of rows, indexes of columns."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        first = f"{column_letters(self.first_column)}{self.first_row}"
        return f"{first}:{column_letters(self.last_column)}{self.last_row}"

    def empty_rows(self, column: int) -> tuple[int, int]:
        """Return the first and the last row in which a cell of a column is empty for the merge."""
        return self.first_row + (column == self.first_column), self.last_row


class MergedCells:
    """The cells of some columns that are empty because they were merged with another one."""

    def __init__(self, ranges: Iterable[Merged], columns: Iterable[int]) -> None:
        self.spans: dict[int, list[tuple[int, int, str]]] = {}
        known = list(ranges)
        for column in columns:
            here = (one for one in known if one.first_column <= column <= one.last_column)
            if spans := sorted((*one.empty_rows(column), str(one)) for one in here):
                self.spans[column] = spans

    def in_row(self, row: int) -> dict[int, BadCell]:
        """Return the empty cells of a row, by index of the column."""
        found = {}
        for column, spans in self.spans.items():
            index = bisect_right(spans, (row, LAST_ROW + 1)) - 1
            if index >= 0 and row <= spans[index][1]:
                found[column] = BadCell(MERGED, {"range": spans[index][2]})
        return found


class Sheet(Protocol):
    """A sheet of a workbook."""

    name: str
    hidden: bool
    fraction: float

    @property
    def merged(self) -> list[Merged]:
        """The ranges of cells that were merged."""

    def rows(self, until: int = LAST_ROW) -> Iterator[SheetRow]:
        """Yield the rows that hold anything, from the first; each call begins anew.

        Those after the row ``until`` may be left out.
        """


class Book(Protocol):
    """A workbook: its sheets that hold tables, not charts, in their order."""

    sheets: list[Sheet]

    def close(self) -> None:
        """Close the file."""
