"""Finding the place that a file means: by code, number or any name, and never by a guess."""

import datetime
from functools import cache
from typing import Any

import pytest

from places.finding import find
from places.lookup import (
    Countries,
    FoundGovernment,
    FoundPartner,
    Governments,
    NewPartner,
    Partners,
    PlaceNotFound,
)
from places.lookup.codes import readings, written_code
from places.lookup.counties import COUNTIES
from places.lookup.names import fits, forms, is_same
from places.models import (
    Country,
    LocalGovernment,
    Partner,
    PlaceName,
    Prefecture,
    Succession,
)
from sistercity.spreadsheets.problems import CellError

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 4, 1)


@cache
def usual() -> Governments:
    """The governments of the small world."""
    return Governments()


def government(
    code: str = "", ja: str = "", en: str = "", *, pref: str = "", found: Governments | None = None,
    **cells: str,
) -> str:  # fmt: skip
    """The code of the government of today that the cells mean, among those found or the usual."""
    found = found or usual()
    return found.records[found.find(code, pref, cells.get("pref_en", ""), ja, en).pk].code


def find_partner(number: int | None = None, *, country: str = "", **cells: Any) -> Any:
    """The public number of the partner that the cells mean, or what would be new.

    Cells are ``en``, ``ja``, ``state``, ``state_ja`` and ``level``; the others are options.
    """
    names = ("en", "ja", "state", "state_ja", "level")
    wanted = NewPartner("", *(cells.pop(name, "") for name in names))
    partners = Partners(**cells)
    found = partners.find(number, (("country_code", country),), wanted)
    return partners.records[found.pk].public_id if isinstance(found, FoundPartner) else found


def refused(find: Any, *cells: Any, **named: Any) -> Any:
    """The reason for which nothing is found."""
    with pytest.raises(PlaceNotFound) as raised:
        find(*cells, **named)
    return raised.value


def found_or_reason(find: Any, *cells: Any) -> Any:
    """What is found, or the code of the reason for which nothing is."""
    try:
        return find(*cells)
    except PlaceNotFound as reason:
        return reason.code


# Codes


@pytest.mark.parametrize(
    ("code", "problem", "right"),
    [
        ("011003", "wrong_check_digit", "011002"),
        ("010102", "unknown_code", None),
        ("999999", "unknown_code", None),
        ("110028", "unknown_code", None),
    ],
)
def test_a_wrong_code_is_named_and_the_right_one_where_it_is_known(
    code: str, problem: str, right: str | None
) -> None:
    reason = refused(government, code)

    assert (reason.code, reason.column, reason.values["code"]) == (problem, "government_code", code)
    assert reason.values.get("right") == right


@pytest.mark.parametrize(
    ("digits", "code"),
    [("01100", "011002"), ("1100", "011002"), ("11002", "011002"), ("13101", "131016"),
     ("13206", "132063")],
)  # fmt: skip
def test_a_code_without_its_check_digit_or_its_zero_is_completed_and_told(
    digits: str, code: str
) -> None:
    found = usual().find(digits, "", "", "", "")
    record = usual().records[found.pk]

    assert record.code == code
    notice = usual().code_notice(found)
    assert notice == ("completed_code", {"reading": f"{digits} → {record.label}"})
    assert usual().code_notice(usual().find(code, "", "", "", "")) is None


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("11002.0", "11002"),
        ("011002.00", "011002"),
        ("01100-2", "011002"),
        ("０１１００－２", "011002"),
    ],
)
def test_a_code_may_be_written_as_a_number_or_with_its_check_digit_apart(
    cell: str, digits: str
) -> None:
    assert written_code(cell) == digits


@pytest.mark.parametrize("cell", ["11002.5", "1100-2", "011-002", "01100-22", "01100-"])
def test_a_code_in_another_form_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="not_digits"):
        written_code(cell)


@pytest.mark.parametrize(
    ("digits", "problem"),
    [("11003", "wrong_check_digit"), ("01999", "unknown_code"), ("99999", "unknown_code")],
)
def test_digits_that_complete_to_no_code_are_an_error(digits: str, problem: str) -> None:
    assert refused(government, digits).code == problem


