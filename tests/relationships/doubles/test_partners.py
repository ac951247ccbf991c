"""Which partners look like one, each rule with what only looks so."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from relationships.doubles.partners import near_partners
from tests.relationships.doubles.making import partner, relationship

pytestmark = pytest.mark.django_db
Values = dict[str, Any]
OTA = {"name_en": "Otaville", "name_ja": "オタヴィル"}


def reasons(one: Values, other: Values) -> str:
    """Store two partners and return what makes them look like one, "" if nothing does."""
    numbers = partner(**one).public_id, partner(**other).public_id
    found = [pair for pair in near_partners("FR") if pair.numbers == numbers]
    return "、".join(found[0].reasons) if found else ""


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (
            OTA,
            {"name_en": "Ōtaville", "name_ja": "オタビル市"},
            "名称が同じ：オタヴィル / オタビル市",
        ),
        (OTA, {"name_en": "City of Otaville"}, "名称が同じ：Otaville / City of Otaville"),
        (OTA, {"name_en": "", "name_ja": "オタヴィル市"}, "名称が同じ：オタヴィル / オタヴィル市"),
        (OTA, {"name_en": "Otavile"}, "名称が1文字違い：Otaville / Otavile"),
        (OTA, {"name_en": "Btaville"}, "名称が1文字違い：Otaville / Btaville"),
        (OTA, {"name_en": "Otabille"}, "名称が1文字違い：Otaville / Otabille"),
        (OTA, {"name_en": "Xotaville"}, "名称が1文字違い：Otaville / Xotaville"),
        (OTA, {"name_en": "Otavillea"}, "名称が1文字違い：Otaville / Otavillea"),
        (OTA, {"name_en": "", "name_ja": "オタヴィロ"}, "名称が1文字違い：オタヴィル / オタヴィロ"),
        (OTA, OTA | {"state_en": "Brittany"}, "名称が同じ：オタヴィル、名称が同じ：Otaville"),
        (
            OTA | {"latitude": 48, "longitude": 1},
            {"name_en": "Otaville city", "latitude": 48.2, "longitude": 1.2},
            "名称が同じ：Otaville / Otaville city",
        ),
        (
            OTA | {"state_en": "Brittany", "state_ja": "ブルターニュ"},
            {"name_en": "Otaville city", "state_ja": "ブルターニュ州"},
            "名称が同じ：Otaville / Otaville city",
        ),
    ],
)
def test_names_that_are_the_same_or_have_a_slip_are_near(
    one: Values, other: Values, wanted: str
) -> None:
    assert wanted in reasons(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (OTA, {"name_en": "Otaville County"}),
        (OTA, {"name_en": "Otaville", "level": "region"}),
        (OTA, {"name_en": "Otaville", "country_id": "IT"}),
        (OTA, {"name_en": "Otabilla"}),  # two letters
        (OTA, {"name_en": "Otaville", "name_ja": "シオノ"}),  # the Japanese names speak against it
        ({"name_en": "Otta"}, {"name_en": "Otto"}),  # too short
        ({"name_en": "", "name_ja": "徳州開発区"}, {"name_en": "", "name_ja": "福州開発区"}),
        (OTA | {"state_en": "Brittany"}, OTA | {"state_en": "Normandy"}),
        (
            {"name_en": "Otaville", "latitude": 48, "longitude": 1},
            {"name_en": "Otaville city", "latitude": 48.2, "longitude": 2},
        ),
        (
            {"name_en": "Otaville", "wikidata_id": "Q9000001"},
            {"name_en": "Otaville city", "wikidata_id": "Q9000002"},
        ),
    ],
)
def test_what_is_known_of_two_partners_tells_them_apart(one: Values, other: Values) -> None:
    assert reasons(one, other) == ""


def test_a_partner_that_became_another_one_or_was_withdrawn_is_no_double() -> None:
    former, latter = partner("Otaville"), partner("Otaville city")
    assert len(near_partners("FR")) == 1

    former.successor = latter
    former.save()
    assert near_partners("FR") == []

    former.successor, former.withdrawn_at = None, timezone.now()
    former.withdrawal_reason_ja = "誤り"
    former.save()
    assert near_partners("FR") == []


@pytest.mark.parametrize(("kind", "is_near"), [("former", True), ("short", False)])
def test_a_former_name_of_one_may_be_the_name_of_the_other_but_no_short_form(
    kind: str, is_near: bool
) -> None:
    one, other = partner("Otaville"), partner("Zedeburg")
    one.names.create(
        text="Zedeburg", kind=kind, language="fr", used_until=datetime.date(1990, 1, 1)
    )

    found = near_partners("FR")

    expected = [((one.public_id, other.public_id), ("その他の名称と同じ：Zedeburg",))]
    assert [(pair.numbers, pair.reasons) for pair in found] == (expected if is_near else [])


def test_two_partners_of_which_others_have_the_names_have_no_other_names_in_common() -> None:
    one, other = partner("Otaville"), partner("Zedeburg")
    for each in (one, other):
        each.names.create(text="Cheongju", kind="exonym", language="und")

    assert near_partners("FR") == []


def test_a_partner_whose_very_name_another_one_has_is_not_held_against_slips() -> None:
    one, other, slip = partner("Otaville"), partner("Otaville city"), partner("Otavilla")

    numbers = {pair.numbers for pair in near_partners("FR")}

    assert numbers == {(one.public_id, other.public_id)}
    assert slip.public_id


def test_partners_that_one_government_has_come_first_then_the_same_names_then_slips() -> None:
    slips = partner("Otaville"), partner("Otavilla")
    same = partner("Zedeburg"), partner("City of Zedeburg")
    shared = partner("Vaucourt"), partner("Vaucourd")
    for one in shared:
        relationship(one)

    found = near_partners("FR")

    wanted = [tuple(one.public_id for one in pair) for pair in (shared, same, slips)]
    assert [pair.numbers for pair in found] == wanted
    assert found[0].reasons[-1] == "同じ自治体と提携している"
