"""Columns without a heading: what stands below one is an error, never lost in silence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sistercity.spreadsheets.problems import Problem
from tests import hostile, hostile_books
from tests.hostile_books import Raw, Value, sheet_xml
from tests.sistercity.spreadsheets.layouts import DATE, HEADINGS, ROWS, errors, read

LETTERS = "D"
BLANKS = {
    "nothing": "",
    "space": " ",
    "full_width_space": "\u3000",
    "no_break_space": "\u00a0",
    "zero_width_space": "\u200b",
    "zero_width_joiner": "\u200d",
    "byte_order_mark": "\ufeff",
    "word_joiner": "\u2060",
    "soft_hyphen": "\u00ad",
    "hangul_filler": "\u3164",
    "several": " \u200b\u3000\ufeff",
    "line_end": "\n",
}
Table = list[list[Value]]


def xlsx(rows: Table, *, before: str = "", after: str = "") -> bytes:
    return hostile_books.xlsx(sheet_xml(rows, before=before, after=after))


def csv(rows: Table) -> bytes:
    return hostile.as_text(rows).encode()


FORMATS: dict[str, Callable[[Table], bytes]] = {
    "csv": csv,
    "xlsx": xlsx,
    "xls": hostile_books.xls,
}


def table(heading: Value) -> Table:
    """The good table with another heading of its dates."""
    headings: list[Value] = [*HEADINGS]
    headings[DATE] = heading
    rows: Table = [[*row] for row in ROWS]
    return [headings, *rows]


def found_in(folder: Path, data: bytes, suffix: str) -> list[Problem]:
    path = folder / f"file.{suffix}"
    path.write_bytes(data)
    return errors(read(path)[1])


def assert_named(found: list[Problem], letters: str = LETTERS, first_row: int = 2) -> None:
    """Every filled cell is told, by the letters and the number of its column, and its row."""
    assert {problem.code for problem in found} == {"cell_without_heading"}
    assert {problem.values["letters"] for problem in found} == {letters}
    assert found[0].row == first_row
    assert f"Column {letters} (number {ord(letters) - 64})" in found[0].text


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_data_below_a_blank_heading_is_an_error(tmp_path: Path, suffix: str, blank: str) -> None:
    found = found_in(tmp_path, FORMATS[suffix](table(BLANKS[blank])), suffix)

    assert_named(found)
    assert [problem.row for problem in found] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    "heading",
    [
        Raw('<c r="{place}" t="e"><v>#REF!</v></c>'),
        Raw('<c r="{place}" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
        Raw('<c r="{place}"><f>A9</f></c>'),
        Raw('<c r="{place}" t="str"><f>A9</f><v></v></c>'),
        Raw('<c r="{place}" s="1"/>'),
    ],
    ids=["error", "formula_error", "no_result", "empty_result", "only_style"],
)
def test_data_below_a_heading_without_a_value_is_an_error(tmp_path: Path, heading: Raw) -> None:
    assert_named(found_in(tmp_path, xlsx(table(heading)), "xlsx"))


def test_data_below_a_heading_that_is_an_error_in_xls_is_an_error(tmp_path: Path) -> None:
    data = hostile_books.xls(table(""), error_at=(0, DATE))

    assert_named(found_in(tmp_path, data, "xls"))


def test_data_below_the_second_of_merged_headings_is_an_error(tmp_path: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="C1:D1"/></mergeCells>'

    assert_named(found_in(tmp_path, xlsx(table(None), after=merged), "xlsx"))
    assert_named(found_in(tmp_path, hostile_books.xls(table(""), merged=(0, 0, 2, 3)), "xls"))


def test_data_in_a_hidden_column_without_a_heading_is_an_error(tmp_path: Path) -> None:
    hidden = '<cols><col min="4" max="4" width="0" hidden="1"/></cols>'

    assert_named(found_in(tmp_path, xlsx(table(None), before=hidden), "xlsx"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_data_below_a_heading_of_a_second_row_alone_is_an_error(
    tmp_path: Path, suffix: str
) -> None:
    headings: list[Value] = ["公開番号", "団体コード", "", "Established", ""]
    rows = table("")

    found = found_in(tmp_path, FORMATS[suffix]([rows[0], headings, *rows[1:]]), suffix)

    assert_named(found, first_row=3)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_single_cell_below_a_blank_heading_is_an_error(tmp_path: Path, suffix: str) -> None:
    rows: Table = [[*row[:3], "", *row[3:]] for row in [HEADINGS, *ROWS]]
    rows[3][3] = "1999"

    assert_named(found_in(tmp_path, FORMATS[suffix](rows), suffix), first_row=4)


@pytest.mark.parametrize("suffix", FORMATS)
def test_data_beyond_the_last_heading_is_an_error(tmp_path: Path, suffix: str) -> None:
    rows: Table = [[*row, ""] for row in [HEADINGS, *ROWS]]
    rows[3][5] = "1999"

    assert_named(found_in(tmp_path, FORMATS[suffix](rows), suffix), "F", 4)


@pytest.mark.parametrize("cell", BLANKS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_column_without_heading_and_data_is_fine(tmp_path: Path, suffix: str, cell: str) -> None:
    inside: Table = [["", *row[:3], "", *row[3:]] for row in [HEADINGS, *ROWS]]
    inside[2][4] = BLANKS[cell]
    path = tmp_path / f"file.{suffix}"
    path.write_bytes(FORMATS[suffix](inside))

    rows, found = read(path)

    assert (len(rows), found) == (4, [])


@pytest.mark.parametrize("suffix", FORMATS)
def test_data_below_an_unknown_heading_is_told_with_its_column(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file.{suffix}"
    path.write_bytes(FORMATS[suffix](table("Estabished")))

    (problem,) = read(path)[1]

    assert (problem.code, problem.severity) == ("ignored_column", "warning")
    assert "column D (number 4)" in problem.text and "Estabished" in problem.text