@pytest.mark.real_data
def test_five_digits_that_are_two_codes_name_both() -> None:
    found = Governments()
    codes = LocalGovernment.objects.of_today().values_list("code", flat=True)
    both = sorted(code[:5] for code in codes if f"0{code[:5]}" in codes)
    assert len(both) == 12

    for digits in both:
        reason = refused(found.find, digits, "", "", "", "")
        whole, with_zero = readings(digits)
        assert (reason.code, reason.column) == ("ambiguous_code", "government_code")
        assert {found.records[pk].code for pk in reason.found} == {whole, with_zero}
        for code in (whole, with_zero):
            assert code in str(reason.values["candidates"])
            (pk,) = found.living(found.by_code[code])
            record = found.records[pk]
            prefecture = found.prefecture_names[record.prefecture]
            for cells in ((prefecture, "", "", ""), ("", "", record.name_ja, "")):
                assert found.find(digits, *cells).pk == pk


@pytest.mark.real_data
def test_every_code_is_known_without_its_check_digit_and_without_its_zero() -> None:
    found = Governments()
    codes = set(LocalGovernment.objects.of_today().values_list("code", flat=True))
    for code in codes:
        shorter = {code[:5], code.removeprefix("0"), code[:5].removeprefix("0")}
        for digits in shorter - {code}:
            meant = found_or_reason(found.find, digits, "", "", "", "")
            if meant != "ambiguous_code":
                assert found.records[meant.pk].code == code, digits
            else:
                assert len(codes.intersection(readings(digits))) == 2


# Names in every spelling


@pytest.mark.parametrize(
    "name",
    ["小樽市", "小樽", "おたるし", "おたる市", "オタルシ", "ｵﾀﾙｼ", "Otaru City", "Otaru", "OTARU",
     "otaru-shi", "City of Otaru", "Otaru city", "小 樽 市", "Ohtaru", "Ootaru-shi"],
)  # fmt: skip
def test_a_name_is_found_in_every_spelling(name: str) -> None:
    assert government(ja=name, pref="北海道") == "012033"


@pytest.mark.parametrize(
    "name", ["小樽町", "小樽村", "小樽区", "Otaru Town", "Otaru-mura", "小樽県"]
)
def test_ranks_are_never_exchanged(name: str) -> None:
    reason = refused(government, ja=name, pref="北海道")

    assert (reason.code, reason.column) == ("unknown_government", "government_ja")


@pytest.mark.parametrize(
    "pref", ["東京", "東京都", "Tokyo", "Tōkyō", "TOKYO", "とうきょうと", "13"]
)
def test_a_prefecture_is_known_by_every_name(pref: str) -> None:
    assert government(ja="千代田区", pref=pref) == "131016"


def test_a_prefecture_is_known_by_the_names_that_the_staff_give() -> None:
    for code, text in (("13", "Edo"), ("26", "Miyako"), ("13", "Miyako"), ("13", "大阪府")):
        PlaceName.objects.create(prefecture_id=code, text=text, language="ja", kind="former")
    found = Governments()

    assert found.prefecture(prefecture_en="Edo") == "13"
    assert found.prefecture(prefecture_ja="大阪府") == "27"  # its own name counts first
    assert refused(found.prefecture, prefecture_en="Miyako").code == "unknown_prefecture"


def test_every_prefecture_is_known_with_and_without_its_rank() -> None:
    found = Governments()
    for one in Prefecture.objects.all():
        short = one.name_ja if one.name_ja == "北海道" else one.name_ja[:-1]
        for name in (one.name_ja, short, one.name_en, f"{one.name_en} Prefecture", one.kana):
            assert found.prefecture(prefecture_ja=name) == one.code, name


def test_a_prefecture_is_found_as_a_government_of_its_own() -> None:
    assert government(ja="北海道") == "010006"
    assert government(en="Nagasaki Prefecture", pref="長崎県") == "420000"


