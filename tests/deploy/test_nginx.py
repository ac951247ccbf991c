"""docs/deploy/nginx.conf: nginx takes it as it is, and it holds back what the site cannot."""

import base64
import hashlib
import json
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.deploy import nginx
from tests.deploy.nginx import CONFIGURATION, FOLDER, HOST, Proxy

pytestmark = nginx.NEEDED
Folders = Callable[[str], Path]


@pytest.fixture(scope="module")
def proxy(folders: Folders) -> Iterator[Proxy]:
    """nginx in front of a backend."""
    with nginx.echo() as port:
        prepared = nginx.prepare(folders("served"), backend=port, header_timeout="1s")
        with nginx.running(prepared) as started:
            yield started


@pytest.fixture(scope="module")
def alone(folders: Folders) -> Iterator[Proxy]:
    """nginx in front of nobody."""
    prepared = nginx.prepare(folders("alone"), backend=nginx.free_port())
    with nginx.running(prepared) as started:
        yield started


def heard(proxy: Proxy, request: str, body: bytes = b"") -> dict[str, list[str]]:
    """Return the headers that arrive behind nginx."""
    _, content = proxy.ask(request, body)
    found: dict[str, list[str]] = {}
    for name, value in json.loads(content)["headers"]:
        found.setdefault(name, []).append(value)
    return found


