"""The main question, of every prefecture and every country: what connects the two?

What the list must show is asked of the tables in plain SQL. It is the rule of the filters'
description: without a choice of status or of counting the list holds the relationships in force
that CLAIR's rule counts; suspended and dormant ones are in force, ended ones are not.
"""

from collections import defaultdict
from typing import Any

import pytest

from tests.pages import heading_count, list_pages, row_numbers, sql

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

PREFECTURES = [f"{number:02}" for number in range(1, 48)]
# By the code's first two digits, not by the foreign key that the filter goes through.
ROWS = """
    SELECT lower(partner.country_id), relationship.public_id
      FROM relationships_relationship relationship, places_partner partner,
           places_localgovernment government
     WHERE relationship.partner_id = partner.id
       AND relationship.local_government_id = government.id
       AND left(government.code, 2) = %s
       AND relationship.counting = 'counted'
       AND relationship.status IN ('active', 'suspended', 'dormant')
"""


def countries() -> list[str]:
    return [row[0] for row in sql("SELECT DISTINCT lower(country_id) FROM places_partner")]


def expected(prefecture: str) -> dict[str, set[int]]:
    rows = defaultdict(set)
    for country, number in sql(ROWS, prefecture):
        rows[country].add(number)
    return rows


def shown(client: Any, prefecture: str, country: str) -> tuple[int, list[int]]:
    """Return the number in the heading and the rows of all pages."""
    path = f"/en/relationships/?prefecture={prefecture}&country={country}"
    pages = list_pages(client, path)
    return heading_count(pages[0]), [number for page in pages for number in row_numbers(page)]


@pytest.mark.parametrize("prefecture", PREFECTURES)
def test_the_list_shows_exactly_the_rows_of_the_tables(client: Any, prefecture: str) -> None:
    rows = expected(prefecture)
    wrong = {}

    for country in countries():
        count, numbers = shown(client, prefecture, country)
        if sorted(numbers) != sorted(rows[country]) or count != len(rows[country]):
            wrong[country] = (count, numbers, rows[country])

    assert wrong == {}


def test_there_are_71_countries_to_ask_for() -> None:
    assert len(countries()) == 71


def test_the_pairs_together_are_the_whole_list(client: Any) -> None:
    pairs = [numbers for code in PREFECTURES for numbers in expected(code).values()]

    count, numbers = shown(client, "", "")

    assert sum(map(len, pairs)) == count == len(numbers)
    assert set().union(*pairs) == set(numbers)
