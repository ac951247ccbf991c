"""Copies of the test database, for tests whose writes are committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection, connections


def server(name: str) -> psycopg.Connection[Any]:
    """Connect to a database of the test server; each statement is a transaction."""
    values = connection.get_connection_params() | {"dbname": name}
    wanted = ("host", "port", "user", "password")
    return psycopg.connect(
        dbname=name, autocommit=True, **{key: values[key] for key in wanted if values.get(key)}
    )


@contextmanager
def copied(suffix: str) -> Iterator[str]:
    """Copy the test database; give the copy's name, and drop it at the end.

    Needs database access (``django_db_blocker.unblock()``) and no transaction that is open.
    """
    original = connection.settings_dict["NAME"]
    name = f"{original}_{suffix}"
    connections.close_all()  # a database that somebody uses cannot be copied
    with server("postgres") as postgres:
        postgres.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        postgres.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
    yield name
    with server("postgres") as postgres:
        postgres.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def default_database(name: str) -> Iterator[None]:
    """Make a database of the test server this thread's default one."""
    usual = connections["default"]
    own = usual.copy()
    own.settings_dict["NAME"] = name
    connections["default"] = own
    try:
        yield
    finally:
        own.close()
        connections["default"] = usual
