"""The deployed site with a proxy between it and the database of the tests."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from tests.sistercity.away.proxy import Proxy, upstream
from tests.sistercity.away.site import Site


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def proxy(django_db_setup: None) -> Iterator[Proxy]:
    made = Proxy(upstream(connection.settings_dict))
    yield made
    made.thaw()
    made.stop()


@pytest.fixture(scope="module")
def site(proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, which has answered once."""
    known = connection.settings_dict
    who = ":".join(quote(known[key], safe="") for key in ("USER", "PASSWORD"))
    log: Path = tmp_path_factory.mktemp("site") / "log"
    running = Site(f"postgres://{who}@127.0.0.1:{proxy.port}/{known['NAME']}", free_port(), log)
    try:
        answer = running.wait_until_ok("/en/", 60)
        assert answer.status == 200, log.read_text()
        yield running
    finally:
        running.stop()


@pytest.fixture
def visitor(django_db_setup: None) -> Iterator[psycopg.Connection]:
    """A connection past Django and the proxy, whose locks end with the test."""
    known = connection.settings_dict
    with psycopg.connect(
        host=known["HOST"],
        port=known["PORT"],
        user=known["USER"],
        password=known["PASSWORD"],
        dbname=known["NAME"],
    ) as made:
        yield made
        made.rollback()
