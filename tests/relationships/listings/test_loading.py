"""What becomes of several rows of one government; test_pages.py looks for every cell of them."""

import pytest

from relationships.listings.models import Listing

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]


def listing(code: str) -> Listing:
    """Return the listing of a local government."""
    return Listing.objects.get(local_government__code=code)


def wishes(code: str) -> list[tuple[str, str]]:
    """Return what a listing wishes for, and the words."""
    found = []
    for one in listing(code).wishes.order_by("pk"):
        targets = (one.country_id, one.world_region, one.language_area, one.prefecture_id)
        found.append((next(filter(None, targets), ""), one.text_en))
    return found


def test_the_newest_rows_tell_what_is_wished_for() -> None:
    assert wishes("112313") == []
    assert wishes("336238") == [("AU", ""), ("NZ", "")]
    assert wishes("263443") == [("US", ""), ("CA", ""), ("AU", ""), ("en", "")]
    assert wishes("122190") == [("NZ", ""), ("", "New Zealand and others")]
    assert wishes("085421") == [("asia", ""), ("north_america", ""), ("oceania", "")]
    assert wishes("082210") == [
        ("US", "Boston (Massachusetts); Los Angeles (California)"),
        ("BE", "Bruges; Vilvoorde; Antwerp and others"),
    ]


def test_an_older_row_takes_nothing_away_and_lends_no_date() -> None:
    assert listing("374067").population == 19373
    assert str(listing("374067").counted_on) == "2016-03-01"
    assert listing("336238").population == 6000
    assert listing("016357").fields == ["education", "culture"]
    assert {page.language for page in listing("374067").sources.all()} == {"en", "ja"}


def test_a_listing_is_confirmed_by_the_day_on_which_it_last_stood() -> None:
    confirmed = {code: listing(code).confirmed for code in ("085421", "112313")}

    assert {code: date.isoformat() for code, date in confirmed.items()} == {
        "085421": "2025",
        "112313": "2017",
    }
