"""Tables in text files: comma, tab or semicolon between the cells, in any usual encoding."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.columns import Layout
from sistercity.spreadsheets.letters import BLANK, is_blank
from sistercity.spreadsheets.limits import Limits
from sistercity.spreadsheets.problems import FileRefused, Problem
from sistercity.spreadsheets.reading import headings
from sistercity.spreadsheets.reading.encodings import decoded
from sistercity.spreadsheets.reading.headings import FIRST_ROWS, Headings
from sistercity.spreadsheets.reading.table import Cells, Table
from sistercity.spreadsheets.writing.csv_files import unguarded

BAD_QUOTE = problems.error(
    "bad_quote",
    _(
        "A quotation mark in this row, or before it, has no partner: where cells end cannot be "
        "told. Write a quotation mark inside a cell twice, or save the file as .xlsx."
    ),
)
HUGE_CELL = problems.error(
    "huge_cell",
    _(
        "This row is too long to be read; a cell may hold %(limit)s characters. Perhaps a "
        "quotation mark in it has no partner."
    ),
)
TOO_MANY_CELLS = problems.error(
    "too_many_cells",
    _(
        "The row has %(count)s cells, but %(width)s are expected, so that its cells may have "
        "moved. Perhaps a cell with a comma lacks its quotation marks."
    ),
)
TOO_FEW_CELLS = problems.error(
    "too_few_cells",
    _(
        "The row has %(count)s cells, but %(width)s are expected, so that its cells may have "
        "moved. Empty cells need their separators too; a file saved as .xlsx has them."
    ),
)

DELIMITERS = (",", "\t", ";")


class Records:
    """The records of a text file, as far as the ``csv`` module tells them apart.

    Record numbers are the row numbers that Excel shows: a line end inside quotation marks does
    not count, an empty line does, and a first line ``sep=;`` does not.
    """

    def __init__(self, file: io.StringIO, limits: Limits) -> None:
        self.limits = limits
        self.file = file
        self.size = max(file.seek(0, io.SEEK_END), 1)
        file.seek(0)
        self.length = 0  # characters of the record that is being read
        self.number = 0
        self.said = self.separator()

    def separator(self) -> str:
        """Return the delimiter that a line ``sep=;`` names, having read it; else ""."""
        first = self.file.readline(self.limits.line).strip("\r\n \"'")
        if len(first) == 5 and first.lower().startswith("sep=") and first[4] in DELIMITERS:
            return first[4]
        if first.lower() == "sep=":
            return "\t"
        self.file.seek(0)
        return ""

    def lines(self) -> Iterator[str]:
        """Yield the lines; raise FileRefused where a record has no end."""
        longest, readline = self.limits.line, self.file.readline
        while line := readline(longest):
            self.length += len(line)
            if self.length >= longest:
                raise self.refused(HUGE_CELL, limit=self.limits.cell)
            yield line

    def read(self, delimiter: str) -> Iterator[list[str]]:
        """Yield the records; raise FileRefused, naming the row, for quotes without a partner."""
        try:
            for record in csv.reader(self.lines(), delimiter=delimiter, strict=True):
                self.length = 0
                self.number += 1
                yield record
        except csv.Error as error:
            if "field larger" in str(error):
                raise self.refused(HUGE_CELL, limit=self.limits.cell) from None
            raise self.refused(BAD_QUOTE) from None

    def refused(self, code: str, **values: int) -> FileRefused:
        """Return the refusal for the record that is being read."""
        return FileRefused(Problem(code, values, row=self.number + 1))

    @property
    def fraction(self) -> float:
        """How much of the file has been read, from 0 to 1."""
        return self.file.tell() / self.size


class TextTable(Table):
    """A table in a text file."""

    def __init__(self, records: Records, delimiter: str, found: Headings, layout: Layout) -> None:
        bound, notices = found.bind(layout, "", records.limits.columns)
        super().__init__(found, bound, notices)
        self.records, self.delimiter = records, delimiter

    def read(self) -> Iterator[tuple[int, Cells]]:
        """Yield the rows."""
        records, expected = self.records, 0
        unheaded: list[int] = []
        for cells in islice(records.read(self.delimiter), self.heading_row, None):
            if not "".join(cells).strip(BLANK) or records.number in self.headings.repeated:
                continue
            if self.is_aside(records.number, cells):
                continue
            if not expected:
                expected = self.expected(cells)
                unheaded = [*self.headings.blanks, *range(self.width, expected)]
            if len(cells) == expected:
                if unheaded:
                    filled = (index for index in unheaded if not is_blank(cells[index]))
                    self.note_unheaded(records.number, filled)
                yield records.number, [unguarded(cell) for cell in cells]
            else:
                values = {"count": len(cells), "width": expected}
                code = TOO_FEW_CELLS if len(cells) < expected else TOO_MANY_CELLS
                self.skip(Problem(code, values, row=records.number))

    def expected(self, first: list[str]) -> int:
        """Return the number of cells that every row must have.

        Empty cells beyond the headings are no harm if all rows have them: then the file has a
        separator at the end of each line. In one row alone they are the sign of a moved row.
        """
        if len(first) == len(self.headings.texts):
            return len(first)
        return self.width if any(first[self.width :]) else max(len(first), self.width)

    @property
    def fraction(self) -> float:
        """How much of the file has been read, from 0 to 1."""
        return self.records.fraction

    def close(self) -> None:
        """Let go of the text."""
        self.records.file.close()


def open_text(path: Path, layout: Layout, limits: Limits) -> TextTable:
    """Return the table of a text file; raise FileRefused where there is none."""
    file = io.StringIO(decoded(path.read_bytes()), newline="")
    found, delimiter = find_headings(file, layout, limits)
    return TextTable(Records(file, limits), delimiter, found, layout)


def find_headings(file: io.StringIO, layout: Layout, limits: Limits) -> tuple[Headings, str]:
    """Return the headings and the delimiter, which is the one that makes most of them appear."""
    best: tuple[Headings, str] | None = None
    refused: FileRefused | None = None
    for delimiter in DELIMITERS:
        rows, error = first_rows(file, delimiter, limits)
        found = headings.find(rows, layout)
        if found and (best is None or found.known > best[0].known):
            best = found, delimiter
        refused = refused or error
    if best is None:
        raise refused or headings.missing(layout)
    return best


def first_rows(
    file: io.StringIO, delimiter: str, limits: Limits
) -> tuple[list[tuple[int, list[str]]], FileRefused | None]:
    """Return the first rows with their numbers, and what ended them before their time."""
    records = Records(file, limits)
    rows: list[tuple[int, list[str]]] = []
    if records.said not in ("", delimiter):
        return rows, None
    try:
        for record in islice(records.read(delimiter), FIRST_ROWS):
            rows.append((records.number, record))  # noqa: PERF401  # kept when a later one fails
    except FileRefused as error:
        return rows, error
    return rows, None
