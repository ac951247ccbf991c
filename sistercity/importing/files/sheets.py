"""What every kind of workbook has: sheets, of rows, of cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from sistercity.importing import problems
from sistercity.importing.letters import Cell

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

LAST_ROW = 1_048_576


@dataclass
class SheetRow:
    """A row as it stands in a sheet."""

    number: int  # as Excel shows it
    cells: list[Cell] = field(default_factory=list)
    # Columns, by index, whose cell has no value: the code of the problem and what it says.
    bad: dict[int, tuple[str, dict[str, str]]] = field(default_factory=dict)
    hidden: bool = False
    last: int = -1  # the index of the last column that holds anything, also beyond ``cells``

    def put(self, column: int, value: Cell, limit: int) -> None:
        """Set the value of a column, after those set before; of spaces alone nothing is kept."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return
        self.last = column
        if column < limit:
            self.cells += [None] * (column - len(self.cells))
            self.cells.append(value)

    def spoil(self, column: int, code: str, **values: str) -> None:
        """Note that the cell of a column has no value."""
        self.last = column
        self.bad[column] = code, values


@dataclass(frozen=True)
class Merged:
    """A range of cells that were merged into one: numbers of rows, indexes of columns."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        first = f"{letters(self.first_column)}{self.first_row}"
        return f"{first}:{letters(self.last_column)}{self.last_row}"


class Sheet(Protocol):
    """A sheet of a workbook."""

    name: str
    hidden: bool
    merged: list[Merged]  # complete when ``rows`` has come to its end
    fraction: float

    def rows(self, until: int = LAST_ROW) -> Iterator[SheetRow]:
        """Yield the rows that hold anything, from the first; each call begins anew.

        Those after the row ``until`` may be left out.
        """


class Book(Protocol):
    """A workbook: its sheets that hold tables, not charts, in their order."""

    sheets: list[Sheet]

    def close(self) -> None:
        """Close the file."""


def letters(index: int) -> str:
    """Return the letters of a column by its index: A for 0, AA for 26."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
