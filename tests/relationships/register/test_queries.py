"""How many queries pages ask of the database: few, and no more for more rows."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sistercity.urls import SITEMAPS
from tests.pages import heading_count, sql

pytestmark = pytest.mark.django_db

# The data version; the keys of a list's rows, and the rows; one more for an order by a place.
MOST = 4
# What words mean is kept; a choice of years counts what it leaves out.
MOST_TO_FIND = 1
# A page of a record reads the record, and what belongs to it.
MOST_TO_JOIN = 4
RECORDS = re.compile(
    r"/(en|ja)/(|(prefectures|countries|municipalities|partners|relationships)/[^?]+)$"
)
# The prefectures, countries, governments and partners with most: more rows, no more queries.
PATHS = [
    "",
    "relationships/",
    "relationships/?page=20",
    "relationships/?prefecture=13",
    "relationships/?prefecture=01&country=us&q=a&year_from=1950&sort=name",
    "relationships/?prefecture=47&country=no",
    "relationships/?prefecture=99",
    "relationships/1/",
    "relationships/?status=ended&counting=unconfirmed",
    "prefectures/",
    "prefectures/01-hokkaido/",
    "prefectures/13-tokyo/",
    "prefectures/47-okinawa/",
    "countries/",
    "countries/us/",
    "countries/cn/",
    "countries/us/?page=2",
    "statistics/",
    "data/",
    "releases/",
    "releases/1/",
    "releases/feed.xml",
    "about/",
    "accessibility/",
    "privacy/",
    "styleguide/",
    "nothing/",
]


def queries(client: Any, path: str) -> int:
    """Return how many queries a page takes, once what a process keeps is there."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code in (200, 400, 404)
    return len(captured)


@pytest.mark.sampled(8)
@pytest.mark.parametrize("path", PATHS)
def test_no_page_asks_more_than_a_few(client: Any, path: str) -> None:
    path = f"/en/{path}"
    assert queries(client, path) <= most(path)


def most(path: str) -> int:
    """Return how many queries a page may take."""
    more = MOST_TO_FIND if "q=" in path else MOST_TO_JOIN if RECORDS.match(path) else 0
    return MOST + more


def test_the_pages_of_the_busiest_places_neither(client: Any) -> None:
    governments = sql(
        """SELECT slug FROM places_localgovernment g
             JOIN places_succession s ON s.successor_id = g.id
            GROUP BY slug ORDER BY count(*) DESC LIMIT 3"""
    )
    partners = sql(
        """SELECT p.public_id FROM places_partner p
             JOIN register_relationship r ON r.partner_id = p.id
            GROUP BY 1 ORDER BY count(*) DESC LIMIT 3"""
    )
    sourced = sql(
        """SELECT r.public_id FROM register_relationship r
             JOIN register_relationshipsource s ON s.relationship_id = r.id
            GROUP BY 1 ORDER BY count(*) DESC LIMIT 3"""
    )

    paths = [
        *(f"/en/municipalities/{slug}/" for (slug,) in governments),
        *(client.get(f"/en/partners/{number}-x/")["Location"] for (number,) in partners),
        *(f"/en/relationships/{number}/" for (number,) in sourced),
    ]

    assert {path: n for path in paths if (n := queries(client, path)) > most(path)} == {}


@pytest.mark.real_data
def test_the_list_asks_as_much_for_one_row_as_for_fifty(client: Any) -> None:
    few, many = "/en/relationships/?prefecture=32&country=us", "/en/relationships/?country=us"
    rows = [heading_count(client.get(path).content.decode()) for path in (few, many)]

    assert 1 <= rows[0] < 5
    assert rows[1] > 50
    assert queries(client, few) == queries(client, many)


@pytest.mark.sampled(1)
@pytest.mark.real_data
@pytest.mark.parametrize(
    ("few", "many"),
    [
        ("prefectures/32-shimane/", "prefectures/01-hokkaido/"),
        ("countries/no/", "countries/us/"),
        ("municipalities/131121-setagaya/", "municipalities/011002-sapporo/"),
    ],
)
def test_a_place_with_many_asks_as_much_as_one_with_few(client: Any, few: str, many: str) -> None:
    # Parts of other apps ask for what belongs to their records only where they have some.
    assert queries(client, f"/en/{many}") - queries(client, f"/en/{few}") <= MOST_TO_JOIN


@pytest.mark.parametrize("path", ["/robots.txt", "/healthz"])
def test_addresses_for_machines_ask_little(client: Any, path: str) -> None:
    assert queries(client, path) <= MOST


def test_the_index_of_the_sitemap_counts_each_section_once(client: Any) -> None:
    assert queries(client, "/sitemap.xml") <= len(SITEMAPS) + 2


@pytest.mark.parametrize("section", ["municipalities", "partners", "relationships"])
def test_a_sitemap_asks_no_query_for_each_address(client: Any, section: str) -> None:
    assert queries(client, f"/sitemap-{section}.xml") <= MOST
