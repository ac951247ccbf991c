"""Where in a sheet the headings are: titles may stand above them, and a second language below."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.columns import Bound, Layout, heading_key
from sistercity.spreadsheets.letters import Cell, is_blank, number
from sistercity.spreadsheets.problems import FileRefused, Problem

# So many rows are looked through for headings.
FIRST_ROWS = 20

NO_HEADINGS = problems.error(
    "no_headings",
    _(
        "None of the first %(rows)s rows holds the headings of the columns. They are looked for "
        "in one row: %(headings)s, and so on."
    ),
)
NO_ROWS = problems.error("no_rows", _("The file holds headings, but no row below them."))
TOO_MANY_COLUMNS = problems.error(
    "too_many_columns",
    _("The table has %(count)s columns; at most %(limit)s are read. Delete those not needed."),
    of_column=True,
)
ROWS_ABOVE = problems.notice(
    "rows_above", _("The rows above the headings (%(count)s) were taken for titles and not read.")
)
SECOND_HEADINGS = problems.notice(
    "second_headings", _("This row repeats the headings and was not read as data.")
)


@dataclass
class Headings:
    """The row of headings of a table: its number, its texts, and how many of them are known."""

    row: int
    texts: list[str]
    known: int
    repeated: set[int] = field(default_factory=set)  # numbers of rows that repeat the headings

    @property
    def width(self) -> int:
        """The number of columns up to the last that has a heading."""
        return max(index for index, text in enumerate(self.texts, 1) if not is_blank(text))

    @property
    def blanks(self) -> list[int]:
        """The indexes of the columns before the last heading that have none."""
        return [index for index, text in enumerate(self.texts[: self.width]) if is_blank(text)]

    def bind(self, layout: Layout, sheet: str, limit: int) -> tuple[list[Bound], list[Problem]]:
        """Return the columns, and what was not read; raise FileRefused as they do."""
        if self.width > limit:
            values = {"count": self.width, "limit": limit}
            raise FileRefused(Problem(TOO_MANY_COLUMNS, values, sheet, self.row))
        bound, notices = layout.bind(self.texts[: self.width], sheet, self.row)
        if self.row > 1:
            notices.insert(0, Problem(ROWS_ABOVE, {"count": self.row - 1}, sheet))
        notices += [Problem(SECOND_HEADINGS, {}, sheet, row) for row in sorted(self.repeated)]
        return bound, notices


def find(rows: Iterable[tuple[int, Sequence[Cell]]], layout: Layout) -> Headings | None:
    """Return the row with the most known headings, the first of several; None without any.

    ``rows`` are the first rows of a sheet with their numbers.
    """
    known = layout.headings()
    found = [count(row, cells, known) for row, cells in rows]
    best = max(found, key=lambda headings: headings.known, default=None)
    if best is None or not best.known:
        return None
    for other in found:
        if other.row == best.row + 1 and repeats(other):
            best.repeated.add(other.row)
    return best


def count(row: int, cells: Sequence[Cell], known: frozenset[str]) -> Headings:
    """Return a row as if it held the headings."""
    texts = [heading_text(cell) for cell in cells]
    return Headings(row, texts, sum(heading_key(text) in known for text in texts))


def repeats(row: Headings) -> bool:
    """Tell whether a row below the headings is a row of headings too, not a record."""
    return row.known >= 2 and row.known * 2 > sum(not is_blank(text) for text in row.texts)


def heading_text(cell: Cell) -> str:
    """Return a cell as a heading; a heading is never so long that it would have to be cut."""
    if isinstance(cell, float):
        return number(cell) if math.isfinite(cell) else ""
    return "" if cell is None else str(cell)[:200]


def missing(layout: Layout, sheet: str = "") -> FileRefused:
    """Return the refusal of a file in which no headings were found."""
    wanted = [column.en for column in layout.columns][:8]
    values = {"rows": FIRST_ROWS, "headings": wanted}
    return FileRefused(Problem(NO_HEADINGS, values, sheet))