@pytest.mark.real_data
def test_every_government_of_today_is_found_by_each_of_its_names() -> None:
    found = Governments()
    today = LocalGovernment.objects.of_today().select_related("prefecture")
    for one in today:
        for name in (one.name_ja, one.name_en, one.kana, one.name_en_macron):
            if not name:
                continue
            meant = found_or_reason(found.find, "", one.prefecture.name_ja, "", name, "")
            assert meant in (FoundGovernment(one.pk), "ambiguous_government"), (one.code, name)
        for names in (("", ""), (one.name_ja, one.name_en)):
            assert found.find(one.code, "", "", *names).pk == one.pk


def test_a_name_without_its_prefecture_is_not_guessed_but_its_places_are_named() -> None:
    for name, codes in {
        "府中市": {"132063", "342084"},
        "Fuchu City": {"132063", "342084"},
        "札幌市": {"011002"},
        "Xyzzy": set(),
    }.items():
        reason = refused(government, ja=name)
        assert reason.code == "needs_prefecture"
        meant = {usual().records[pk].code for pk in reason.values.get("choices", ())}
        assert meant == codes
        assert all(code in str(reason.values["candidates"]) for code in codes)
    both = refused(government, ja="府中市", en="Sapporo City")
    assert both.code == "government_contradiction"
    assert government(ja="府中市", pref="東京都") == "132063"
    assert government(ja="府中市", pref_en="Hiroshima") == "342084"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("北海道札幌市", "011002"),
        ("北海道 札幌市", "011002"),
        ("東京都千代田区", "131016"),
        ("静岡県賀茂郡東伊豆町", "223018"),
        ("静岡県 賀茂郡 東伊豆町", "223018"),
        ("福島県郡山市", "072036"),
        ("東京都", "130001"),
    ],
)
def test_prefecture_and_county_before_a_name_are_taken_off(name: str, code: str) -> None:
    assert government(ja=name) == code
    assert government(code, ja=name) == code
    assert government(ja=name, pref_en=usual().prefecture_names[code[:2]]) == code


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"ja": "東京都札幌市"}, "unknown_government"),
        ({"ja": "北海道札幌市", "pref": "東京都"}, "government_contradiction"),
        ({"ja": "東京都札幌市", "code": "011002"}, "government_contradiction"),
        ({"ja": "静岡県賀茂郡静岡市"}, "unknown_government"),
        ({"ja": "静岡県田方郡東伊豆町"}, "government_contradiction"),
        ({"ja": "田方郡東伊豆町", "code": "223018"}, "government_contradiction"),
        ({"ja": "田方郡東伊豆町"}, "government_contradiction"),
        ({"ja": "某郡東伊豆町"}, "government_contradiction"),
    ],
)
def test_a_wrong_prefecture_or_county_before_a_name_is_an_error(
    cells: dict[str, str], problem: str
) -> None:
    assert refused(government, **cells).code == problem


@pytest.mark.real_data
def test_every_town_and_village_is_found_by_its_full_name() -> None:
    found = Governments()
    towns = LocalGovernment.objects.of_today().filter(kind__in=["town", "village"])
    for town in towns.select_related("prefecture"):
        full = f"{town.prefecture.name_ja}{COUNTIES.get(town.code, '')}{town.name_ja}"
        meant = found_or_reason(found.find, "", "", "", full, "")
        assert meant in (FoundGovernment(town.pk), "ambiguous_government"), full
        if town.code in COUNTIES:  # the county tells the prefecture too
            short = full.removeprefix(town.prefecture.name_ja)
            assert found_or_reason(found.find, "", "", "", short, "") == meant, short
    without = {town.name_ja for town in towns if town.code not in COUNTIES}
    assert (len(without), len(towns) - len(COUNTIES)) == (9, 9)  # on the islands of Tokyo


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("足柄下郡箱根町", "143821"),
        ("足柄上郡箱根町", "government_contradiction"),
        # Two prefectures have a 日高郡, and two a 日高町; only one has both.
        ("日高郡日高町", "303828"),
        ("沙流郡日高町", "016012"),
        ("日高郡新ひだか町", "016101"),
        ("有田郡日高町", "government_contradiction"),
        ("比婆郡高野町", "government_contradiction"),  # one that is gone, beside one of today
        ("海部郡海南町", "363880"),  # gone, of a county that two prefectures have
    ],
)
def test_a_county_tells_the_prefecture_of_a_town(name: str, meant: str) -> None:
    found = Governments()
    result = found_or_reason(found.find, "", "", "", name, "")

    assert (
        getattr(result, "pk", 0) in found.by_code[meant] if meant.isdecimal() else result == meant
    )


