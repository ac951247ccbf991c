"""Listings that look for a partner: when they are open, when they lapse, their numbers."""

import datetime
from typing import Any

import pytest

from relationships.listings.actions import add_listing
from relationships.listings.choices import ListingState
from relationships.listings.models import Listing
from relationships.listings.querysets import state_rank
from sistercity.dates import PartialDate
from tests import neighbours

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]


def confirmed(text: str, **values: Any) -> Listing:
    """Return a listing that was last confirmed then; never for ""."""
    listing = neighbours.listing(**values)
    listing.confirmed = PartialDate.parse(text) if text else None
    listing.save()
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
    ("last", "closed", "day", "state"),
    [
        ("2024-05-17", None, "2025-05-16", ListingState.OPEN),
        ("2024-05-17", None, "2025-05-17", ListingState.EARLIER),
        ("2024-05-17", "2024-08-01", "2024-07-31", ListingState.OPEN),
        ("2024-05-17", "2024-08-01", "2024-08-01", ListingState.CLOSED),
        ("", None, "2024-05-17", ListingState.EARLIER),
        ("2025", None, "2025-12-31", ListingState.OPEN),
        ("2025", None, "2026-01-01", ListingState.UNSURE),
        ("2025", None, "2026-12-30", ListingState.UNSURE),
        ("2025", None, "2026-12-31", ListingState.EARLIER),
        ("2025", "2026-06-01", "2026-06-01", ListingState.CLOSED),
        ("2025-12", None, "2026-11-30", ListingState.OPEN),
        ("2025-12", None, "2026-12-01", ListingState.UNSURE),
        ("2025-12", None, "2026-12-31", ListingState.EARLIER),
        ("2024-02-29", None, "2025-02-27", ListingState.OPEN),
        ("2024-02-29", None, "2025-02-28", ListingState.EARLIER),
    ],
)
def test_a_listing_is_open_until_it_can_have_lapsed_or_is_closed(
    last: str, closed: str | None, day: str, state: ListingState
) -> None:
    listing, on = confirmed(last, closed_on=closed), datetime.date.fromisoformat(day)

    assert listing.state_on(on) == state
    rows = Listing.objects.all()
    assert rows.open_on(on).exists() is (state == ListingState.OPEN)
    assert rows.perhaps_open_on(on).exists() is (state in (ListingState.OPEN, ListingState.UNSURE))
    assert rows.standing_on(on).exists() is (state != ListingState.CLOSED)
    rank = rows.values_list(state_rank(on), flat=True).get()
    assert list(ListingState)[rank] == state


def test_a_public_number_is_never_given_twice() -> None:
    first = neighbours.listing()
    number = first.public_id
    first.delete()

    again = add_listing(listing=Listing(partner=neighbours.partner()))

    assert again.public_id == number + 1
