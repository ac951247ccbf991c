"""Workbooks, as usual programs write them and as nobody should."""

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from sistercity.spreadsheets.letters import column_letters
from sistercity.spreadsheets.problems import FileRefused
from sistercity.spreadsheets.reading import Limits, open_table
from sistercity.spreadsheets.reading.merged import Merged
from sistercity.spreadsheets.reading.serials import is_date_format, moment
from tests import hostile_books
from tests.sistercity.spreadsheets.layouts import HEADINGS, LAYOUT, ROWS, read

DAY = datetime.date(1959, 11, 17)


def save(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "register.xlsx"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("date_1904", [False, True])
def test_what_xlsxwriter_writes_is_read(
    tmp_path: Path, good: list[dict[str, Any]], date_1904: bool
) -> None:
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": date_1904}) as book:
        sheet = book.add_worksheet("登録")
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        for number, row in enumerate([HEADINGS, *ROWS]):
            sheet.write_row(number, 0, row)
        sheet.write_number(1, 1, 11002)
        sheet.write_datetime(1, 3, DAY, day)

    assert read(path) == (good, [])


@pytest.mark.parametrize("date_1904", [False, True])
def test_what_openpyxl_writes_is_read(
    tmp_path: Path, good: list[dict[str, Any]], date_1904: bool
) -> None:
    book = openpyxl.Workbook()
    if date_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in [HEADINGS, *ROWS]:
        book.worksheets[0].append(row)
    book.worksheets[0]["D2"] = DAY
    book.save(tmp_path / "register.xlsx")

    assert read(tmp_path / "register.xlsx") == (good, [])


def test_a_sheet_is_chosen_by_name_even_a_hidden_one(tmp_path: Path) -> None:
    sheets = {
        "New": hostile_books.sheet_xml([HEADINGS, *ROWS]),
        "旧データ": hostile_books.sheet_xml([HEADINGS, ROWS[0]]),
    }
    path = save(tmp_path, hostile_books.xlsx(sheets, states={"旧データ": "hidden"}))

    assert len(read(path)[0]) == 4
    assert len(read(path, sheet="旧データ")[0]) == 1
    assert len(read(path, sheet="旧ﾃﾞｰﾀ ")[0]) == 1


def test_a_wrong_name_of_a_sheet_lists_the_right_ones(tmp_path: Path) -> None:
    path = save(tmp_path, hostile_books.xlsx({"A": hostile_books.sheet_xml([HEADINGS, *ROWS])}))

    _rows, found = read(path, sheet="B")

    assert [(p.code, p.values) for p in found] == [
        ("no_such_sheet", {"wanted": "B", "sheets": ["A"]})
    ]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(workbook_bytes=100), "file_too_large"),
        (Limits(entries=3), "suspicious_archive"),
    ],
)
def test_limits_are_kept(tmp_path: Path, limits: Limits, code: str) -> None:
    path = save(tmp_path, hostile_books.xlsx(hostile_books.sheet_xml([HEADINGS, *ROWS])))

    with pytest.raises(FileRefused) as refused:
        open_table(path, LAYOUT, limits=limits)

    assert refused.value.problems[0].code == code


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_limits_are_kept_whatever_the_parts_are_called(
    tmp_path: Path, good: list[dict[str, Any]], part: str
) -> None:
    book = hostile_books.with_shared_strings([HEADINGS, *ROWS])
    path = save(tmp_path, hostile_books.with_part_called(book, part, "values.dat"))
    assert read(path) == (good, [])

    with pytest.raises(FileRefused) as refused:
        open_table(path, LAYOUT, limits=Limits(workbook_cells=100))

    assert refused.value.problems[0].code == "too_many_workbook_cells"


def test_shared_texts_are_bounded(tmp_path: Path) -> None:
    path = save(tmp_path, hostile_books.with_shared_strings([HEADINGS, *ROWS, ["x" * 5000]]))

    with pytest.raises(FileRefused) as refused:
        open_table(path, LAYOUT, limits=Limits(unpacked_bytes=12_000))

    assert refused.value.problems[0].code == "unpacked_too_large"


def test_an_error_in_a_column_that_is_not_read_does_not_matter(tmp_path: Path) -> None:
    wrong = hostile_books.Raw('<c r="{place}" t="e"><v>#REF!</v></c>')
    sheet = hostile_books.sheet_xml([[*HEADINGS, "Sum"], *([*row, wrong] for row in ROWS)])

    rows, found = read(save(tmp_path, hostile_books.xlsx(sheet)))

    assert len(rows) == 4
    assert [problem.code for problem in found] == ["ignored_column"]


def test_merged_cells_below_the_table_do_not_matter(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="A90:B91"/><mergeCell ref="H2:I3"/></mergeCells>'
    sheet = hostile_books.sheet_xml([HEADINGS, *ROWS], after=merged)

    rows, found = read(save(tmp_path, hostile_books.xlsx(sheet)))

    assert (len(rows), found) == (4, [])


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("yyyy/m/d", True),
        ('[$-411]ggge"年"m"月"d"日"', True),
        ("[h]:mm", True),
        ("General", False),
        ("0.00", False),
        ('0"days"', False),
        ("[Red]#,##0", False),
        (r"0\d", False),
        ("0_d", False),
        ("0;yyyy", False),
    ],
)
def test_a_format_shows_a_date_or_a_number(code: str, shows: bool) -> None:
    assert is_date_format(code) is shows


@pytest.mark.parametrize(
    ("value", "is_1904", "day"),
    [
        (1, False, "1900-01-01"),
        (59, False, "1900-02-28"),
        (61, False, "1900-03-01"),
        (32629.25, False, "1989-05-01"),
        (2_958_465, False, "9999-12-31"),
        (0, True, "1904-01-01"),
        (31167, True, "1989-05-01"),
    ],
)
def test_a_serial_number_is_the_day_that_excel_shows(value: float, is_1904: bool, day: str) -> None:
    found = moment(value, is_date=True, is_1904=is_1904)

    assert isinstance(found, datetime.datetime)
    assert found.date().isoformat() == day


@pytest.mark.parametrize("value", [-1, 0.5, 60, 60.5, 2_958_466, 1e300])
def test_a_number_that_is_no_day_stays_a_number(value: float) -> None:
    assert moment(value, is_date=True, is_1904=False) == value


def test_a_range_is_named_as_excel_does() -> None:
    assert str(Merged(2, 0, 3, 27)) == "A2:AB3"
    assert [column_letters(index) for index in (0, 25, 26, 701, 702, 16_383)] == [
        *("A", "Z", "AA", "ZZ", "AAA", "XFD")
    ]
