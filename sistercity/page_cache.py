"""Keeps public pages in memory, in front of Django.

``PageCache`` is a WSGI application around Django's. It keeps whatever a CDN might keep by its
headers (sistercity/cache_headers.py), so no page is named here. Each page is kept for the state of
the site that it shows: one ``stamp``, the ETag of all public pages. Once a second a process asks
the database for it, so an edit by anyone is seen everywhere within a second.

While the database is away, the pages of the last stamp are served for a day. Nobody can edit then,
so of what they show only the clock can be wrong. A process that is cut off from a database where
others edit must not go on for ever, which is why there is an end to it.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import closing
from functools import lru_cache
from gzip import compress as gzip
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple, cast
from wsgiref.headers import Headers

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, close_old_connections
from django.http import QueryDict

from sistercity.cache_headers import (
    DAY,
    OF_THE_BODY,
    PUBLIC,
    WANTED,
    entity_tag,
    is_current,
    may_be_kept,
)
from sistercity.due import do_what_is_due
from sistercity.models import DataVersion
from sistercity.unavailable import is_unavailable

POLL = 1.0  # seconds for which a process does not ask for the data version again
PATIENCE = 1.0  # seconds for which requests wait for the answer to that
LEAST = 200  # bytes from which on compressing pays
OVERHEAD = 4_096  # bytes of a page besides its bodies: headers and key, roughly
SHARE = 16  # a page may take this part of the memory
MOST_ASKED = 4_096  # queries remembered until they are asked a second time
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=5)),
    "gzip": lambda body: gzip(body, compresslevel=6, mtime=0),
}

logger = logging.getLogger(__name__)
Environment = dict[str, Any]
HeaderList = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]


class Key(NamedTuple):
    """What a public page depends on besides the stamp: pages print their own address.

    As the server and the proxy tell it; an address that Django refuses has no page to keep.
    """

    scheme: tuple[str, str]
    host: str
    path: str
    query: tuple[tuple[str, tuple[str, ...]], ...]


def key_of(environ: Environment) -> Key | None:
    """Return the key of a page that may be kept; None for all other requests.

    Somebody signed in at the desk gets no kept page, and so sees an edit at once.
    """
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not path.startswith(PUBLIC):
        return None
    if environ.get("SCRIPT_NAME") or "HTTP_AUTHORIZATION" in environ:
        return None
    if settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", ""):
        return None
    header, _ = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    scheme = environ["wsgi.url_scheme"], environ.get(header, "")
    query = environ["QUERY_STRING"]
    try:
        return Key(scheme, environ.get("HTTP_HOST", ""), path, canonical(query) if query else ())
    except SuspiciousOperation:  # a thousand parameters: Django says so
        return None


def canonical(query: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the parameters in the order of their names, since pages read them by name.

    Empty ones count: "page=" is no page, though most filters take an empty one for none.
    """
    given = QueryDict(query.encode("latin-1"))  # WSGI's way to write bytes
    return tuple(sorted((name, tuple(values)) for name, values in given.lists()))


@lru_cache(maxsize=256)
def encoding_for(accepted: str) -> str:
    """Return the best of br, gzip and "" (none) that a header Accept-Encoding takes."""
    takes = {}
    for part in accepted.lower().replace(" ", "").split(","):
        name, _, weight = part.partition(";q=")
        takes[name] = weight.strip("0.") != "" or not weight
    return next((name for name in COMPRESS if takes.get(name, takes.get("*", False))), "")


