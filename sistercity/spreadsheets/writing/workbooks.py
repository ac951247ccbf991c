"""Writing workbooks (.xlsx): a row at a time, with every code and date as text.

Excel would drop the first zero of a code, make a day of a month, and calculate what looks like
a formula.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import xlsxwriter
from django.utils.translation import gettext as _

from sistercity.spreadsheets import cells
from sistercity.spreadsheets.columns import Column
from sistercity.spreadsheets.describing import Word, example, takes_several, words
from sistercity.spreadsheets.letters import column_letters
from sistercity.spreadsheets.limits import LAST_ROW, LONGEST_CELL

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# The same table is the same file, whenever it is written.
CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001  (a workbook knows no time zones)
LONGEST_TITLE = 31  # that Excel allows
TEXT = 49  # the number of the format “@”, which Excel shows as “Text”
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
NARROWEST, WIDE = 12, 48  # widths of columns, in digits


class CannotWrite(Exception):
    """The file cannot be written, and why."""


class Writer:
    """A workbook that is being written; a context manager that closes it."""

    def __init__(self, path: Path, title: str, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.book = xlsxwriter.Workbook(str(path), OPTIONS)
        self.book.set_properties({"title": title, "created": CREATED})
        self.bold = self.book.add_format({"bold": True, "num_format": TEXT, "valign": "top"})
        self.text = self.book.add_format({"num_format": TEXT, "valign": "top"})
        self.wrapped = self.book.add_format(
            {"num_format": TEXT, "valign": "top", "text_wrap": True}
        )
        self.numbers = [column.format is cells.format_number for column in columns]
        self.sheet = self.book.add_worksheet(NOT_IN_TITLES.sub(" ", title)[:LONGEST_TITLE].strip())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.book.close()

    def head(self) -> None:
        """Write the row of headings, which stays in sight, and the widths and formats below."""
        for index, column in enumerate(self.columns):
            self.put(self.sheet, 0, index, column.label, self.bold)
            plain = None if self.numbers[index] else self.text
            hidden = {"hidden": column.is_hidden}
            self.sheet.set_column(index, index, width(column), plain, hidden)
        self.sheet.freeze_panes(1, 0)
        # A code that is text is no slip.
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW}"})

    def rows(self, lines: Iterable[Sequence[str]]) -> int:
        """Write lines below the headings; return their number.

        Raises CannotWrite for more than a sheet holds.
        """
        row = 0
        for row, line in enumerate(lines, 1):
            if row >= LAST_ROW:
                raise CannotWrite(
                    _("A worksheet holds %(limit)s rows; write .csv instead.")
                    % {"limit": f"{LAST_ROW:,}"}
                )
            for index, cell in enumerate(line):
                if cell and self.numbers[index]:
                    self.sheet.write_number(row, index, float(cell))
                elif cell:
                    self.put(self.sheet, row, index, cell, self.text)
        return row

    def put(self, sheet: Any, row: int, column: int, text: str, form: Any) -> None:
        """Write a text; raise CannotWrite for one that Excel would cut."""
        if len(text) > LONGEST_CELL:
            values = {"row": row + 1, "length": len(text), "limit": LONGEST_CELL}
            raise CannotWrite(
                _(
                    "Row %(row)s has a cell of %(length)s characters; a worksheet's holds"
                    " %(limit)s. Write .csv instead."
                )
                % values
            )
        # XlsxWriter would take this for its own XML; the reader drops spaces at the end.
        sheet.write_string(row, column, f"{text} " if text.endswith("</r>") else text, form)

    def notes(self) -> None:
        """Write a second sheet that says what belongs in the columns; offer words in the first."""
        sheet = self.book.add_worksheet(_("Notes"))
        for index, size in enumerate((30, 60, 30, 40, 40, 40)):
            sheet.set_column(index, index, size)
        self.line(sheet, 0, (_("Column"), _("What it means"), _("Example")), self.bold)
        # With its letter a heading is none to the reader, which would take the notes for a table.
        names = [f"{column_letters(index)} {one.label}" for index, one in enumerate(self.columns)]
        for row, (name, column) in enumerate(zip(names, self.columns, strict=True), 1):
            self.line(sheet, row, (name, str(column.help), example(column)), self.wrapped)
        row = len(self.columns) + 2
        heads = (_("Column"), _("Accepted word"), _("Stored as"), "English", "日本語", _("Also"))
        self.line(sheet, row, heads, self.bold)
        for index, column in enumerate(self.columns):
            if known := words(column):
                self.offer(sheet, index, row + 1, len(known))
            for word in known:
                row += 1
                self.line(sheet, row, (names[index], *word_cells(word)), self.wrapped)

    def line(self, sheet: Any, row: int, texts: Sequence[str], form: Any) -> None:
        """Write a row of texts."""
        for index, text in enumerate(texts):
            self.put(sheet, row, index, text, form)

    def offer(self, sheet: Any, column: int, first: int, count: int) -> None:
        """Offer the words in rows of the notes in a column's cells; others can be typed."""
        source = f"='{sheet.get_name()}'!$B${first + 1}:$B${first + count}"
        several = takes_several(self.columns[column])
        rule = {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "show_error": not several,
        }
        self.sheet.data_validation(1, column, LAST_ROW - 1, column, rule)


def word_cells(word: Word) -> tuple[str, ...]:
    """Return the cells of the notes that tell of a word."""
    return (word.label, word.code, word.en, word.ja, "\n".join(word.also))


def width(column: Column) -> int:
    """Return the width of a column: of its heading, where wide letters count twice, or of prose."""
    if column.parse is cells.text:
        return WIDE
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in column.label)
    return max(NARROWEST, len(column.label) + wide + 2)
