"""“Finding a sister city”: every supplied row has its page; what is open, lapsed, closed, draft."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from places.models import Country, LocalGovernment, Partner, Prefecture
from relationships.listings.models import Listing
from sistercity.dates import PartialDate
from sistercity.loading import rows
from tests import neighbours
from tests.clock import set_clock
from tests.pages import LANGUAGES, get, soup

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.django_db,
    pytest.mark.usefixtures("_in_november"),
]
JAPANESE, OVERSEAS = rows("seeking"), rows("seeking_overseas")
# Columns of both files that a page shows as they are.
AS_WRITTEN = (
    "jp_name_ja", "desired_areas_text", "desired_characteristics", "desired_exchange_fields",
    "industries", "offers", "looks_for", "contact_office", "official_url", "source_url",
    "name_en", "wanted_partner",
)  # fmt: skip
DATES = ("population_as_of", "date_modified", "listed_in")


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


def words_of(row: dict[str, str], language: str) -> Iterator[str]:
    """Yield what a listing's page must show of a row."""
    yield from (row[name] for name in AS_WRITTEN if name in row)
    yield from (shown(row[name]) for name in ("population", "area_km2") if row[name])
    yield from row.get("listing_seen_in", "").split("-")
    with translation.override(language):
        days = (row[name] for name in DATES if row.get(name))
        yield from (str(PartialDate.parse(day)) for day in days)
        if "country" in row:
            yield Country.objects.get(code=row["country"]).name.text
        if "prefecture_code" in row:
            yield Prefecture.objects.get(code=row["prefecture_code"]).name.text
    if language == "en":
        yield from row.get("wanted_fields", "").split("; ")
        yield from (row[name] for name in ("jp_name_en", "region") if name in row)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "supplied"), [("partner-search/", JAPANESE), ("partner-search/overseas/", OVERSEAS)]
)
def test_every_row_is_on_its_page_and_every_listing_once_in_its_list(
    client: Any, path: str, supplied: list[dict[str, str]], language: str
) -> None:
    page = soup(get(client, f"/{language}/{path}"))
    listed = [str(link["href"]) for link in page.select(".cards h3 a")]

    pages = {address: text_of(client, address) for address in listed}
    address_of = f"/{language}/partner-search/{{}}/".format
    missing = [
        (address, words)
        for row in supplied
        for address in [address_of(listing_of_row(row).public_id)]
        for words in words_of(row, language)
        if words not in pages[address]
    ]

    assert missing == []
    assert sorted(listed) == sorted({address_of(listing_of_row(row).public_id) for row in supplied})


def test_a_government_with_two_wishes_stands_once_with_both(client: Any) -> None:
    (row,) = soup(get(client, "/en/partner-search/")).select('.cards li:has(a[href$="/14/"])')

    assert [tag.get_text() for tag in row.select(".tag")] == ["United States", "Belgium"]
    assert "Boston (Massachusetts); Los Angeles" in text_of(client, "/en/partner-search/14/")


def test_the_open_ones_come_first_and_those_that_have_or_may_have_lapsed_apart(
    client: Any,
) -> None:
    page = soup(get(client, "/en/partner-search/"))

    titles = [page.select_one(f"#{id_}") for id_ in ("results", "unsure", "earlier")]
    assert [title.get_text() for title in titles if title] == [
        "3 looking for a partner now",
        "1 listing that may have lapsed",
        "10 earlier listings",
    ]
    names = [heading.get_text() for heading in page.select(".cards h3")]
    assert names[:3] == ["Zamami Village", "Goka Town", "Hitachinaka City"]
    (unsure,) = page.select("section[aria-labelledby=unsure] li")
    assert "Nagi Town" in unsure.get_text()
    assert "Confirmed in 2024; may have lapsed" in unsure.get_text()
    found = page.select("section.earlier li")
    assert [row.h3.get_text() for row in found if row.h3] == names[4:]
    assert len(found) == 10 and names[-1] == "Okegawa City"
    assert all("Last confirmed: 20" in row.get_text() for row in found)


def test_a_list_without_an_open_listing_says_so_and_shows_the_earlier_ones(client: Any) -> None:
    page = text_of(client, "/en/partner-search/overseas/")

    assert "0 looking for a partner now No listing is known to have been confirmed" in page
    assert "8 earlier listings" in page


@pytest.mark.parametrize(
    ("moment", "state", "heading"),
    [
        ("2025-12-31T23:59:59", "open", "3 looking for a partner now"),
        ("2026-01-01T00:00:00", "unsure", "3 listings that may have lapsed"),
        ("2026-12-30T23:59:59", "unsure", "3 listings that may have lapsed"),
        ("2026-12-31T00:00:00", "earlier", "14 earlier listings"),
    ],
)
def test_a_listing_confirmed_in_a_year_lapses_with_the_clock(
    client: Any, monkeypatch: Any, moment: str, state: str, heading: str
) -> None:
    set_clock(monkeypatch, moment)

    page = text_of(client, "/en/partner-search/13/")
    assert ("Confirmed in 2025; may have lapsed" in page) is (state == "unsure")
    assert ("This is an earlier listing" in page) is (state == "earlier")
    is_lapsed = 'content="noindex' in get(client, "/en/partner-search/13/")
    assert is_lapsed is (state == "earlier")
    assert ("partner-search/13/" in get(client, "/sitemap-listings.xml")) is not is_lapsed
    assert heading in text_of(client, "/en/partner-search/")
    assert ("0 looking" in text_of(client, "/en/partner-search/")) is (state != "open")


