"""The staff desk's pages of places."""

import datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db.models import Count
from django.test import Client

from places.models import (
    Country,
    LocalGovernment,
    Partner,
    PlaceName,
    Prefecture,
    Succession,
)
from tests.desk import errors, form_data, name_rows, rows, soup, total

pytestmark = pytest.mark.django_db
GOVERNMENTS, PARTNERS = "/admin/places/localgovernment/", "/admin/places/partner/"


@pytest.mark.real_data
@pytest.mark.parametrize("part", ["inheritances", "names"])
def test_a_form_with_many_parts_takes_the_queries_of_one_with_few(
    admin_client: Client,
    part: str,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    model, path = (Partner, PARTNERS) if part == "names" else (LocalGovernment, GOVERNMENTS)
    records: Any = model.objects.all()
    by_parts = records.annotate(parts=Count(part)).order_by("parts")
    one, many = by_parts.filter(parts=1)[0], by_parts.last()
    assert many.parts > 10

    admin_client.get(f"{path}{one.pk}/change/")  # fills Django's own caches
    with django_assert_max_num_queries(12) as few:
        admin_client.get(f"{path}{one.pk}/change/")
    with django_assert_num_queries(len(few)):
        admin_client.get(f"{path}{many.pk}/change/")


def test_a_new_local_government_gets_its_name_in_addresses(admin_client: Client) -> None:
    address = f"{GOVERNMENTS}add/"
    data = form_data(admin_client.get(address), "localgovernment") | {
        "name_ja": "新市",
        "name_en": "Shin City",
        "prefecture": "13",
        "kind": "city",
        "code": "139998",
    }

    assert errors(admin_client.post(address, data)) == ""
    assert LocalGovernment.objects.get(code="139998").slug == "139998-shin"


def test_a_name_in_addresses_is_given_once(admin_client: Client, ward: LocalGovernment) -> None:
    from places.actions import add_local_government

    copies = [
        add_local_government(
            government=LocalGovernment(
                code="139998",
                prefecture_id="13",
                kind="village",
                name_en="Kobo Village",
                exists_until=day,
            )
        )
        for day in (datetime.date(1999, 1, 1), datetime.date(1999, 4, 1))
    ]

    assert [copy.slug for copy in copies] == ["139998-kobo-1999", "139998-kobo-1999-2"]


def test_a_new_partner_gets_the_next_number_and_none_that_was_deleted(
    admin_client: Client, partner: Partner
) -> None:
    partner.delete()
    address = f"{PARTNERS}add/"
    data = form_data(admin_client.get(address), "partner")
    data |= {"name_en": "Newtown", "country": "FR", "level": "local"}

    assert errors(admin_client.post(address, data | name_rows("Neustadt", "Neuburg"))) == ""
    added = Partner.objects.get(name_en="Newtown")
    assert added.public_id == 90_002
    assert added.names.count() == 2


def test_what_an_address_is_made_of_is_fixed_after_adding(
    admin_client: Client, ward: LocalGovernment, partner: Partner
) -> None:
    for path, names in (
        (f"{GOVERNMENTS}{ward.pk}/change/", ["code", "slug"]),
        (f"{PARTNERS}{partner.pk}/change/", ["public_id"]),
        ("/admin/places/country/FR/change/", ["code"]),
        ("/admin/places/prefecture/13/change/", ["code", "slug"]),
    ):
        page = soup(admin_client.get(path))
        for name in names:
            assert not page.select(f"[name={name}]"), path
            assert page.select(f".field-{name} .readonly"), path


def test_the_page_leads_to_the_public_page_in_japanese(
    admin_client: Client, ward: LocalGovernment
) -> None:
    page = soup(admin_client.get(f"{GOVERNMENTS}{ward.pk}/change/"))

    link = page.select_one("a.viewsitelink")
    assert link is not None
    assert str(link["href"]).startswith("/ja/")


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "change",
    [
        {"name_ja": "", "name_en": ""},
        {"prefecture": "01"},
        {"exists_until": "昭和70年"},
        {"website": "no address"},
        {"name_ja": "a\0b"},
        {"prefecture": "99"},
        {"prefecture": "\0"},
    ],
)
def test_a_broken_rule_is_an_error_in_the_form(
    admin_client: Client, ward: LocalGovernment, change: dict[str, str]
) -> None:
    address = f"{GOVERNMENTS}{ward.pk}/change/"
    data = form_data(admin_client.get(address), "localgovernment")

    response = admin_client.post(address, data | change)

    assert response.status_code == 200
    assert errors(response)
    assert LocalGovernment.objects.get(pk=ward.pk).history.count() == 1  # type: ignore[attr-defined]


