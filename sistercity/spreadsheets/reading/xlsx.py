"""Reads .xlsx workbooks as streams, whatever size they claim to have.

Only the parts that hold values are read; docs/decisions.md says why no library does it.
"""

import datetime
import math
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sistercity.spreadsheets.letters import Cell
from sistercity.spreadsheets.limits import LAST_COLUMN, LAST_ROW, LONGEST_CELL, MB, Limits
from sistercity.spreadsheets.problems import FileRefused
from sistercity.spreadsheets.reading.archives import DAMAGED, UNPACKED, WORKBOOK, Archive, refusing
from sistercity.spreadsheets.reading.merged import Merged
from sistercity.spreadsheets.reading.serials import BUILT_IN, is_date_format, moment
from sistercity.spreadsheets.reading.sheets import ERROR_CELL, NO_RESULT, Sheet, SheetRow

RELATIONS = "xl/_rels/workbook.xml.rels"
MOST_MERGED = 10_000
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
TRUE = ("1", "true")


@dataclass
class Shared:
    """What the sheets of a workbook share."""

    texts: list[str] = field(default_factory=list)
    dates: set[int] = field(default_factory=set)  # indexes of the styles that show days
    is_1904: bool = False


class XlsxWorkbook:
    """A workbook: its sheets, and the texts and formats that they share."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.archive = Archive(path, limits)
        self.limits = limits
        self.shared = Shared()
        self.sheets: list[Sheet] = []
        self.targets: dict[str, tuple[str, str]] = {}
        try:
            with refusing():
                self.archive.read(RELATIONS, self.relation)
                self.archive.read(WORKBOOK, self.start)
            if not self.sheets:
                raise FileRefused.because(DAMAGED)
            with refusing():
                self.shared.texts = Texts(self.archive, self.part("sharedStrings"), limits).found
                self.shared.dates = Styles(self.archive, self.part("styles")).dates
        except FileRefused:
            self.close()
            raise

    def relation(self, tag: str, values: dict[str, str]) -> None:
        """Keep the type and the name of a part that the workbook refers to by a number."""
        if tag == "Relationship" and values.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("xl", values["Target"])).lstrip("/")
            self.targets[values["Id"]] = values["Type"].rpartition("/")[2], target

    def part(self, kind: str) -> str:
        """Return the name of the part of a kind, or an empty one."""
        return next((target for type_, target in self.targets.values() if type_ == kind), "")

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Keep the sheets and the date system."""
        if tag == "workbookPr":
            self.shared.is_1904 = values.get("date1904", "0") in TRUE
        elif tag == "sheet":
            reference = next((v for k, v in values.items() if k.rpartition(":")[2] == "id"), "")
            kind, part = self.targets.get(reference, ("", ""))
            if kind == "worksheet" and part in self.archive.names:
                hidden = values.get("state", "visible") != "visible"
                self.sheets.append(XlsxSheet(self, values["name"], part, hidden))

    def close(self) -> None:
        """Close the file."""
        self.archive.zip.close()


class XlsxSheet:
    """A sheet of an .xlsx workbook."""

    def __init__(self, book: XlsxWorkbook, name: str, part: str, hidden: bool) -> None:
        self.book, self.name, self.part, self.hidden = book, name, part, hidden
        self.fraction = 0.0

    def rows(self, until: int = LAST_ROW) -> Iterator[SheetRow]:
        """Yield the rows that hold anything; raise FileRefused where the XML is broken."""
        parser = SheetParser(self.book.shared, self.book.limits)
        size, done = self.book.archive.zip.getinfo(self.part).file_size or 1, 0
        pieces = self.book.archive.parse(self.part, parser.start, parser.end, parser.data)
        with refusing():
            for length in pieces:
                done += length
                self.fraction = min(done / size, 1.0)
                yield from parser.take()
                if parser.row.number > until:
                    return

    @cached_property
    def merged(self) -> list[Merged]:
        """The ranges of merged cells; the XML has them after the rows, so it is read twice."""
        found: list[Merged] = []

        def start(tag: str, values: dict[str, str]) -> None:
            if tag == "mergeCell" and len(found) < MOST_MERGED:
                found.append(merged_range(values["ref"]))

        with refusing():
            self.book.archive.read(self.part, start)
        return found


class Texts:
    """The texts that the cells of a workbook share, without the furigana beside them."""

    def __init__(self, archive: Archive, part: str, limits: Limits) -> None:
        self.found: list[str] = []
        # A character takes up to four bytes: one emoji widens the whole text it is in.
        self.room = limits.unpacked_bytes // 4
        self.too_large = FileRefused.because(UNPACKED, limit=limits.unpacked_bytes // MB)
        self.pieces: list[str] = []
        self.inside = self.furigana = False
        archive.read(part, self.start, self.end, self.data)

    def start(self, tag: str, _values: dict[str, str]) -> None:
        """Begin a text, or a piece of one."""
        if tag == "t":
            self.inside = not self.furigana
        elif tag == "rPh":
            self.furigana = True

    def data(self, piece: str) -> None:
        """Keep the letters of a text."""
        if self.inside:
            self.pieces.append(piece)
            self.room -= len(piece)
            if self.room < 0:
                raise self.too_large

    def end(self, tag: str) -> None:
        """Finish a text, or a piece of one."""
        if tag == "t":
            self.inside = False
        elif tag == "rPh":
            self.furigana = False
        elif tag == "si":
            self.found.append(unescaped("".join(self.pieces)))
            self.pieces.clear()


class Styles:
    """The styles of a workbook that show a number as a day, by their index."""

    def __init__(self, archive: Archive, part: str) -> None:
        self.dates: set[int] = set()
        self.formats = set(BUILT_IN)
        self.count = 0
        self.inside = False
        archive.read(part, self.start, self.end)

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Keep formats of dates, and the styles of cells that use them."""
        if tag == "numFmt":
            number = int(values["numFmtId"])
            known = (
                self.formats.add if is_date_format(values["formatCode"]) else self.formats.discard
            )
            known(number)
        elif tag == "cellXfs":
            self.inside = True
        elif tag == "xf" and self.inside:
            if int(values.get("numFmtId", "0")) in self.formats:
                self.dates.add(self.count)
            self.count += 1

    def end(self, tag: str) -> None:
        """Leave the styles of cells."""
        if tag == "cellXfs":
            self.inside = False


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