def test_in_december_a_listing_confirmed_the_year_before_is_neither_open_nor_lapsed(
    client: Any, monkeypatch: Any
) -> None:
    set_clock(monkeypatch, "2026-12-10")
    goka = LocalGovernment.objects.get(code="085421", exists_until=None)

    for path in ("", "partner-search/", goka.get_absolute_url().removeprefix("/en/")):
        english, japanese = (text_of(client, f"/{language}/{path}") for language in LANGUAGES)
        assert "Confirmed in 2025; may have lapsed" in english, path
        assert "2025年に確認。掲載期間が過ぎている可能性があります" in japanese, path
    assert "looks for a sister city" not in text_of(client, goka.get_absolute_url())
    found = text_of(client, "/en/partner-search/match/?country=au&population=7000&field=education")
    assert "0 open listings suit you Some that may have lapsed suit you: see below." in found
    assert "1 listing that may have lapsed suits you" in found


def test_a_lapsed_listing_says_when_and_can_still_be_answered(client: Any) -> None:
    page = text_of(client, "/en/partner-search/2/")

    assert "Last confirmed: 2018. 12 months later, on 31 December 2019, it left the list." in page
    assert "Write to this local government" in page


def test_a_closed_listing_stays_but_nobody_can_answer_it(client: Any) -> None:
    Listing.objects.filter(public_id=13).update(closed_on="2025-11-22")

    html = get(client, "/en/partner-search/13/")

    assert "No longer looking for a partner" in html
    assert 'content="noindex' in html
    assert "Write to this local government" not in html
    assert "Goka Town" not in get(client, "/en/partner-search/")
    assert "partner-search/13/" not in get(client, "/sitemap-listings.xml")


def test_one_that_closes_tomorrow_is_open_today(client: Any) -> None:
    Listing.objects.filter(public_id=13).update(closed_on="2025-11-23")

    assert "Write to this local government" in get(client, "/en/partner-search/13/")
    assert "Goka Town" in get(client, "/en/partner-search/")


@pytest.mark.parametrize("published", [None, "2025-11-22T12:00:01+09:00"])
def test_a_draft_and_a_planned_one_are_nowhere(client: Any, published: str | None) -> None:
    Listing.objects.filter(public_id=13).update(published_at=published)
    goka = LocalGovernment.objects.get(code="085421", exists_until=None)

    get(client, "/en/partner-search/13/", 404)
    assert "Goka Town" not in get(client, "/en/partner-search/")
    assert "Goka Town" not in get(client, "/en/partner-search/match/?country=au")
    assert "partner-search/13/" not in get(client, "/sitemap-listings.xml")
    assert "partner-search/13/" not in get(client, goka.get_absolute_url())


def test_a_planned_one_is_public_at_its_time(client: Any, monkeypatch: Any) -> None:
    Listing.objects.filter(public_id=13).update(published_at="2025-11-22T12:00:01+09:00")
    set_clock(monkeypatch, "2025-11-22T12:00:01")

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


@pytest.mark.parametrize(
    ("path", "side"),
    [
        ("/en/partner-search/", "local_government"),
        ("/en/partner-search/overseas/", "partner"),
        ("/en/partner-search/match/?country=au&population=5000", "local_government"),
    ],
)
def test_a_list_takes_the_same_queries_for_many_listings(
    client: Any, path: str, side: str, django_assert_max_num_queries: Any
) -> None:
    places: Any = Partner.objects if side == "partner" else LocalGovernment.objects.of_today()

    def queries_with_more(number: int) -> int:
        for place in places.filter(listings=None)[:number]:
            listing = neighbours.listing(published_at="2025-01-01T00:00:00+09:00", **{side: place})
            listing.wishes.create(country_id="AU", text_en="Perth")
        client.get(path)
        with django_assert_max_num_queries(16) as taken:
            client.get(path)
        return len(taken)

    few = queries_with_more(1)

    assert queries_with_more(30) == few


@pytest.mark.parametrize(
    ("path", "numbers"),
    [("", {4, 12, 13, 14}), ("countries/au/", {4, 13}), ("countries/be/", {14})],
)
def test_the_home_page_and_those_of_countries_show_what_is_or_may_be_open(
    client: Any, path: str, numbers: set[int]
) -> None:
    page = get(client, f"/en/{path}")

    assert {int(number) for number in re.findall(r"partner-search/(\d+)/", page)} == numbers
