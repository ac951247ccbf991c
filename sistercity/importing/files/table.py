"""A table that is being read: its columns, its rows, and what was wrong with them."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from sistercity.importing.columns import Bound
from sistercity.importing.files.headings import NO_ROWS, Headings
from sistercity.importing.letters import Cell
from sistercity.importing.problems import FileRefused, Problem

MOST_PROBLEMS = 1_000


class Table:
    """A table in a file, of which the headings have been read.

    ``rows`` yields every row that can be read, once. A row that cannot be told apart into its
    columns is not yielded but named in ``problems``; so are cells without a value.
    ``problems`` is complete when ``rows`` has come to its end; it holds the first 1,000, and
    ``uncounted`` is the number of those left out.
    """

    sheet = ""  # the name of the worksheet; empty for CSV
    width: int  # columns that have a heading, and those before them

    def __init__(self, headings: Headings, bound: list[Bound], notices: list[Problem]) -> None:
        self.heading_row = headings.row
        self.headings = headings
        self.width = headings.width
        self.bound = bound
        self.notices = notices
        self.problems: list[Problem] = []
        self.uncounted = 0

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Yield the rows below the headings: the number that Excel shows, and the cells.

        Empty rows are left out. Raises FileRefused where the file cannot be read on, and where
        there is no row at all.
        """
        any_row = False
        for row in self.read():
            any_row = True
            yield row
        if not any_row and not self.problems:
            raise FileRefused(Problem(NO_ROWS, {}, self.sheet))

    def read(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Yield the rows; each format does it its own way."""
        raise NotImplementedError

    @property
    def fraction(self) -> float:
        """How much of the file has been read, from 0 to 1."""
        raise NotImplementedError

    def complain(self, *found: Problem) -> None:
        """Keep problems, as long as there is room."""
        room = MOST_PROBLEMS - len(self.problems)
        self.problems += found[:room]
        self.uncounted += len(found[room:])

    def heading(self, index: int) -> str:
        """Return the heading of a column by its index, or an empty text."""
        return self.headings.texts[index] if index < len(self.headings.texts) else ""

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
