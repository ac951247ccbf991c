"""One Chromium, and a server on the loaded database, for each file of browser tests.

The data is committed when the database is set up, and pages only read, so the server needs no
transaction and nothing is flushed. Tests that write use ``site``, a server of their own.
"""

import os
import threading
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIServer
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, sync_playwright

from tests.browser.examples import KINDS, Examples, examples
from tests.browser.visits import Visitor

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Server(ThreadedWSGIServer):
    """A server that waits for its threads to end, and with them their database connections."""

    daemon_threads = False


@pytest.fixture(scope="session")
def chrome() -> str:
    """Return the path of Chromium or Chrome; without one skip, in CI fail."""
    path = os.environ.get("CHROME", "")
    if not path:
        message = "CHROME is not set: bin/test sets it to the browser that it finds."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    return path


@cache
def found_examples() -> dict[str, Examples]:
    """Return the pages to look at, by kind; looked for once, in the real data."""
    return {kind: examples(kind) for kind in KINDS}


@pytest.fixture(scope="module")
def all_examples(django_db_setup: None, django_db_blocker: Any) -> dict[str, Examples]:
    """Return the pages to look at, by kind."""
    with django_db_blocker.unblock():
        return found_examples()


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Serve the site from a thread; return its address."""
    server = Server(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever)
    with django_db_blocker.unblock():
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site(db: None) -> Iterator[str]:
    """Serve the site within the test's transaction; return its address."""
    connection = connections["default"]
    connection.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # they would end the transaction
    server = WSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(WSGIHandler())

    def serve() -> None:
        connections["default"] = connection
        server.serve_forever()

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
    connection.dec_thread_sharing()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def browser(chrome: str, server: str) -> Iterator[Browser]:
    """Start Chromium; only the server of the tests exists for it."""
    arguments = [*QUIET, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's event loop runs in this thread, where Django would then refuse all queries,
        # and keeps connections of its own.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=chrome, args=arguments)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[Visitor]:
    """Return a reader who comes for the first time."""
    visitor = Visitor(browser, server)
    yield visitor
    visitor.context.close()
