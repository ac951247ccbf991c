"""Keys of names: what is left of every way of writing one, in Python as in PostgreSQL."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from places import keys
from places.checks import check_functions
from places.models import SearchKey
from places.models.keys import AREA, CODE
from places.variants import VARIANTS
from tests.pages import sql

PROPERTIES = Path("/usr/share/unicode/DerivedCoreProperties.txt")
MANY = hypothesis_settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# Letters of every script, and above all those that a rule is about.
SCRIPTS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\0"
)
INVISIBLE = "\u034f\u061c\u2060\u3164\ufe0f\U000e0100\U000e0fff"
LETTERS = "aeiouhmbpnstéōŌłøđßæœıİåÅ市町村区県府都道郡省州ヶケがガヴァィゥェォーｶﾞ々龍澤濱'’ʻ()"
WORDS = ["ou", "oh", "oo", " city", "-shi", " of ", "city of the ", "(x)", "ヴァ", "か\u3099"]
RULED = st.sampled_from([*LETTERS, *keys.SIGNS, *WORDS, *INVISIBLE, *VARIANTS])
TEXTS = st.lists(SCRIPTS | RULED, max_size=30).map("".join)


@pytest.fixture(scope="module")
def names(django_db_setup: None, django_db_blocker: Any) -> list[str]:
    """Every name that is stored."""
    with django_db_blocker.unblock():
        return sorted(set(SearchKey.objects.values_list("text", flat=True)))


def edited(data: st.DataObject, name: str) -> str:
    """A name with letters put in, left out or exchanged for others, as hands do."""
    letters = list(name)
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(letters)))
        letters[place : place + data.draw(st.integers(0, 2))] = data.draw(SCRIPTS | RULED)
    return "".join(letters)


def assert_alike(text: str) -> None:
    key = keys.key(text)
    ((found_key, found_bare, slips),) = sql(
        "SELECT places_key(%s), places_bare(%s), places_slips(%s)", text, text, key
    )

    assert (found_key, found_bare) == (key, keys.bare(text))
    assert sorted(set(slips)) == keys.slips(key)


@pytest.mark.django_db
@MANY
@given(text=TEXTS)
def test_python_and_postgresql_make_the_same_keys_of_any_text(text: str) -> None:
    assert_alike(text)


@pytest.mark.django_db
@MANY
@given(data=st.data())
def test_python_and_postgresql_make_the_same_keys_of_edited_names(
    names: list[str], data: st.DataObject
) -> None:
    assert_alike(edited(data, data.draw(st.sampled_from(names))))


@pytest.mark.real_data
@pytest.mark.django_db
def test_python_makes_the_same_keys_of_every_name_as_the_triggers() -> None:
    stored = SearchKey.objects.values_list("text", "key", "is_bare")

    differing = [
        (text, key)
        for text, key, is_bare in stored
        if key != (keys.bare(text) if is_bare else keys.key(text))
    ]

    assert (len(stored) > 10_000, differing) == (True, [])


@pytest.mark.skipif(not PROPERTIES.exists(), reason="needs Debian's package unicode-data")
def test_every_character_that_unicode_calls_ignorable_is_ignored() -> None:
    """The table is read where it is installed; the class in the code is compared with all of it."""
    listed = re.compile(r"^(\w+)(?:\.\.(\w+))? *; Default_Ignorable_Code_Point", re.MULTILINE)
    ranges = [
        (int(first, 16), int(last or first, 16))
        for first, last in listed.findall(PROPERTIES.read_text())
    ]
    ignorable = {code for first, last in ranges for code in range(first, last + 1)}

    ignored = {code for code in range(sys.maxunicode + 1) if not keys.IGNORED.apply(chr(code))}

    assert ignored == ignorable


@pytest.mark.django_db
def test_the_functions_that_migrations_leave_are_those_of_the_code() -> None:
    assert check_functions(databases=["default"]) == []


@pytest.mark.django_db
def test_a_changed_key_step_fails_the_check_of_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keys, "KEY_STEPS", keys.KEY_STEPS[:-1])

    with pytest.raises(SystemCheckError) as failed:
        call_command("check", databases=["default"])

    text = str(failed.value)
    assert "(places.E001) The functions places_squeeze of the database are not" in text
    assert "manage.py makemigrations --empty places" in text


@pytest.mark.django_db
def test_a_function_that_is_missing_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION places_slips(text) CASCADE")

    (error,) = check_functions(databases=["default"])

    assert "places_slips" in error.msg


@pytest.mark.django_db
def test_migrations_that_wait_are_not_held_up_by_what_they_mend(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keys, "KEY_STEPS", keys.KEY_STEPS[:-1])
    MigrationRecorder.Migration.objects.filter(app="places").latest("pk").delete()

    assert check_functions(databases=["default"]) == []


@pytest.mark.parametrize(
    "spellings",
    [
        ["Sapporo", "SAPPORO", "Ｓａｐｐｏｒｏ", "sápporo"],
        ["さっぽろ", "サッポロ", "ｻｯﾎﾟﾛ"],
        ["おおさか", "オオサカ", "ｵｵｻｶ"],
        ["Ōsaka", "Osaka", "Oosaka", "Ohsaka", "OHSAKA", "Ou-saka", "Ôsaka"],
        ["Kōchi", "Kochi", "Kouchi", "Koochi", "Kohchi"],
        ["Kyūshū", "Kyushu", "Kyuushuu"],
        ["Niigata", "Nīgata", "Nigata"],
        ["Gunma", "Gumma"],
        ["Tenma", "Temma"],
        ["Łódź", "Lodz", "ŁÓDŹ"],
        ["Sønderborg", "Sonderborg"],
        ["Đà Nẵng", "Da Nang", "DANANG"],
        ["Meßkirch", "Messkirch", "MESSKIRCH"],
        ["Æbeltoft", "Aebeltoft"],
        ["Diyarbakır", "Diyarbakir"],
        ["İstanbul", "Istanbul"],
        ["龍ケ崎", "龍ヶ崎", "竜が崎", "龍ヵ崎", "竜ガ崎"],
        ["鎌ケ谷", "鎌ヶ谷", "鎌が谷"],
        ["ヴァンクーヴァー", "バンクーバー"],
        ["Kita-Kyushu", "Kita Kyushu", "Kitakyushu", "KITA‐KYUSHU"],
        ["Xi'an", "Xi’an", "Xian"],
        ["Hawaiʻi", "Hawaii"],
        ["サン・パウロ", "サンパウロ", "サン＝パウロ"],
        ["藤澤", "藤沢"],
        ["臺灣", "台湾"],
        ["St. Louis", "St Louis"],
        ["　小 樽", "小樽"],
        ["葛\U000e0100城", "葛\ufe00城", "葛城"],
        ["Sap\u00adporo", "Sapporo\u2063", "\u2066Sapporo\u2069", "Sap\u034fporo", "Sapporo"],
        ["か\u034f\u3099", "が"],
        ["鯵ヶ沢", "鰺ヶ沢", "鰺ケ澤"],
        ["塩竃", "塩竈", "塩釜", "鹽竈"],
        ["梼原", "檮原"],
        ["飛驒", "飛騨"],
        ["冨士", "富士"],
        ["渡邉", "渡邊", "渡辺"],
        ["宮﨑", "宮崎", "宮嵜"],
        ["髙島", "高島", "髙嶋", "高嶌"],
        ["𠮷野", "吉野"],
    ],
    ids=lambda spellings: spellings[0],
)  # fmt: skip
def test_spellings_of_one_name_have_one_key(spellings: list[str]) -> None:
    assert {keys.key(name) for name in spellings} == {keys.key(spellings[0])}


@pytest.mark.parametrize(
    ("bare", "names"),
    [
        ("小樽", ["小樽市", "小樽町", "小樽村", "小樽区"]),
        ("宮城", ["宮城県", "宮城郡"]),
        ("京都", ["京都府", "京都市"]),
        ("葛城", ["葛\U000e0100城市", "葛城市\U000e0100"]),
        ("東京", ["東京都"]),
        ("北海", ["北海道"]),
        ("ヨコハマ", ["よこはまし", "ヨコハマ市", "ﾖｺﾊﾏｼ"]),
        ("otaru", ["Otaru", "Otaru City", "Otaru-shi", "City of Otaru", "otaru shi", "OTARU TOWN"]),
        ("yuza", ["Yuza-machi", "Yuza-cho", "Yuza Town", "Town of Yuza"]),
        ("nishihara", ["Nishihara Village", "Nishihara-mura", "Nishihara-son"]),
        ("shinjuku", ["Shinjuku-ku", "Shinjuku City", "Shinjuku Ward"]),
        ("aomori", ["Aomori Prefecture", "Aomori-ken"]),
        ("jiangsu", ["Jiangsu Province", "Province of Jiangsu"]),
        ("victoria", ["Victoria State", "State of Victoria"]),
        ("chiemse", ["Chiemsee District", "Chiemsee County", "Chiemsee Shire"]),
        ("portland", ["Portland (Oregon)", "City of Portland", "City of the Portland"]),
    ],
)
def test_a_rank_is_left_off_whatever_its_language(bare: str, names: list[str]) -> None:
    assert {keys.bare(name) for name in names} == {bare}


@pytest.mark.parametrize(
    ("name", "rank"),
    [
        ("小樽市", "city"), ("Otaru-shi", "city"), ("City of Otaru", "city"), ("Otaru", ""),
        ("留寿都村", "village"), ("新宿区", "ward"), ("青森県", "prefecture"),
        ("大阪府", "prefecture"), ("Yuza Town", "town"), ("江蘇省", "state"),
        ("Jiangsu Province", "state"), ("市", ""), ("Township", ""), ("町田市", "city"),
        ("Cook County", "county"), ("State of Ohio", "state"), ("Mexico City", "city"),
        ("オタルシ", "city"),
    ],
)  # fmt: skip
def test_the_rank_that_a_name_states_is_known(name: str, rank: str) -> None:
    assert keys.rank(name) == rank


@pytest.mark.parametrize(
    ("one", "other"),
    [("がき", "かき"), ("東京", "京都"), ("Toyama", "Tottori"), ("Bath", "Bas"), ("Ohio", "Oio"),
     ("やす", "やず"), ("ヨナ", "ヨーナ")],
)  # fmt: skip
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert keys.key(one) != keys.key(other)


def test_a_name_is_never_only_its_rank() -> None:
    assert keys.bare("市") == "市"
    assert keys.bare("City") == "city"


@pytest.mark.parametrize(
    ("one", "other", "have_one_in_common"),
    [
        ("sapporo", "saporo", True), ("sapporo", "spaporo", True), ("saporo", "zaboro", True),
        ("札幌", "礼幌", True), ("札幌", "札榥", True), ("札幌市", "仙台市", False),
        ("otaru", "kyoto", False),
    ],
)  # fmt: skip
def test_keys_a_slip_apart_have_a_rest_in_common(
    one: str, other: str, have_one_in_common: bool
) -> None:
    rests = set(keys.slips(keys.key(one))), set(keys.slips(keys.key(other)))

    assert bool(rests[0] & rests[1]) is have_one_in_common


@pytest.mark.real_data
@pytest.mark.django_db
def test_one_form_of_each_kanji_joins_no_two_places_of_a_prefecture_or_country(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = SearchKey.objects.exclude(kind__in=[AREA, CODE]).values_list(
        "text", "is_bare", "local_government__prefecture", "partner__country",
        "local_government", "partner", "country", "prefecture",
    )  # fmt: skip
    assert len(names) > 10_000

    joined = places_of_one_key(names)
    monkeypatch.setattr(keys, "ONE_FORM", {})

    assert joined - places_of_one_key(names) == set()


def places_of_one_key(names: Iterable[tuple[Any, ...]]) -> set[frozenset[Any]]:
    """Pairs of places that share a key within a prefecture, a country, or the world's countries."""
    places: dict[Any, set[Any]] = defaultdict(set)
    for text, is_bare, *scope_and_place in names:
        scope, place = scope_and_place[:2], tuple(scope_and_place[2:])
        key = keys.bare(text) if is_bare else keys.key(text)
        places[(key, *scope)].add(place)
    pairs = (combinations(sorted(found, key=str), 2) for found in places.values())
    return {frozenset(pair) for found in pairs for pair in found}
