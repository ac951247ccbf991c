"""Finding places at the staff desk."""

import datetime
from typing import Any

import pytest
from django.test import Client

from places.models import (
    LocalGovernment,
    NameKind,
    Partner,
    PlaceName,
    Succession,
)
from tests.desk import rows

pytestmark = pytest.mark.django_db
GOVERNMENTS, PARTNERS = "/admin/places/localgovernment/", "/admin/places/partner/"


def boxes(client: Client, field: str, term: str) -> list[str]:
    """Return what the box for a place of a relationship offers."""
    query = {
        "app_label": "register",
        "model_name": "relationship",
        "field_name": field,
        "term": term,
    }
    found = client.get("/admin/autocomplete/", query).json()["results"]
    return [result["text"] for result in found]


@pytest.mark.parametrize(
    "term",
    [
        "弘法",
        "弘法区",
        "コウボウ",
        "こうぼう",
        "ｺｳﾎﾞｳ",
        "kobo",
        "KŌBŌ",
        "Ｋｏｂｏ",
        "139998",
        "13999",
        "旧弘法村",
        "昔村",
    ],
)
def test_a_local_government_is_found_by_any_name(
    admin_client: Client, ward: LocalGovernment, term: str
) -> None:
    PlaceName.objects.create(
        local_government=ward, text="旧弘法村", language="ja", kind=NameKind.FORMER
    )
    gone = LocalGovernment.objects.create(
        code="139998",
        slug="139998-mukashi-2001",
        prefecture_id="13",
        kind="village",
        name_ja="昔村",
        exists_until=datetime.date(2001, 1, 1),
    )
    Succession.objects.create(
        predecessor=gone, successor=ward, on=datetime.date(2001, 1, 1), kind="merged"
    )

    assert "弘法区" in rows(admin_client.get(GOVERNMENTS, {"q": term}))
    assert "弘法区（東京都）139998" in boxes(admin_client, "local_government", term)


@pytest.mark.parametrize(
    "term",
    [
        "モンヴェール",
        "もんゔぇーる",
        "montvert",
        "MONTVERT",
        "grünberg",
        "Grunberg",
        "90001",
        "No.90001",
        "試験州 montvert",
    ],
)
def test_a_partner_is_found_by_any_name(admin_client: Client, partner: Partner, term: str) -> None:
    PlaceName.objects.create(partner=partner, text="Grünberg", language="de", kind="exonym")

    assert "モンヴェール" in rows(admin_client.get(PARTNERS, {"q": term}))
    assert boxes(admin_client, "partner", term) == [
        "モンヴェール（フランス・試験州）Montvert No.90001"
    ]


@pytest.mark.parametrize("term", ["Ohsaka-shi", "OOSAKA", "大阪", "大坂市", "オオサカ"])
def test_names_are_found_by_the_keys_of_the_search(admin_client: Client, term: str) -> None:
    if term == "大坂市":
        PlaceName.objects.create(
            local_government=LocalGovernment.objects.of_today().get(name_ja="大阪市"),
            text="大坂市", language="ja", kind=NameKind.FORMER,
        )  # fmt: skip

    assert "大阪市（大阪府）271004" in boxes(admin_client, "local_government", term)


@pytest.mark.parametrize("term", ["–", "・", "()"])
def test_a_word_of_signs_finds_no_place(admin_client: Client, term: str) -> None:
    assert boxes(admin_client, "local_government", term) == []
    assert boxes(admin_client, "partner", term) == []
    assert rows(admin_client.get("/admin/places/placename/", {"q": term})) == []


@pytest.mark.parametrize("term", ["大阪市", "Osaka-shi"])
def test_the_name_of_a_city_means_no_prefecture(admin_client: Client, term: str) -> None:
    found = boxes(admin_client, "local_government", term)

    assert found[0] == "大阪市（大阪府）271004"
    assert "堺市（大阪府）271403" not in found


@pytest.mark.real_data
@pytest.mark.parametrize("term", ["gotem", "Gotemba", "gotenba"])
def test_a_name_is_found_while_it_is_typed(admin_client: Client, term: str) -> None:
    assert "御殿場市（静岡県）222151" in boxes(admin_client, "local_government", term)


def test_places_of_one_name_are_told_apart(admin_client: Client) -> None:
    found = boxes(admin_client, "local_government", "府中")

    assert "府中市（東京都）132063" in found
    assert "府中市（広島県）342084" in found


@pytest.mark.real_data
def test_the_place_of_that_name_comes_before_places_within_it(admin_client: Client) -> None:
    assert boxes(admin_client, "local_government", "京都")[:2] == [
        "京都府（京都府）260002",
        "京都市（京都府）261009",
    ]


@pytest.mark.real_data
def test_a_gone_municipality_is_shown_as_gone(admin_client: Client) -> None:
    assert "浦和市（埼玉県）112046　2001年まで" in boxes(admin_client, "local_government", "浦和市")
    assert "消滅 2001-05-01" in admin_client.get(GOVERNMENTS, {"q": "浦和市"}).content.decode()


@pytest.mark.real_data
def test_a_box_takes_the_same_queries_for_one_result_and_for_many(
    admin_client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8) as one:
        assert len(boxes(admin_client, "partner", "honolulu")) >= 1

    with django_assert_num_queries(len(one)):
        assert len(boxes(admin_client, "partner", "a")) == 20


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("translation=no_english", {"name_en": ""}),
        ("translation=no_reading", {"kana": ""}),
        ("today=no", {"exists_until": datetime.date(2001, 1, 1)}),
        ("missing=website", {"website": ""}),
    ],
)
def test_a_filter_of_governments_finds_what_is_missing(
    admin_client: Client, ward: LocalGovernment, query: str, wanted: dict[str, Any]
) -> None:
    full = {"website": "https://example.org/"}
    LocalGovernment.objects.filter(pk=ward.pk).update(**full)
    assert "弘法区" not in rows(admin_client.get(f"{GOVERNMENTS}?{query}&q=139998"))

    LocalGovernment.objects.filter(pk=ward.pk).update(**full | wanted)
    assert "弘法区" in rows(admin_client.get(f"{GOVERNMENTS}?{query}&q=139998"))


def test_the_untranslated_partners_are_those_without_a_japanese_name(
    admin_client: Client, partner: Partner
) -> None:
    address = f"{PARTNERS}?translation=no_japanese&q=90001"
    assert rows(admin_client.get(address)) == []

    Partner.objects.filter(pk=partner.pk).update(name_ja="")
    assert rows(admin_client.get(address)) == ["Montvert"]