def test_the_county_of_a_town_that_is_gone_is_not_known(fuchu: LocalGovernment) -> None:
    gone("旧府中町", [fuchu])
    found = Governments()

    assert government(ja="東京都某郡旧府中町", found=found) == "132063"
    assert government(ja="某郡旧府中町", found=found) == "132063"


def test_an_unknown_prefecture_is_named() -> None:
    reason = refused(government, ja="小樽市", pref="北国")

    assert (reason.code, reason.column) == ("unknown_prefecture", "prefecture_ja")


def test_the_nearest_names_are_told() -> None:
    reason = refused(government, ja="子樽市", pref="北海道")

    assert reason.values["prefecture"] == "北海道"
    assert "小樽市 (012033)" in reason.values["nearest"]


def test_a_name_like_none_has_no_nearest() -> None:
    assert refused(government, ja="Xyzzy", pref="北海道").values["nearest"] == ["–"]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"code": "011002", "ja": "小樽市"}, "government_ja"),
        ({"code": "011002", "en": "Otaru City"}, "government_en"),
        ({"code": "011002", "pref": "東京都"}, "government_code"),
        ({"ja": "小樽市", "en": "Sapporo City", "pref": "北海道"}, "government_en"),
        ({"ja": "小樽市", "pref": "北海道", "pref_en": "Tokyo"}, "prefecture_en"),
    ],
)
def test_cells_that_name_different_places_are_an_error(cells: dict[str, str], column: str) -> None:
    reason = refused(government, **cells)

    assert (reason.code, reason.column) == ("government_contradiction", column)


def test_empty_cells_are_an_error() -> None:
    assert refused(government).code == "no_government"
    assert refused(government, pref="北海道").code == "no_government"


# Governments that are gone


def gone(name: str, successors: list[LocalGovernment], **values: Any) -> LocalGovernment:
    """A municipality of Tokyo that passed into others."""
    made = LocalGovernment.objects.create(
        **{"code": "139998", "slug": f"139998-{name}", "prefecture_id": "13", "kind": "town",
           "name_ja": name, "exists_until": DAY, **values}
    )  # fmt: skip
    for successor in successors:
        Succession.objects.create(predecessor=made, successor=successor, on=DAY, kind="merged")
    return made


@pytest.fixture
def fuchu() -> LocalGovernment:
    return LocalGovernment.objects.get(code="132063")


def test_a_former_name_leads_along_the_chain(fuchu: LocalGovernment) -> None:
    second = gone("第二町", [fuchu])
    first = gone("第一村", [second], code="139980", exists_until=DAY - datetime.timedelta(days=99))
    found = Governments()

    result = found.find("", "東京都", "", "第一村", "")

    assert (result.pk, result.former) == (fuchu.pk, first.pk)
    notice = found.former_notice(result)
    assert notice is not None
    assert notice[0] == "former_government"
    assert notice[1] == {
        "former": "第一村 (139980)", "successor": "府中市 (132063)", "date": "2025-12-23",
    }  # fmt: skip
    assert found.former(fuchu.pk, "第一村") == first.pk
    assert found.former_name(fuchu.pk, "第一") == "第一村"
    assert found.former_name(fuchu.pk, "第三村") == "第三村"


def test_a_place_of_today_is_meant_before_one_that_is_gone(fuchu: LocalGovernment) -> None:
    other = LocalGovernment.objects.get(code="131016")
    gone("府中市", [other])

    assert government(ja="府中市", pref="東京都", found=Governments()) == "132063"


def test_a_place_that_was_divided_is_ambiguous(fuchu: LocalGovernment) -> None:
    other = LocalGovernment.objects.get(code="131016")
    gone("分割町", [fuchu, other])

    reason = refused(government, ja="分割町", pref="東京都", found=Governments())

    assert reason.code == "ambiguous_government"
    assert reason.values["candidates"] == ["千代田区 (131016)", "府中市 (132063)"]


