"""Totals and notes in a sheet are told from records, and no record is taken for one of them."""

from typing import Any

import pytest

from sistercity.spreadsheets.reading.asides import NOTE_ROW, TOTAL_ROW, aside

TOTALS = [
    "合計", "総数", "総計", "小計", "計", "合計件数", "総件数", "合計数", "総合計", "合 計：",
    "北海道計", "Total", "TOTALS", "Total:", "Grand total", "Subtotal", "Sub-total",
    "Overall total",
]  # fmt: skip


@pytest.mark.parametrize("word", TOTALS)
def test_a_word_for_a_total_with_numbers_beside_it_is_no_record(word: str) -> None:
    assert aside([word, None, "1,460", 65, "65か国"]) == (TOTAL_ROW, word)
    assert aside(["", word]) == (TOTAL_ROW, word)


@pytest.mark.parametrize("word", TOTALS)
@pytest.mark.parametrize("beside", ["Portland", "1980-10-17", "US", "札幌市", "活動中", "※"])
def test_beside_anything_else_it_may_be_a_record(word: str, beside: str) -> None:
    assert aside([word, "1,460", beside]) is None


@pytest.mark.parametrize(
    "cells",
    [
        ["Totalán", "474"],  # a town in Spain
        ["総社市", "332089"],
        ["統計市", "12"],
        ["計根別", "12"],
        ["数河", "12"],
        ["Subtotal Hills", "12"],
        ["1", "011002", "474"],
        ["474", "合計"],
    ],
)
def test_a_name_with_numbers_beside_it_may_be_a_record(cells: list[Any]) -> None:
    assert aside(cells) is None


def test_a_note_stands_alone() -> None:
    assert aside(["※ 合計は別表", ""]) == (NOTE_ROW, "※ 合計は別表")
    assert aside(["※ 合計は別表", "12"]) is None
