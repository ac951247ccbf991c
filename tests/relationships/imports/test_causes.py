"""The cause of many problems comes first and is said once; its symptoms raise no alarms."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from sistercity.spreadsheets import grouping
from tests.hostile import as_text
from tests.hostile_books import Raw, sheet_xml, xlsx
from tests.relationships.imports.files import Desk, Sheet, command

PREFECTURE = "Prefecture (Japanese)"
Book = tuple[bytes, int]


def merged(register: Sheet, heading: str = PREFECTURE) -> Book:
    """The register by names, with the cells of a column merged wherever they repeat.

    Returns the workbook and the number of cells that are empty for it.
    """
    register.drop("ID", "Local government code", "Prefecture")
    rows = register.table()
    column = rows[0].index(heading)
    letters = chr(65 + column)
    ranges, start = [], 1
    for index in range(2, len(rows) + 1):
        if index == len(rows) or rows[index][column] != rows[start][column]:
            if index - start > 1:
                ranges.append((start + 1, index))
            start = index
    for first, last in ranges:
        for index in range(first, last):
            rows[index][column] = ""
    cells = "".join(f'<mergeCell ref="{letters}{a}:{letters}{b}"/>' for a, b in ranges)
    data = xlsx(sheet_xml(rows, after=f"<mergeCells>{cells}</mergeCells>"))
    return data, sum(last - first for first, last in ranges)


@pytest.fixture
def by_prefecture(register: Sheet) -> Sheet:
    """The register in the order of its prefectures."""
    register.rows.sort(key=lambda row: (row["Prefecture (Japanese)"], int(row["ID"])))
    return register


def test_merged_cells_are_one_line_and_the_first_in_every_report(
    desk: Desk, by_prefecture: Sheet
) -> None:
    data, number = merged(by_prefecture)
    assert number > 40

    outcome = desk.dry(data, name="merged.xlsx")

    errors = outcome.text.split("Error: ")[1].splitlines()
    assert errors[0] == f"{number:,}"
    assert "merged" in errors[1] and f"{number:,} rows: " in errors[1] and PREFECTURE in errors[1]
    assert not errors[2].startswith("  ") or "merged" not in errors[2]
    for problem in outcome.problems[:1000]:
        assert (problem["code"], problem["column"]) == ("merged_cells", PREFECTURE)
    for suffix in ("html", "csv"):
        report = desk.folder / f"plan.{suffix}"
        command("import_relationships", str(desk.folder / "merged.xlsx"), "--report", str(report))
        text = report.read_text("utf-8-sig")
        assert "merged" in (first_of_html(text) if suffix == "html" else first_of_csv(text))


def first_of_html(text: str) -> str:
    row = BeautifulSoup(text, "html5lib").select("table tbody tr")[0]
    return row.get_text(" ", strip=True)


def first_of_csv(text: str) -> str:
    return str(list(csv.reader(io.StringIO(text)))[1])


@pytest.mark.parametrize("without", [(), ("Partner ID",)], ids=["numbers", "names alone"])
def test_errors_that_follow_from_a_merged_cell_are_not_told_beside_it(
    desk: Desk, by_prefecture: Sheet, without: tuple[str, ...]
) -> None:
    by_prefecture.drop(*without)
    data, number = merged(by_prefecture)

    outcome = desk.dry(data, name="merged.xlsx")

    assert outcome.errors == {"merged_cells"}
    assert outcome.report["severities"]["error"] == number


def test_other_errors_of_a_row_with_a_merged_cell_are_told_too(
    desk: Desk, by_prefecture: Sheet
) -> None:
    by_prefecture.rows[2]["Kind"] = "sisterly"
    data, _number = merged(by_prefecture)

    outcome = desk.dry(data, name="merged.xlsx")

    assert outcome.errors == {"merged_cells", "unknown_choice"}
    assert outcome.problem("unknown_choice")["row"] == 4


def spoil_keys(sheet: Sheet) -> bytes:
    """Half of the rows name no relationship that can be told."""
    for row in sheet.rows[::2]:
        row["ID"] = "x"
    return sheet.csv()


def spoil_shape(sheet: Sheet) -> bytes:
    """Half of the rows lack their last cells."""
    rows = [row[:-1] if index % 2 else row for index, row in enumerate(sheet.table())]
    return as_text(rows).encode()


def spoil_names(sheet: Sheet) -> bytes:
    """Half of the rows have no number, and a name that nobody has."""
    for row in sheet.rows[::2]:
        row |= {"ID": "", "Local government code": "", "Local government (Japanese)": "嘘市"}
    return sheet.csv()


def spoil_cells(sheet: Sheet) -> bytes:
    """Half of the rows show an error of the workbook beside their number."""
    column = sheet.headings.index("Title of the agreement")
    rows: Any = [list(row) for row in sheet.table()]
    for row in rows[1::2]:
        row[column] = Raw('<c r="{place}" t="e"><v>#REF!</v></c>')
    return xlsx(sheet_xml(rows))


@pytest.mark.parametrize(
    ("spoil", "missing"),
    [(spoil_keys, "keep"), (spoil_shape, "end"), (spoil_names, "keep"), (spoil_cells, "end")],
)
def test_rows_that_cannot_be_read_are_neither_missing_nor_ended(
    desk: Desk, register: Sheet, spoil: Callable[[Sheet], bytes], missing: str
) -> None:
    data = spoil(register)
    name = "file.xlsx" if data.startswith(b"PK") else "file.csv"

    outcome = desk.dry(data, "--missing", missing, name=name)

    assert outcome.errors
    assert outcome.alarms & {"missing", "ended", "country-drop"} == set()
    assert not {"missing", "ended"} & set(outcome.kinds)
    assert "once the errors are corrected" in outcome.text
    assert "once the errors are corrected" in outcome.report["alarms_wait"]


def test_alarms_about_single_rows_are_not_raised_for_rows_with_errors(
    desk: Desk, register: Sheet
) -> None:
    register[1].update({"Partner": "Wild Rose Country", "Kind": "sisterly"})
    for name in ("Zzyzx", "Zzyzx "):
        row = register.add(Local_government_code="012033", Country_code="US", Partner=name)
        row |= {"State or province": name.strip() + str(len(name)), "Kind": "sisterly"}

    outcome = desk.dry(register, "--accept-new-names")

    assert outcome.errors == {"unknown_choice"}
    assert outcome.alarms == set()


def test_a_copy_of_the_whole_table_below_it_is_one_line(desk: Desk, register: Sheet) -> None:
    number = len(register.rows)
    register.rows += [dict(row) for row in register.rows]

    outcome = desk.dry(register)

    lines = outcome.text.split("Error: ")[1].splitlines()
    assert lines[0] == f"{number:,}"
    assert f"{number:,} rows: {number + 2}–" in lines[1]
    assert "in row 2–" in lines[1]
    assert not lines[2].startswith("  ")


def test_equal_problems_of_a_column_are_one_line_with_their_rows(
    desk: Desk, register: Sheet
) -> None:
    for index in (0, 1, 2, 3, 7, 9):
        register.rows[index]["Kind"] = "sisterly"
    register.rows[5]["Kind"] = "brotherly"

    outcome = desk.dry(register)

    lines = outcome.text.split("Error: ")[1].splitlines()[1:3]
    assert lines[0].startswith("  column “Kind”, 6 rows: 2–5, 9, 11: “sisterly”")
    assert lines[1].startswith("  row 7, column “Kind”: “brotherly”")
    assert [one["row"] for one in outcome.problems] == [2, 3, 4, 5, 9, 11, 7]


def test_a_cause_is_told_however_many_rows_have_errors_before_it(
    desk: Desk, register: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "MOST_OF_A_CODE", 20)
    rows: Any = register.table()
    for row in rows[1:51]:
        row[register.headings.index("Kind")] = "sisterly"
    data = xlsx(sheet_xml(rows, after='<mergeCells><mergeCell ref="C55:C56"/></mergeCells>'))

    outcome = desk.dry(data, name="book.xlsx")

    assert outcome.problems[0]["code"] == "merged_cells"
    assert outcome.report["severities"]["error"] == 51
    assert "50 rows: 2–" in outcome.text