class CachedPage:
    """A page as it was at a stamp, with its compressed copies, made when first asked for."""

    def __init__(self, stamp: str, headers: HeaderList, body: bytes) -> None:
        self.stamp = stamp
        self.tag = Headers(headers)["ETag"] or ""
        self.headers = [pair for pair in headers if pair[0].lower() != "content-length"]
        self.bodiless = [pair for pair in headers if pair[0].lower() not in OF_THE_BODY]
        self.body = body
        self.copies: dict[str, tuple[HeaderList, bytes]] = {}

    @property
    def size(self) -> int:
        """How many bytes of memory it takes."""
        packed = [body for _, body in list(self.copies.values()) if body is not self.body]
        return OVERHEAD + len(self.body) + sum(map(len, packed))

    def copy(self, encoding: str) -> tuple[HeaderList, bytes]:
        """Return headers and body in an encoding."""
        known = self.copies.get(encoding)
        if known is None:
            is_packed = encoding and len(self.body) >= LEAST
            body = COMPRESS[encoding](self.body) if is_packed else self.body
            named = [("Content-Encoding", encoding)] if is_packed else []
            known = [*self.headers, *named, ("Content-Length", str(len(body)))], body
            self.copies[encoding] = known
        return known

    def answer(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Send the page, or 304 to a reader who has it."""
        if is_current(self.tag, environ.get("HTTP_IF_NONE_MATCH", "")):
            start_response("304 Not Modified", self.bodiless)
            return []
        headers, body = self.copy(encoding_for(environ.get("HTTP_ACCEPT_ENCODING", "")))
        start_response("200 OK", headers)
        return [body] if environ["REQUEST_METHOD"] == "GET" else []


class PageStore:
    """Pages up to a number of bytes; those asked for least recently go first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self.lock = Lock()
        self.pages: OrderedDict[Key, tuple[CachedPage, int]] = OrderedDict()
        self.asked: OrderedDict[int, None] = OrderedDict()

    def get(self, key: Key, stamp: str) -> CachedPage | None:
        """Return a page if it is there as of a stamp."""
        with self.lock:
            page, _ = self.pages.get(key, (None, 0))
            if page is None or page.stamp != stamp:
                return None
            self.pages.move_to_end(key)
            return page

    def put(self, key: Key, page: CachedPage) -> None:
        """Keep a page, or note that one which is kept has grown."""
        with self.lock:
            size = page.size
            _, before = self.pages.pop(key, (None, 0))
            self.pages[key] = page, size
            self.size += size - before
            while self.size > self.most:
                _, (_, dropped) = self.pages.popitem(last=False)
                self.size -= dropped

    def admits(self, key: Key) -> bool:
        """Whether to keep a page: one with a query when it is asked for again.

        Else searches, each asked once, would push out what many ask for.
        """
        if not key.query:
            return True
        with self.lock:
            if hash(key) in self.asked:
                return True
            self.asked[hash(key)] = None
            if len(self.asked) > MOST_ASKED:
                self.asked.popitem(last=False)
            return False


class VersionPoller:
    """Knows the stamp, by asking the database in a thread of its own at most once a second.

    So no request waits for a database that hangs: its pages are served as they were known.
    """

    def __init__(self) -> None:
        # Makes its thread at the first request, so after the fork of a worker.
        self.executor: Executor = ThreadPoolExecutor(1, "page-cache")
        self.lock = Lock()
        self.asked_at = -POLL
        self.answer: Future[None] | None = None
        self.given_up: Future[None] | None = None
        self.known: tuple[str, float] | None = None
        self.is_away = False

    def stamp(self) -> str | None:
        """Return the stamp, not older than a second while the database answers; else None."""
        answer = self.asked()
        if not answer.done() and answer is not self.given_up:
            wait([answer], PATIENCE)
            if not answer.done():
                self.given_up = answer  # nobody else waits for it
        error = answer.exception() if answer.done() else None
        if self.known is None or (error and not is_unavailable(error)):
            return None
        stamp, known_at = self.known
        return stamp if monotonic() - known_at < DAY else None

    def asked(self) -> Future[None]:
        """Return the newest question to the database, asked now if the last one is old."""
        with self.lock:
            is_old = monotonic() - self.asked_at >= POLL
            if self.answer is None or (is_old and self.answer.done()):
                self.asked_at = monotonic()
                self.answer = self.executor.submit(self.read, self.asked_at)
            return self.answer

    def read(self, began: float) -> None:
        """Ask for the data version; leaves no connection behind that does not work."""
        close_old_connections()
        try:
            self.known = entity_tag(do_what_is_due(DataVersion.objects.get())), began
        except DatabaseError as error:
            if not self.is_away:
                name = type(error).__name__
                logger.warning("No data version: pages are served as they were (%s)", name)
            self.is_away = True
            raise
        else:
            self.is_away = False
        finally:
            close_old_connections()


class PageCache:
    """A WSGI application that answers for another one what it knows."""

    def __init__(self, application: Application, most: int) -> None:
        self.application = application
        self.store = PageStore(most)
        self.poller = VersionPoller()

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory, else by the application, whose answer is kept if it may be."""
        key = key_of(environ)
        stamp = self.poller.stamp() if key else None
        if key is None or stamp is None:
            return self.application(environ, start_response)
        page = self.store.get(key, stamp)
        if page is None:
            if environ["REQUEST_METHOD"] == "HEAD" or not self.store.admits(key):
                return self.application(environ, start_response)
            return self.fill(key, stamp, environ, start_response)
        return self.send(key, page, environ, start_response)

    def send(
        self, key: Key, page: CachedPage, environ: Environment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Send a page that is kept."""
        copies = len(page.copies)
        body = page.answer(environ, start_response)
        if len(page.copies) > copies and self.store.get(key, page.stamp) is page:
            self.store.put(key, page)
        return body

    def fill(
        self, key: Key, stamp: str, environ: Environment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let the application answer, and keep what it answers if that may be kept.

        Its ETag is made of the data version that Django read before the page read anything. So a
        page whose ETag is the stamp shows nothing older. Another ETag means that somebody has
        edited in between: that page is sent, and not kept.
        """
        most = self.store.most // SHARE
        status, headers = "", list[tuple[str, str]]()

        def start(answered: str, given: HeaderList, *_: object) -> None:
            nonlocal status, headers
            status, headers = answered, given

        body = self.application(environ | {WANTED: most}, start)
        if not may_be_kept(int(status[:3]), Headers(headers), most):
            start_response(status, headers)
            return body
        with closing(cast("Any", body)):
            page = CachedPage(stamp, headers, b"".join(body))
        if page.tag in (stamp, entity_tag(None)):
            self.store.put(key, page)
            return self.send(key, page, environ, start_response)
        return page.answer(environ, start_response)