def test_nginx_accepts_the_documented_configuration(folders: Folders) -> None:
    prepared = nginx.prepare(folders("tested"), backend=8000)

    done = subprocess.run([*prepared.command, "-t"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    warnings = [line for line in done.stderr.splitlines() if "[warn]" in line]
    assert [
        line for line in warnings if '"listen ... http2" directive is deprecated' not in line
    ] == []


def test_plain_http_leads_to_https_of_the_site_s_own_name(proxy: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", proxy.http), timeout=20) as connection:
        connection.sendall(f"GET /en/?q=a HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        answer = connection.recv(4096).decode()

    assert answer.startswith("HTTP/1.1 301 ")
    assert f"Location: https://{HOST}/en/?q=a\r\n" in answer


def test_a_host_that_is_not_the_site_s_is_not_answered(proxy: Proxy) -> None:
    with pytest.raises(ssl.SSLError):
        proxy.connect("other.example.jp")

    with socket.create_connection(("127.0.0.1", proxy.http), timeout=20) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: other.example.jp\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            connection.recv(4096)


@pytest.mark.parametrize(
    ("name", "believed"),
    [
        ("Host", HOST),
        ("X-Real-IP", "127.0.0.1"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-For", None),
        ("X-Forwarded-Host", None),
        ("Accept-Encoding", None),
        ("Forwarded", None),
        ("Script_Name", None),
        ("SCRIPT_NAME", None),
        ("Path_Info", None),
        ("X_Real_IP", None),
        ("X_Forwarded_Proto", None),
    ],
)
def test_no_header_that_the_site_trusts_can_be_sent_by_a_visitor(
    proxy: Proxy, name: str, believed: str | None
) -> None:
    request = "GET /en/ HTTP/1.1" if name == "Host" else f"GET /en/ HTTP/1.1\n{name}: 192.0.2.1"

    headers = heard(proxy, request)

    assert headers.get(name.lower()) == ([believed] if believed else None)
    assert "192.0.2.1" not in str(headers)


def test_a_head_that_comes_slowly_is_cut(proxy: Proxy) -> None:
    started = time.monotonic()
    with proxy.connect() as connection:
        connection.sendall(b"GET /en/ HTTP/1.1\r\n")
        rest = connection.recv(4096)

    assert rest == b"" or rest.startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - started < 10


def test_a_request_reaches_the_site_when_all_of_it_is_here(proxy: Proxy) -> None:
    with proxy.connect() as connection:
        head = f"POST /half HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 10\r\n\r\nhalf"
        connection.sendall(head.encode())
        proxy.ask("GET /whole HTTP/1.1")

    assert "/whole" in nginx.Echo.arrived
    assert "/half" not in nginx.Echo.arrived


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/en/report/", 2**20, 200),
        ("/en/report/", 2**20 + 1, 413),
        ("/admin/", 21 * 2**20, 200),
        ("/admin/", 21 * 2**20 + 1, 413),
    ],
)
def test_a_body_is_limited_to_what_its_page_takes(
    proxy: Proxy, path: str, size: int, status: int
) -> None:
    request = f"POST {path} HTTP/1.1\nContent-Length: {size}"

    response, _ = proxy.ask(request, b"x" * size if status == 200 else b"")

    assert response.status == status


def test_a_head_is_limited(proxy: Proxy) -> None:
    long_address, _ = proxy.ask(f"GET /{'a' * 9000} HTTP/1.1")
    long_header, _ = proxy.ask(f"GET / HTTP/1.1\nX-Long: {'a' * 9000}")

    assert (long_address.status, long_header.status) == (414, 400)


def test_the_site_s_own_503_passes_through_as_it_is(proxy: Proxy) -> None:
    response, body = proxy.ask("GET /busy HTTP/1.1")

    assert (response.status, response.headers["Retry-After"]) == (503, "7")
    assert json.loads(body)["path"] == "/busy"


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
@pytest.mark.parametrize("path", ["/about/", "/ja/", "/admin/", "/healthz", "/static/site.css"])
def test_with_the_site_away_every_address_is_a_503_in_both_languages(
    alone: Proxy, method: str, path: str
) -> None:
    response, body = alone.ask(f"{method} {path} HTTP/1.1")

    assert response.status == 503
    assert response.headers["Retry-After"] == "60"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert body == (b"" if method == "HEAD" else (FOLDER / "unavailable.html").read_bytes())


@pytest.mark.parametrize(
    ("accepted", "language"), [("ja,en;q=0.9", "ja"), ("en-GB,ja;q=0.5", "en"), ("fr", "en")]
)
def test_with_the_site_away_the_bare_address_leads_to_a_page_that_may_be_kept(
    alone: Proxy, accepted: str, language: str
) -> None:
    response, _ = alone.ask(f"GET / HTTP/1.1\nAccept-Language: {accepted}")

    assert (response.status, response.headers["Location"]) == (302, f"https://{HOST}/{language}/")
    assert response.headers["Cache-Control"] == "no-store"


def test_the_page_itself_is_no_address(proxy: Proxy) -> None:
    assert proxy.ask("GET /unavailable.html HTTP/1.1")[0].status == 404


@pytest.mark.parametrize("request_line", ["GET / HTTP/1.1", f"GET /{'a' * 9000} HTTP/1.1"])
def test_answers_of_nginx_s_own_are_as_strict_as_the_site_s(
    alone: Proxy, request_line: str, settings: Any
) -> None:
    response, _ = alone.ask(request_line)

    age = re.search(r"max-age=(\d+); includeSubDomains; preload$", transport(response))
    assert age
    assert int(age[1]) == 2 * 365 * 24 * 60 * 60  # SECURE_HSTS_SECONDS with HTTPS=1
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Server"] == "nginx"


def transport(response: Any) -> str:
    return str(response.headers["Strict-Transport-Security"])


def test_the_site_s_own_headers_are_not_doubled(proxy: Proxy) -> None:
    response, _ = proxy.ask("GET / HTTP/1.1")

    assert response.headers.get_all("Content-Security-Policy") == ["default-src 'self'"]


def test_the_style_of_the_page_is_the_one_that_its_policy_allows() -> None:
    style = re.search("<style>(.*?)</style>", (FOLDER / "unavailable.html").read_text(), re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert f"style-src 'sha256-{digest}'" in CONFIGURATION.read_text()


SECRET = ["/en/search/?q=secret", "/ja/partner-search/renew/secret/", "/en/?a=b?secret"]


@pytest.mark.parametrize("path", SECRET)
def test_nothing_that_was_typed_and_no_signed_link_gets_into_the_log(
    proxy: Proxy, path: str
) -> None:
    before = len(proxy.log)

    proxy.ask(f"GET {path} HTTP/1.1")

    proxy.settle()
    assert path[:4] in proxy.log[before:]
    assert "secret" not in proxy.log


@pytest.mark.parametrize("path", SECRET)
def test_nor_does_it_get_into_the_log_of_errors(alone: Proxy, path: str) -> None:
    for _ in range(25):
        alone.ask(f"POST {path} HTTP/1.1")

    assert " 429 " in alone.log
    assert " 503 " in alone.log
    assert "secret" not in alone.log + alone.errors


def test_the_site_and_the_log_know_a_request_by_the_same_number(proxy: Proxy) -> None:
    headers = heard(proxy, "GET /en/?numbered HTTP/1.1\nX-Request-ID: forged")

    proxy.settle()
    (number,) = headers["x-request-id"]
    assert re.fullmatch("[0-9a-f]{32}", number)
    assert f"id={number}" in proxy.log


def test_http_2_is_spoken(proxy: Proxy) -> None:
    with proxy.connect(protocols=["h2", "http/1.1"]) as connection:
        assert connection.selected_alpn_protocol() == "h2"
        connection.sendall(nginx.http2_request("/livez"))
        frames = nginx.http2_frames(connection)
        kind, payload = next((kind, payload) for kind, payload in frames if kind <= 1)

    assert kind == 1  # HEADERS; DATA is 0
    assert payload[:1] == b"\x88"  # ":status: 200" in HPACK's table of usual headers
