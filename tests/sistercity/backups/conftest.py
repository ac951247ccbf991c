"""The server of the tests with two ordinary roles, and a backup of the test database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.sistercity.backups import server as tools
from tests.sistercity.backups.server import NEW_SITE, SITE, Server


@pytest.fixture(scope="session")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Server]:
    """The server of the tests, with two ordinary roles, and without the databases made here."""
    with django_db_blocker.unblock():
        found = find_server()
    clean(found)
    for role in (SITE, NEW_SITE):
        found.execute(f"CREATE ROLE {role} LOGIN PASSWORD $${tools.PASSWORD}$$")
    yield found
    clean(found)


def find_server() -> Server:
    """Return the server, or skip the tests where something is missing."""
    with connection.cursor() as cursor:
        version = cursor.connection.info.server_version // 10000
    clients = tools.client_folder(version)
    if clients is None:
        pytest.skip(f"pg_dump and pg_restore, {version} or newer, are not on this machine")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = user")
        if not cursor.fetchone()[0]:
            pytest.skip("the tests' role may not make other roles")
    at = connection.settings_dict
    return Server(at["HOST"], str(at["PORT"] or 5432), at["USER"], at["PASSWORD"], clients)


def clean(server: Server) -> None:
    for database in server.own_databases():
        server.execute(f"DROP DATABASE {database} WITH (FORCE)")
    for role in (SITE, NEW_SITE):
        server.execute(f"DROP ROLE IF EXISTS {role}")


@pytest.fixture(scope="session")
def original(server: Server) -> str:
    """The name of the test database."""
    return str(connection.settings_dict["NAME"])


@pytest.fixture(scope="session")
def backup(server: Server, original: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the test database, whose owner is a superuser."""
    folder = tmp_path_factory.mktemp("backup") / "it's a folder"
    done = server.back_up(original, folder)
    assert done.returncode == 0, done.stderr
    return tools.only_backup(folder)
