"""The staff desk's pages of listings."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from relationships.listings.models import Listing
from sistercity.dates import PartialDate
from tests import neighbours
from tests.desk import errors, form_data, soup, total

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
LIST = "/admin/listings/listing/"


def rows(prefix: str, *values: dict[str, Any]) -> dict[str, Any]:
    """Return what a browser sends for new rows of a table."""
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(values), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(values):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.mark.real_data
def test_a_listing_is_added_with_wishes_and_pages(admin_client: Client) -> None:
    data = form_data(admin_client.get(f"{LIST}add/"), "listing") | {
        "local_government": neighbours.government().pk,
        "population": "1100000",
        "counted": "令和6年5月",
        "posted": "2023",
        "confirmed": "2024-05",
        "fields": ["culture", "sports"],
        "contact_languages": ["en", "ja"],
        "published_at": "今",
        **rows(
            "wishes",
            {"country": "BE", "text_en": "Bruges; Vilvoorde"},
            {"world_region": "oceania"},
            {"language_area": "en"},
        ),
        **rows(
            "sources", {"url": "https://example.org/", "seen_from": "2022", "seen_until": "2024"}
        ),
    }

    response = admin_client.post(f"{LIST}add/", data)

    assert response.status_code == 302, errors(response)
    listing = Listing.objects.get()
    assert listing.public_id
    assert listing.counted == PartialDate.parse("2024-05")
    assert listing.lapses_on == datetime.date(2025, 5, 31)
    assert listing.is_published(timezone.now())
    assert {str(wish) for wish in listing.wishes.all()} == {
        "ベルギー Bruges; Vilvoorde",
        "Oceania",
        "English",
    }
    assert listing.sources.get().seen_until == PartialDate.parse("2024")


@pytest.mark.parametrize(
    "change",
    [
        {"partner": "partner"},
        {"local_government": ""},
        {"counted": "2024"},
        {"confirmed": "2020", "posted": "2021"},
        {"confirmed": "abc"},
        {"area_km2": "0"},
        {"published_at": "2026-13-01"},
        {"contact_languages": ["xx"]},
        {"contact_email": "nobody"},
        rows("wishes", {"country": "FR", "world_region": "asia"}),
        rows("wishes", {"country": "FR"}, {"country": "FR", "text_en": "Rennes"}),
        rows("sources", {"url": "https://example.org/", "seen_from": "2024", "seen_until": "2023"}),
    ],
)
def test_a_broken_rule_is_an_error_in_the_form(
    admin_client: Client, change: dict[str, Any]
) -> None:
    listing = neighbours.listing()
    page = f"{LIST}{listing.pk}/change/"
    if "partner" in change:
        change = {"partner": neighbours.partner().pk}

    response = admin_client.post(page, form_data(admin_client.get(page), "listing") | change)

    assert response.status_code == 200
    assert errors(response)
    assert listing.history.count() == 1  # type: ignore[attr-defined]


def test_a_second_listing_of_a_government_is_refused(admin_client: Client) -> None:
    neighbours.listing()
    data = form_data(admin_client.get(f"{LIST}add/"), "listing")

    response = admin_client.post(
        f"{LIST}add/", data | {"local_government": neighbours.government().pk}
    )

    assert response.status_code == 200
    assert errors(response)


@pytest.mark.parametrize(
    ("confirmed", "closed", "check", "state"),
    [
        (400, None, "lapsed", "期限切れ"),
        (100, None, None, "募集中"),
        (340, None, "lapsing", "募集中"),
        (340, -1, "lapsing", "募集中"),
        (400, 1, "closed", "募集終了"),
        (100, 0, "closed", "募集終了"),
        (None, None, "never", "期限切れ"),
    ],
)
def test_what_is_due_is_found(
    admin_client: Client, confirmed: int | None, closed: int | None, check: str | None, state: str
) -> None:
    today = timezone.localdate()

    def ago(days: int | None) -> datetime.date | None:
        return None if days is None else today - datetime.timedelta(days)

    neighbours.listing(
        confirmed_on=ago(confirmed),
        confirmed_precision="" if confirmed is None else "day",
        closed_on=ago(closed),
    )

    found = [
        name
        for name in ("lapsed", "lapsing", "never", "closed")
        if total(admin_client.get(f"{LIST}?check={name}"))
    ]
    assert found == ([check] if check else [])
    assert state in soup(admin_client.get(LIST)).select_one("td.field-state").text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "change"),
    [
        ("missing=content", {"looks_for_en": "Schools"}),
        ("missing=office", {"contact_office_ja": "国際課"}),
        ("missing=answers", {"contact_languages": ["ja"]}),
        ("missing=people", {"population": 5}),
    ],
)
def test_a_filter_finds_what_is_missing(
    admin_client: Client, query: str, change: dict[str, Any]
) -> None:
    neighbours.listing()
    assert total(admin_client.get(f"{LIST}?{query}")) == 1

    Listing.objects.update(**change)
    assert total(admin_client.get(f"{LIST}?{query}")) == 0


def test_a_text_in_one_language_only_is_found(admin_client: Client) -> None:
    neighbours.listing(offers_ja="温泉")

    assert total(admin_client.get(f"{LIST}?translation=no_english")) == 1
    assert total(admin_client.get(f"{LIST}?translation=no_japanese")) == 0


@pytest.mark.real_data
def test_a_listing_that_wishes_for_two_countries_is_listed_once(admin_client: Client) -> None:
    listing = neighbours.listing()
    for country in ("FR", "BE"):
        listing.wishes.create(country_id=country)

    assert total(admin_client.get(f"{LIST}?country=BE")) == 1
    assert total(admin_client.get(f"{LIST}?country=US")) == 0


@pytest.mark.parametrize("word", ["仙台", "せんだい", "SENDAI", "041009", "宮城県", "No.{}"])
def test_a_listing_is_found_by_its_government(admin_client: Client, word: str) -> None:
    listing = neighbours.listing()

    assert total(admin_client.get(LIST, {"q": word.format(listing.public_id)})) == 1


def test_the_history_names_the_wishes_and_the_time_of_publication(admin_client: Client) -> None:
    listing = neighbours.listing(
        published_at=datetime.datetime.fromisoformat("2026-05-01T00:30:00+09:00")
    )
    listing.wishes.create(country_id="FR")

    text = soup(admin_client.get(f"{LIST}{listing.pk}/history/")).text

    assert "フランス（FR）" in text
    assert "2026年5月1日0:30" in text
