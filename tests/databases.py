"""The databases of the tests: templates built once, and copies of them for each worker.

``real`` holds the data of ``fixtures/``, ``small`` that of ``tests/world/``, about 60
relationships. bin/test builds the templates again when a file changed that they are made of, or the
day did: releases are dated. bin/test --create-db builds them whatever changed.
"""

import hashlib
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from django.utils import timezone
from psycopg import sql

ROOT = Path(__file__).parents[1]
USUAL = str(settings.DATABASES["default"]["NAME"])  # before a test leads it elsewhere
# The files of each world.
WORLDS = {"real": ROOT / "fixtures", "small": ROOT / "tests" / "world"}
# What can change a template, besides.
CODE = (
    "migrations/*.py", "models.py", "models/*.py", "keys.py", "*load*.py", "*_files.py",
    "lookup/*.py", "neighbours.py",
)  # fmt: skip


def template(world: str) -> str:
    """Return the name of the template of a world."""
    return f"test_{USUAL}_{world}"


def digest(world: str) -> str:
    """Return the digest of what a template is made of, the day in Japan included."""
    found = hashlib.sha256(str(timezone.localdate()).encode())
    own = [ROOT / name.replace(".", "/") for name in settings.OWN_APPS]
    files = {path for app in own for pattern in CODE for path in app.rglob(pattern)}
    for path in sorted(files | set(WORLDS[world].iterdir())):
        found.update(f"{path}\0".encode() + path.read_bytes())
    return found.hexdigest()


def build_templates(*, anew: bool) -> None:
    """Build the templates, unless they are those of today's files."""
    empty = template("empty")
    wanted = {world: digest(world) for world in WORLDS}
    with server("postgres") as postgres:
        old = [w for w in WORLDS if anew or comment(postgres, template(w)) != wanted[w]]
        if not old:
            return
        create(postgres, empty)
        use(empty)
        call_command("migrate", verbosity=0)
        for world in old:
            use(USUAL)  # a database that somebody uses cannot be copied
            create(postgres, template(world), empty)
            use(template(world))
            with override_settings(FIXTURES=WORLDS[world]):
                call_command("load_data", stdout=io.StringIO())
            # Last: a template that is not whole has no digest.
            statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
            name, text = sql.Identifier(template(world)), sql.Literal(wanted[world])
            postgres.execute(statement.format(name, text))
        use(USUAL)
        drop(postgres, empty)


def comment(postgres: psycopg.Connection[Any], name: str) -> str:
    """Return the comment on a database; "" where there is none, or no database."""
    row = postgres.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return (row and row[0]) or ""


def server(name: str) -> psycopg.Connection[Any]:
    """Connect to a database of the test server; each statement is a transaction."""
    values = connection.get_connection_params() | {"dbname": name}
    wanted = ("host", "port", "user", "password")
    return psycopg.connect(
        dbname=name, autocommit=True, **{key: values[key] for key in wanted if values.get(key)}
    )


def create(postgres: psycopg.Connection[Any], name: str, template: str = "template1") -> None:
    """Make a database as a copy of another one; whatever had its name is gone."""
    drop(postgres, name)
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    postgres.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def drop(postgres: psycopg.Connection[Any], name: str) -> None:
    """Drop a database, whoever uses it."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    postgres.execute(statement.format(sql.Identifier(name)))


def use(name: str) -> None:
    """Lead the default connection to a database of the test server."""
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name


class Copies:
    """The copies of the templates that a worker uses; the default connection leads to one."""

    def __init__(self, worker: str) -> None:
        self.names = {world: f"{template(world)}_{worker}" for world in WORLDS}
        self.chosen = "small"
        self.is_made = False

    def choose(self, world: str) -> None:
        """Lead the default connection to the copy of a world, as soon as there is one."""
        self.chosen = world
        if self.is_made:
            use(self.names[world])

    @contextmanager
    def made(self) -> Iterator[None]:
        """Make the copies, and drop them at the end; raise RuntimeError without a template."""
        with server("postgres") as postgres:
            for world, name in self.names.items():
                if not comment(postgres, template(world)):
                    raise RuntimeError("There are no test databases yet: run bin/test.")
                create(postgres, name, template(world))
        self.is_made = True
        self.choose(self.chosen)
        yield
        use(USUAL)
        with server("postgres") as postgres:
            for name in self.names.values():
                drop(postgres, name)


@contextmanager
def copied(suffix: str) -> Iterator[str]:
    """Copy the database in use as it was at first, for tests whose writes are committed.

    Gives the copy's name, and drops it at the end.
    """
    used = connection.settings_dict["NAME"]
    name = f"{used}_{suffix}"
    with server("postgres") as postgres:
        create(postgres, name, used.rpartition("_")[0])
        yield name
        drop(postgres, name)


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


if __name__ == "__main__":
    import django

    django.setup()
    build_templates(anew="--create-db" in sys.argv)