def test_one_name_twice_is_an_error_that_keeps_what_was_typed(
    admin_client: Client, partner: Partner
) -> None:
    address = f"{PARTNERS}{partner.pk}/change/"
    data = form_data(admin_client.get(address), "partner") | {"website": "https://example.org/"}

    response = admin_client.post(address, data | name_rows("Neustadt", "Neustadt"))

    assert response.status_code == 200
    assert errors(response)
    assert "https://example.org/" in response.content.decode()
    assert partner.names.count() == 0


def test_a_name_is_of_one_place(
    admin_client: Client, ward: LocalGovernment, partner: Partner
) -> None:
    address = "/admin/places/placename/add/"
    data = form_data(admin_client.get(address), "placename")
    data |= {"text": "X", "kind": "short", "language": "ja"}
    places = {"local_government": ward.pk, "partner": partner.pk, "country": "FR",
              "prefecture": "13"}  # fmt: skip

    for wrong in ({}, *({one: places[one], other: places[other]}
                        for one, other in pairwise(places))):  # fmt: skip
        response = admin_client.post(address, data | wrong)
        assert response.status_code == 200
        assert errors(response)
    for place, pk in places.items():
        assert errors(admin_client.post(address, data | {place: pk})) == ""
        assert PlaceName.objects.filter(text="X", kind="short", **{place: pk}).count() == 1


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("side", "text", "place", "page"),
    [
        ("government", "小倉市", "北九州市（福岡県）", "/ja/municipalities/401005-kitakyushu/"),
        ("partner", "München", "ミュンヘン（ドイツ）", "/ja/partners/10-munich/"),
        ("country", "Deutschland", "ドイツ（国・地域）", "/ja/countries/de/"),
        ("prefecture", "Tōkyō", "東京都（都道府県）", "/ja/prefectures/13-tokyo/"),
    ],
)
def test_the_list_of_names_says_whose_each_is(
    admin_client: Client, side: str, text: str, place: str, page: str
) -> None:
    found = soup(admin_client.get("/admin/places/placename/", {"side": side, "q": text}))
    record = PlaceName.objects.get(text=text)
    link = soup(admin_client.get(f"/admin/places/placename/{record.pk}/change/"))

    places = {
        str(row.select_one("th").text): str(row.select_one(".field-place").text)  # type: ignore[union-attr]
        for row in found.select("#result_list tbody tr")
    }
    assert places[text] == place
    assert str(link.select_one("a.viewsitelink")["href"]) == page  # type: ignore[index]
    other = "partner" if side != "partner" else "country"
    empty = admin_client.get("/admin/places/placename/", {"side": other, "q": text})
    assert text not in rows(empty)


def test_the_prefectures_stay_forty_seven(admin_client: Client) -> None:
    assert admin_client.get("/admin/places/prefecture/add/").status_code == 403
    assert admin_client.get("/admin/places/prefecture/13/delete/").status_code == 403
    assert total(admin_client.get("/admin/places/prefecture/")) == 47


def test_nobody_deletes_a_place(admin_client: Client, partner: Partner) -> None:
    response = admin_client.post(f"{PARTNERS}{partner.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert Partner.objects.filter(pk=partner.pk).exists()


@pytest.mark.parametrize("model", [Country, Prefecture, LocalGovernment, Partner, PlaceName])
def test_loaded_records_saved_as_they_are_leave_no_trace(admin_client: Client, model: Any) -> None:
    name = model._meta.model_name
    for record in (model.objects.order_by("pk")[0], model.objects.order_by("pk").last()):
        address = f"/admin/places/{name}/{record.pk}/change/"
        response = admin_client.post(address, form_data(admin_client.get(address), name))
        assert response.status_code == 302, errors(response)
        assert record.history.count() == 1


@pytest.mark.parametrize("model", [Country, LocalGovernment, Succession, Partner, PlaceName])
def test_nothing_loaded_would_be_refused_by_its_form(model: Any) -> None:
    for record in model.objects.all():
        record.clean_fields(exclude=["local_government", "partner", "country", "prefecture"])
