"""Errors of the database are a 503 wherever they are raised; those of the program stay a 500."""

import logging
import re
from typing import Any

import pytest
from django.db import (
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
)
from django.db.transaction import TransactionManagementError
from jinja2 import Template
from psycopg import errors

from places.models import Country
from sistercity.cache_headers import BROWSERS
from sistercity.downloads import READ_AHEAD, download
from sistercity.unavailable import without_traceback
from tests.pages import LANGUAGES, soup

pytestmark = pytest.mark.django_db

# Where an error is raised: in the first middleware, in another, in a view, in a template.
PLACES = [
    "django.middleware.security.SecurityMiddleware.process_request",
    "django.contrib.sessions.middleware.SessionMiddleware.process_request",
    "sistercity.middleware.DataVersionMiddleware.process_view",
    "relationships.register.views.stats",
    "sistercity.context_processors.get_language",
    "jinja2.Template.render",
]
WORDS = [
    f"/{language}/{name}/"
    for language in LANGUAGES
    for name in ("about", "accessibility", "privacy", "styleguide")
]


def raised(error: type[Exception], cause: Exception | None = None) -> Exception:
    try:
        raise error("a secret") from cause
    except error as made:
        return made


# Of some more kinds the server itself is asked, in away/test_connections.py.
AWAY = [
    raised(OperationalError),
    raised(InterfaceError),
    raised(OperationalError, errors.QueryCanceled()),
    raised(OperationalError, errors.CannotConnectNow()),
    raised(OperationalError, errors.DeadlockDetected()),
    raised(TransactionManagementError, raised(OperationalError, errors.QueryCanceled())),
]
FAULTS = [
    raised(RuntimeError),
    raised(IntegrityError, errors.UniqueViolation()),
    raised(InternalError, errors.InFailedSqlTransaction()),
]


def failing(monkeypatch: pytest.MonkeyPatch, place: str, error: Exception) -> None:
    """Raise an error at a place; the page for errors, a template too, is printed all the same."""
    render = Template.render

    def fail(*arguments: Any, **words: Any) -> Any:
        if place == "jinja2.Template.render" and "unavailable" in arguments[1]:
            return render(*arguments)
        raise error

    monkeypatch.setattr(place, fail, raising=False)


def check(response: Any, status: int) -> None:
    assert response.status_code == status
    assert ("Retry-After" in response) == (status == 503)
    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert "ETag" not in response
    assert not response.cookies
    assert b"secret" not in response.content
    page = soup(response.content.decode())
    assert {block.get("lang", "ja") for block in page.select(".language-block")} == {"en", "ja"}
    assert not page.select("script, style, [style]")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("error", "status"), [(AWAY[2], 503), (FAULTS[1], 500)])
def test_an_error_is_answered_alike_wherever_it_is_raised(
    client: Any, monkeypatch: pytest.MonkeyPatch, place: str, error: Exception, status: int
) -> None:
    failing(monkeypatch, place, error)
    client.raise_request_exception = False

    check(client.get("/en/"), status)


@pytest.mark.parametrize("error", [*AWAY, *FAULTS], ids=lambda e: type(e.__cause__ or e).__name__)
def test_errors_of_an_absent_database_are_a_503_and_all_others_a_500(
    client: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    failing(monkeypatch, "relationships.register.views.stats", error)
    client.raise_request_exception = False

    check(client.get("/ja/"), 503 if error in AWAY else 500)


@pytest.mark.parametrize(("error", "traced"), [(AWAY[0], False), (FAULTS[1], True)])
def test_only_faults_are_logged_with_a_traceback(
    client: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any, error: Exception, traced: bool
) -> None:
    failing(monkeypatch, "relationships.register.views.stats", error)
    client.raise_request_exception = False
    logging.getLogger("django").addHandler(caplog.handler)

    client.get("/en/")

    logging.getLogger("django").removeHandler(caplog.handler)
    [record] = [one for one in caplog.records if one.name == "django.request"]
    assert without_traceback(record)
    assert bool(record.exc_info) is traced
    assert "\n" not in record.getMessage()


def test_a_file_whose_beginning_cannot_be_read_has_not_begun() -> None:
    def lines() -> Any:
        yield b"the headings"
        raise OperationalError

    with pytest.raises(OperationalError):
        download(lines(), "file.csv", "text/csv")


def test_a_large_file_is_sent_in_parts() -> None:
    made = []

    def parts() -> Any:
        for number in range(10):
            made.append(number)
            yield b"x" * READ_AHEAD

    response = download(parts(), "file.csv", "text/csv")

    assert made == [0]
    assert len(b"".join(response)) == 10 * READ_AHEAD


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("path", [*WORDS, "/robots.txt"])
def test_what_shows_no_data_is_revalidated_without_a_query(
    client: Any, django_assert_num_queries: Any, path: str, method: str
) -> None:
    first = client.get(path)

    with django_assert_num_queries(0):
        again = getattr(client, method)(path, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"] == BROWSERS
    assert "Content-Length" not in again


@pytest.mark.parametrize("path", [*WORDS, "/robots.txt"])
def test_a_page_that_shows_no_data_has_an_etag_of_the_deployed_revision(
    client: Any, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    old = client.get(path)["ETag"]

    Country.objects.filter(code="FR").update(name_en="La France")
    assert client.get(path)["ETag"] == old
    monkeypatch.setattr("sistercity.cache_headers.revision", lambda: "another")

    response = client.get(path, headers={"If-None-Match": old})
    assert response.status_code == 200
    assert response["ETag"] != old


def test_a_stated_retention_is_part_of_the_revision(settings: Any) -> None:
    from sistercity.revision import revision

    digest: Any = revision.__wrapped__
    before = digest()
    settings.ENQUIRY_RETENTION_DAYS += 1

    assert digest() != before


def test_no_page_without_data_shows_a_date_of_today(client: Any) -> None:
    """Its ETag knows neither the day nor the data: a date could only be a fixed one."""
    for path in WORDS:
        page = client.get(path).content.decode()
        assert not re.search("Data as of|Gathered from|Last change", page)
