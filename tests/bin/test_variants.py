"""The table of second writings of kanji: what it holds, and that its script makes it."""

import shutil
from pathlib import Path

import _variants
import pytest

from places.variants import FORMS, VARIANTS

ROOT = Path(__file__).resolve().parents[2]


def test_each_variant_has_one_form_which_is_a_kanji_of_the_data() -> None:
    assert len(VARIANTS) == len(FORMS) == len(set(VARIANTS))
    assert set(FORMS).isdisjoint(VARIANTS)
    assert set(FORMS) <= set(_variants.kanji())


def test_the_table_is_the_one_that_its_script_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "var" / "variants")
    pytest.importorskip("jntajis", reason="needs jntajis-python, see bin/_variants.py")
    if not (shutil.which("uconv") and _variants.READINGS.exists()):
        pytest.skip("needs Debian's packages icu-devtools and unicode-data")

    assert _variants.made() == _variants.TABLE.read_text("utf-8")


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([("邊", "辺"), ("邉", "辺"), ("邉", "邊")], ["辺邉邊"]),
        ([("竃", "竈"), ("竈", "竃"), ("竈", "釜")], ["竃竈釜"]),
        ([("瓣", "弁"), ("瓣", "弍"), ("辨", "弁")], ["弁辨"]),
    ],
)
def test_a_character_that_can_be_either_of_two_is_left_out(
    pairs: list[tuple[str, str]], groups: list[str]
) -> None:
    found = _variants.groups(set(pairs))

    assert sorted("".join(sorted(group)) for group in found) == groups
