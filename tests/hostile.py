"""A corpus of hostile and odd files, made from the headings and the rows of a good one.

Each file gives the rows of the good one, or is refused: then it says the code of the error that
must be named, and its place.
"""

import codecs
import csv
import datetime
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from sistercity.spreadsheets.letters import column_letters
from tests import hostile_books as books
from tests.hostile_books import Raw, sheet_xml, xlsx

SHEET = "Register"
MB = 2**20
ESCAPE = "\x1b"
Rows = Sequence[Sequence[books.Value]]


@dataclass(frozen=True)
class HostileFile:
    """A file by its name, and what must become of it.

    ``code`` is that of the error that refuses it, at ``row``, ``column`` (a heading) and ``sheet``;
    without one it is read. ``notice`` is the code of something that a user must at least be told.
    """

    name: str
    make: Callable[[], bytes]
    code: str = ""
    row: int | None = None
    column: str = ""
    sheet: str = ""
    notice: str = ""

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.make()


def files(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    date: int,
    code: int,
    name: int,
) -> Iterator[HostileFile]:
    """Yield the corpus for a file of these headings and rows, all of them text.

    ``date``, ``code`` and ``name`` are the indexes of three columns: a date (known to the day in
    the first row), a code of six digits with a zero in front, and a name. The first column has a
    value in every row. There must be two rows or more.
    """
    corpus = Corpus(list(headings), [list(row) for row in rows], date, code, name)
    for group in (
        corpus.encodings, corpus.broken_text, corpus.delimiters, corpus.ragged, corpus.asides,
        corpus.headings_changed, corpus.dressed, corpus.bad_cells,
        corpus.other_formats, corpus.workbooks, corpus.workbook_dates, corpus.moments,
        corpus.workbook_sheets, corpus.workbook_cells, corpus.archives, corpus.xml,
        corpus.old_workbooks,
    ):  # fmt: skip
        yield from group()