def test_the_name_of_a_predecessor_beside_the_code_of_today_is_right(
    fuchu: LocalGovernment,
) -> None:
    old = gone("旧府中町", [fuchu])
    found = Governments()

    for cells in (("132063", "旧府中町"), ("139998", "府中市"), ("139998", "旧府中町")):
        result = found.find(cells[0], "", "", cells[1], "")
        assert (result.pk, result.former) == (fuchu.pk, old.pk)


def test_another_name_is_known_too(fuchu: LocalGovernment) -> None:
    PlaceName.objects.create(local_government=fuchu, text="Musashi-Kokufu", kind="former",
                             language="ja-Latn")  # fmt: skip

    assert government(en="Musashi Kokufu", pref="東京都", found=Governments()) == "132063"


def test_a_rank_may_be_left_off_or_translated_but_not_exchanged() -> None:
    assert is_same("小樽市", "小樽")
    assert is_same("Otaru City", "Otaru-shi")
    assert not is_same("小樽市", "小樽町")
    assert not is_same("Cook", "Otaru")
    assert fits("", "county") and not fits("city", "county") and not fits("county", "")


# Countries


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "code"),
    [("US", "US"), ("us", "US"), ("USA", "US"), ("U.S.A.", "US"), ("米国", "US"),
     ("アメリカ合衆国", "US"), ("アメリカ", "US"), ("韓国", "KR"), ("大韓民国", "KR"),
     ("South Korea", "KR"), ("中国", "CN"), ("中華人民共和国", "CN"), ("China", "CN"),
     ("台湾", "TW"), ("Taiwan", "TW"), ("UK", "GB"), ("英国", "GB"), ("イギリス", "GB"),
     ("ロシア連邦", "RU"), ("Viet Nam", "VN"), ("Vietnam", "VN"), ("ドイツ", "DE"),
     ("Czech Republic", "CZ"), ("Holland", "NL"), ("豪州", "AU"), ("ｱﾒﾘｶ", "US")],
)  # fmt: skip
def test_a_country_is_known_by_what_people_write(name: str, code: str) -> None:
    assert Countries().find(country_en=name) == code


def test_a_country_is_known_by_the_names_that_the_staff_give() -> None:
    for code, text in (("VN", "Zqxia"), ("PH", "Zqxia"), ("VN", "Annam"), ("PH", "China")):
        PlaceName.objects.create(country_id=code, text=text, language="en", kind="short")
    countries = Countries()

    assert countries.find(country_en="ANNAM") == "VN"
    assert countries.find(country_en="China") == "CN"  # its own name counts first
    reason = refused(countries.find, country_en="Zqxia")
    assert reason.code == "ambiguous_country"
    assert all(code in str(reason.values["candidates"]) for code in ("VN", "PH"))


@pytest.mark.real_data
def test_the_letters_of_a_code_all_count() -> None:
    countries = Countries()

    for code in Country.objects.values_list("code", flat=True):
        assert countries.find(country_code=code.lower()) == code
    assert refused(countries.find, country_code="E").code == "unknown_country"


@pytest.mark.real_data
def test_no_name_of_the_files_is_of_two_countries() -> None:
    countries = Countries()

    named = PlaceName.objects.exclude(country=None).values_list("text", "country")
    assert named
    for text, code in named:
        assert countries.find(country_ja=text) == code


def test_countries_that_contradict_each_other_are_an_error() -> None:
    countries = Countries()

    assert countries.find(country_code="US", country_ja="米国", country_en="") == "US"
    reason = refused(countries.find, country_code="US", country_ja="カナダ")
    assert (reason.code, reason.column) == ("country_contradiction", "country_ja")
    reason = refused(countries.find, country_code="XX")
    assert (reason.code, reason.column) == ("unknown_country", "country_code")
    assert countries.find() == ""


# Partners

MONTVERT = 90_001


