"""Files that are written here are read back as they were, by us and by spreadsheet programs."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import example as such_as
from hypothesis import given
from hypothesis import strategies as st

from sistercity.imports.exports import CannotWrite, snapshot, write_export
from sistercity.imports.importer import Importer
from sistercity.spreadsheets.writing import workbooks
from sistercity.spreadsheets.writing.csv_files import csv_line, unguarded
from tests.sistercity.spreadsheets.layouts import LAYOUT, read

SUFFIXES = ("csv", "xlsx")
TRICKY = [
    "=1+1",
    "＝1+1",
    "+81 3",
    "-5",
    "@home",
    "'=1+1",
    "'quoted'",
    "''twice",
    "'s-Gravenhage",
    "one\ntwo\n\nfour",
    'a "quote", a comma; and a semicolon',
    "<b> & </b>",
    "<r><t>no XML</t></r>",
    "_x000D_ and _x0041_",
    "https://example.org/",
    "011002",
    "1e5",
    "TRUE",
    "ＡＢＣ　１２３ ｶﾅ",
    "あ" * 5_000,
]


class Small(Importer):
    """An import of the small layout."""

    name = "small"
    title = "Small: the [whole] of it, in a title / longer than a sheet's"
    layout = LAYOUT


def lines(texts: Sequence[str] = TRICKY) -> list[list[str]]:
    """Return a line for each text: number, code, name, date and the text."""
    return [
        [str(number), "011002", "Portland", "1989-05", text] for number, text in enumerate(texts, 1)
    ]


def part(path: Path, name: str) -> str:
    """Return a file inside of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
@such_as("＝1+1")
@such_as("＠a")
@such_as("'=1")
def test_no_cell_of_csv_is_a_formula(text: str) -> None:
    ((cell,),) = csv.reader(io.StringIO(csv_line([text]), newline=""))

    assert not re.match("[=+\\-@＝＋－＠\t\r\n]", cell)
    assert unguarded(cell) == text


@pytest.mark.parametrize("text", ["'s-Gravenhage", "'", "’", "", "plain"])
def test_a_quote_before_a_word_is_part_of_it(text: str) -> None:
    assert unguarded(text) == text


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_written_is_read(tmp_path: Path, suffix: str, language: str) -> None:
    path = tmp_path / f"small.{suffix}"

    with translation.override(language):
        count = write_export(path=path, importer=Small, lines=lines())

    rows, found = read(path)
    assert found == []
    assert count == len(rows) == len(TRICKY)
    assert [row["story"] for row in rows] == TRICKY
    assert {row["code"] for row in rows} == {"011002"}
    assert {row["established"].isoformat() for row in rows} == {"1989-05"}
    assert [row["id"] for row in rows] == list(range(1, len(TRICKY) + 1))


def part_of_sheet(folder: Path, texts: Sequence[str]) -> str:
    """Write a workbook; return the XML of its sheet."""
    path = folder / "small.xlsx"
    write_export(path=path, importer=Small, lines=lines(texts))
    return part(path, "xl/worksheets/sheet1.xml")


def test_a_workbook_holds_text_not_formulas_numbers_or_links(tmp_path: Path) -> None:
    sheet = part_of_sheet(tmp_path, TRICKY)

    assert "<f>" not in sheet and "hyperlink" not in sheet
    assert sheet.count("<v>") == len(TRICKY)  # numbers of records only
    assert "011002</t>" in sheet
    assert 'ySplit="1"' in sheet and 'state="frozen"' in sheet
    styles = part(tmp_path / "small.xlsx", "xl/styles.xml")
    # Text formats: number 49 is “@”.
    (form,) = set(re.findall(r'<c r="B2" s="(\d+)"', sheet))
    formats = re.findall(r"<xf ([^>]*)>", styles.partition("<cellXfs")[2])
    assert 'numFmtId="49"' in formats[int(form)]
    assert "<b/>" in styles


def test_the_sheet_is_named_as_excel_allows(tmp_path: Path) -> None:
    part_of_sheet(tmp_path, ["a"])

    (name,) = re.findall('<sheet name="([^"]*)"', part(tmp_path / "small.xlsx", "xl/workbook.xml"))

    assert 0 < len(name) <= 31
    assert not re.search(r"[\[\]:*?/\\]", name)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_table_is_the_same_file(tmp_path: Path, suffix: str) -> None:
    paths = [tmp_path / f"{name}.{suffix}" for name in "ab"]

    for path in paths:
        write_export(path=path, importer=Small, lines=lines())

    assert paths[0].read_bytes() == paths[1].read_bytes()
    if suffix == "xlsx":
        assert "2000-01-01T00:00:00Z" in part(paths[0], "docProps/core.xml")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_there_is_kept(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"small.{suffix}"
    path.write_text("mine")

    with pytest.raises(CannotWrite, match="--force"):
        write_export(path=path, importer=Small, lines=lines())

    assert path.read_text() == "mine"
    write_export(path=path, importer=Small, lines=lines(), force=True)
    assert len(read(path)[0]) == len(TRICKY)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_failure_leaves_the_old_file_and_no_part(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"small.{suffix}"
    path.write_text("mine")

    def broken() -> Iterator[list[str]]:
        yield lines()[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_export(path=path, importer=Small, lines=broken(), force=True)

    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("small.txt", "must end in .csv or .xlsx"),
        ("small", "must end in .csv or .xlsx"),
        ("small.xls", "must end in .csv or .xlsx"),
        ("missing/small.csv", "missing"),
        ("missing/small.xlsx", "missing"),
    ],
)
def test_a_path_that_cannot_be_is_refused(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(CannotWrite, match=why):
        write_export(path=tmp_path / name, importer=Small, lines=lines())


def test_what_a_sheet_cannot_hold_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "small.xlsx"

    with pytest.raises(CannotWrite, match=r"Row 2 .* 32768"):
        write_export(path=path, importer=Small, lines=lines(["a" * 32_768]))
    monkeypatch.setattr(workbooks, "LAST_ROW", 3)
    with pytest.raises(CannotWrite, match="3 rows"):
        write_export(path=path, importer=Small, lines=lines(["a", "b", "c"]))

    assert not path.exists()
    assert write_export(path=path, importer=Small, lines=lines(["a", "b"])) == 2


@pytest.mark.django_db
def test_a_snapshot_does_not_see_what_comes_later() -> None:
    # A thread has a connection of its own, without the transaction of this test.
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(modes_of_a_snapshot).result()

    assert found == ["repeatable read", "on"]


def modes_of_a_snapshot() -> list[str]:
    """Return the isolation of a snapshot, and whether it only reads."""
    found = []
    with snapshot(), connection.cursor() as cursor:
        for name in ("transaction_isolation", "transaction_read_only"):
            cursor.execute(f"SHOW {name}")
            found.append(cursor.fetchone()[0])
    connection.close()
    return found