def clean(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return the good file: CSV in UTF-8."""
    return as_text([headings, *rows]).encode()


def as_text(rows: Rows, delimiter: str = ",", end: str = "\r\n") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue()


@dataclass
class Corpus:
    """The good file, and all that can be made of it."""

    headings: list[str]
    rows: list[list[str]]
    date: int
    code: int
    name: int
    table: list[list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.table = [self.headings, *self.rows]
        self.text = as_text(self.table)
        self.width = len(self.headings)

    def with_cell(self, row: int, column: int, value: books.Value) -> list[list[books.Value]]:
        """The table with another value in a row of Excel's number."""
        table: list[list[books.Value]] = [list(cells) for cells in self.table]
        table[row - 1][column] = value
        return table

    def with_column(self, column: int, change: Callable[[str], books.Value]) -> Rows:
        """The table with every value of a column changed."""
        return [self.headings] + [
            [change(cell) if index == column and cell else cell for index, cell in enumerate(row)]
            for row in self.rows
        ]  # fmt: skip

    def csv(
        self, name: str, text: str | Rows, code: str = "",
        row: int | None = None, column: str = "", *, encoding: str = "utf-8", notice: str = "",
    ) -> HostileFile:  # fmt: skip
        """A text file."""

        def make() -> bytes:
            return (text if isinstance(text, str) else as_text(text)).encode(encoding)

        return HostileFile(f"{name}.csv", make, code, row, column, notice=notice)

    def raw(self, name: str, data: bytes, code: str, row: int | None = None) -> HostileFile:
        """A file that is refused, byte by byte."""
        return HostileFile(name, lambda: data, code, row)

    def book(
        self, name: str, make: Callable[[], bytes], code: str = "",
        row: int | None = None, column: str = "", *, sheet: str = "", notice: str = "",
    ) -> HostileFile:  # fmt: skip
        """A workbook."""
        return HostileFile(f"{name}.xlsx", make, code, row, column, sheet, notice)

    def sheet(self, rows: Rows | None = None, **more: str) -> str:
        """A sheet of the table."""
        return sheet_xml(self.table if rows is None else rows, **more)  # type: ignore[arg-type]

    # Text files

    def encodings(self) -> Iterator[HostileFile]:
        """The same table in every encoding."""
        good, japanese = self.text.encode(), self.in_japanese()
        yield self.csv("utf8", self.text)
        yield self.csv("utf8_bom", self.text, encoding="utf-8-sig")
        yield self.csv("utf16_le_bom", "\ufeff" + self.text, encoding="utf-16-le")
        yield self.csv("utf16_be_bom", "\ufeff" + self.text, encoding="utf-16-be")
        yield self.raw("utf16_le.csv", self.text.encode("utf-16-le"), "not_text_file")
        yield self.raw(
            "utf32.csv", codecs.BOM_UTF32_LE + self.text.encode("utf-32-le"), "other_encoding"
        )
        yield self.raw("euc_jp.csv", japanese.encode("euc_jp"), "other_encoding")
        yield self.raw("iso_2022_jp.csv", japanese.encode("iso2022_jp"), "other_encoding")
        yield self.raw("truncated_letter.csv", good.rstrip() + "東".encode()[:2], "undecodable")
        yield self.raw(
            "latin_1.csv", good + "São Paulo,Köln,ÿþ\r\n".encode("latin-1"), "undecodable"
        )
        yield self.raw(
            "both_encodings.csv", good + "東,\u3000\r\n".encode("cp932") + b"\xff", "undecodable"
        )
        yield self.raw(
            "utf16_odd.csv",
            codecs.BOM_UTF16_LE + self.text.encode("utf-16-le") + b"a",
            "undecodable",
        )
        damaged = (
            (self.text + "札幌,東京\r\n" * 9).encode().replace("東".encode(), "東".encode()[:2], 1)
        )
        yield self.raw("damaged_utf8.csv", damaged, "undecodable")

    def in_japanese(self) -> str:
        return as_text([self.headings, *(["札幌市の姉妹都市"] * self.width for _ in self.rows)])

    def broken_text(self) -> Iterator[HostileFile]:
        """Files that end too early, or hold what no text holds."""
        yield self.raw("empty.csv", b"", "empty_file")
        yield self.raw("bom_only.csv", codecs.BOM_UTF8, "no_headings")
        yield self.raw("blank_lines.csv", b"\r\n\r\n\r\n", "no_headings")
        yield self.raw("one_line.csv", as_text([self.headings]).encode(), "no_rows")
        yield self.csv("no_headings", as_text(self.rows), "no_headings")
        yield self.raw("nul.csv", self.text.encode() + b"\0\r\n", "not_text_file")
        yield self.raw("noise.csv", bytes(range(1, 256)) * 50, "undecodable")
        last = len(self.table) + 1
        yield self.csv("cut_in_quote", self.text + '"Port', "bad_quote", last)
        yield self.csv("stray_quote", self.text + '"Port"land,1\r\n', "bad_quote", last)
        yield self.csv("lone_quote", self.text.replace("\r\n", '\r\n"', 1), "bad_quote", 2)
        huge = self.with_cell(3, self.name, "x" * (10 * MB))
        yield self.csv("cell_of_10_mb", huge, "huge_cell", 3)
        endless = self.text + '"\n",' * 2 * MB
        yield self.csv("record_without_end", endless, "huge_cell", last)
        yield self.csv("line_of_commas", self.text + "," * 9 * MB, "huge_cell", last)

    def delimiters(self) -> Iterator[HostileFile]:
        """The same table with other signs between cells and at the end of lines."""
        yield self.csv("tabs", as_text(self.table, "\t"))
        yield self.csv("semicolons", as_text(self.table, ";"))
        yield self.csv("tabs_utf16", "\ufeff" + as_text(self.table, "\t"), encoding="utf-16-le")
        yield self.csv("sep_line", "sep=;\r\n" + as_text(self.table, ";"))
        yield self.csv("sep_line_quoted", '"sep=;"\r\n' + as_text(self.table, ";"))
        yield self.csv("lf", as_text(self.table, end="\n"))
        yield self.csv("cr_only", as_text(self.table, end="\r"))
        lines = [as_text([row], end="") for row in self.table]
        mixed = "".join(line + ("\n", "\r\n", "\r")[i % 3] for i, line in enumerate(lines))
        yield self.csv("mixed_ends", mixed)
        yield self.csv("no_last_end", self.text.rstrip("\r\n"))
        yield self.csv("trailing_delimiters", [[*row, ""] for row in self.table])
        yield self.csv(
            "trailing_delimiters_below", [self.headings, *([*row, "", ""] for row in self.rows)]
        )
        yield self.csv(
            "all_quoted",
            "".join(",".join(f'"{c}"' for c in quoted(row)) + "\r\n" for row in self.table),
        )
        yield self.csv(
            "empty_rows", self.text.replace("\r\n", "\r\n\r\n") + "," * (self.width - 1) + "\r\n"
        )
        yield self.csv("spaces_only_rows", self.text + "\u3000," * (self.width - 1) + " \r\n")

    def ragged(self) -> Iterator[HostileFile]:
        """Rows whose cells have moved, or may have."""
        row = self.rows[0]
        moved = [self.headings, row, ["", *self.rows[1]]]
        yield self.csv("moved_right", moved, "too_many_cells", 3)
        note = [*self.table, ["The dates are those of the agreement."]]
        yield self.csv("note_below", note, "too_few_cells", len(note))
        # The row number is the one that Excel shows, though cells have line ends in them.
        lines = self.with_cell(2, self.name, "Port\nland\r\nOregon")
        lines[2] = lines[2][:-1]
        yield self.csv("row_after_line_ends", lines, "too_few_cells", 3)

    def asides(self) -> Iterator[HostileFile]:
        """Totals and notes of a clerk among the rows, and cells that stand for those above."""
        empty = [""] * (self.width - 1)
        numbers = [*empty[1:], f"{len(self.rows):,}"]
        for name, row, notice in (
            ("total", ["合　計", *numbers], "total_row"),
            ("total_of_prefecture", ["北海道計", *numbers], "total_row"),
            ("total_in_a_word", ["合計 3件", *empty], "total_row"),
            ("total_beside_its_area", ["北海道", "（計）", *numbers[1:]], "total_row"),
            ("note", [*empty, "※ 日付は協定書の日付"], "note_row"),
            ("note_alone", ["（注１）日付は協定書の日付"], "note_row"),
            ("note_beside_its_mark", ["※", "休止中を含む", *empty[1:]], "note_row"),
        ):
            table = [*self.table[:3], row, *self.table[3:], row]
            yield self.csv(name, table, notice=notice)
            yield self.book(name, partial(xlsx, self.sheet(table)), notice=notice)
        for sign in ("〃", "同上", " ” "):
            above = self.with_cell(3, self.name, sign)
            yield self.csv(
                f"ditto_{ord(sign.strip()[0]):x}", above, "ditto", 3, self.headings[self.name]
            )

    def headings_changed(self) -> Iterator[HostileFile]:
        """The headings in other dress, or not all there."""
        yield self.headed("headings_spaces", lambda h: f"  {h} ")
        yield self.headed("headings_ideographic_space", lambda h: f"\u3000{h}\u3000")
        yield self.headed("headings_nbsp", lambda h: h.replace(" ", "\u00a0") + "\u00a0")
        yield self.headed("headings_zero_width", lambda h: f"\u200b{h}")
        yield self.headed("headings_full_width", wide)
        yield self.headed("headings_upper", str.upper)
        yield self.headed("headings_lower", str.lower)
        yield self.headed("headings_lines", lambda h: h.replace(" ", "\n"))
        rest = self.text[len(as_text([[self.headings[0]]], end="")) :]
        quoted_first = f'\ufeff"{self.headings[0]}"{rest}'
        yield self.csv("bom_and_quote", quoted_first)
        yield self.csv("columns_reversed", [row[::-1] for row in self.table])
        yield self.csv(
            "unknown_column", with_more(self.table, "Weather", "fine"), notice="ignored_column"
        )
        double = with_more(self.table, self.headings[0], "1")
        yield self.csv("double_column", double, "double_column", 1)
        yield self.csv(
            "missing_columns", [[row[self.name]] for row in self.table], "missing_column", 1
        )
        titles = [["Sister cities"], ["As of 2026"], []]
        yield self.csv("titles_above", as_text(titles) + self.text, notice="rows_above")
        yield self.csv("headings_twice", [self.headings, *self.table], notice="second_headings")
        many = [row + [f"c{i}" for i in range(500)] for row in self.table]
        yield self.csv("columns_500", many, "too_many_columns", 1)
        late = as_text([["title"]] * 25) + self.text
        yield self.csv("headings_too_late", late, "no_headings")

    def headed(self, name: str, change: Callable[[str], str]) -> HostileFile:
        return self.csv(name, [[change(heading) for heading in self.headings], *self.rows])

    def dressed(self) -> Iterator[HostileFile]:
        """The same facts, written in other ways."""
        rows = [[*row] for row in self.rows]
        for row in rows:
            row[self.date] = era(row[self.date])
            row[self.code] = wide(row[self.code].lstrip("0"))
            row[self.name] = f"\u3000{unicodedata.normalize('NFD', row[self.name])}\u00a0"
        yield self.csv("dressed", [self.headings, *rows])

    def bad_cells(self) -> Iterator[HostileFile]:
        """Cells that must be named in a refusal."""
        for column, value, code in (
            (self.name, f"Port{ESCAPE}[31mland", "control_character"),
            (self.name, "\ue000市", "lost_character"),
            (self.date, "5/1/1989", "ambiguous_date"),
            (self.date, "1989-02-30", "impossible_date"),
            (self.date, "unknown", "not_a_date"),
            (self.code, "0110022", "not_digits"),
        ):
            table = self.with_cell(3, column, value)
            yield self.csv(code, table, code, 3, self.headings[column])

    def other_formats(self) -> Iterator[HostileFile]:
        """Files that are no tables, whatever their names say."""
        yield self.raw("pdf.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is_pdf")
        yield self.raw("png.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), "is_picture")
        yield self.raw("html.xls", b"<html><table><tr><td>1</td></tr></table></html>", "is_html")
        yield self.raw("html_bom.csv", codecs.BOM_UTF8 + b"\n<!DOCTYPE HTML><p>", "is_html")
        yield self.raw("xml_2003.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>', "is_xml")
        yield self.raw("rtf.csv", b"{\\rtf1 }", "is_rtf")
        yield self.raw("gzip.csv", b"\x1f\x8b\x08" + bytes(20), "is_archive")
        yield self.raw("docx.xlsx", books.zipped({"word/document.xml": "<d/>"}), "is_document")
        ods: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis", "content.xml": "<d/>"}
        yield self.raw("ods.xlsx", books.zipped(ods), "is_ods")
        yield self.raw("xlsb.xlsx", books.zipped({"xl/workbook.bin": b"\1"}), "is_xlsb")
        yield self.raw("zip.xlsx", books.zipped({"register.csv": self.text}), "is_zip")
        yield self.raw("empty_zip.xlsx", books.zipped({}), "is_zip")
        yield self.raw(
            "doc.xls", books.renamed_stream(books.xls([["x"]]), "WordDocument"), "is_document"
        )

    # Workbooks

    def workbooks(self) -> Iterator[HostileFile]:
        """The same table in workbooks of every kind."""
        good = partial(xlsx, self.sheet())
        yield self.book("plain", good)
        yield replace(self.book("", good, notice="renamed"), name="workbook.csv")
        yield replace(self.csv("", self.text, notice="renamed"), name="text.xlsx")
        yield self.book("furigana", partial(books.with_shared_strings, self.table))
        yield self.book("prefixes", partial(xlsx, prefixed(self.sheet())))
        yield self.book("no_places", partial(xlsx, without_places(self.sheet())))
        dimension = '<dimension ref="A1:XFD1048576"/>'
        yield self.book("dimension_lie", partial(xlsx, self.sheet(before=dimension)))
        yield self.book(
            "dimension_small", partial(xlsx, self.sheet(before='<dimension ref="A1"/>'))
        )
        yield self.book("empty_rows_100000", self.with_empty_rows)
        macros = partial(xlsx, self.sheet(), parts={"xl/vbaProject.bin": b"x"})
        yield self.book("macros", macros, notice="macros")
        link = '<Relationships><Relationship Target="file:///etc/passwd"/></Relationships>'
        parts: dict[str, str | bytes] = {"xl/externalLinks/_rels/externalLink1.xml.rels": link}
        yield self.book("external_link", partial(xlsx, self.sheet(), parts=parts))
        hidden = self.sheet().replace('<row r="2"', '<row r="2" hidden="1"')
        yield self.book("hidden_row", partial(xlsx, hidden), notice="hidden_rows")
        titles = sheet_xml([["Sister cities"], [], *self.table])
        yield self.book("titles", partial(xlsx, titles), notice="rows_above")
        yield self.book(
            "lower_right", partial(xlsx, sheet_xml([[None, None, *r] for r in self.table], first=9))
        )
        utf16 = self.sheet().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
        yield self.book(
            "utf16_part", partial(xlsx, self.sheet(), parts={"xl/worksheets/sheet1.xml": utf16})
        )

    def with_empty_rows(self) -> bytes:
        """A sheet whose rows were given a format far beyond the table."""
        numbers = range(len(self.table) + 1, 100_001)
        rows = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in numbers)
        return xlsx(self.sheet(more=rows))

    def workbook_dates(self) -> Iterator[HostileFile]:
        """Dates and codes as numbers, in both date systems."""
        for style in (0, 1, 2):
            for old in (False, True):
                make = partial(xlsx, self.sheet(self.as_serials(style, old=old)), date_1904=old)
                yield self.book(f"date_style_{style}_{1904 if old else 1900}", make)
        half = Raw('<c r="{place}" s="1"><v>60</v></c>')
        table = self.with_cell(2, self.date, half)
        yield self.bad_book("date_serial_60", table, "not_a_date", 2, self.date)
        iso = self.with_column(
            self.date,
            lambda d: Raw(f'<c r="{{place}}" t="d"><v>{d}T00:00:00</v></c>') if len(d) == 10 else d,
        )
        yield self.book("date_iso", partial(xlsx, self.sheet(iso)))
        numbers = self.with_column(self.code, int)
        yield self.book("code_number", partial(xlsx, self.sheet(numbers)))
        decimals = self.with_column(
            self.code, lambda c: Raw(f'<c r="{{place}}" s="3"><v>{int(c)}.0</v></c>')
        )
        yield self.book("code_decimal", partial(xlsx, self.sheet(decimals)))

    def as_serials(self, style: int, *, old: bool) -> Rows:
        def change(day: str) -> books.Value:
            if len(day) != 10:
                return day
            return Raw(
                f'<c r="{{place}}" s="{style}"><v>{books.serial(day, date_1904=old)}</v></c>'
            )

        return self.with_column(self.date, change)

    def moments(self) -> Iterator[HostileFile]:
        """Days that programs wrote as moments: midnight in Japan by the clock of Greenwich."""
        said = self.with_column(self.date, in_greenwich)
        yield self.csv("moments", said, notice="converted_moment")
        cells = self.with_column(
            self.date,
            lambda d: (
                Raw(f'<c r="{{place}}" t="d"><v>{in_greenwich(d)}</v></c>') if len(d) == 10 else d
            ),
        )
        yield self.book("moments", partial(xlsx, self.sheet(cells)), notice="converted_moment")
        noon = books.serial(self.rows[0][self.date]) + 0.5
        serial = Raw(f'<c r="{{place}}" s="1"><v>{noon}</v></c>')
        iso = Raw('<c r="{place}" t="d"><v>1989-05-01T12:00:00</v></c>')
        for name, value in (("serial", serial), ("iso", iso)):
            table = self.with_cell(2, self.date, value)
            yield self.bad_book(f"noon_{name}", table, "time_of_day", 2, self.date)
        noons: list[list[Any]] = self.with_cell(2, self.date, None)
        noons[1][self.date] = datetime.datetime(1989, 5, 1, 12)  # noqa: DTZ001
        yield self.old("noon", partial(books.xls, noons), "time_of_day", 2, self.date)

    def workbook_sheets(self) -> Iterator[HostileFile]:
        """Several sheets, of which one is meant."""
        here, note = self.sheet(), sheet_xml([["How to fill in this form"], ["Ask us."]])
        yield self.book("second_sheet", partial(xlsx, {"注意": note, SHEET: here}))
        states = {"旧データ": "hidden", "x": "veryHidden"}
        old = sheet_xml([self.headings, *self.rows[:1]])
        yield self.book(
            "old_sheet_hidden",
            partial(xlsx, {"旧データ": old, "x": old, SHEET: here}, states=states),
        )
        yield self.book(
            "old_sheet_shown", partial(xlsx, {SHEET: here, "旧データ": old}), notice="other_sheets"
        )
        only = partial(xlsx, {"注意": note, SHEET: here}, states={SHEET: "hidden"})
        yield self.book("only_hidden", only, "only_hidden_sheet")
        yield self.book("no_table", partial(xlsx, note), "no_headings")
        yield self.book("no_cells", partial(xlsx, sheet_xml([])), "no_headings")
        yield self.book(
            "headings_only",
            partial(xlsx, sheet_xml([self.headings])),
            "no_rows",
            sheet=SHEET,
        )
        wide_sheet = sheet_xml([[*self.headings, *map(str, range(500))], *self.rows])
        yield self.book("columns_500", partial(xlsx, wide_sheet), "too_many_columns", sheet=SHEET)

    def workbook_cells(self) -> Iterator[HostileFile]:
        """Cells without a value, or of the wrong kind."""
        cached = self.with_column(
            self.name,
            lambda n: Raw(f'<c r="{{place}}" t="str"><f>A1</f><v>{escape(n)}</v></c>'),
        )
        yield self.book("formula_cached", partial(xlsx, self.sheet(cached)))
        for name, (cell, code) in BAD_CELLS.items():
            yield self.bad_book(name, self.with_cell(2, self.name, Raw(cell)), code, 2, self.name)
        column = column_letters(self.name)
        merged = f'<mergeCells><mergeCell ref="{column}2:{column}3"/></mergeCells>'
        make = partial(xlsx, self.sheet(after=merged))
        yield self.book("merged", make, "merged_cells", 3, self.headings[self.name], sheet=SHEET)
        titles = sheet_xml(
            [["Sister cities"], *self.table],
            after='<mergeCells><mergeCell ref="A1:C1"/></mergeCells>',
        )
        yield self.book("merged_title", partial(xlsx, titles))
        far = books.row_xml([""] * 16_383 + ["x"], 1_048_576)
        yield self.book(
            "cell_in_last_corner",
            partial(xlsx, self.sheet(more=far)),
            "cell_without_heading",
            1_048_576,
            sheet=SHEET,
        )

    def bad_book(self, name: str, table: Rows, code: str, row: int, column: int) -> HostileFile:
        make = partial(xlsx, self.sheet(table))
        return self.book(name, make, code, row, self.headings[column], sheet=SHEET)

    def archives(self) -> Iterator[HostileFile]:
        """Archives that are damaged, locked, or bombs."""
        good, part = xlsx(self.sheet()), "xl/worksheets/sheet1.xml"
        yield self.raw("cut.xlsx", good[: len(good) // 2], "damaged")
        yield self.raw("cut_end.xlsx", good[:-30], "damaged")
        yield self.raw("zeros_inside.xlsx", good[:700] + bytes(200) + good[900:], "damaged")
        yield self.book("bomb", partial(self.bomb, 1, says=250 * MB), "unpacked_too_large")
        yield self.book("bomb_lying", partial(self.bomb, 100 * MB, says=1000), "damaged")
        yield self.book("bomb_of_cells", self.bomb_of_cells, "too_many_workbook_cells")
        nested = {"xl/embeddings/a.xlsx": xlsx(self.sheet())}
        yield self.book("nested", lambda: xlsx(self.sheet(), parts={**nested}))
        for number, name in enumerate(("../../etc/passwd", "/etc/passwd", "xl\\..\\a", "C:/a")):
            make = partial(xlsx, self.sheet(), parts={name: "x"})
            yield self.book(f"path_{number}", make, "suspicious_archive")
        yield self.book("entry_twice", self.entry_twice, "suspicious_archive")
        flagged = bytearray(good)
        central = good.rindex(part.encode()) - 46
        flagged[central + 8] |= 1
        yield self.raw("zip_password.xlsx", bytes(flagged), "password")

    def bomb(self, size: int, *, says: int) -> bytes:
        """A workbook with a part of so many bytes that says another size."""
        part = "xl/media/a.xml"
        return books.lying(
            xlsx(self.sheet(), parts={part: b"<a>%b</a>" % (b" " * size)}), part, says
        )

    def bomb_of_cells(self) -> bytes:
        """A workbook with more cells than are read, of four bytes each."""
        return xlsx(self.sheet(more='<row r="99">' + "<c/>" * 11_000_000))

    def entry_twice(self) -> bytes:
        """Two entries of one name, of which readers may choose either."""
        good = xlsx(self.sheet(), parts={"xl/worksheets/sheet2.xml": sheet_xml([self.headings])})
        return good.replace(b"sheets/sheet2.xml", b"sheets/sheet1.xml")

    def xml(self) -> Iterator[HostileFile]:
        """XML as only an attacker or a broken program writes it."""
        part = "xl/worksheets/sheet1.xml"
        for name, doctype in DOCTYPES.items():
            xml = self.sheet().replace("<worksheet", f"{doctype}<worksheet", 1)
            yield self.book(name, partial(xlsx, xml), "document_type")
        strings = {"xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>'}
        yield self.book(
            "entity_elsewhere",
            partial(xlsx, self.sheet(), parts={**strings}),
            "document_type",
        )
        for name, (old, new) in BROKEN_XML.items():
            make = partial(books.changed, xlsx(self.sheet()), part, old, new)
            yield self.book(name, make, "damaged")

    def old_workbooks(self) -> Iterator[HostileFile]:
        """The same in the format of Excel until 2003."""
        dates: list[list[books.Value | datetime.date]] = [
            [*row[: self.date], day(row[self.date]), *row[self.date + 1 :]] for row in self.table
        ]  # fmt: skip
        yield self.old("plain", partial(books.xls, self.table))
        yield self.old("dates", partial(books.xls, dates))
        yield self.old("dates_1904", partial(books.xls, dates, date_1904=True))
        yield replace(
            self.old("", partial(books.xls, self.table)), name="old.xlsx", notice="renamed"
        )
        numbers = self.with_column(self.code, int)
        yield self.old("code_number", partial(books.xls, numbers))
        error = partial(books.xls, self.table, error_at=(1, self.name))
        yield self.old("error", error, "error_cell", 2, self.name)
        merged = partial(books.xls, self.table, merged=(1, 2, self.name, self.name))
        yield self.old("merged", merged, "merged_cells", 3, self.name)
        truth = partial(books.xls, self.with_cell(2, self.name, True))
        yield self.old("logical", truth, "not_text", 2, self.name)
        yield self.raw("only_hidden.xls", books.xls(self.table, hidden=True), "only_hidden_sheet")
        good = books.xls(self.table)
        yield self.raw("cut.xls", good[: len(good) // 2], "damaged")
        yield self.raw("header.xls", good[:512], "damaged")
        yield self.raw("password.xls", books.encrypted_xls(self.table), "password")
        yield self.raw("password.xlsx", books.renamed_stream(good, "EncryptedPackage"), "password")

    def old(
        self, name: str, make: Callable[[], bytes], code: str = "", row: int | None = None,
        column: int | None = None,
    ) -> HostileFile:  # fmt: skip
        heading = "" if column is None else self.headings[column]
        sheet = SHEET if code else ""
        return HostileFile(f"{name}.xls", make, code, row, heading, sheet)


def quoted(row: Sequence[str]) -> list[str]:
    return [cell.replace('"', '""') for cell in row]


def wide(text: str) -> str:
    """Text in full-width letters and digits."""
    return "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c.replace(" ", "\u3000") for c in text
    )


def with_more(table: Sequence[Sequence[str]], heading: str, value: str) -> list[list[str]]:
    return [[*table[0], heading], *([*row, value] for row in table[1:])]


def prefixed(xml: str) -> str:
    """XML whose elements have the prefix of their namespace."""
    head, body = xml.split("?>", 1)
    body = body.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    return f"{head}?>{body.replace('xmlns=', 'xmlns:x=')}"


def without_places(xml: str) -> str:
    """A sheet without the places of rows and cells; empty cells are written out."""

    def fill(row: re.Match[str]) -> str:
        cells, last = "", -1
        for cell in re.finditer(r'<c r="([A-Z]+)\d+"(.*?</c>)', row[1], re.DOTALL):
            index = sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(cell[1]))) - 1
            cells += "<c/>" * (index - last - 1) + "<c" + cell[2]
            last = index
        return f"<row>{cells}</row>"

    return re.sub(r'<row r="\d+">(.*?)</row>', fill, xml, flags=re.DOTALL)


def day(text: str) -> datetime.date | str:
    try:
        return datetime.date.fromisoformat(text) if len(text) == 10 else text
    except ValueError:
        return text


def in_greenwich(text: str) -> str:
    """The moment in UTC at which a day begins in Japan; a month or a year stays."""
    found = day(text)
    if not isinstance(found, datetime.date):
        return text
    return f"{found - datetime.timedelta(days=1)}T15:00:00Z"


def era(text: str) -> str:
    """A day from Showa 2 to Heisei 30 as Japan writes it; a month or a year stays."""
    found = day(text)
    if not isinstance(found, datetime.date) or not 1927 <= found.year <= 2018:
        return text
    showa = found < datetime.date(1989, 1, 8)
    year = found.year - (1925 if showa else 1988)
    written = "元" if year == 1 else str(year)
    return f"{'昭和' if showa else '平成'}{written}年{found.month}月{found.day}日"


BAD_CELLS: dict[str, tuple[str, str]] = {
    "error": ('<c r="{place}" t="e"><v>#REF!</v></c>', "error_cell"),
    "formula_no_result": ('<c r="{place}"><f>A1</f></c>', "formula_without_result"),
    "logical": ('<c r="{place}" t="b"><v>1</v></c>', "not_text"),
    "cell_too_long": (
        f'<c r="{{place}}" t="inlineStr"><is><t>{"x" * 5001}</t></is></c>',
        "too_long",
    ),
    "control_escaped": (
        '<c r="{place}" t="inlineStr"><is><t>a_x0007_b</t></is></c>',
        "control_character",
    ),
}
DOCTYPES = {
    "doctype": "<!DOCTYPE worksheet>",
    "billion_laughs": '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    "xxe_file": '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
}
BROKEN_XML = {
    "xml_cut": ("</worksheet>", ""),
    "xml_tag": ("</row>", "</raw>"),
    "row_back": ('<row r="2"', '<row r="1"'),
    "row_zero": ('<row r="2"', '<row r="0"'),
    "row_word": ('<row r="2"', '<row r="two"'),
    "row_far": ('<row r="2"', '<row r="1048577"'),
    "column_far": ('<c r="A2"', '<c r="ZZZZ2"'),
    "cell_back": ('<c r="B2"', '<c r="A2"'),
    "unknown_text": ('<c r="A2" t="inlineStr"', '<c r="A2" t="s"'),
}