@pytest.mark.parametrize(
    "cells",
    [
        {"number": MONTVERT},
        {"number": MONTVERT, "country": "FR", "en": "Montvert", "ja": "モンヴェール"},
        {"country": "FR", "en": "Montvert"},
        {"country": "フランス", "en": "MONTVERT"},
        {"country": "France", "ja": "モンヴェール市"},
        {"country": "FR", "en": "City of Montvert", "state": "Testland"},
        {"country": "FR", "en": "Montvert", "level": "local"},
        {"country": "FR", "en": "Grünberg"},
        {"country": "FR", "en": "Gruenberg"},
    ],
)
def test_a_partner_is_found_by_number_name_and_other_names(
    partner: Partner, cells: dict[str, Any]
) -> None:
    for text in ("Grünberg", "Gruenberg"):
        PlaceName.objects.create(partner=partner, text=text, kind="exonym", language="de")

    assert find_partner(**cells) == MONTVERT


@pytest.mark.parametrize(
    ("cells", "problem", "column"),
    [
        ({"number": 99_999}, "unknown_partner_id", "partner_id"),
        ({"number": MONTVERT, "country": "DE"}, "partner_country_contradiction", "country_code"),
        ({"number": MONTVERT, "en": "Montrouge"}, "partner_name_contradiction", "partner_en"),
        ({"country": "FR"}, "no_partner", "partner_en"),
        ({"en": "Montvert"}, "needs_country", "country_code"),
        ({"country": "FR", "en": "Montvertt"}, "unknown_partner", "partner_en"),
        ({"country": "FR", "en": "Montvert (Ohio)"}, "unknown_partner", "partner_en"),
        ({"country": "FR", "ja": "モンウェール"}, "unknown_partner", "partner_ja"),
    ],
)
def test_a_partner_that_cannot_be_told_is_an_error(
    partner: Partner, cells: dict[str, Any], problem: str, column: str
) -> None:
    reason = refused(find_partner, **cells)

    assert (reason.code, reason.column) == (problem, column)


def test_the_nearest_partners_are_told(partner: Partner) -> None:
    reason = refused(find_partner, country="FR", en="Montvertt")

    assert "モンヴェール (Montvert, Testland, No.90001)" in reason.values["nearest"]
    assert reason.values["country"] == "フランス (France)"


def test_a_name_of_another_country_does_not_count(partner: Partner) -> None:
    found = find_partner(country="IT", en="Montvert")

    assert found == NewPartner("IT", "Montvert", "", "", "", "local")


@pytest.mark.real_data
@pytest.mark.parametrize(("name", "japanese"), [("Shaanxi", "陝西省"), ("shanxi", "山西省")])
def test_the_letters_tell_names_of_one_key_apart(name: str, japanese: str) -> None:
    number = find_partner(country="CN", en=name)

    assert Partner.objects.get(public_id=number).name_ja == japanese


@pytest.mark.real_data
def test_a_level_tells_a_state_from_its_city() -> None:
    state = find_partner(country="BR", en="São Paulo", level="region")
    city = find_partner(country="BR", en="Sao Paulo", level="local")

    assert {state, city} == set(
        Partner.objects.filter(country="BR", name_en="São Paulo").values_list(
            "public_id", flat=True
        )
    )
    assert refused(find_partner, country="BR", en="São Paulo").code == "ambiguous_partner"


@pytest.mark.real_data
def test_the_japanese_name_with_its_rank_tells_them_apart_too() -> None:
    state = find_partner(country="BR", ja="サンパウロ州")
    city = find_partner(country="BR", ja="サンパウロ市")

    assert Partner.objects.get(public_id=state).level == "region"
    assert Partner.objects.get(public_id=city).level == "local"


def test_a_state_tells_cities_of_one_name_apart() -> None:
    reason = refused(find_partner, country="US", en="Springfield")

    assert reason.code == "ambiguous_partner"
    assert len(reason.values["candidates"]) == 3
    for state in ("Illinois", "Massachusetts", "Missouri"):
        number = find_partner(country="US", en="Springfield", state=state)
        assert Partner.objects.get(public_id=number).state_en == state


