"""The site behind its page cache, asked in the process of the test as gunicorn asks it."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from unittest.mock import patch
from wsgiref.headers import Headers

import brotli  # type: ignore[import-untyped]
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from places.models import Country
from sistercity.cache_headers import BROWSERS, entity_tag
from sistercity.models import DataVersion
from sistercity.page_cache import PageCache

UNPACK: dict[str | None, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    None: bytes,
}
handler = cache(WSGIHandler)
PAGE = "/en/countries/"


@dataclass
class Sent:
    """What a WSGI application sent."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        """The body, unpacked."""
        return UNPACK[self.headers["Content-Encoding"]](self.body).decode()


def ask(application: Any, path: str, method: str = "GET", **headers: str) -> Sent:
    """Ask a WSGI application for a path; ``If_None_Match`` is a header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    host = named.pop("Host", "testserver")
    secure = named.pop("Scheme", "http") == "https"
    mounted = named.pop("Mounted", "")
    environ = RequestFactory().generic(method, path, headers=named, secure=secure).environ
    environ |= {"HTTP_HOST": host, "SCRIPT_NAME": mounted}
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    body: Any = application(environ, lambda status, given, *_: begun.append((status, given)))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    ((status, given),) = begun
    return Sent(int(status[:3]), Headers(given), content)


@contextmanager
def in_a_transaction() -> Iterator[None]:
    """Keep the connection with the test's transaction, as Django's test client does."""
    signals = (request_started, request_finished)
    with patch("sistercity.page_cache.close_old_connections"):
        for signal in signals:
            signal.disconnect(close_old_connections)
        try:
            yield
        finally:
            for signal in signals:
                signal.connect(close_old_connections)


class Inline(Executor):
    """Does the work at once, in the test's own transaction; fails with ``error`` if there is one.

    With ``is_frozen`` it never answers.
    """

    error: Exception | None = None
    is_frozen = False

    def submit(self, work: Any, /, *values: Any, **options: Any) -> Future[Any]:
        """Return what the work came to."""
        future: Future[Any] = Future()
        if self.is_frozen:
            return future
        try:
            if self.error:
                raise self.error
            future.set_result(work(*values, **options))
        except Exception as error:  # noqa: BLE001 - as an executor does
            future.set_exception(error)
        return future


class Clock:
    """The seconds that the page cache counts."""

    now = 1000.0

    def __call__(self) -> float:
        """Return them."""
        return self.now


class CachedSite:
    """A page cache around the site, or around another application."""

    def __init__(self, monkeypatch: Any, application: Any = None, most: int = 64 * 2**20) -> None:
        self.application = application or handler()
        self.rendered: list[str] = []
        self.clock, self.database = Clock(), Inline()
        monkeypatch.setattr("sistercity.page_cache.monotonic", self.clock)
        self.cache = PageCache(self.render, most)
        self.cache.poller.executor = self.database

    def render(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Let the application answer, and note for which path."""
        self.rendered.append(environ["PATH_INFO"])
        answer: Iterable[bytes] = self.application(environ, start_response)
        return answer

    def get(self, path: str, method: str = "GET", **headers: str) -> Sent:
        """Ask the cache."""
        return ask(self.cache, path, method, **headers)

    def is_kept(self, path: str, **headers: str) -> bool:
        """Whether the third visit is answered from memory."""
        for _ in range(2):
            self.get(path, **headers)
        before = len(self.rendered)
        self.get(path, **headers)
        return len(self.rendered) == before

    def wait(self, seconds: float = 1) -> None:
        """Let time pass."""
        self.clock.now += seconds


GOOD = {"ETag": "", "Cache-Control": BROWSERS, "Vary": "Accept-Encoding", "Content-Length": "4"}


def simple(monkeypatch: Any, headers: dict[str, str], **options: Any) -> CachedSite:
    """Return a cached site whose pages are all alike; an empty ETag is that of the moment."""
    tag = entity_tag(DataVersion.objects.get())

    def application(environ: Any, start_response: Any) -> BytesIO:
        start_response("200 OK", [(name, value or tag) for name, value in headers.items()])
        return BytesIO(b"x" * int(headers.get("Content-Length", 4)))

    return CachedSite(monkeypatch, application, **options)


def rename_france(name: str = "Frankreich") -> None:
    Country.objects.filter(code="FR").update(name_en=name)


def etag(site: CachedSite) -> str:
    return site.get(PAGE).headers["ETag"] or ""
