"""Reads .xlsx workbooks as streams, whatever size they claim to have.

Only the parts that hold values are read; docs/decisions.md says why no library does it.
"""

import posixpath
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from sistercity.spreadsheets.archives import DAMAGED, UNPACKED, WORKBOOK, Archive, refusing
from sistercity.spreadsheets.limits import MB, Limits
from sistercity.spreadsheets.problems import FileRefused
from sistercity.spreadsheets.serials import BUILT_IN, is_date_format
from sistercity.spreadsheets.sheets import LAST_ROW, Merged, Sheet, SheetRow
from sistercity.spreadsheets.xlsx_sheets import TRUE, Shared, SheetParser, merged_range, unescaped

RELATIONS = "xl/_rels/workbook.xml.rels"
MOST_MERGED = 10_000


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
