"""The page cache while the database is away."""

import contextlib
from typing import Any

import pytest
from django.db import OperationalError

from sistercity.cache_headers import DAY
from sistercity.models import DataVersion
from sistercity.page_cache import POLL
from tests.sistercity.cached.site import (
    PAGE,
    CachedSite,
    etag,
    rename_france,
)

pytestmark = pytest.mark.django_db


def test_kept_pages_are_served_for_a_day_without_the_database(site: CachedSite) -> None:
    tag = etag(site)
    site.database.error = OperationalError("away")

    site.wait(DAY - 1)
    assert site.get(PAGE).status == 200
    assert site.get(PAGE, If_None_Match=tag).status == 304
    assert len(site.rendered) == 1
    site.wait(2)
    site.get(PAGE)
    assert len(site.rendered) == 2


def test_what_is_not_kept_is_left_to_django_while_the_database_is_away(site: CachedSite) -> None:
    site.get(PAGE)
    site.database.error = OperationalError("away")
    site.wait()

    site.get("/en/about/")
    site.get("/en/about/")

    assert site.rendered == [PAGE, "/en/about/"]


def test_once_the_database_is_back_pages_are_new(site: CachedSite) -> None:
    site.get(PAGE)
    site.database.error = OperationalError("away")
    site.wait(10)
    site.get(PAGE)
    rename_france()

    site.database.error = None
    site.wait(POLL)

    assert "Frankreich" in site.get(PAGE).text


def test_one_request_waits_for_a_database_that_hangs_and_not_for_long(
    site: CachedSite, monkeypatch: Any
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("sistercity.page_cache.wait", lambda _, seconds: waited.append(seconds))
    site.get(PAGE)
    site.database.is_frozen = True
    site.wait(10)

    for _ in range(3):
        assert site.get(PAGE).status == 200
        site.wait(10)

    assert waited == [1.0]
    assert len(site.rendered) == 1


def test_an_error_of_the_program_is_django_s_to_show(site: CachedSite) -> None:
    site.get(PAGE)
    site.database.error = RuntimeError()
    site.wait()

    site.get(PAGE)
    site.get(PAGE)

    assert len(site.rendered) == 3


def test_the_log_says_once_that_the_database_is_away(
    site: CachedSite, monkeypatch: Any, caplog: Any
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("a secret")

    site.get(PAGE)
    monkeypatch.setattr("sistercity.page_cache.do_what_is_due", away)
    for _ in range(3):
        site.wait()
        site.get(PAGE)

    (line,) = caplog.messages
    assert line == "No data version: pages are served as they were (OperationalError)"


def test_what_is_due_is_done_before_a_page_of_the_day_before_is_sent(
    site: CachedSite, monkeypatch: Any
) -> None:
    done: list[DataVersion] = []

    def do_what_is_due(version: DataVersion) -> DataVersion:
        done.append(version)
        return version

    monkeypatch.setattr("sistercity.page_cache.do_what_is_due", do_what_is_due)

    site.get(PAGE)
    site.wait()
    site.get(PAGE)

    assert len(done) == 2


def test_no_connection_that_does_not_work_is_left_behind(
    site: CachedSite, monkeypatch: Any
) -> None:
    closed: list[str] = []
    monkeypatch.setattr(
        "sistercity.page_cache.close_old_connections", lambda: closed.append("closed")
    )
    monkeypatch.setattr("sistercity.page_cache.DataVersion", None)

    with contextlib.suppress(AttributeError):
        site.cache.poller.read(0)

    assert closed == ["closed", "closed"]
