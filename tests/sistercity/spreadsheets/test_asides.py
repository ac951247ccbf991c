"""Totals and notes in a sheet are told from records, and no record is taken for one of them."""

from typing import Any

import pytest

from sistercity.spreadsheets.reading.asides import NOTE_ROW, TOTAL_ROW, aside

TOTALS = [
    "合計", "総数", "総計", "小計", "計", "合計件数", "総件数", "合計数", "総合計", "合 計：",
    "北海道計", "Total", "TOTALS", "Total:", "Grand total", "Subtotal", "Sub-total",
    "Overall total", "（合計）", "＜合計＞", "合計：37", "合計（北海道）", "累計",
    "計37件（うち休止2件）",
]  # fmt: skip


@pytest.mark.parametrize("word", TOTALS)
def test_a_word_for_a_total_with_numbers_beside_it_is_no_record(word: str) -> None:
    assert aside([word, None, "1,460", 65, "65か国", "37件（うち休止2件）"]) == (TOTAL_ROW, word)
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
        ["北海道", "計", "札幌市"],
        ["北海道", "計", "1980-10-17"],
        ["北海道", "計画市", "10"],
        ["札幌市", "時計", "10"],
        ["札幌市", "計"],
        ["1", "計", "10"],
        ["計", "札幌市", "ポートランド"],
    ],
)
def test_a_name_with_numbers_beside_it_may_be_a_record(cells: list[Any]) -> None:
    assert aside(cells) is None


@pytest.mark.parametrize("of", ["北海道", "（北海道）", "Hokkaido"])
def test_what_a_total_is_of_may_stand_before_it(of: str) -> None:
    assert aside([of, "", "（計）", 10, "8か国"]) == (TOTAL_ROW, f"{of} （計）")


@pytest.mark.parametrize(
    "note",
    [
        "※ 合計は別表", "※1 協定書の日付", "*印は休止中", "（※）休止中", "注1 休止中",
        "（注１）休止中", "注）休止中", "〈注〉休止中", "【注】休止中", "注：休止中", "注　休止中",
        "備考　休止中", "備　考：休止中", "出所：各市資料", "出典 各市", "資料：各市",
        "Source: cities", "Note 1: dormant", "以上", "以　上", "以下余白", "（以下余白）",
        "－以下余白－",
    ],
)  # fmt: skip
def test_a_note_stands_alone_or_beside_other_notes(note: str) -> None:
    assert aside([note, ""]) == (NOTE_ROW, note)
    assert aside(["", note, "※2 別表"]) == (NOTE_ROW, f"{note} ※2 別表")
    assert aside([note, "12"]) is None
    assert aside([note, "", "札幌市"]) is None


@pytest.mark.parametrize("mark", ["※", "※1", "（注）", "注2", "〈備考〉", "出所：", "資料", "Note"])
def test_the_mark_of_a_note_may_have_a_cell_of_its_own(mark: str) -> None:
    assert aside(["", mark, "休止中を含む"]) == (NOTE_ROW, f"{mark} 休止中を含む")
    assert aside([mark, "", "札幌市"]) is None
    assert aside([mark, "札幌市", "ポートランド"]) is None
    assert aside([mark, 12]) is None
    assert aside(["札幌市", "ポートランド", mark]) is None


@pytest.mark.parametrize(
    "name", ["注文津邑", "注文津", "資料館", "Notre-Dame", "Note Village", "以上児"]
)
def test_a_name_that_begins_like_a_note_is_none(name: str) -> None:
    assert aside([name]) is None
    assert aside([name, "札幌市"]) is None
