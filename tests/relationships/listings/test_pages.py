"""“Finding a sister city”: every supplied row has its page; what is open, lapsed, closed, draft."""

import csv
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from places.models import Country, LocalGovernment, Partner
from relationships.listings.cards import cards
from relationships.listings.models import Listing
from relationships.listings.page_sections import listing_of, listings_wanting, newest_listings
from sistercity.dates import PartialDate
from tests import neighbours
from tests.clock import set_clock
from tests.pages import LANGUAGES, get, soup

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

NOW = "2026-11-22T12:00:00"


def supplied(name: str) -> list[dict[str, str]]:
    path = settings.BASE_DIR / "fixtures" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


JAPANESE, OVERSEAS = supplied("seeking"), supplied("seeking_overseas")


@pytest.fixture(autouse=True)
def _in_november(monkeypatch: Any) -> None:
    set_clock(monkeypatch, NOW)
    Listing.objects.update(published_at="2025-01-01T00:00:00+09:00")


def text_of(client: Any, path: str) -> str:
    """Return the words of a page's main part."""
    (main,) = soup(get(client, path)).select("main")
    return " ".join(main.get_text().split())


def shown(number: str) -> str:
    """Return a number of the file as pages write it."""
    return f"{float(number):,g}" if "." in number else f"{int(number):,}"


