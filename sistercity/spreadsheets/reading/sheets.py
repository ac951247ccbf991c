"""What every kind of workbook has: sheets, of rows, of cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.letters import BLANK, BadCell, Cell
from sistercity.spreadsheets.limits import LAST_ROW
from sistercity.spreadsheets.reading.merged import Merged

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
