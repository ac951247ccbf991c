"""The search leads to the right page: 98 of 100 queries at once, 995 of 1,000 within three answers.

The queries were made from the data without looking at the search. Those that are held out count
apart: who tunes the search does not look at them, so they show how it does with what nobody tried.
Queries for one place are asked without their pages, which take several times as long; some are
asked both ways, and must give the same. Without --full every tenth query is asked: the same ones
each time, for shares of a few by chance would say little.
"""

import random
from collections import Counter, defaultdict
from typing import Any

import pytest

from places.models import LocalGovernment
from relationships.register.models import Relationship
from tests.pages import sql
from tests.relationships.register.test_sitemap import SECTIONS, addresses
from tests.search.asking import Query, page_of, place_in_answers, place_in_hits, queries

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

FIRST, WITHIN_THREE = 0.98, 0.995
# The least number of queries of each kind; former places have theirs below.
TWO_WORDS = "two words"
KINDS = {"former": 0, "spelling": 300, "typo": 100, "name": 100, TWO_WORDS: 50}
# Where each former municipality that began a relationship is today.
SUCCESSORS = """
    WITH RECURSIVE line (former, place) AS (
        SELECT DISTINCT former_local_government_id, former_local_government_id
          FROM register_relationship WHERE former_local_government_id IS NOT NULL
         UNION
        SELECT line.former, s.successor_id
          FROM line JOIN places_succession s ON s.predecessor_id = line.place
    )
    SELECT line.former, g.slug FROM line JOIN places_localgovernment g ON g.id = line.place
     WHERE g.exists_until IS NULL"""


def share(places: list[int], most: int) -> float:
    """Return the share of queries whose page stands at ``most`` or before."""
    return sum(0 < place <= most for place in places) / len(places)


@pytest.mark.parametrize("held_out", ["no", "yes"], ids=["tuning", "held-out"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_right_page_comes_first(
    client: Any, kind: str, held_out: str, full: bool, capsys: Any
) -> None:
    of_kind = [one for one in queries() if (one.kind, one.held_out) == (kind, held_out)]
    asked = of_kind if full else of_kind[::10]

    places = [
        place_in_answers(client, query) if kind == TWO_WORDS else place_in_hits(query)
        for query in asked
    ]

    first, within_three = share(places, 1), share(places, 3)
    figures = f"first {first:.2%}, within three {within_three:.2%} of {len(asked)} queries"
    with capsys.disabled():
        print(f"\nsearch, {kind}, {'held out' if held_out == 'yes' else 'tuning'}: {figures}")
    assert first >= FIRST and within_three >= WITHIN_THREE, figures + missed(asked, places)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != TWO_WORDS])
def test_a_page_shows_places_in_the_order_in_which_they_are_found(
    client: Any, chance: random.Random, full: bool, kind: str
) -> None:
    of_kind = [query for query in queries() if query.kind == kind]

    asked = chance.sample(of_kind, 20 if full else 4)

    shown = {query.path: place_in_answers(client, query) for query in asked}
    assert shown == {query.path: place_in_hits(query) for query in asked}


def missed(asked: list[Query], places: list[int]) -> str:
    """Return the queries that went wrong, by kind; of those held out only how many."""
    wrong = [(query, place) for query, place in zip(asked, places, strict=True) if place != 1]
    if asked[0].held_out == "yes":
        return f" {dict(Counter(query.kind for query, _ in wrong))}"
    return "".join(
        f"\n{place} {query.kind}: {query.query} {query.expected}" for query, place in wrong
    )


def test_there_are_enough_queries_of_each_kind() -> None:
    numbers = Counter(query.kind for query in queries())

    assert len(queries()) >= 600
    assert numbers.keys() == KINDS.keys()
    assert all(numbers[kind] >= least for kind, least in KINDS.items()), numbers


def test_no_query_is_asked_twice() -> None:
    assert len({query.query for query in queries()}) == len(queries())


def test_sixty_places_are_spelled_in_five_ways() -> None:
    spellings = Counter(q.expected for q in queries() if q.kind == "spelling")

    assert len(spellings) >= 60
    assert set(spellings.values()) == {5}


def test_a_fifth_of_each_kind_is_held_out() -> None:
    held: dict[str, list[bool]] = defaultdict(list)
    for query in queries():
        held[query.kind].append(query.held_out == "yes")

    shares = {kind: round(sum(each) / len(each), 2) for kind, each in held.items()}

    assert all(0.19 <= part <= 0.21 for part in shares.values()), shares


def test_every_former_municipality_that_began_a_relationship_is_asked_for() -> None:
    asked: dict[tuple[str, ...], str] = defaultdict(str)
    for query in queries():
        asked[page_of(query.expected)] += f" {query.query}"
    began = LocalGovernment.objects.in_bulk(
        Relationship.objects.exclude(former_local_government=None).values_list(
            "former_local_government", flat=True
        )
    )

    forgotten = [
        str(began[former])
        for former, slug in sql(SUCCESSORS)
        if began[former].name_ja[:-1] not in asked[page_of(f"municipalities/{slug}/")]
    ]

    assert began and forgotten == []


def test_every_page_that_a_query_must_reach_exists(client: Any) -> None:
    known = {page_of(address) for section in SECTIONS for address in addresses(section)}
    wanted = {page_of(query.expected): query.expected for query in queries()}

    gone = [page for key, page in wanted.items() if key not in known and "?" not in page]

    assert gone == []
    lists = [page for page in wanted.values() if "?" in page]
    assert [page for page in lists if client.get(f"/en/{page}").status_code != 200] == []
