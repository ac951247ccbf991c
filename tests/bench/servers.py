"""The servers that bin/bench runs beside one another, each in processes of its own."""

import io
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from subprocess import PIPE
from urllib.parse import urlsplit

import psycopg
from _system import answers, wait_until

from tests.bench.load import cpu_of, parse_stat

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "bench"
DATASETTE = "datasette==0.65.5"
TUTORIAL = "django.core.wsgi:get_wsgi_application()"
# As bin/serve runs the site.
GUNICORN = (
    "-m gunicorn --worker-class gthread --workers 2 --threads 4 --preload --forwarder-headers="
    " --no-control-socket --log-level warning"
)
# What readers of the register see of a relationship, for Datasette.
ROWS = """
    SELECT r.public_id AS id, p.name_en AS prefecture, g.slug AS municipality,
           g.name_en AS government, g.name_ja AS government_ja, c.name_en AS country,
           o.state_en AS state, o.name_en AS partner, o.name_ja AS partner_ja, r.kind, r.status,
           r.counting, r.confidence, r.established_on::text AS established, r.story_en AS story
      FROM register_relationship r
      JOIN places_localgovernment g ON g.id = r.local_government_id
      JOIN places_prefecture p ON p.code = g.prefecture_id
      JOIN places_partner o ON o.id = r.partner_id JOIN places_country c ON c.code = o.country_id
     ORDER BY r.public_id
"""
FOUND_BY = "government, government_ja, partner, partner_ja"


@dataclass(frozen=True)
class Site:
    """A checkout of this project, a Python that has its packages, and the URL of its database."""

    folder: Path
    python: Path
    database: str

    def run(self, *arguments: str) -> str:
        """Run Python in the folder; return what it printed. Raises CalledProcessError."""
        command = [str(self.python), *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, check=True, text=True, stdout=PIPE
        ).stdout

    @property
    def environment(self) -> dict[str, str]:
        """The variables that its programs need."""
        return os.environ | {"DATABASE_URL": self.database, "PYTHONPATH": "bin:."}

    def on(self, database: str) -> "Site":
        """Return the site with another database of the same server."""
        return replace(self, database=urlsplit(self.database)._replace(path=database).geturl())

    def with_register(self, rows: int) -> "Site":
        """Return the site with a register of so many relationships, which is made if need be."""
        print(f"Making the register of {rows:,} relationships", file=sys.stderr)
        return self.on(self.run("-m", "tests.bench", "register", "--rows", f"{rows}").strip())


def this_site() -> Site:
    """Return the site as it is here."""
    return Site(ROOT, Path(sys.executable), os.environ["DATABASE_URL"])


def site_of(commit: str) -> Site:
    """Return the site as it was at a commit, in a folder of its own below var/.

    It gets today's tests/bench, and packages of its own where its lock is another one.
    """
    folder = FOLDER / "against"
    shutil.rmtree(folder, ignore_errors=True)
    command = ["git", "archive", "--format=tar", commit]
    archive = subprocess.run(command, cwd=ROOT, check=True, stdout=PIPE).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    shutil.copytree(ROOT / "tests" / "bench", folder / "tests" / "bench", dirs_exist_ok=True)
    here = this_site()
    site = replace(here, folder=folder).on(urlsplit(here.database).path + "_against")
    locks = [(place / "locks" / "serve.txt").read_text() for place in (ROOT, folder)]
    if locks[0] != locks[1]:
        subprocess.run([folder / "bin" / "manage", "version"], cwd=folder, check=True)
        site = replace(site, python=folder / ".venv" / "bin" / "python")
    languages = ("compile", "--domain", "django", "--directory", "locale")
    site.run("-m", "babel.messages.frontend", *languages)
    site.run("manage.py", "collectstatic", "--no-input")
    return site


@dataclass(frozen=True)
class Server:
    """A running server. ``roots`` are the processes that it works with: PostgreSQL may be one."""

    port: int
    roots: tuple[int, ...]

    def cpu(self) -> float:
        """Return the seconds of CPU that were used so far."""
        return cpu_of(*self.roots)


def postgres_of(url: str) -> int:
    """Return the process that started PostgreSQL's others; it has to be on this machine."""
    with psycopg.connect(url) as connection:
        stat = Path(f"/proc/{connection.info.backend_pid}/stat")
        return parse_stat(stat.read_text())[0]


@contextmanager
def running(
    name: str, command: Sequence[object], site: Site, *postgres: int, **variables: str
) -> Iterator[Server]:
    """Run a server, and end it. The command lacks the port, with which its last word ends."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [str(word) for word in (*command[:-1], f"{command[-1]}{port}")]
    with (FOLDER / f"{name}.log").open("w") as log:
        process = subprocess.Popen(
            words, cwd=site.folder, env=site.environment | variables,
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        if not wait_until(lambda: answers(f"http://127.0.0.1:{port}/"), seconds=60):
            sys.exit(f"{name} does not answer; what it said is in {log.name}.")
        yield Server(port, (process.pid, *postgres))
    finally:
        process.terminate()
        process.wait(timeout=30)


def gunicorn(
    name: str, application: str, site: Site, *postgres: int, **variables: str
) -> AbstractContextManager[Server]:
    """Run an application under gunicorn as bin/serve does."""
    command = [site.python, *GUNICORN.split(), application, "--bind=127.0.0.1:"]
    return running(name, command, site, *postgres, **variables)


def datasette(site: Site) -> AbstractContextManager[Server]:
    """Run Datasette on the rows of the site's register."""
    python = FOLDER / "datasette" / "bin" / "python"
    if not python.exists():
        print("Installing Datasette for this measurement", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", python.parents[1]], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", DATASETTE], check=True)
    file = FOLDER / "register.db"
    write_sqlite(site, file)
    limits = [f"--setting {name}_time_limit_ms 20000".split() for name in ("sql", "facet")]
    command = [python, "-m", "datasette", "serve", file, *chain(*limits), "--port="]
    return running("datasette", command, site)


def write_sqlite(site: Site, file: Path) -> None:
    """Write the register as a database of SQLite with one table, a search index and two others."""
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as database, psycopg.connect(site.database) as connection:
        found = connection.execute(ROWS)
        columns = [column.name for column in found.description or ()]
        marks = ",".join("?" for _ in columns)
        database.execute(f"CREATE TABLE relationships ({','.join(columns)}, PRIMARY KEY (id))")
        database.executemany(f"INSERT INTO relationships VALUES ({marks})", found)
        database.execute("CREATE INDEX by_prefecture ON relationships (prefecture)")
        database.execute("CREATE INDEX by_country ON relationships (country)")
        database.execute(
            f"CREATE VIRTUAL TABLE search USING fts5 ({FOUND_BY}, content='relationships')"
        )
        database.execute("INSERT INTO search (search) VALUES ('rebuild')")
        database.commit()
