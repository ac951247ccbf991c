"""Every number on a page is the number of rows of the list that it links to."""

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.pages import LANGUAGES, get, heading_count, row_numbers, rows_of, soup, sql, whole

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

NUMBER = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+|\d+")
Totals = dict[str, set[int]]
OVERVIEWS = ["", "statistics/", "countries/", "prefectures/"]
PARTS = 4  # of the pages of places, so that several processes share them


def numbers_of(page: BeautifulSoup) -> Iterator[tuple[str, int]]:
    """Yield the address and the number of everything on a page that links to a list."""
    for link in page.select('main a[href*="/relationships/?"]'):
        if NUMBER.search(link.get_text()) and not link.find_parent("dl", class_="stats"):
            yield str(link["href"]), first_number(link.get_text())
    for tile in page.select("dl.stats div"):
        for link in tile.select('a[href$="/relationships/"]'):
            yield str(link["href"]), first_number(text_of(tile, ".number"))


def text_of(element: Tag, selector: str) -> str:
    """Return the text of the one element that a selector finds."""
    (found,) = element.select(selector)
    return found.get_text()


def first_number(text: str) -> int:
    found = NUMBER.search(text)
    assert found, f"no number in {text!r}"
    return whole(found[0])


def places() -> list[str]:
    """Return the addresses, below the language, of all pages of places that state totals."""
    prefectures = sql("SELECT slug FROM places_prefecture ORDER BY code")
    countries = sql("SELECT DISTINCT lower(country_id) FROM places_partner ORDER BY 1")
    return [
        *(f"prefectures/{slug}/" for (slug,) in prefectures),
        *(f"countries/{code}/" for (code,) in countries),
    ]


def totals(language: str, pages: list[str]) -> Totals:
    """Return, for the address of every list that a number links to, the numbers that do."""
    found: Totals = {}
    for path in pages:
        for address, number in numbers_of(soup(get(Client(), f"/{language}/{path}"))):
            found.setdefault(address, set()).add(number)
    return found


@pytest.mark.sampled(2)
@pytest.mark.parametrize("part", ["overviews", *range(PARTS)])
def test_the_list_behind_a_number_has_as_many_rows(
    client: Any, chance: random.Random, full: bool, part: int | str
) -> None:
    pages = OVERVIEWS if isinstance(part, str) else places()[part::PARTS]
    pages = pages if full or part == "overviews" else chance.sample(pages, 3)
    english, japanese = totals("en", pages), totals("ja", pages)

    found = {address: {rows_of(address.partition("?")[2]).count()} for address in english}
    stated = {
        address: {heading_count(get(client, address))}
        for address in chance.sample(sorted(english), 6 if full else 2)
    }

    assert {address.partition("?")[0] for address in english} == {"/en/relationships/"}
    assert english == found == found | stated
    assert english == {path.replace("/ja/", "/en/", 1): japanese[path] for path in japanese}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tiles_of_the_map_lead_to_pages_with_their_number(
    client: Any, chance: random.Random, full: bool, language: str
) -> None:
    home, overview = (soup(get(client, f"/{language}/{name}")) for name in ("", "prefectures/"))
    tiles = {str(link["href"]): text_of(link, "b") for link in home.select("ol.tiles a")}

    assert len(tiles) == 47
    for path in tiles if full else chance.sample(sorted(tiles), 5):
        (link,) = soup(get(client, path)).select("p.lead a[href*='/relationships/?']")
        assert first_number(link.get_text()) == whole(tiles[path])
    assert tiles == {
        str(link["href"]): text_of(link, "b") for link in overview.select("ol.tiles a")
    }


def test_the_totals_of_each_table_add_up(client: Any) -> None:
    page = soup(get(client, "/en/statistics/"))
    everything = heading_count(get(client, "/en/relationships/"))

    tables = [
        sum(whole(cell.get_text()) for cell in table.select("tbody td.numeric"))
        for table in page.select("table.bars")
    ]
    years = sum(whole(cell.get_text()) for cell in page.select("figure#year tbody td.numeric"))

    assert tables == [everything] * 4
    assert years == everything - undated()


def undated() -> int:
    return int(
        sql(
            """SELECT count(*) FROM register_relationship
                WHERE counting = 'counted' AND status <> 'ended' AND established_on IS NULL"""
        )[0][0]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_states_what_the_tables_hold(client: Any, language: str) -> None:
    page = soup(get(client, f"/{language}/"))

    stated = [whole(number.get_text()) for number in page.select("dl.stats .number")]

    assert stated == list(
        sql(
            """SELECT count(*), count(DISTINCT local_government_id), count(DISTINCT country_id),
                      max(extract(year FROM established_on))::int
                 FROM register_relationship r JOIN places_partner p ON p.id = r.partner_id
                WHERE counting = 'counted' AND status <> 'ended'"""
        )[0]
    )


def test_the_page_of_a_place_counts_what_its_table_marks_as_counted(client: Any) -> None:
    busiest = sql(
        """SELECT slug, count(*) FROM places_localgovernment g
             JOIN register_relationship r ON r.local_government_id = g.id
            WHERE r.counting = 'counted' AND r.status <> 'ended' AND g.kind <> 'prefecture'
            GROUP BY slug ORDER BY 2 DESC, 1 LIMIT 20"""
    )

    assert len(busiest) == 20
    for slug, count in busiest:
        page = get(client, f"/en/municipalities/{slug}/")
        heading = soup(page).select("h2")[0].get_text()
        assert first_number(heading) == count
        assert len(row_numbers(page)) >= count
