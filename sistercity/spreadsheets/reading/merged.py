"""Cells of a workbook that are empty because they were merged with another one."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.letters import BadCell, column_letters
from sistercity.spreadsheets.limits import LAST_ROW

MERGED = problems.error(
    "merged_cells",
    _(
        "The cell is empty because the cells %(range)s were merged into one. Undo the merge and "
        "fill in every cell."
    ),
    of_column=True,
    varies="range",
)


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
