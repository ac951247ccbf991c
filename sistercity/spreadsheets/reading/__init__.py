"""Opens the table in a file, whatever its format: the first step of an import.

``formats`` tells what a file is. ``text_files`` reads CSV, whose letters ``encodings`` finds out.
``workbooks`` reads the sheets that ``xlsx`` and ``xls`` take out of their files: ``sheets`` says
what both have, ``merged`` which cells are empty for a merge, ``archives`` checks what an .xlsx is
packed in. All of them give a ``table``, whose columns ``headings`` finds.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.columns import Layout
from sistercity.spreadsheets.limits import MB, USUAL, Limits
from sistercity.spreadsheets.problems import FileRefused
from sistercity.spreadsheets.reading import xls, xlsx
from sistercity.spreadsheets.reading.formats import Format, format_of, renamed
from sistercity.spreadsheets.reading.sheets import Book
from sistercity.spreadsheets.reading.table import Table
from sistercity.spreadsheets.reading.text_files import open_text
from sistercity.spreadsheets.reading.workbooks import table_of

__all__ = ["Limits", "Table", "open_table"]

TOO_LARGE = problems.error(
    "file_too_large", _("The file has more than %(limit)s MB. Split it, or save it as CSV UTF-8.")
)
NO_SHEETS = problems.error(
    "no_sheets", _("A sheet “%(sheet)s” was asked for, but a CSV file has no sheets.")
)


def open_table(
    path: Path, layout: Layout, *, sheet: str = "", name: str = "", limits: Limits = USUAL
) -> Table:
    """Return the table of a file, to be closed after use; it is a context manager.

    ``sheet`` names the sheet of a workbook; without it the first visible one with the headings
    of the layout is read. ``name`` is what the user calls the file, if not as the path does.
    Raises FileRefused for a file that cannot be read at all: nothing in it is then believed.
    """
    found = format_of(path)
    refuse_large(path, limits.text_bytes if found == Format.TEXT else limits.workbook_bytes)
    if found == Format.TEXT:
        if sheet:
            raise FileRefused.because(NO_SHEETS, sheet=sheet)
        table: Table = open_text(path, layout, limits)
    else:
        table = open_workbook(path, found, layout, sheet, limits)
    table.notices[:0] = renamed(name or path.name, found)
    return table


def refuse_large(path: Path, limit: int) -> None:
    """Raise FileRefused for a file of more bytes than the limit."""
    if path.stat().st_size > limit:
        raise FileRefused.because(TOO_LARGE, limit=limit // MB)


def open_workbook(path: Path, found: Format, layout: Layout, sheet: str, limits: Limits) -> Table:
    """Return the table of a workbook; raise FileRefused where there is none."""
    book = xlsx.XlsxWorkbook(path, limits) if found == Format.XLSX else xls.XlsWorkbook(path)
    try:
        return fill(book, layout, sheet, limits)
    except BaseException:
        book.close()
        raise


def fill(book: Book, layout: Layout, sheet: str, limits: Limits) -> Table:
    """Return the table of an open workbook."""
    table = table_of(book, layout, sheet, limits)
    if isinstance(book, xlsx.XlsxWorkbook):
        table.notices += book.archive.notices()
    return table
