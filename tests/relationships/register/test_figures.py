"""Figures, facets and sections are kept in a process, and new after each kind of write."""

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.utils import translation

from commendations.models import Commendation, CommendationGovernment
from relationships.register.filters import RelationshipFilter, kept_counts
from relationships.register.forms import SORTS
from relationships.register.models import Relationship
from tests.pages import LANGUAGES, choice_counts, get, heading_count, row_numbers, soup, sql, whole

pytestmark = pytest.mark.django_db
LEAD = re.compile(r'<p class="lead">.*?<a [^>]*>([\d,]+)')


def one() -> Relationship:
    """Return a relationship that the totals count; its partner is in the United States."""
    found = Relationship.objects.in_the_totals().filter(partner__country="US").first()
    assert found is not None
    return found


def save(record: Relationship) -> None:
    record.counting = "one_field"
    record.save()


def update(record: Relationship) -> None:
    Relationship.objects.filter(pk=record.pk).update(counting="one_field")


def bulk(record: Relationship) -> None:
    record.counting = "one_field"
    Relationship.objects.bulk_update([record], ["counting"])


def plain_sql(record: Relationship) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE register_relationship SET counting = 'one_field' WHERE id = %s", [record.pk]
        )


def delete(record: Relationship) -> None:
    record.delete()


def numbers(client: Any, language: str) -> list[int]:
    """Return the total as the home page, the list, a facet and two pages of places state it."""
    home = soup(get(client, f"/{language}/")).select("dl.stats .number")[0].get_text()
    the_list = get(client, f"/{language}/relationships/")
    country = get(client, f"/{language}/relationships/?country=us")
    place = LEAD.search(get(client, f"/{language}/countries/us/"))
    assert place
    facet = choice_counts(soup(the_list))["country", "us"]
    return [whole(home), heading_count(the_list), facet, heading_count(country), whole(place[1])]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("write", [save, update, bulk, plain_sql, delete])
def test_every_figure_is_new_after_each_kind_of_write(
    client: Any, write: Callable[[Relationship], None], language: str
) -> None:
    before = numbers(client, language)

    write(one())

    assert numbers(client, language) == [number - 1 for number in before]


def test_what_is_rolled_back_is_in_no_figure(client: Any) -> None:
    before = numbers(client, "en")

    with transaction.atomic():
        update(one())
        assert numbers(client, "en") != before
        transaction.set_rollback(True)

    assert numbers(client, "en") == before


def test_a_section_of_a_place_is_there_as_soon_as_an_app_names_it(client: Any) -> None:
    record = one()
    path = record.local_government.get_absolute_url()
    commendation = Commendation.objects.exclude(edition__published_at=None).first()
    assert commendation
    before = get(client, path)

    CommendationGovernment.objects.create(
        commendation=commendation, local_government=record.local_government
    )

    assert commendation.get_absolute_url() not in before
    assert commendation.get_absolute_url() in get(client, path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", [value for value, _label in SORTS])
@pytest.mark.parametrize("query", ["", "&country=us", "&prefecture=01", "&q=san", "&status=ended"])
def test_a_part_of_the_list_is_what_stands_there(
    chance: random.Random, language: str, sort: str, query: str
) -> None:
    with translation.override(language):
        filters = RelationshipFilter(QueryDict(f"sort={sort}{query}"))
        assert filters.is_valid()
        rows = list(filters.qs)
        first = chance.randint(0, max(len(rows) - 2, 0))

        part = filters.part(first, min(first + 7, len(rows)))

        assert filters.number == len(rows)
        assert part == rows[first : first + 7]


def test_the_counts_that_are_kept_are_bounded(monkeypatch: Any) -> None:
    monkeypatch.setattr("relationships.register.filters.MOST_KEPT", 20)
    kept_counts.known = None

    for year in range(1950, 1970):
        filters = RelationshipFilter(QueryDict(f"year_from={year}"))
        assert filters.is_valid()
        assert sum(filters.counts["counting"].values()) >= filters.number

    assert len(kept_counts.now()) <= 20 + 7


def test_counts_of_other_conditions_are_not_taken_for_these() -> None:
    for query in ("prefecture=01", "prefecture=13", "prefecture=01&status=ended", "q=san"):
        filters = RelationshipFilter(QueryDict(query))
        assert filters.is_valid()

        assert filters.counts["country"] == dict(
            sql_counts(filters.narrowed().values_list("pk", flat=True))
        )


def sql_counts(keys: Any) -> list[tuple[str, int]]:
    return sql(
        """SELECT lower(p.country_id), count(*) FROM register_relationship r
             JOIN places_partner p ON p.id = r.partner_id
            WHERE r.id = ANY(%s) GROUP BY 1""",
        list(keys),
    )


@pytest.mark.parametrize(
    ("order", "index"), [("newest", "relationship_newest"), ("oldest", "relationship_oldest")]
)
def test_an_index_has_the_orders_by_date(order: str, index: str) -> None:
    rows = getattr(Relationship.objects.in_the_totals().with_page(), order)()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")

    plan = rows.values_list("pk")[50:100].explain()

    assert f"using {index} " in plan
    assert "Sort" not in plan


@pytest.mark.real_data
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "condition"),
    [
        ("countries/us/", {"partner__country": "US"}),
        ("prefectures/01-hokkaido/", {"local_government__prefecture": "01"}),
    ],
)
def test_the_pages_of_a_place_hold_every_relationship_once(
    client: Any, language: str, path: str, condition: dict[str, str]
) -> None:
    wanted = set(Relationship.objects.listed().filter(**condition).values_list("public_id"))
    first = get(client, f"/{language}/{path}")
    last = -(-len(wanted) // 50)

    later = [get(client, f"/{language}/{path}?page={n}") for n in range(2, last + 1)]

    shown = [number for page in (first, *later) for number in row_numbers(page)]
    assert (len(shown), {(number,) for number in shown}) == (len(wanted), wanted)
    assert get(client, f"/{language}/{path}?page={last + 1}", 404)
    assert get(client, f"/{language}/{path}?page=x", 404)


@pytest.mark.real_data
@pytest.mark.parametrize("path", ["countries/us/", "prefectures/01-hokkaido/"])
def test_a_later_page_of_a_place_has_its_table_alone(client: Any, path: str) -> None:
    first, second = soup(get(client, f"/en/{path}")), soup(get(client, f"/en/{path}?page=2"))

    assert "Showing 51–100 of " in second.get_text()
    assert "(page 2 of" in str(second.title)
    assert str(second.select_one("link[rel=canonical]")).count(f"/en/{path}?page=2") == 1
    assert not second.select("meta[name=robots]")
    assert first.select("figure#by-decade, table.bars")
    assert not second.select("figure#by-decade, table.bars, details:not(.filters)")
    assert [link["href"] for link in second.select("nav a[rel=prev]")] == [f"/en/{path}"]
