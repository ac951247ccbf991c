"""The staff desk's pages of listings."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from places.models import LocalGovernment
from relationships.listings.models import Listing
from sistercity.dates import PartialDate
from tests import neighbours
from tests.desk import errors, form_data, soup, total
from tests.desk import rows as names_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
LIST = "/admin/listings/listing/"
# Listings in the order of the list: days since the last confirmation, days since it was closed, the
# filter that finds it, its state.
DUE = [
    (341, -1, "lapsing", "募集中"),
    (340, None, "lapsing", "募集中"),
    (100, None, None, "募集中"),
    (400, None, "lapsed", "期限切れ"),
    (None, None, "never", "期限切れ"),
    (400, 1, "closed", "募集終了"),
    (100, 0, "closed", "募集終了"),
]


def rows(prefix: str, *values: dict[str, Any]) -> dict[str, Any]:
    """Return what a browser sends for new rows of a table."""
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(values), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(values):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


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
            {"prefecture": "13", "text_ja": "特別区"},
            {"text_en": "no particular region"},
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
        "東京都 特別区",
        "no particular region",
    }
    assert listing.sources.get().seen_until == PartialDate.parse("2024")


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "change",
    [
        {"partner": "partner"},
        {"counted": "2024"},
        {"confirmed": "2020", "posted": "2021"},
        {"confirmed": "abc"},
        {"published_at": "2026-13-01"},
        {"contact_languages": ["xx"]},
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


def test_what_is_due_is_found_and_the_next_to_lapse_stands_first(admin_client: Client) -> None:
    def ago(days: int | None) -> datetime.date | None:
        return None if days is None else timezone.localdate() - datetime.timedelta(days)

    places = list(LocalGovernment.objects.of_today()[: len(DUE)])
    for place, (confirmed, closed, _check, _state) in zip(places, reversed(DUE), strict=True):
        neighbours.listing(
            local_government=place,
            confirmed_on=ago(confirmed),
            confirmed_precision="" if confirmed is None else "day",
            closed_on=ago(closed),
        )
    names = [str(place) for place in reversed(places)]

    page = admin_client.get(LIST)

    assert names_in(page) == names
    states = [cell.text for cell in soup(page).select("td.field-state")]
    assert states == [state for _confirmed, _closed, _check, state in DUE]
    for check in ("lapsed", "unsure", "lapsing", "never", "closed"):
        found = names_in(admin_client.get(f"{LIST}?check={check}"))
        assert found == [name for name, due in zip(names, DUE, strict=True) if due[2] == check]


@pytest.mark.parametrize(
    ("years", "check", "state"),
    [(0, None, "募集中"), (1, "unsure", "期限切れの可能性"), (2, "lapsed", "期限切れ")],
)
def test_a_listing_confirmed_in_a_year_may_have_lapsed_in_the_next_one(
    admin_client: Client, years: int, check: str | None, state: str
) -> None:
    january = datetime.date(timezone.localdate().year - years, 1, 1)
    neighbours.listing(confirmed_on=january, confirmed_precision="year")

    assert [cell.text for cell in soup(admin_client.get(LIST)).select("td.field-state")] == [state]
    for name in ("lapsed", "unsure"):
        assert total(admin_client.get(f"{LIST}?check={name}")) == int(name == check)


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


@pytest.mark.parametrize(("language", "words"), [("en", "Whom it looks for"), ("ja", "仙台市")])
def test_a_draft_is_seen_as_the_public_will_see_it(
    admin_client: Client, language: str, words: str
) -> None:
    listing = neighbours.listing(published_at=None)
    path = f"{LIST}{listing.pk}/preview/{language}/"

    form = soup(admin_client.get(f"{LIST}{listing.pk}/change/"))
    page = admin_client.get(path)

    assert form.select(f'a[href="{path}"]')
    assert page.status_code == 200
    assert words in page.content.decode()


def test_the_page_to_begin_at_counts_what_is_incomplete(admin_client: Client) -> None:
    page = soup(admin_client.get("/admin/"))

    tasks = [str(link["href"]) for link in page.select(".tasks a")]

    for query in ("check=lapsed", "check=never", "missing=answers", "missing=content"):
        assert f"{LIST}?{query}" in tasks
