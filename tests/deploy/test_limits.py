"""docs/deploy/nginx.conf holds back who asks for too much, or is slow, and nobody else."""

import itertools
import ssl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.deploy import nginx
from tests.deploy.nginx import HOST, Backend, Proxy

pytestmark = nginx.NEEDED
SECURE = ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options")
NUMBERS = itertools.count(1)
SLOW = {
    "head": f"GET /en/ HTTP/1.1\r\nHost: {HOST}\r\n",
    "body": f"POST /admin/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9\r\n\r\nx",
}


@pytest.fixture(scope="module")
def backend() -> Iterator[Backend]:
    with nginx.answering() as started:
        yield started


@pytest.fixture(scope="module")
def proxy(backend: Backend, folders: Callable[[str], Path]) -> Iterator[Proxy]:
    """nginx that is told the visitor's address, as by a CDN."""
    cdn = "set_real_ip_from 127.0.0.1;\nreal_ip_header X-Told;\n"
    prepared = nginx.prepare(folders("limits"), backend=backend.port, more=cdn)
    with nginx.running(prepared) as started:
        yield started


@pytest.fixture
def address() -> str:
    """Nobody's yet."""
    return f"192.0.2.{next(NUMBERS)}"


def statuses(proxy: Proxy, line: str, address: str, number: int) -> list[int]:
    """Return the status of each of many requests, one after another."""
    asked = f"{line} HTTP/1.1\nX-Told: {address}"
    return [proxy.ask(asked)[0].status for _ in range(number)]


@pytest.mark.parametrize(
    ("line", "burst"),
    [
        ("GET /en/", 200),
        ("GET /releases/1/register.csv", 20),
        ("GET /sitemap-partners.xml", 20),
        ("POST /en/report/", 20),
        ("POST /ja/partner-search/renew/a/", 20),
        ("POST /admin/login/", 20),
    ],
)
def test_who_asks_too_often_is_answered_429_and_nobody_else(
    proxy: Proxy, backend: Backend, address: str, line: str, burst: int
) -> None:
    backend.pages[line.split()[1]] = 200, {}, b"page"

    found = statuses(proxy, line, address, burst + 40)

    assert found[: burst + 1] == [200] * (burst + 1)
    assert 429 in found
    assert set(found) == {200, 429}
    assert statuses(proxy, line, "198.51.100.1", 1) == [200]


@pytest.mark.parametrize("line", ["GET /static/site.css", "POST /admin/places/partner/1/change/"])
def test_files_of_pages_and_work_at_the_desk_have_no_limit_but_that_of_all_pages(
    proxy: Proxy, backend: Backend, address: str, line: str
) -> None:
    backend.pages[line.split()[1]] = 200, {}, b"page"

    assert set(statuses(proxy, line, address, 90)) == {200}


@pytest.mark.parametrize(
    ("others", "status"),
    [("2001:db8:0:1::2", 429), ("2001:db8:0:1:a:b:c:d", 429), ("2001:db8:0:2::1", 200)],
)
def test_of_ipv6_a_whole_connection_has_the_limits_of_one(
    proxy: Proxy, backend: Backend, others: str, status: int
) -> None:
    backend.pages["/en/sent/a/"] = 200, {}, b"page"
    statuses(proxy, "POST /en/sent/a/", "2001:db8:0:1::1", 22)

    assert statuses(proxy, "POST /en/sent/a/", others, 1) == [status]


def test_a_429_says_in_both_languages_when_to_come_back(
    proxy: Proxy, backend: Backend, address: str
) -> None:
    backend.pages["/en/sent/b/"] = 200, {}, b"page"
    statuses(proxy, "POST /en/sent/b/", address, 25)

    response, body = proxy.ask(f"POST /en/sent/b/ HTTP/1.1\nX-Told: {address}")

    assert response.status == 429
    assert (response.headers["Retry-After"], response.headers["Cache-Control"]) == (
        "10",
        "no-store",
    )
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert all(response.headers[name] for name in SECURE)
    assert "お試しください" in body.decode()
    assert "try again" in body.decode()


def test_the_site_s_own_429_and_its_time_pass_through(proxy: Proxy, backend: Backend) -> None:
    backend.pages["/en/own/"] = 429, {"Retry-After": "900"}, b"own"

    response, body = proxy.ask("GET /en/own/ HTTP/1.1\nX-Told: 192.0.2.251")

    assert (response.headers.get_all("Retry-After"), body) == (["900"], b"own")


def test_one_visitor_gets_five_files_at_a_time(
    proxy: Proxy, backend: Backend, address: str
) -> None:
    paths = [f"/releases/{number}/register.csv" for number in range(8)]
    backend.pages |= dict.fromkeys(paths, (200, {}, b"file"))
    backend.open.clear()
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(statuses, proxy, f"GET {path}", address, 1) for path in paths]
        while sum(one.done() for one in asked) < 3:
            time.sleep(0.01)
        backend.open.set()

    assert sorted(one.result()[0] for one in asked) == [200] * 5 + [429] * 3


@pytest.mark.parametrize("sent", SLOW)
def test_sixty_slow_visitors_keep_nobody_waiting(
    proxy: Proxy, backend: Backend, address: str, sent: str
) -> None:
    backend.pages["/en/"] = backend.pages["/healthz"] = 200, {}, b"page"
    with ExitStack() as stack:
        slow = [stack.enter_context(proxy.connect()) for _ in range(60)]
        for connection in slow:
            connection.sendall(SLOW[sent].encode())

        began = time.monotonic()
        found = statuses(proxy, "GET /en/", address, 20)
        found += statuses(proxy, "GET /healthz", address, 20)
        passed = time.monotonic() - began

        assert found == [200] * 40
        assert passed < 10  # before the first of the slow ones is cut off
        for connection in slow:
            connection.settimeout(0)
            with pytest.raises(ssl.SSLWantReadError):
                connection.recv(1)
