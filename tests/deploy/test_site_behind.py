"""The site behind docs/deploy/nginx.conf: gunicorn with a database, both of which go away."""

import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
import pytest
from django.db import connection

from sistercity.cache_headers import GONE, PUBLIC
from sistercity.page_cache import POLL
from tests.databases import copied
from tests.deploy import nginx
from tests.deploy.nginx import HOST, Proxy
from tests.sistercity.away import proxy as database_proxy
from tests.sistercity.away.addresses import addresses
from tests.sistercity.away.site import Site

pytestmark = [pytest.mark.django_db, nginx.NEEDED]
# What a member of staff may count on: the page cache asks once a second for the data version, and
# nginx, which counts whole seconds, keeps a page for two at most.
EXPIRED = 2.1
NEW_AFTER = POLL + EXPIRED
LOCATION = re.compile(r"<loc>https://[^/]+([^<]+)</loc>")
RENAME = "UPDATE places_country SET name_en = %s WHERE code = 'FR'"
PAGES = ["/en/", "/ja/countries/", "/en/countries/fr/", "/en/relationships/?country=FR"]


@pytest.fixture(scope="module")
def database(django_db_setup: None) -> Iterator[str]:
    """The name of a database of our own."""
    with copied("behind_nginx") as name:
        yield name


@pytest.fixture(scope="module")
def postgresql(database: str) -> Iterator[database_proxy.Proxy]:
    """What stands between the site and PostgreSQL."""
    made = database_proxy.Proxy(database_proxy.upstream(connection.settings_dict))
    yield made
    made.stop()


@contextmanager
def running_site(database: str, port: int, log: Path, *, megabytes: int) -> Iterator[Site]:
    """Run the site as it is deployed, with a page cache of so many megabytes."""
    who = ":".join(quote(connection.settings_dict[key], safe="") for key in ("USER", "PASSWORD"))
    url = f"postgres://{who}@127.0.0.1:{port}/{database}"
    behind = {"HTTPS": "1", "ALLOWED_HOSTS": f"{HOST},127.0.0.1", "PAGE_CACHE": str(megabytes)}
    site = Site(url, nginx.free_port(), log, workers=2, threads=4, **behind)
    try:
        assert site.wait_until_ok("/healthz", 60).status == 200, log.read_text()
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="module")
def site(
    database: str, postgresql: database_proxy.Proxy, folders: Callable[[str], Path]
) -> Iterator[Site]:
    log = folders("site") / "log"
    with running_site(database, postgresql.port, log, megabytes=64) as running:
        yield running


@pytest.fixture
def proxy(site: Site, folders: Callable[[str], Path]) -> Iterator[Proxy]:
    """nginx that has kept nothing yet, and takes any number of requests."""
    folder = folders(f"nginx-{time.monotonic_ns()}")
    with nginx.running(nginx.prepare(folder, backend=site.port, is_limited=False)) as running:
        yield running


def ask(proxy: Proxy, path: str, *headers: str) -> tuple[int, str]:
    lines = [f"GET {path} HTTP/1.1", *headers]
    response, body = proxy.ask("\n".join(lines))
    return response.status, body.decode(errors="replace")


def rename(database: str, name: str) -> None:
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=database,
        autocommit=True,
    ) as connected:
        connected.execute(RENAME, [name])


def test_pages_that_were_asked_for_stay_readable_without_postgresql_and_without_gunicorn(
    database: str,
    postgresql: database_proxy.Proxy,
    folders: Callable[[str], Path],
) -> None:
    log = folders("uncached") / "log"
    with (  # no page cache, so that it is nginx that keeps them
        running_site(database, postgresql.port, log, megabytes=0) as site,
        nginx.running(nginx.prepare(folders("kept"), backend=site.port)) as proxy,
    ):
        before = [ask(proxy, path) for path in PAGES]
        postgresql.stop()
        time.sleep(EXPIRED)
        without_postgresql = [ask(proxy, path) for path in PAGES]
        others = [ask(proxy, path)[0] for path in ("/en/statistics/", "/en/report/", "/")]
        postgresql.start()
        site.process.terminate()  # and its workers
        site.process.wait()
        without_gunicorn = [ask(proxy, path) for path in PAGES]
        others += [ask(proxy, path)[0] for path in ("/en/statistics/", "/en/report/", "/")]

    assert {status for status, _ in before} == {200}
    assert without_postgresql == before
    assert without_gunicorn == before
    assert others == [503, 503, 302] * 2


@pytest.mark.parametrize("path", ["/admin/login/", "/en/report/", "/en/search/?q=fr"])
def test_what_the_site_does_not_keep_is_compressed_for_whoever_takes_brotli(
    proxy: Proxy, path: str
) -> None:
    request = f"GET {path} HTTP/1.1\nAccept-Encoding: gzip, deflate, br"
    response, _body = proxy.ask(request)

    assert (response.status, response.headers["Content-Encoding"]) == (200, "gzip")


def test_an_edit_shows_to_every_reader_after_three_seconds_and_at_once_to_who_is_signed_in(
    proxy: Proxy, database: str
) -> None:
    for number in range(2):
        name = f"Edit{number}end"
        for path in PAGES[2:] * 4:  # each of both workers
            ask(proxy, path)

        rename(database, name)

        signed_in = [ask(proxy, path, "Cookie: sessionid=a")[1] for path in PAGES[2:]]
        time.sleep(NEW_AFTER)
        everybody = [ask(proxy, path)[1] for path in PAGES[2:] * 4]
        assert [page for page in [*signed_in, *everybody] if name not in page] == []


def crawl(proxy: Proxy) -> list[str]:
    """Return the addresses of the sitemap, and of the files of a page."""
    sections = LOCATION.findall(ask(proxy, "/sitemap.xml")[1])
    found = [path for section in sections for path in LOCATION.findall(ask(proxy, section)[1])]
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', ask(proxy, "/en/")[1])
    return [*sections, *found, *files]


def test_a_crawl_that_is_replayed_is_answered_from_what_is_kept(
    proxy: Proxy,
    chance: random.Random,
    full: bool,
) -> None:
    paths = crawl(proxy)
    assert len(paths) > 300
    paths = paths if full else chance.sample(paths, 30)
    for path in paths:
        assert ask(proxy, path)[0] == 200
    time.sleep(EXPIRED)
    proxy.settle()
    before = len(proxy.log)

    for path in paths * 2:
        assert ask(proxy, path)[0] == 200

    proxy.settle()
    found = re.findall(r"cache=(\S+)", proxy.log[before:])
    kept = [status for status in found if status in ("HIT", "REVALIDATED")]
    assert len(kept) >= len(paths) * 2 * 0.95


def test_nothing_private_and_no_cookie_is_kept(proxy: Proxy) -> None:
    for path in addresses():
        ask(proxy, path)
        ask(proxy, path, "Cookie: csrftoken=abc; django_language=ja")

    kept = proxy.kept()

    assert len(kept) > 60
    for key, head in kept.items():
        path = urlsplit(key.removeprefix(HOST).rpartition(" ")[0]).path
        assert path.startswith((*PUBLIC, "/static/"))
        assert "set-cookie" not in head.lower()
        assert "no-store" not in head
        assert " 200 " in head.splitlines()[0] or GONE in head
