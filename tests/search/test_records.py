"""What records are found by is kept: it is as the database has it, and costs no query."""

from typing import Any

import pytest

from places.finding import find
from places.models import LocalGovernment
from relationships.register.models import Relationship
from relationships.register.querysets import INDEX
from tests.clock import set_clock

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]


def matching(text: str) -> set[int]:
    """Return the keys of the relationships that all terms of a text mean."""
    return set.intersection(*(INDEX.matching(term) for term in find(text).terms))


def test_a_relationship_is_found_by_its_sides_and_by_where_they_lie() -> None:
    of_government = Relationship.with_withdrawn.filter(local_government__prefecture="32")
    both = of_government.filter(partner__country="US")

    assert matching("Shimane") >= set(of_government.values_list("pk", flat=True))
    assert matching("Shimane United States") == set(both.values_list("pk", flat=True))


def test_a_former_name_that_was_written_is_found_at_once() -> None:
    record = Relationship.objects.order_by("pk")[0]
    assert matching("Qqxzzt") == set()

    Relationship.objects.filter(pk=record.pk).update(former_name="Qqxzzt Club")

    assert matching("QQXZZT") == {record.pk}


def test_a_side_that_was_changed_is_found_at_once() -> None:
    sapporo = LocalGovernment.objects.get(code="011002")
    record = Relationship.objects.exclude(local_government=sapporo).order_by("pk")[0]
    assert record.pk not in matching("Sapporo")

    Relationship.objects.filter(pk=record.pk).update(local_government=sapporo)

    assert record.pk in matching("Sapporo")


def test_what_is_known_is_found_without_another_query(django_assert_num_queries: Any) -> None:
    (term,) = find("Sapporo").terms
    INDEX.matching(term)

    with django_assert_num_queries(1):  # the data version, outside of requests
        found = INDEX.matching(term)

    assert found


def test_signs_alone_are_no_word_of_a_record() -> None:
    (term,) = find("'").terms

    assert term.word == ""
    assert INDEX.matching(term) == set()


def test_the_same_words_are_looked_up_once(django_assert_num_queries: Any) -> None:
    find("Sapporo")

    with django_assert_num_queries(1):  # the data version, outside of requests
        found = find(" Sapporo ")

    assert found.exact == 1


def test_what_is_found_goes_by_the_day(monkeypatch: Any) -> None:
    set_clock(monkeypatch, "2026-05-01T12:00:00")
    LocalGovernment.objects.filter(code="011002").update(exists_from="2026-05-02")
    assert not find("Sapporo").exact

    set_clock(monkeypatch, "2026-05-02T12:00:00")

    assert find("Sapporo").exact
