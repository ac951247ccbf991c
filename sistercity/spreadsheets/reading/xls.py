"""Reads .xls workbooks, as Excel wrote them until 2003 and offices still do."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlrd

from sistercity.spreadsheets.letters import Cell
from sistercity.spreadsheets.limits import LAST_ROW
from sistercity.spreadsheets.problems import FileRefused
from sistercity.spreadsheets.reading.archives import DAMAGED, IS_WORD, PASSWORD
from sistercity.spreadsheets.reading.merged import Merged
from sistercity.spreadsheets.reading.serials import moment
from sistercity.spreadsheets.reading.sheets import ERROR_CELL, Sheet, SheetRow

# Streams of the container that all of Microsoft's old formats share, by their names in UTF-16.
WORKBOOKS = ("Workbook", "Book")
ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")
DOCUMENTS = ("WordDocument", "PowerPoint Document")
ENTRY = 128  # bytes of an entry of the container's directory


class XlsWorkbook:
    """A workbook: its sheets that hold tables."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        refuse_others(data)
        try:
            book: Any = xlrd.open_workbook(
                file_contents=data,
                logfile=io.StringIO(),
                ragged_rows=True,
                formatting_info=True,  # tells hidden rows and merged cells
            )
        except Exception as error:
            encrypted = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error)
            raise FileRefused.because(PASSWORD if encrypted else DAMAGED) from error
        self.sheets: list[Sheet] = [
            XlsSheet(sheet, is_1904=bool(book.datemode)) for sheet in book.sheets()
        ]

    def close(self) -> None:
        """Forget the sheets."""
        self.sheets.clear()


class XlsSheet:
    """A sheet of an .xls workbook."""

    def __init__(self, sheet: Any, *, is_1904: bool) -> None:
        self.source, self.is_1904 = sheet, is_1904
        self.name: str = sheet.name
        self.hidden = bool(sheet.visibility)
        self.merged = [
            Merged(top + 1, left, bottom, right - 1)
            for top, bottom, left, right in sheet.merged_cells
        ]
        self.fraction = 0.0

    def rows(self, until: int = LAST_ROW) -> Iterator[SheetRow]:
        """Yield the rows that hold anything."""
        sheet = self.source
        for index in range(min(sheet.nrows, until)):
            row = SheetRow(index + 1)
            information = sheet.rowinfo_map.get(index)
            row.hidden = bool(information and information.hidden)
            for column, cell in enumerate(sheet.row(index)):
                self.keep(row, column, cell)
            self.fraction = (index + 1) / sheet.nrows
            if row.last >= 0:
                yield row

    def keep(self, row: SheetRow, column: int, cell: Any) -> None:
        """Add a cell to its row."""
        value: Cell = None
        if cell.ctype == xlrd.XL_CELL_ERROR:
            shown = xlrd.error_text_from_code.get(cell.value, "#ERROR!")
            row.spoil(column, ERROR_CELL, shown=shown)
        elif cell.ctype == xlrd.XL_CELL_TEXT:
            value = cell.value
        elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
            value = bool(cell.value)
        elif cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            is_date = cell.ctype == xlrd.XL_CELL_DATE
            value = moment(cell.value, is_date=is_date, is_1904=self.is_1904)
        row.put(column, value, sys.maxsize)


def refuse_others(data: bytes) -> None:
    """Raise FileRefused for what shares the container of .xls but is none."""
    if any(has_stream(data, name) for name in ENCRYPTED):
        raise FileRefused.because(PASSWORD)
    if any(has_stream(data, name) for name in DOCUMENTS):
        raise FileRefused.because(IS_WORD)
    if not any(has_stream(data, name) for name in WORKBOOKS):
        raise FileRefused.because(DAMAGED)


def has_stream(data: bytes, name: str) -> bool:
    """Tell whether the directory of a container has an entry of this name."""
    wanted = re.escape(f"{name}\0".encode("utf-16-le"))
    return any(found.start() % ENTRY == 0 for found in re.finditer(wanted, data))
