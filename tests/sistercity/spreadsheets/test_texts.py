"""Text files: row numbers as Excel shows them, a million rows, and where bytes are wrong."""

import time
import tracemalloc
from pathlib import Path

import pytest

from sistercity.spreadsheets.encodings import encoding_of, line_of
from sistercity.spreadsheets.problems import FileRefused
from sistercity.spreadsheets.reading import Limits, open_table
from tests import hostile
from tests.sistercity.spreadsheets.layouts import HEADINGS, LAYOUT, ROWS, read

pytestmark = pytest.mark.real_data

HEAD = "ID,Local government code,Partner\n"


def write(tmp_path: Path, data: str | bytes) -> Path:
    path = tmp_path / "register.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_rows_have_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    text = f'title\n\n{HEAD}1,011002,"a\nb\r\nc"\n\n2,011002,d\n'

    with open_table(write(tmp_path, text), LAYOUT) as table:
        numbers = [number for number, _cells in table.rows()]

    assert (table.heading_row, numbers) == (3, [4, 6])


def test_a_separator_line_has_no_number(tmp_path: Path) -> None:
    path = write(tmp_path, "sep=;\n" + HEAD.replace(",", ";") + "1;011002;a\n")

    with open_table(path, LAYOUT) as table:
        assert [number for number, _cells in table.rows()] == [2]


def test_a_refusal_names_the_byte_and_the_line(tmp_path: Path) -> None:
    data = (HEAD + "1,011002,東京\n").encode() + b"2,011002,\xff\n"

    rows, found = read(write(tmp_path, data))

    assert rows == []
    assert [problem.code for problem in found] == ["undecodable"]
    assert found[0].values == {"line": 3, "byte": data.index(b"\xff") + 1}


def test_lines_are_counted_across_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sistercity.spreadsheets.encodings.CHUNK", 3)
    path = write(tmp_path, b"a\r\nb\rc\nd\r\n\r\nx")

    assert [line_of(path, path.read_bytes().index(b)) for b in b"abcdx"] == [1, 2, 3, 4, 6]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_an_encoding_is_found_across_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr("sistercity.spreadsheets.encodings.CHUNK", 7)
    path = write(tmp_path, (HEAD + "1,011002,札幌市と姉妹都市\n" * 20).encode(encoding))

    assert encoding_of(path) == encoding


def test_cp932_gives_the_same_rows(tmp_path: Path) -> None:
    text = HEAD + "1,011002,①髙﨑～ｱ\n"

    assert read(write(tmp_path, text)) == read(write(tmp_path, text.encode("cp932")))


def test_a_quote_before_a_formula_is_taken_away(tmp_path: Path) -> None:
    rows, _found = read(write(tmp_path, HEAD + "1,011002,'=1+1\n"))

    assert rows[0]["name"] == "=1+1"


def test_problems_are_bounded_and_counted(tmp_path: Path) -> None:
    text = HEAD + "1,011002,a\n" + "2,011002\n" * 1500

    with open_table(write(tmp_path, text), LAYOUT) as table:
        assert len(list(table.rows())) == 1

    assert (len(table.problems), sum(1 + one.more for one in table.problems)) == (1000, 1500)
    assert table.unread == 1500
    assert (table.problems[0].code, table.problems[0].row) == ("too_few_cells", 3)


def test_many_rows_are_read_in_little_time_and_memory(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "1,011002,ポートランド\n" * 200_000)
    tracemalloc.start()
    began = time.process_time()

    with open_table(path, LAYOUT) as table:
        halfway = [table.fraction for number, _cells in table.rows() if number == 100_000]

    assert time.process_time() - began < 5
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()
    assert 0.4 < halfway[0] < 0.6 and table.fraction == 1


@pytest.mark.parametrize("limits", [Limits(text_bytes=100), Limits(columns=2)])
def test_limits_are_kept(tmp_path: Path, limits: Limits) -> None:
    path = write(tmp_path, hostile.clean(HEADINGS, ROWS))

    with pytest.raises(FileRefused) as refused:
        open_table(path, LAYOUT, limits=limits)

    assert refused.value.problems[0].code in ("file_too_large", "too_many_columns")


def test_a_text_file_has_no_sheets(tmp_path: Path) -> None:
    _rows, found = read(write(tmp_path, HEAD + "1,011002,a\n"), sheet="Register")

    assert [problem.code for problem in found] == ["no_sheets"]


def test_the_name_that_the_user_gave_counts(tmp_path: Path) -> None:
    path = write(tmp_path, hostile.clean(HEADINGS, ROWS))

    _rows, found = read(path, name="register.xlsx")

    assert [problem.code for problem in found] == ["renamed"]
    assert found[0].values == {"name": "register.xlsx", "found": "CSV"}
