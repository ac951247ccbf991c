"""What a column reads in a cell, and whether the cell only stands for another."""

import pytest

from sistercity.spreadsheets import cells
from sistercity.spreadsheets.columns import Bound, Column, is_ditto
from sistercity.spreadsheets.letters import NOT_TEXT, Cell
from sistercity.spreadsheets.problems import CellError

DITTOS = [
    "〃", "〃〃", "〃　〃", "― 〃 ―", "〃。", "〃\ufe00", "仝", "々", "″", "”", "〟",
    "同上", "同　上", " 同 上 ", "同\U000e0100上", "\u3164同上", "（同上）", "「同上」", "同上。",
    "同左", "同右", "同前", "同様", "同じ", "上に同じ", "上と同じ", "上記に同じ", "左に同じ",
    "ditto", "ＤＩＴＴＯ", "Ditto.", "do.", "-do-", "(do)", "same as above",
]  # fmt: skip
VALUES = [
    "", "-", "---", "・", '"', '""', "“”", "Do", "Same", "Ditto Town", "Dodoma", "佐々木",
    "同市", "同じく市民が始めた。", "同上の市", "同上 札幌市", "〃 ただし休止中",
]  # fmt: skip


@pytest.mark.parametrize("cell", DITTOS)
def test_a_sign_or_word_for_another_cell_is_a_ditto_however_it_is_written(cell: str) -> None:
    assert is_ditto(cell)


@pytest.mark.parametrize("cell", [*VALUES, "〃" * 39 + "x", "同右同様" * 9 + "x", None, 11])
def test_a_cell_that_holds_more_is_none(cell: Cell) -> None:
    assert not is_ditto(cell)


def test_a_cell_is_not_taken_for_an_equal_one_of_another_type() -> None:
    bound = Bound(Column("name", "Name", "名称", cells.text), 0, "Name")

    assert bound.read([1.0]) == ("1", None)

    with pytest.raises(CellError, match=NOT_TEXT):
        bound.read([True])