def test_a_rank_is_left_off_a_name_that_then_ends_like_another_rank() -> None:
    names = ("ザルツブルク市", "ニューヨーク市", "ロバートソン市", "Ohdo City", "大町市")
    made = [
        Partner(
            public_id=90_001 + n, country_id="FR", name_en=f"Xq{n}", name_ja=name, level="local"
        )
        for n, name in enumerate(names)
    ]
    Partner.objects.bulk_create(made)

    for one in made:
        short = one.name_ja.removesuffix("市").removesuffix(" City")
        assert find_partner(country="FR", ja=short) == one.public_id


def test_a_rank_is_added_to_a_name_that_ends_like_another_rank(partner: Partner) -> None:
    Partner.objects.filter(pk=partner.pk).update(name_ja="ザルツブルク")  # no ward (区)

    assert find_partner(country="FR", ja="ザルツブルク市") == MONTVERT
    assert [hit.place for hit in find("ザルツブルク市").hits if hit.is_exact] == [partner]


# States of partners

OREGON, MAINE, NO_STATE = 9, 474, 483  # Portland


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        ({"state": "Oregon"}, OREGON),
        ({"state_ja": "オレゴン州"}, OREGON),
        ({"state": "Maine", "state_ja": "メイン州"}, MAINE),
        ({"state": "State of Maine", "level": "local"}, MAINE),
    ],
)
def test_a_stated_state_beats_a_record_without_one(cells: dict[str, Any], number: int) -> None:
    names: list[dict[str, Any]] = [
        {"en": "Portland"},
        {"ja": "ポートランド"},
        {"en": "Portland", "ja": "ポートランド"},
    ]

    for name in names:
        assert find_partner(country="US", **name, **cells) == number


@pytest.mark.real_data
def test_a_state_is_known_in_each_language_and_column_and_without_its_rank() -> None:
    partners = Partners()
    known = Partner.objects.exclude(state_en="").exclude(state_ja="").exclude(name_ja="")
    assert known
    for one in known:
        english, japanese = one.state_en, one.state_ja
        written = {english, japanese, japanese.removesuffix("州").removesuffix("省")}
        if not forms(english).rank:
            written |= {f"State of {english}", f"{english} Province"}
        for text in written:
            for stated in ((text, ""), ("", text)):
                wanted = NewPartner("", one.name_en, one.name_ja, *stated, one.level)
                found = found_or_reason(
                    partners.find, None, (("country_code", one.country_id),), wanted
                )
                assert found == FoundPartner(one.pk), (one, stated)


@pytest.mark.parametrize(("own", "other"), [("Oregon", "オレゴン州"), ("オレゴン州", "Oregon")])
def test_a_state_that_a_record_has_in_one_language_is_known_in_the_other(
    own: str, other: str
) -> None:
    column = "state_en" if own.isascii() else "state_ja"
    for number, name, state in ((90_001, "", {column: own}), (90_002, "別", {})):
        Partner.objects.create(
            public_id=number, country_id="US", name_en="Xyzzyville", name_ja=name, level="local",
            **state,
        )  # fmt: skip

    for stated in (own, other, other.removesuffix("州")):
        assert find_partner(country="US", en="Xyzzyville", state=stated) == 90_001


@pytest.mark.parametrize(
    "name", ["Springfield", "Portland", pytest.param("Delaware", marks=pytest.mark.real_data)]
)
@pytest.mark.parametrize(
    "state", [{"state": "Texas"}, {"state_ja": "テキサス州"}, {"state": "Xyz"}]
)
def test_a_state_that_no_record_of_the_name_has_is_not_another_ones(
    name: str, state: dict[str, str]
) -> None:
    reason = refused(find_partner, country="US", en=name, level="local", **state)

    assert (reason.code, reason.column) == ("partner_elsewhere", "partner_en")
    assert name in str(reason.values["nearest"])
    cells: dict[str, Any] = {"en": name, "level": "local", "accept_new": True, **state}
    if name == "Portland":  # of one the state is not known: relationships may still tell
        new = refused(find_partner, country="US", **cells).otherwise
    else:
        new = find_partner(country="US", **cells)
    assert isinstance(new, NewPartner)


