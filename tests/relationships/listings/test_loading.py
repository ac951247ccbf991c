"""The listings of the real data: every cell of the files is in the database."""

import pytest

from places.models import LocalGovernment
from relationships.listings.models import Listing
from sistercity.loading import rows

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]
SAID = ("desired_areas_text", "desired_characteristics", "desired_exchange_fields")


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


def held(row: dict[str, str]) -> dict[str, str]:
    """What the database holds of a row, as the file writes it."""
    record = listing(row["jp_code"])
    place = record.place
    assert isinstance(place, LocalGovernment)
    page = next(
        page
        for page in record.sources.filter(url=row["source_url"])
        if span_of(page) == row["listing_seen_in"]
    )
    said = page.text_en.split("\n")
    kept = {
        "population": str(record.population or ""),
        "population_as_of": record.counted.isoformat() if record.counted else "",
        "area_km2": f"{record.area_km2.normalize():f}" if record.area_km2 else "",
        "industries": record.industries_en,
        "offers": record.offers_en,
        "looks_for": record.looks_for_en,
        "contact_office": record.contact_office_en,
        "official_url": record.website,
    }
    return {
        "jp_code": place.code,
        "jp_name_en": place.name_en,
        "jp_name_ja": place.name_ja,
        "prefecture_code": place.prefecture_id,
        "date_modified": page.dated.isoformat() if page.dated else "",
        "listing_seen_in": span_of(page),
        "page_language": page.language,
        "source_url": page.url,
        # An older row that says less takes nothing away.
        **{name: value if row[name] else "" for name, value in kept.items()},
        **{name: row[name] for name in SAID if row[name] in (*said, "")},
    }


def span_of(page: object) -> str:
    """Return the dates of a page as the file writes them."""
    first, last = (getattr(page, name).isoformat() for name in ("seen_from", "seen_until"))
    return first if first == last else f"{first}-{last}"


def test_every_cell_of_the_file_is_in_the_database() -> None:
    governments = {row["jp_code"] for row in rows("seeking")}
    assert Listing.objects.exclude(local_government=None).count() == len(governments) == 14
    for row in rows("seeking"):
        countries = row["desired_countries_iso2"].split()
        assert held(row) | {"desired_countries_iso2": row["desired_countries_iso2"]} == row
        # Those of older rows are in the words of the page.
        wished = [country for country, _text in wishes(row["jp_code"])]
        assert set(countries) <= set(wished) or row["desired_areas_text"]


def test_every_cell_of_the_overseas_file_is_in_the_database() -> None:
    assert Listing.objects.overseas().count() == len(rows("seeking_overseas")) == 8
    for row in rows("seeking_overseas"):
        record = Listing.objects.get(partner__name_en=row["name_en"])
        partner, page = record.partner, record.sources.get()
        assert partner is not None
        assert {
            "name_en": partner.name_en,
            "region": partner.state_en,
            "country": partner.country_id,
            "population": str(record.population or ""),
            "area_km2": f"{record.area_km2.normalize():f}" if record.area_km2 else "",
            "wanted_partner": record.looks_for_en,
            "wanted_fields": page.text_en,
            "listed_in": record.posted.isoformat() if record.posted else "",
            "source_url": page.url,
        } == row


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


def test_a_listing_is_confirmed_by_the_day_on_which_it_last_stood() -> None:
    confirmed = {code: listing(code).confirmed for code in ("085421", "112313")}

    assert {code: date.isoformat() for code, date in confirmed.items()} == {
        "085421": "2025",
        "112313": "2017",
    }