def listing_of_row(row: dict[str, str]) -> Listing:
    if "jp_code" in row:
        return Listing.objects.get(
            local_government__code=row["jp_code"], local_government__exists_until=None
        )
    return Listing.objects.get(partner__name_en=row["name_en"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "row", JAPANESE, ids=lambda row: f"{row['jp_code']}-{row['listing_seen_in']}"
)
def test_every_row_of_a_japanese_government_is_on_its_page(
    client: Any, row: dict[str, str], language: str
) -> None:
    page = text_of(client, f"/{language}/partner-search/{listing_of_row(row).public_id}/")

    expected = [row["jp_name_ja"], row["source_url"], row["desired_areas_text"]]
    expected += [row["desired_characteristics"], row["desired_exchange_fields"]]
    expected += [row["industries"], row["offers"], row["looks_for"], row["official_url"]]
    expected += [shown(row[name]) for name in ("population", "area_km2") if row[name]]
    for words in expected:
        assert words in page
    first, _, last = row["listing_seen_in"].partition("-")
    assert first in page
    assert last in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", OVERSEAS, ids=lambda row: row["name_en"])
def test_every_row_of_a_government_overseas_is_on_its_page(
    client: Any, row: dict[str, str], language: str
) -> None:
    page = text_of(client, f"/{language}/partner-search/{listing_of_row(row).public_id}/")

    expected = [row["name_en"], row["source_url"], row["wanted_partner"], shown(row["population"])]
    if row["area_km2"]:
        expected.append(shown(row["area_km2"]))
    if language == "en":
        expected += row["wanted_fields"].split("; ")
        expected.append(Country.objects.get(code=row["country"]).name_en)
    if row["listed_in"]:
        with translation.override(language):
            expected.append(str(PartialDate.parse(row["listed_in"])))
    for words in expected:
        assert words in page


@pytest.mark.parametrize(
    ("path", "rows"), [("partner-search/", JAPANESE), ("partner-search/overseas/", OVERSEAS)]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_is_in_its_list_once_and_one_click_from_its_place_and_back(
    client: Any, path: str, rows: list[dict[str, str]], language: str
) -> None:
    page = soup(get(client, f"/{language}/{path}"))
    listed = [str(link["href"]) for link in page.select(".cards h3 a")]

    assert len(listed) == len(set(listed))
    assert set(listed) == {
        f"/{language}/partner-search/{listing_of_row(row).public_id}/" for row in rows
    }
    for row in rows:
        listing = listing_of_row(row)
        with translation.override(language):
            place = listing.place.get_absolute_url()
            found = render_to_string("listings/of_place.html", {"found": listing_of(listing.place)})
            assert f'href="{listing.get_absolute_url()}"' in found
            assert f'href="{place}"' in get(client, listing.get_absolute_url())


def test_a_government_with_two_wishes_stands_once_with_both(client: Any) -> None:
    (row,) = soup(get(client, "/en/partner-search/")).select('.cards li:has(a[href$="/14/"])')

    assert [tag.get_text() for tag in row.select(".tag")] == ["United States", "Belgium"]
    assert "Boston (Massachusetts); Los Angeles" in text_of(client, "/en/partner-search/14/")


def test_the_open_ones_come_first_and_the_earlier_ones_apart(client: Any) -> None:
    page = soup(get(client, "/en/partner-search/"))

    earlier = page.select("section.earlier .cards h3")
    everything = page.select(".cards h3")

    names = [heading.get_text() for heading in everything]
    assert names[:3] == ["Zamami Village", "Goka Town", "Hitachinaka City"]
    assert everything[3:] == earlier
    assert (names[3], names[-1]) == ("Nagi Town", "Okegawa City")
    assert page.select_one("#results").get_text() == "3 looking for a partner now"  # type: ignore[union-attr]
    assert page.select_one("#earlier").get_text() == "11 earlier listings"  # type: ignore[union-attr]
    rows = page.select("section.earlier li")
    assert len(rows) == 11
    assert all("Last confirmed: 20" in row.get_text() for row in rows)


def test_a_list_without_an_open_listing_says_so_and_shows_the_earlier_ones(client: Any) -> None:
    page = text_of(client, "/en/partner-search/overseas/")

    assert "0 looking for a partner now No listing was confirmed within the last 12" in page
    assert "8 earlier listings" in page


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [("2026-12-31T23:59:59", False), ("2026-12-30T23:59:59", True)],
)
def test_a_listing_lapses_with_the_clock(
    client: Any, monkeypatch: Any, moment: str, is_open: bool
) -> None:
    set_clock(monkeypatch, moment)

    html = get(client, "/en/partner-search/13/")

    assert ("This is an earlier listing" not in html) is is_open
    assert ('content="noindex' not in html) is is_open
    assert ("3 looking" in get(client, "/en/partner-search/")) is is_open
    assert ("partner-search/13/" in get(client, "/sitemap-listings.xml")) is is_open


def test_a_lapsed_listing_says_when_and_can_still_be_answered(client: Any) -> None:
    page = text_of(client, "/en/partner-search/2/")

    assert "Last confirmed: 2018. 12 months later, on 31 December 2019, it left the list." in page
    assert "Write to this local government" in page


def test_a_closed_listing_stays_but_nobody_can_answer_it(client: Any) -> None:
    Listing.objects.filter(public_id=13).update(closed_on="2026-11-22")

    html = get(client, "/en/partner-search/13/")

    assert "No longer looking for a partner" in html
    assert 'content="noindex' in html
    assert "Write to this local government" not in html
    assert "Goka Town" not in get(client, "/en/partner-search/")
    assert "partner-search/13/" not in get(client, "/sitemap-listings.xml")


def test_one_that_closes_tomorrow_is_open_today(client: Any) -> None:
    Listing.objects.filter(public_id=13).update(closed_on="2026-11-23")

    assert "Write to this local government" in get(client, "/en/partner-search/13/")
    assert "Goka Town" in get(client, "/en/partner-search/")


@pytest.mark.parametrize("published", [None, "2026-11-22T12:00:01+09:00"])
def test_a_draft_and_a_planned_one_are_nowhere(client: Any, published: str | None) -> None:
    Listing.objects.filter(public_id=13).update(published_at=published)
    goka = LocalGovernment.objects.get(code="085421", exists_until=None)

    get(client, "/en/partner-search/13/", 404)
    assert "Goka Town" not in get(client, "/en/partner-search/")
    assert "Goka Town" not in get(client, "/en/partner-search/match/?country=au")
    assert "partner-search/13/" not in get(client, "/sitemap-listings.xml")
    assert listing_of(goka) is None


def test_a_planned_one_is_public_at_its_time(client: Any, monkeypatch: Any) -> None:
    Listing.objects.filter(public_id=13).update(published_at="2026-11-22T12:00:01+09:00")
    set_clock(monkeypatch, "2026-11-22T12:00:01")

    assert "Goka Town" in get(client, "/en/partner-search/13/")
    assert "Goka Town" in get(client, "/en/partner-search/")


def test_the_mail_address_of_the_office_is_not_public(client: Any) -> None:
    Listing.objects.filter(public_id=13).update(contact_email="secret@example.org")

    assert "secret@example.org" not in get(client, "/en/partner-search/13/")


def test_what_a_listing_wishes_for_in_words_and_in_numbers_is_shown(client: Any) -> None:
    Listing.objects.filter(public_id=13).update(
        wanted_population_min=5000, contact_languages=["en", "ja"], contact_office_ja="企画課"
    )

    page = text_of(client, "/en/partner-search/13/")

    assert "5,000 inhabitants or more" in page
    assert "English, Japanese" in page
    assert '<span lang="ja">企画課</span>' in get(client, "/en/partner-search/13/")
    assert "exist in Japanese only" in page
    assert "New Zealand and others" in text_of(client, "/en/partner-search/10/")


def queries(client: Any, path: str, django_assert_max_num_queries: Any) -> int:
    client.get(path)
    with django_assert_max_num_queries(16) as taken:
        client.get(path)
    return len(taken)


@pytest.mark.parametrize(
    "path", ["/en/partner-search/", "/en/partner-search/match/?country=au&population=5000"]
)
def test_a_list_takes_the_same_queries_for_many_listings(
    client: Any, path: str, django_assert_max_num_queries: Any
) -> None:
    few = queries(client, path, django_assert_max_num_queries)
    places = LocalGovernment.objects.of_today().filter(listings=None)[:30]
    for place in places:
        listing = neighbours.listing(
            local_government=place, published_at="2025-01-01T00:00:00+09:00"
        )
        listing.wishes.create(country_id="AU", text_en="Perth")

    assert queries(client, path, django_assert_max_num_queries) == few


def test_the_joins_give_what_is_open(client: Any) -> None:
    australia, belgium = (Country.objects.get(code=code) for code in ("AU", "BE"))

    assert [listing.public_id for listing in listings_wanting(australia)] == [13]
    assert [listing.public_id for listing in listings_wanting(belgium)] == [14]
    assert [listing.public_id for listing in newest_listings()] == [12, 13, 14]
    html = render_to_string(
        "listings/some.html", {"heading": "Now", "cards": cards(newest_listings()), "url": "/en/"}
    )
    assert "Zamami Village" in html
    assert listing_of(Partner.objects.filter(listings=None)[0]) is None
