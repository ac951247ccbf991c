"""Listings among the results of the search."""

from typing import Any

import pytest
from django.test import Client

from places.finding import find
from relationships.listings.models import Listing
from relationships.search.listings import listings, result

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_november")]


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
    names = ("Ibaraki", "Nagi", "Okegawa")
    first, unsure, last = (listings(find(name))[0] for name in names)

    assert result(first).url == "/en/partner-search/13/"
    assert "Looking for a partner" in result(first).facts
    year = '<time datetime="2024">2024</time>'
    assert f"Confirmed in {year}; may have lapsed" in result(unsure).facts
    assert "Earlier listing, not confirmed for 12 months" in result(last).facts


@pytest.mark.parametrize("values", [{"published_at": None}, {"closed_on": "2025-11-22"}])
def test_drafts_and_closed_ones_are_not_found(values: dict[str, Any]) -> None:
    Listing.objects.filter(public_id=13).update(**values)

    assert "Goka Town" not in names("Goka")


@pytest.mark.real_data
def test_the_search_page_has_them(client: Client) -> None:
    page = client.get("/en/search/", {"q": "Vilvoorde"}).content.decode()

    assert "/en/partner-search/14/" in page
