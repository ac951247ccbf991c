"""What docs/deploy/nginx.conf keeps of public pages, for how long, and for whom."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from relationships.enquiries import urls as forms
from sistercity.cache_headers import BROWSERS, GONE
from tests.deploy import nginx
from tests.deploy.nginx import Backend, Proxy
from tests.sistercity.away.addresses import addresses, walk

pytestmark = nginx.NEEDED
PUBLIC = {"Cache-Control": BROWSERS, "ETag": 'W/"1"', "Vary": "Accept-Encoding"}
GET = "GET {} HTTP/1.1"
# nginx counts whole seconds.
A_SECOND = 2.1


@pytest.fixture(scope="module")
def backend() -> Iterator[Backend]:
    with nginx.answering() as started:
        yield started


@pytest.fixture(scope="module")
def proxy(backend: Backend, folders: Any) -> Iterator[Proxy]:
    with nginx.running(nginx.prepare(folders("kept"), backend=backend.port)) as started:
        yield started


def ask(proxy: Proxy, path: str, *headers: str) -> tuple[int, bytes]:
    response, body = proxy.ask("\n".join([GET.format(path), *headers]))
    return response.status, body


def test_a_page_is_asked_for_again_after_a_second_which_a_304_answers(
    proxy: Proxy, backend: Backend
) -> None:
    backend.pages["/en/"] = 200, PUBLIC, b"page"

    first = [ask(proxy, "/en/") for _ in range(3)]
    time.sleep(A_SECOND)
    later = [ask(proxy, "/en/") for _ in range(3)]

    assert first + later == [(200, b"page")] * 6
    assert backend.asked["/en/"] == [None, 'W/"1"']
    assert proxy.cached("/en/") == ["MISS", "HIT", "HIT", "REVALIDATED", "HIT", "HIT"]


def test_a_page_that_has_changed_is_shown_at_the_first_request_after_a_second(
    proxy: Proxy, backend: Backend
) -> None:
    backend.pages["/en/edited/"] = 200, PUBLIC, b"old"
    ask(proxy, "/en/edited/")
    backend.pages["/en/edited/"] = 200, PUBLIC | {"ETag": 'W/"2"'}, b"new"
    time.sleep(A_SECOND)

    assert ask(proxy, "/en/edited/") == (200, b"new")


@pytest.mark.parametrize(("status", "shown"), [(503, (200, b"page")), (500, (500, b"error"))])
def test_while_the_database_is_away_a_page_is_shown_as_it_was_but_no_fault_is_hidden(
    proxy: Proxy, backend: Backend, status: int, shown: tuple[int, bytes]
) -> None:
    path = f"/ja/{status}/"
    backend.pages[path] = 200, PUBLIC, b"page"
    ask(proxy, path)
    backend.pages[path] = status, {"Cache-Control": "no-store"}, b"error"
    time.sleep(A_SECOND)

    assert [ask(proxy, path) for _ in range(2)] == [shown] * 2


def test_a_page_that_is_gone_does_not_come_back_when_the_site_fails(
    proxy: Proxy, backend: Backend
) -> None:
    backend.pages["/en/withdrawn/"] = 200, PUBLIC, b"page"
    ask(proxy, "/en/withdrawn/")
    backend.pages["/en/withdrawn/"] = 410, {"Cache-Control": GONE}, b"gone"
    time.sleep(A_SECOND)
    ask(proxy, "/en/withdrawn/")
    backend.pages["/en/withdrawn/"] = 503, {"Cache-Control": "no-store"}, b"error"
    time.sleep(A_SECOND)

    assert ask(proxy, "/en/withdrawn/") == (410, b"gone")


def test_browsers_that_write_what_they_take_in_other_words_share_a_copy(
    proxy: Proxy, backend: Backend
) -> None:
    words = {
        "br": ["gzip, deflate, br", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8", "BR"],
        "gzip": ["gzip", "deflate, gzip;q=1.0, *;q=0.5", "br;q=0, gzip", "gzip, brx"],
        "": ["identity", "gzip;q=0", "*", "br;q=0.000"],
    }
    backend.pages["/en/packed/"] = 200, PUBLIC, b""  # the encoding that arrives

    for encoding, accepted in words.items():
        for word in accepted:
            assert ask(proxy, "/en/packed/", f"Accept-Encoding: {word}") == (
                200,
                ("br, gzip" if encoding == "br" else encoding).encode(),
            )

    assert len(backend.asked["/en/packed/"]) == len(words)


def test_nothing_else_that_a_visitor_sends_makes_another_page(
    proxy: Proxy, backend: Backend
) -> None:
    backend.pages["/en/same/"] = 200, PUBLIC, b"page"
    sent = ["Cookie: csrftoken=a", "Accept-Language: ja", "X-Forwarded-Host: a", "Accept: a/b"]

    answers = [ask(proxy, "/en/same/", header) for header in ["X: 1", *sent, "Cache-Control: no"]]

    assert answers == [(200, b"page")] * 6
    assert len(backend.asked["/en/same/"]) == 1


@pytest.mark.parametrize(
    ("header", "then"),
    [("Cookie: a=b; sessionid=c", b"new"), ("Authorization: Basic YTpi", b"old")],
)
def test_who_is_signed_in_is_answered_by_the_site(
    proxy: Proxy, backend: Backend, header: str, then: bytes
) -> None:
    path = f"/en/staff/{header[:1]}/"
    backend.pages[path] = 200, PUBLIC, b"old"
    ask(proxy, path)
    backend.pages[path] = 200, PUBLIC, b"new"

    assert ask(proxy, path, header) == (200, b"new")
    assert ask(proxy, path) == (200, then)


@pytest.mark.parametrize(
    "headers",
    [
        {"Set-Cookie": "a=b"},
        {"Vary": "Accept-Encoding, Cookie"},
        {"Vary": "Accept-Language"},
        {"Cache-Control": "public, no-cache"},
        {"Cache-Control": "private, max-age=60"},
        {"Cache-Control": "max-age=0, no-store"},
        {"Cache-Control": "public, max-age=0"},
    ],
)
def test_an_answer_that_is_not_for_everybody_is_not_kept(
    proxy: Proxy, backend: Backend, headers: dict[str, str]
) -> None:
    path = f"/en/own/{abs(hash(str(headers)))}/"
    backend.pages[path] = 200, PUBLIC | headers, b"page"

    assert [ask(proxy, path) for _ in range(2)] == [(200, b"page")] * 2

    assert len(backend.asked[path]) == 2


def test_forms_signed_links_the_desk_and_health_checks_are_not_even_looked_for(
    proxy: Proxy, backend: Backend
) -> None:
    private = [path for path, _ in walk(forms.urlpatterns, "/en/")]
    private += ["/admin/", "/admin/login/", "/healthz", "/livez"]
    assert set(private) <= set(addresses())

    for path in private:
        backend.pages[path] = 200, PUBLIC, b"page"
        assert [ask(proxy, path) for _ in range(2)] == [(200, b"page")] * 2

    assert {path: len(backend.asked[path]) for path in private} == dict.fromkeys(private, 2)
    assert {status for path in private for status in proxy.cached(path)} == {"-"}


def test_filters_push_out_no_page(proxy: Proxy, backend: Backend) -> None:
    backend.pages["/en/statistics/?a=1"] = backend.pages["/en/faq/"] = 200, PUBLIC, b"page"
    ask(proxy, "/en/statistics/?a=1")
    ask(proxy, "/en/faq/")

    keys = {name: list(proxy.kept(name)) for name in ("pages", "queries")}

    assert any(key.endswith("/en/faq/ ") for key in keys["pages"])
    assert any(key.endswith("/en/statistics/?a=1 ") for key in keys["queries"])
    assert not any("?" in key for key in keys["pages"])


def test_what_somebody_searches_for_is_written_to_no_disk(proxy: Proxy, backend: Backend) -> None:
    path = "/en/relationships/?kind=sister&q=otaru"
    backend.pages[path] = 200, PUBLIC, b"page"

    assert [ask(proxy, path) for _ in range(2)] == [(200, b"page")] * 2

    assert len(backend.asked[path]) == 2
    assert not any("otaru" in key for key in proxy.kept())
