"""A table that is being read: its columns, its rows, and what was wrong with them."""

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.columns import Bound, column_name
from sistercity.spreadsheets.grouping import ProblemLog
from sistercity.spreadsheets.letters import BadCell, Cell
from sistercity.spreadsheets.problems import FileRefused, Problem
from sistercity.spreadsheets.reading.asides import aside
from sistercity.spreadsheets.reading.headings import NO_ROWS, Headings

NO_HEADING = problems.error(
    "cell_without_heading",
    _(
        "Column %(letters)s (number %(position)s) is filled in, but has no heading. Give it a "
        "heading, or empty it; it may be hidden. If few rows have it, their cells may have moved."
    ),
    of_column=True,
)

Cells = Sequence[Cell | BadCell]


class Table:
    """A table in a file, of which the headings have been read.

    ``rows`` yields every row that can be told apart into its columns, once; a cell without a
    value is a BadCell in it. The others are counted in ``unread`` and named in ``problems``, which
    is complete when ``rows`` has come to its end.
    """

    sheet = ""  # the name of the worksheet; empty for CSV
    width: int  # columns that have a heading, and those before them

    def __init__(self, headings: Headings, bound: list[Bound], notices: list[Problem]) -> None:
        self.heading_row = headings.row
        self.headings = headings
        self.width = headings.width
        self.bound = bound
        self.notices = notices
        self.log = ProblemLog()
        self.unread = 0

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with rows as such, and with columns."""
        return self.log.kept

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Yield the rows below the headings: the number that Excel shows, and the cells.

        Empty rows, totals and notes are left out. Raises FileRefused where the file cannot be read
        on, and where there is no row at all.
        """
        any_row = False
        for row in self.read():
            any_row = True
            yield row
        if not any_row and not self.unread:
            raise FileRefused(Problem(NO_ROWS, {}, self.sheet))

    def read(self) -> Iterator[tuple[int, Cells]]:
        """Yield the rows; each format does it its own way."""
        raise NotImplementedError

    @property
    def fraction(self) -> float:
        """How much of the file has been read, from 0 to 1."""
        raise NotImplementedError

    def skip(self, problem: Problem) -> None:
        """Note why a row is not yielded."""
        self.unread += 1
        self.log.add(problem)

    def is_aside(self, row: int, cells: Sequence[Cell]) -> bool:
        """Whether a row is no record but a total or a note; note it if so."""
        found = aside(cells)
        if found:
            code, words = found
            self.log.add(Problem(code, {"text": words}, self.sheet, row))
        return found is not None

    def note_unheaded(self, row: int, columns: Iterable[int]) -> None:
        """Note the columns without a heading, by their indexes, in which a row has a value."""
        for column in columns:
            self.log.add(Problem(NO_HEADING, column_name(column), self.sheet, row))

    def close(self) -> None:
        """Close the file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
