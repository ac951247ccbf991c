"""The cells of one sheet of an .xlsx workbook, out of a stream of XML."""

import datetime
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sistercity.spreadsheets.letters import Cell
from sistercity.spreadsheets.limits import Limits
from sistercity.spreadsheets.serials import moment
from sistercity.spreadsheets.sheets import ERROR_CELL, LAST_ROW, NO_RESULT, Merged, SheetRow

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
LAST_COLUMN = 16_384
LONGEST_CELL = 32_767  # characters that Excel allows
TRUE = ("1", "true")


@dataclass
class Shared:
    """What the sheets of a workbook share."""

    texts: list[str] = field(default_factory=list)
    dates: set[int] = field(default_factory=set)  # indexes of the styles that show days
    is_1904: bool = False


class SheetParser:
    """Turns the elements of a sheet into rows; raises ValueError where they make no sense."""

    def __init__(self, shared: Shared, limits: Limits) -> None:
        self.shared, self.limits = shared, limits
        self.ready: list[SheetRow] = []
        self.row = SheetRow(0)
        self.column = -1
        self.attributes: dict[str, str] = {}
        self.value: str | None = None  # of the cell; None without an element for it
        self.formula = self.inside = self.furigana = False
        self.pieces: list[str] = []
        self.length = 0  # of the pieces

    def take(self) -> Sequence[SheetRow]:
        """Return the rows that are complete by now."""
        ready, self.ready = self.ready, []
        return ready

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Begin an element."""
        if tag == "c":
            self.start_cell(values)
        elif tag in ("v", "t"):
            self.inside = not self.furigana
            self.value = self.value or ""
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self.start_row(values)
        elif tag == "rPh":
            self.furigana = True

    def data(self, piece: str) -> None:
        """Keep the letters of a value."""
        if self.inside:
            self.pieces.append(piece)
            self.length += len(piece)
            if self.length > LONGEST_CELL:
                raise ValueError("cell too long")

    def end(self, tag: str) -> None:
        """Finish an element."""
        if tag in ("v", "t"):
            self.inside = False
        elif tag == "c":
            self.end_cell()
        elif tag == "row":
            if self.row.last >= 0:
                self.ready.append(self.row)
        elif tag == "rPh":
            self.furigana = False

    def start_row(self, values: dict[str, str]) -> None:
        """Begin a row; numbers may be left out, but never go back."""
        number = int(values.get("r", self.row.number + 1))
        if not self.row.number < number <= LAST_ROW:
            raise ValueError(f"row {number}")
        self.row = SheetRow(number, hidden=values.get("hidden", "") in TRUE)
        self.column = -1

    def start_cell(self, values: dict[str, str]) -> None:
        """Begin a cell; its place may be left out, but never goes back."""
        place = values.get("r")
        column = column_index(place) if place else self.column + 1
        if not self.column < column < LAST_COLUMN:
            raise ValueError(f"cell {place}")
        self.column, self.attributes = column, values
        self.value, self.formula = None, False
        self.length = 0
        self.pieces.clear()

    def end_cell(self) -> None:
        """Finish a cell: keep its value, or what is wrong with it."""
        if self.value is None and not self.formula:
            return
        raw = "".join(self.pieces)
        if self.value is None:
            self.row.spoil(self.column, NO_RESULT)
        elif self.attributes.get("t") == "e":
            self.row.spoil(self.column, ERROR_CELL, shown=raw)
        else:
            self.row.put(self.column, self.converted(raw), self.limits.columns)

    def converted(self, raw: str) -> Cell:
        """Return the value of a cell by its type; raises ValueError or IndexError."""
        kind = self.attributes.get("t", "n")
        if kind == "s":
            return self.shared.texts[int(raw)] if raw else None
        if kind in ("str", "inlineStr"):
            return unescaped(raw)
        if kind == "b":
            return raw in TRUE
        if kind == "d":
            return datetime.datetime.fromisoformat(raw)
        if not raw:
            return None
        value = float(raw)
        if not math.isfinite(value):
            raise ValueError(raw)
        is_date = int(self.attributes.get("s", "0")) in self.shared.dates
        return moment(value, is_date=is_date, is_1904=self.shared.is_1904)


def column_index(place: str) -> int:
    """Return the index of the column of a cell such as B3: 1."""
    index = 0
    for letter in place:
        if not "A" <= letter <= "Z":
            break
        index = index * 26 + ord(letter) - 64
    return index - 1


def merged_range(reference: str) -> Merged:
    """Return the range of a reference such as A1:B2; raises ValueError for another."""
    first, _colon, last = reference.partition(":")
    ends = [REFERENCE.fullmatch(end) for end in (first, last or first)]
    if not ends[0] or not ends[1]:
        raise ValueError(reference)
    rows = sorted(int(end[2]) for end in ends if end)
    columns = sorted(column_index(end[1]) for end in ends if end)
    return Merged(rows[0], columns[0], rows[1], columns[1])


def unescaped(text: str) -> str:
    """Return text without Excel's way of writing control characters: ``_x000D_``."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
