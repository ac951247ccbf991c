"""Listings that look for a partner: open, lapsed, closed, draft; one for each government."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from relationships.listings.actions import add_listing
from relationships.listings.models import Listing, ListingWish
from sistercity.dates import PartialDate
from tests import neighbours

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]


def confirmed(text: str) -> Listing:
    """Return a listing that was last confirmed then."""
    date = PartialDate.parse(text)
    listing = neighbours.listing(confirmed_on=date.first, confirmed_precision=date.precision)
    listing.refresh_from_db()
    return listing


@pytest.mark.parametrize(
    ("text", "lapses"),
    [
        ("2024-05-17", "2025-05-17"),
        ("2024-02-29", "2025-02-28"),
        ("2024-05", "2025-05-31"),
        ("2024-02", "2025-02-28"),
        ("2024-12", "2025-12-31"),
        ("2024", "2025-12-31"),
    ],
)
def test_a_listing_lapses_12_months_after_its_last_confirmation(text: str, lapses: str) -> None:
    assert confirmed(text).lapses_on == datetime.date.fromisoformat(lapses)


@pytest.mark.parametrize(
    ("day", "is_open"), [("2025-05-16", True), ("2025-05-17", False), ("2030-01-01", False)]
)
def test_a_lapsed_listing_is_not_open(day: str, is_open: bool) -> None:
    listing, on = confirmed("2024-05-17"), datetime.date.fromisoformat(day)

    assert listing.is_open(on) is is_open
    assert Listing.objects.open_on(on).contains(listing) is is_open


def test_a_confirmation_opens_it_again() -> None:
    listing, day = confirmed("2020"), datetime.date(2024, 1, 1)
    assert not Listing.objects.open_on(day).exists()

    listing.confirmed = PartialDate.parse("2023-06")
    listing.save()

    assert Listing.objects.open_on(day).exists()


def test_a_listing_that_nobody_confirmed_is_not_open() -> None:
    listing = neighbours.listing(confirmed_on=None, confirmed_precision="")
    listing.refresh_from_db()

    assert listing.lapses_on is None
    assert not listing.is_open(neighbours.DAY)
    assert not Listing.objects.open_on(neighbours.DAY).exists()


@pytest.mark.parametrize(("day", "is_open"), [("2024-07-31", True), ("2024-08-01", False)])
def test_a_closed_listing_is_not_open(day: str, is_open: bool) -> None:
    listing, on = confirmed("2024-05-17"), datetime.date.fromisoformat(day)
    listing.closed_on = datetime.date(2024, 8, 1)
    listing.save()

    assert listing.is_open(on) is is_open
    assert Listing.objects.open_on(on).exists() is is_open


@pytest.mark.parametrize(
    ("published", "is_public"),
    [
        (None, False),
        ("2026-05-01T00:00:00+09:00", False),
        ("2026-04-30T23:59:59+09:00", True),
        ("2026-04-30T15:00:00+00:00", False),
    ],
)
def test_a_draft_is_not_public_and_a_planned_one_not_yet(
    published: str | None, is_public: bool
) -> None:
    moment = datetime.datetime.fromisoformat("2026-04-30T23:59:59+09:00")
    at = datetime.datetime.fromisoformat(published) if published else None
    listing = neighbours.listing(published_at=at)

    assert listing.is_published(moment) is is_public
    assert Listing.objects.published(moment).exists() is is_public


@pytest.mark.real_data
def test_a_government_has_one_listing_with_all_its_wishes() -> None:
    listing = neighbours.listing()
    for country in ("US", "BE"):
        listing.wishes.create(country_id=country)

    with pytest.raises(ValidationError, match="add the wish"):
        Listing(public_id=9, local_government=neighbours.government()).full_clean()
    assert listing.wishes.count() == 2


@pytest.mark.real_data
@pytest.mark.parametrize(
    "values",
    [
        {"country_id": "BE", "text_en": "Bruges; Vilvoorde"},
        {"world_region": "oceania"},
        {"language_area": "en"},
        {"prefecture_id": "13", "text_en": "one of the 23 wards"},
        {"text_en": "no particular region"},
    ],
)
def test_a_wish_is_for_one_thing_or_in_words(values: dict[str, Any]) -> None:
    wish = ListingWish(listing=neighbours.listing(), **values)

    wish.full_clean()
    wish.save()

    assert str(wish)


def test_a_wish_is_stated_once_whatever_is_empty() -> None:
    listing = neighbours.listing()
    listing.wishes.create(language_area="en")

    with pytest.raises(IntegrityError), transaction.atomic():
        listing.wishes.create(language_area="en", text_en="Any")


def test_a_public_number_is_never_given_twice() -> None:
    first = neighbours.listing()
    number = first.public_id
    first.delete()

    again = add_listing(listing=Listing(partner=neighbours.partner()))

    assert again.public_id == number + 1


def test_both_directions_are_told_apart() -> None:
    japanese, overseas = neighbours.listing(), neighbours.listing(partner=neighbours.partner())

    assert list(Listing.objects.japanese()) == [japanese]
    assert list(Listing.objects.overseas()) == [overseas]
    assert japanese.is_japanese
    assert not overseas.is_japanese
    assert overseas.place == neighbours.partner()


def test_a_listing_is_fetched_with_its_place(django_assert_num_queries: Any) -> None:
    neighbours.listing()
    neighbours.listing(partner=neighbours.partner())

    with django_assert_num_queries(1):
        for listing in Listing.objects.with_places():
            place = listing.local_government or listing.partner
            assert place
            assert (
                listing.local_government.prefecture
                if listing.local_government
                else listing.partner.country  # type: ignore[union-attr]
            )


def test_texts_fall_back_to_the_other_language() -> None:
    listing = neighbours.listing(offers_ja="温泉", looks_for_en="Schools")

    assert listing.offers == ("温泉", "ja")
    assert listing.looks_for == ("Schools", "en")
    assert listing.profile == ("", "")