def test_a_level_that_no_record_of_the_name_has_is_not_another_ones(partner: Partner) -> None:
    reason = refused(find_partner, country="FR", en="Montvert", level="region")

    assert reason.code == "partner_elsewhere"
    new = find_partner(country="FR", en="Montvert", level="region", accept_new=True)
    assert new == NewPartner("FR", "Montvert", "", "", "", "region")


def test_states_that_contradict_each_other_are_no_partners() -> None:
    cells = {"en": "Portland", "state": "Oregon", "state_ja": "メイン州"}

    assert refused(find_partner, country="US", **cells).code == "partner_elsewhere"


def test_a_partner_without_a_state_is_taken_where_it_alone_has_the_name(partner: Partner) -> None:
    Partner.objects.filter(pk=partner.pk).update(state_en="", state_ja="")

    found = Partners().find(
        None, (("country_code", "FR"),), NewPartner("", "Montvert", "", "Normandie", "", "")
    )

    assert found == FoundPartner(partner.pk, state_unknown=True)


def test_an_ambiguous_partner_names_each_candidate_with_its_number() -> None:
    reason = refused(find_partner, country="US", en="Portland")

    assert reason.code == "ambiguous_partner"
    for number in (OREGON, MAINE, NO_STATE):
        assert f"No.{number}" in str(reason.values["candidates"])
    keys = Partner.objects.filter(public_id__in=(OREGON, MAINE, NO_STATE)).values_list("pk")
    assert set(reason.values["choices"]) == {pk for (pk,) in keys}


def test_names_of_two_partners_contradict_each_other(partner: Partner) -> None:
    other = Partner.objects.create(public_id=90_002, country_id="FR", name_en="Aigrefeuille",
                                   name_ja="エグルフイユ", level="local")  # fmt: skip

    reason = refused(find_partner, country="FR", en="Aigrefeuille", ja="モンヴェール")

    assert reason.code == "partner_contradiction"
    assert reason.values["second"] == "Aigrefeuille"
    assert other.public_id == find_partner(country="FR", en="Aigrefeuille", ja="エグルフイユ")


def test_a_partner_that_passed_into_another_leads_to_it(partner: Partner) -> None:
    end = Partner.objects.create(public_id=90_003, country_id="FR", name_en="Valclair",
                                 level="local")  # fmt: skip
    middle = Partner.objects.create(public_id=90_002, country_id="FR", name_en="Hautval",
                                    level="local", successor=end)  # fmt: skip
    partner.successor = middle
    partner.save()
    partners = Partners()

    for number, name in ((MONTVERT, ""), (None, "Montvert")):
        found = partners.find(number, (("country_code", "FR"),),
                              NewPartner("", name, "", "", "", ""))  # fmt: skip
        assert found == FoundPartner(end.pk, former=partner.pk)


def test_a_partner_is_new_only_where_none_has_nearly_its_name(partner: Partner) -> None:
    new = find_partner(country="FR", en="Xaintrailles-Zzyzx", state="Aquitaine")

    assert new == NewPartner("FR", "Xaintrailles-Zzyzx", "", "Aquitaine", "", "local")
    assert refused(find_partner, country="FR", en="Montvertt").code == "unknown_partner"
    accepted = find_partner(country="FR", en="Montvertt", accept_new=True)
    assert accepted == NewPartner("FR", "Montvertt", "", "", "", "local")


def test_a_new_name_beside_a_number_is_taken_if_accepted(partner: Partner) -> None:
    partners = Partners(accept_names=True)
    name = NewPartner("", "Greenhill", "", "", "", "")

    found = partners.find(MONTVERT, (("country_code", "FR"),), name)

    assert found == FoundPartner(partner.pk, new_names=(("en", "Greenhill"),))


@pytest.mark.real_data
def test_every_partner_is_found_by_its_number_and_every_name() -> None:
    partners = Partners()
    for one in partners.records.values():
        wanted = NewPartner("", one.name_en, one.name_ja, one.state_en, one.state_ja, one.level)
        countries = (("country_code", one.country),)
        assert partners.find(one.public_id, countries, wanted) == FoundPartner(one.pk)
        meant = found_or_reason(partners.find, None, countries, wanted)
        assert meant in (FoundPartner(one.pk), "ambiguous_partner"), one
