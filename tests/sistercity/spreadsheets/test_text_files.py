"""Text files: row numbers as Excel shows them, encodings, and where bytes are wrong."""

import codecs
from pathlib import Path

import pytest

from sistercity.spreadsheets.problems import FileRefused
from sistercity.spreadsheets.reading import Limits, open_table
from sistercity.spreadsheets.reading.encodings import decoded
from tests import hostile
from tests.sistercity.spreadsheets.layouts import HEADINGS, LAYOUT, ROWS, read

HEAD = "ID,Local government code,Partner\n"


def write(tmp_path: Path, data: str | bytes) -> Path:
    path = tmp_path / "register.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("text", "headings", "rows"),
    [
        (f'title\n\n{HEAD}1,011002,"a\nb\r\nc"\n\n2,011002,d\n', 3, [4, 6]),
        ("sep=;\n" + HEAD.replace(",", ";") + "1;011002;a\n", 1, [2]),
    ],
)
def test_rows_have_the_numbers_that_excel_shows(
    tmp_path: Path, text: str, headings: int, rows: list[int]
) -> None:
    with open_table(write(tmp_path, text), LAYOUT) as table:
        numbers = [number for number, _cells in table.rows()]

    assert (table.heading_row, numbers) == (headings, rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    text = HEAD + "1,011002,札幌市と姉妹都市①髙﨑～ｱ\n" * 20

    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_byte_is_named_with_its_line_whatever_ends_lines(mark: bytes) -> None:
    data = mark + "東京,大阪\r\n\r東京\n大阪,".encode() + b"\xff"

    with pytest.raises(FileRefused) as refused:
        decoded(data)

    assert refused.value.problems[0].values == {"line": 4, "byte": len(data)}


def test_a_nul_in_utf_16_is_refused_with_its_line() -> None:
    with pytest.raises(FileRefused) as refused:
        decoded("東京\n大\0阪".encode("utf-16"))

    assert refused.value.problems[0].values == {"line": 2}


def test_problems_are_bounded_and_counted(tmp_path: Path) -> None:
    text = HEAD + "1,011002,a\n" + "2,011002\n" * 1500

    with open_table(write(tmp_path, text), LAYOUT) as table:
        assert len(list(table.rows())) == 1

    assert (len(table.problems), sum(1 + one.more for one in table.problems)) == (1000, 1500)
    assert table.unread == 1500
    assert (table.problems[0].code, table.problems[0].row) == ("too_few_cells", 3)


def test_a_table_says_how_much_of_it_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "1,011002,ポートランド\n" * 1_000)

    with open_table(path, LAYOUT) as table:
        halfway = [table.fraction for number, _cells in table.rows() if number == 500]

        assert 0.4 < halfway[0] < 0.6 and table.fraction == 1


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, hostile.clean(HEADINGS, ROWS))

    _rows, found = read(path, limits=Limits(text_bytes=100))

    assert [problem.code for problem in found] == ["file_too_large"]


def test_a_text_file_has_no_sheets(tmp_path: Path) -> None:
    _rows, found = read(write(tmp_path, HEAD + "1,011002,a\n"), sheet="Register")

    assert [problem.code for problem in found] == ["no_sheets"]


def test_the_name_that_the_user_gave_counts(tmp_path: Path) -> None:
    path = write(tmp_path, hostile.clean(HEADINGS, ROWS))

    _rows, found = read(path, name="register.xlsx")

    assert [problem.code for problem in found] == ["renamed"]
    assert found[0].values == {"name": "register.xlsx", "found": "CSV"}
