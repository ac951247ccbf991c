"""The site while its database is stopped, frozen, or has a locked table."""

import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from sistercity.page_cache import POLL
from tests.pages import soup
from tests.sistercity.away.addresses import addresses
from tests.sistercity.away.proxy import Proxy
from tests.sistercity.away.site import SESSION, Answer, Site

# the processes need its database
pytestmark = pytest.mark.django_db

WITHOUT_DATA = [
    "/livez",
    "/robots.txt",
    "/static/site.css",
    "/",
    "/about/",
    "/nothing",
    *(
        f"/{language}/{page}/"
        for language in ("en", "ja")
        for page in ("about", "accessibility", "privacy", "styleguide", "nothing", "partners")
    ),
]
STATUS = {
    "/": 302,
    "/about/": 302,
    "/nothing": 404,
    "/en/partners/": 302,
    "/ja/partners/": 302,
    "/en/nothing/": 404,
    "/ja/nothing/": 404,
}
NEED = {
    "sistercity_dataversion": ["/en/data/", "/ja/", "/releases/1/register.csv", "/sitemap.xml"],
    "register_relationship": ["/en/relationships/", "/ja/", "/sitemap-relationships.xml"],
    "django_session": ["/admin/", "/admin/register/relationship/"],
}


@pytest.fixture
def stopped(site: Site, proxy: Proxy) -> Iterator[None]:
    proxy.stop()
    yield
    proxy.start()
    assert site.wait_until_ok("/healthz", 5).status == 200


@pytest.fixture
def frozen(site: Site, proxy: Proxy) -> Iterator[None]:
    # Some threads keep a connection: they wait for its check, then for a new one.
    site.get_all(["/en/"] * 8, **SESSION)
    proxy.freeze()
    yield
    proxy.thaw()
    # Each of eight threads gives up what it waited for, on a machine that may be busy.
    assert site.wait_until_ok("/healthz", 20).status == 200


def lock(visitor: psycopg.Connection, table: str) -> None:
    visitor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")


def faults(answer: Answer) -> list[str]:
    """Return what is wrong with an answer to a page that needs data."""
    policy = answer.headers.get("Cache-Control", "")
    checks = {
        "status": answer.status == 503,
        "Retry-After": answer.headers.get("Retry-After", "").isdecimal(),
        "no-store": "no-store" in policy and "public" not in policy,
        "ETag": "ETag" not in answer.headers,
        "cookie": "Set-Cookie" not in answer.headers,
        "body": b"hunter2" not in answer.body and b"127.0.0.1" not in answer.body,
        "languages": {b.get("lang", "ja") for b in soup(answer.body.decode()).select("main > div")}
        == {"en", "ja"},
    }
    return [f"{answer.path} {answer.status}: {name}" for name, ok in checks.items() if not ok]


def all_faults(answers: list[Answer]) -> list[str]:
    return [fault for answer in answers for fault in faults(answer)]


def with_data(site: Site) -> list[Answer]:
    """Ask for every address of the site as somebody signed in; return those that need data."""
    wanted = [path for path in addresses() if path not in WITHOUT_DATA]
    return site.get_all(wanted, **SESSION)


@pytest.mark.parametrize(("state", "longest"), [("stopped", 10), ("frozen", 12)])
def test_while_the_database_is_away_what_needs_data_is_a_503_and_the_rest_answers_at_once(
    site: Site, state: str, longest: int, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(state)

    at_once = site.get_all(WITHOUT_DATA)
    late = with_data(site)

    assert {a.path: a.status for a in at_once} == {p: STATUS.get(p, 200) for p in WITHOUT_DATA}
    assert max(answer.seconds for answer in at_once) < 3
    assert all_faults(late) == []
    assert max(answer.seconds for answer in late) < longest


@pytest.mark.parametrize("state", ["stopped", "frozen"])
def test_while_the_database_is_away_pages_that_were_asked_for_stay_readable_and_healthz_is_a_503(
    site: Site, state: str, request: pytest.FixtureRequest
) -> None:
    pages = ["/en/", "/ja/countries/", "/en/faq/"]
    before = site.get_all(pages)
    request.getfixturevalue(state)
    time.sleep(POLL)

    during = site.get_all(pages * 4)
    known = site.get("/en/", **{"If-None-Match": before[0].headers["ETag"]})

    assert [answer.status for answer in before] == [200] * 3
    assert {(a.path, a.status, a.body) for a in during} == {(a.path, 200, a.body) for a in before}
    assert max(answer.seconds for answer in during) < 3
    assert known.status == 304
    assert site.get("/healthz").status == 503
    assert site.get("/en/", **SESSION).status == 503


def test_a_503_is_the_same_to_head(site: Site, stopped: None) -> None:
    for path in ("/en/", "/healthz", "/admin/", "/en/search/suggest?q=a"):
        answer = site.get(path, "HEAD", **SESSION)

        assert answer.status == 503
        assert answer.headers["Retry-After"]
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.body == b""


@pytest.mark.parametrize("table", NEED)
def test_while_a_table_is_locked_only_what_needs_it_is_a_503_after_the_wait_for_locks(
    site: Site, visitor: Any, table: str
) -> None:
    lock(visitor, table)

    at_once = site.get_all([*WITHOUT_DATA, "/healthz"])
    late = site.get_all(NEED[table], **SESSION)

    assert all(answer.status == STATUS.get(answer.path, 200) for answer in at_once)
    assert max(answer.seconds for answer in at_once) < 2
    assert all_faults(late) == []
    assert max(answer.seconds for answer in late) < 5
    visitor.rollback()
    assert site.wait_until_ok("/en/relationships/", 5).status == 200


def test_a_database_that_is_away_is_one_line_of_the_log_for_each_request(
    site: Site, stopped: None
) -> None:
    before = len(site.log.read_text().splitlines())

    site.get_all(["/en/", "/ja/data/", "/healthz", "/admin/places/"], **SESSION)

    lines = site.log.read_text().splitlines()[before:]
    assert len(lines) == 4
    assert all("Service Unavailable" in line and "OperationalError" in line for line in lines)
