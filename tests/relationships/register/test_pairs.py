"""The main question, of every prefecture and every country: what connects the two?

What the list must show is asked of the tables in plain SQL. It is the rule of the filters'
description: without a choice of status or of counting the list holds the relationships in force
that CLAIR's rule counts; suspended and dormant ones are in force, ended ones are not.
"""

import random
from collections import defaultdict
from typing import Any

import pytest

from tests.pages import heading_count, list_pages, row_numbers, rows_of, sql

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

# By the code's first two digits, not by the foreign key that the filter goes through.
ROWS = """
    SELECT left(government.code, 2), lower(partner.country_id), relationship.public_id
      FROM register_relationship relationship, places_partner partner,
           places_localgovernment government
     WHERE relationship.partner_id = partner.id
       AND relationship.local_government_id = government.id
       AND relationship.counting = 'counted'
       AND relationship.status IN ('active', 'suspended', 'dormant')
"""
Pair = tuple[str, str]
PARTS = 4  # of all pairs, so that several processes share them


def pairs() -> list[Pair]:
    """Return every prefecture with every country, by their codes."""
    countries = sql("SELECT DISTINCT lower(country_id) FROM places_partner ORDER BY 1")
    return [(f"{number:02}", country) for number in range(1, 48) for (country,) in countries]


def expected() -> dict[Pair, set[int]]:
    rows = defaultdict(set)
    for prefecture, country, number in sql(ROWS):
        rows[prefecture, country].add(number)
    return rows


def query(pair: Pair) -> str:
    return "prefecture={}&country={}".format(*pair)


def shown(client: Any, pair: Pair) -> tuple[int, list[int]]:
    """Return the number in the heading and the rows of all pages."""
    pages = list_pages(client, f"/en/relationships/?{query(pair)}")
    return heading_count(pages[0]), [number for page in pages for number in row_numbers(page)]


@pytest.mark.sampled(1)
@pytest.mark.parametrize("part", range(PARTS))
def test_the_filter_keeps_exactly_the_rows_of_the_tables(
    chance: random.Random, full: bool, part: int
) -> None:
    rows, asked = expected(), pairs()[part::PARTS]
    asked = asked if full else chance.sample(asked, 75)

    found = {
        pair: sorted(rows_of(query(pair)).values_list("public_id", flat=True)) for pair in asked
    }

    assert found == {pair: sorted(rows[pair]) for pair in asked}


def test_the_list_shows_exactly_the_rows_of_the_tables(client: Any, chance: random.Random) -> None:
    rows = expected()
    full = chance.sample(sorted(rows), 12)
    empty = chance.sample(sorted(set(pairs()) - rows.keys()), 3)

    found = {pair: shown(client, pair) for pair in full + empty}

    for pair, (count, numbers) in found.items():
        assert (count, sorted(numbers)) == (len(rows[pair]), sorted(rows[pair])), pair


def test_there_are_71_countries_to_ask_for() -> None:
    assert len(pairs()) == 47 * 71


def test_the_pairs_together_are_the_whole_list(client: Any) -> None:
    rows = expected()

    count, numbers = shown(client, ("", ""))

    assert rows.keys() <= set(pairs())
    assert sorted(numbers) == sorted(number for pair in rows.values() for number in pair)
    assert count == len(numbers)
