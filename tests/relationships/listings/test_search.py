"""Listings among the results of the search, and at the staff desk: urgent ones first, previews."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from places.finding import find
from places.models import LocalGovernment
from relationships.listings.models import Listing
from relationships.search.listings import listings, result
from tests import neighbours
from tests.clock import set_clock
from tests.desk import soup

pytestmark = pytest.mark.django_db

LIST = "/admin/listings/listing/"


@pytest.fixture(autouse=True)
def _in_november(monkeypatch: Any) -> None:
    set_clock(monkeypatch, "2026-11-22T12:00:00")
    Listing.objects.update(published_at="2025-01-01T00:00:00+09:00")


def names(text: str) -> list[str]:
    return [listing.place.name_en for listing in listings(find(text))]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Goka", ["Goka Town"]),
        ("五霞町", ["Goka Town"]),
        ("Ibaraki", ["Goka Town", "Hitachinaka City"]),
        ("Belgium", ["Hitachinaka City"]),
        ("ベルギー", ["Hitachinaka City"]),
        ("Ibaraki Belgium", ["Hitachinaka City"]),
        ("safflower", ["Okegawa City"]),
        ("Vilvoorde", ["Hitachinaka City"]),
        ("Mongolia", ["Bornuur", "Orkhon Province (Erdenet)"]),
        ("Mongolia safflower", []),
        ("", []),
    ],
)
def test_a_listing_is_found_by_place_wish_and_words(text: str, expected: list[str]) -> None:
    found = names(text)

    assert [name for name in found if name in expected] == expected
    assert len(found) == len(expected) or text in ("Ibaraki", "Mongolia")


@pytest.mark.real_data
def test_a_result_says_whether_it_is_open() -> None:
    first, last = listings(find("Ibaraki"))[0], listings(find("Okegawa"))[0]

    assert result(first).url == "/en/partner-search/13/"
    assert "Looking for a partner" in result(first).facts
    assert "Earlier listing, not confirmed for 12 months" in result(last).facts


@pytest.mark.parametrize("values", [{"published_at": None}, {"closed_on": "2026-11-22"}])
def test_drafts_and_closed_ones_are_not_found(values: dict[str, Any]) -> None:
    Listing.objects.filter(public_id=13).update(**values)

    assert "Goka Town" not in names("Goka")


@pytest.mark.real_data
def test_the_search_page_has_them(client: Client) -> None:
    page = client.get("/en/search/", {"q": "Vilvoorde"}).content.decode()

    assert "/en/partner-search/14/" in page


@pytest.mark.usefixtures("_no_neighbours")
def test_the_next_to_lapse_stands_first_at_the_desk(
    client: Client, admin_user: Any, monkeypatch: Any
) -> None:
    monkeypatch.undo()  # the database asks its own clock
    days = {"closed": 10, "lapsed": 500, "open": 20, "next": 350, "never": None}
    places = LocalGovernment.objects.of_today()
    for place, (note, ago) in zip(places, days.items(), strict=False):
        day = None if ago is None else timezone.localdate() - datetime.timedelta(days=ago)
        neighbours.listing(
            local_government=place,
            note=note,
            confirmed_on=day,
            confirmed_precision="day" if day else "",
            closed_on=day if note == "closed" else None,
        )

    client.force_login(admin_user)
    rows = soup(client.get(LIST)).select("#result_list tbody th a")

    keys = [int(str(link["href"]).split("/")[-3]) for link in rows]
    notes = dict(Listing.objects.values_list("pk", "note"))
    assert [notes[key] for key in keys] == ["next", "open", "lapsed", "never", "closed"]


@pytest.mark.real_data
@pytest.mark.parametrize(("language", "words"), [("en", "Whom it looks for"), ("ja", "五霞町")])
def test_a_draft_is_seen_as_the_public_will_see_it(
    admin_client: Client, language: str, words: str
) -> None:
    Listing.objects.filter(public_id=13).update(published_at=None)
    listing = Listing.objects.get(public_id=13)
    form = soup(admin_client.get(f"{LIST}{listing.pk}/change/"))
    links = [str(link["href"]) for link in form.select("a[href]")]

    path = f"{LIST}{listing.pk}/preview/{language}/"

    assert path in links
    page = admin_client.get(path)
    assert page.status_code == 200
    assert words in page.content.decode()


def test_the_page_to_begin_at_counts_what_is_incomplete(admin_client: Client) -> None:
    page = soup(admin_client.get("/admin/"))

    tasks = [str(link["href"]) for link in page.select(".tasks a")]

    for query in ("check=lapsed", "check=never", "missing=answers", "missing=content"):
        assert f"{LIST}?{query}" in tasks
