"""When a kept page is new: after an edit, by the clock, with another revision."""

from typing import Any

import pytest
from django.db import connection

from sistercity.page_cache import POLL
from tests import neighbours
from tests.clock import set_clock
from tests.sistercity.cached.site import PAGE, CachedSite, etag, handler, rename_france

pytestmark = pytest.mark.django_db


def by_a_model() -> None:
    rename_france()


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def by_sql() -> None:
    run("UPDATE places_country SET name_en = 'Frankreich' WHERE code = 'FR'")


@pytest.mark.parametrize("edit", [by_a_model, by_sql])
def test_after_an_edit_every_page_is_new_within_a_second(site: CachedSite, edit: Any) -> None:
    before = etag(site)
    assert "Frankreich" not in site.get(PAGE).text
    edit()

    site.wait(POLL)
    after = site.get(PAGE)

    assert "Frankreich" in after.text
    assert after.headers["ETag"] != before
    assert site.get(PAGE, If_None_Match=before).status == 200


def test_the_version_is_asked_for_once_a_second(
    site: CachedSite, django_assert_num_queries: Any
) -> None:
    site.get(PAGE)
    for seconds, queries in ((POLL - 0.01, 0), (0.02, 1), (POLL - 0.03, 0)):
        site.wait(seconds)

        with django_assert_num_queries(queries):
            site.get(PAGE)
            site.get("/en/countries/", "HEAD")


def test_a_page_drawn_while_somebody_edits_is_not_kept_as_new(site: CachedSite) -> None:
    drawn = handler()

    def edited_before_the_version_is_read(environ: Any, start_response: Any) -> Any:
        rename_france("Gallia")
        return drawn(environ, start_response)

    def edited_after_the_page_was_drawn(environ: Any, start_response: Any) -> Any:
        body = drawn(environ, start_response)
        rename_france("Gaul")
        return body

    site.application = edited_before_the_version_is_read
    assert "Gallia" in site.get(PAGE).text
    assert site.cache.store.pages == {}

    site.wait(POLL)
    site.application = edited_after_the_page_was_drawn
    assert "Gallia" in site.get(PAGE).text

    site.wait(POLL)
    site.application = drawn
    assert "Gaul" in site.get(PAGE).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026-05-01T23:59:59", "2026-05-02T00:00:00"),  # a day in Japan
        ("2026-05-01T08:59:59", "2026-05-01T09:00:00"),  # a publication
    ],
)
def test_the_clock_makes_pages_new_too(
    site: CachedSite, monkeypatch: Any, before: str, after: str
) -> None:
    neighbours.listing(published_at="2026-05-01T09:00:00+09:00")
    set_clock(monkeypatch, before)
    old = etag(site)
    assert etag(site) == old

    set_clock(monkeypatch, after)
    site.wait(POLL)

    assert etag(site) != old
    assert len(site.rendered) == 2


def test_a_database_put_back_to_an_earlier_state_makes_pages_new(site: CachedSite) -> None:
    old = etag(site)

    run("UPDATE sistercity_dataversion SET changed_at = changed_at - interval '1 hour'")
    site.wait(POLL)

    assert etag(site) != old


def test_another_revision_has_no_page_of_the_one_before(site: CachedSite, monkeypatch: Any) -> None:
    old = etag(site)
    monkeypatch.setattr("sistercity.cache_headers.revision", lambda: "another")
    site.wait(POLL)

    assert site.get(PAGE, If_None_Match=old).status == 200
