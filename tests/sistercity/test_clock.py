"""Pages change with the clock though nobody writes: publication at a time, lapse, the end of a day.

Each kind of record is published at a time; readers who have the page are not told that it is
unchanged once the time has passed.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from sistercity.cache_headers import entity_tag
from sistercity.models import DataVersion
from sistercity.publication import Publication, publications, schedule
from tests import neighbours
from tests.clock import set_clock
from tests.pages import get

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]

PAGE = "/en/countries/"
BEFORE, AFTER = "2026-05-01T08:59:59", "2026-05-01T09:00:00"
MAKE: dict[str, Callable[..., Publication]] = {
    "listing": neighbours.listing,
    "edition": neighbours.edition,
    "seminar": neighbours.seminar,
    "conference": neighbours.conference,
}


def etag(client: Any, path: str = PAGE) -> str:
    return str(client.get(path)["ETag"])


def status(client: Any, seen: str, path: str = PAGE) -> int:
    """Return the answer to a reader who has the page as it was with an ETag."""
    return int(client.get(path, headers={"If-None-Match": seen}).status_code)


def test_every_kind_of_record_that_can_be_a_draft_is_known() -> None:
    assert {model._meta.model_name for model in publications()} >= MAKE.keys()


@pytest.mark.parametrize("kind", MAKE)
def test_a_planned_publication_makes_pages_fresh_when_its_time_has_come(
    client: Any, monkeypatch: Any, kind: str
) -> None:
    set_clock(monkeypatch, BEFORE)
    MAKE[kind](published_at=f"{AFTER}+09:00")
    seen = etag(client)
    assert status(client, seen) == 304

    set_clock(monkeypatch, AFTER)

    assert status(client, seen) == 200
    assert etag(client) != seen
    assert status(client, etag(client)) == 304


@pytest.mark.parametrize("kind", MAKE)
def test_a_draft_has_no_time(client: Any, monkeypatch: Any, kind: str) -> None:
    set_clock(monkeypatch, BEFORE)
    MAKE[kind](published_at=None)
    seen = etag(client)

    set_clock(monkeypatch, "2026-05-01T23:59:59")

    assert status(client, seen) == 304


def test_a_new_day_in_japan_makes_pages_fresh(client: Any, monkeypatch: Any) -> None:
    set_clock(monkeypatch, "2026-05-01T23:59:59")
    seen = etag(client)

    set_clock(monkeypatch, "2026-05-02T00:00:00")

    assert status(client, seen) == 200


def test_two_processes_give_the_same_etag_whenever_they_began(
    client: Any, monkeypatch: Any
) -> None:
    neighbours.listing(published_at=f"{AFTER}+09:00")
    set_clock(monkeypatch, BEFORE)
    client.get(PAGE)
    set_clock(monkeypatch, AFTER)
    first = etag(client)

    schedule.known = None  # as in a process that has just begun

    assert etag(client) == first


def test_a_change_of_plan_is_seen_at_once(client: Any, monkeypatch: Any) -> None:
    set_clock(monkeypatch, AFTER)
    record = neighbours.listing(published_at="2026-05-01T09:00:01+09:00")
    seen = etag(client)

    type(record).objects.update(published_at=f"{BEFORE}+09:00")

    assert status(client, seen) == 200


def test_the_moments_cost_one_query_for_each_version_of_the_data(
    client: Any, django_assert_num_queries: Any
) -> None:
    neighbours.listing(published_at=f"{AFTER}+09:00")
    version = DataVersion.objects.get()
    schedule.known = None

    with django_assert_num_queries(1):
        tags = {entity_tag(version), entity_tag(version)}

    assert tags == {etag(client)}


def test_a_listing_lapses_at_midnight_in_japan(client: Any, monkeypatch: Any) -> None:
    set_clock(monkeypatch, "2025-05-16T23:59:59")
    listing = neighbours.listing(published_at="2024-06-01T00:00:00+09:00")
    path = f"/en/partner-search/{listing.public_id}/"
    seen = etag(client, path)
    assert "This is an earlier listing" not in get(client, path)

    set_clock(monkeypatch, "2025-05-17T00:00:00")

    assert status(client, seen, path) == 200
    assert "This is an earlier listing" in get(client, path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT lapses_on FROM listings_listing")
        assert str(cursor.fetchone()[0]) == "2025-05-17"
