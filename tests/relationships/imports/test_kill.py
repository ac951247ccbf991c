"""An import that is killed, cancelled or held up: all of it is there afterwards, or nothing.

The commands run in processes and in a database of their own, a copy of the test database.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from sistercity.locks import LOCK
from tests.databases import copied, server
from tests.relationships.imports import driver
from tests.relationships.imports.files import TABLES, Sheet, as_of_today

# The mark has the test database made; the tests themselves leave it alone.
pytestmark = pytest.mark.django_db

SEED = 20261122
LONG = 60.0
URL = "postgres://{user}:{password}@{host}:{port}/{name}"


class Runner:
    """Runs commands in processes of their own, on a database of their own."""

    def __init__(self, database: str, folder: Path) -> None:
        self.folder, self.database = folder, database
        self.connection = server(database)
        values = connection.settings_dict
        url = URL.format(
            user=values["USER"], password=values["PASSWORD"], port=values["PORT"] or 5432,
            host=values["HOST"].replace("/", "%2F"), name=database,
        )  # fmt: skip
        self.driver = subprocess.Popen(
            [sys.executable, "-m", "tests.relationships.imports.driver"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": url, "DEBUG": "0"}, start_new_session=True,
        )  # fmt: skip
        assert self.line() == "ready"

    def line(self) -> str:
        """Return the next line that the driver says."""
        assert self.driver.stdout
        return self.driver.stdout.readline().strip()

    def start(self, *command: str, last: int = 0) -> int:
        """Start a command; return the number of its process.

        It kills itself before a statement for the database: the one with the number ``last``.
        """
        assert self.driver.stdin
        asked = [str(self.folder / "output"), last, *command]
        self.driver.stdin.write(json.dumps(asked) + "\n")
        self.driver.stdin.flush()
        return int(self.line())

    def end(self) -> int:
        """Wait for the end of the command; return its exit code."""
        return int(self.line())

    def end_by(self, process: int, by: signal.Signals) -> int:
        """Send the command a signal, unless it has ended; return its exit code.

        Its session in the database has ended too, with all that it did at last.
        """
        with suppress(ProcessLookupError):
            os.kill(process, by)
        code = self.end()
        self.wait_until_quiet()
        return code

    def wait_until_quiet(self) -> None:
        """Wait until nothing is left of an import in the database."""
        wait_for(lambda: not self.sessions() and not self.is_locked())

    def wait_for_lock(self, process: int) -> None:
        """Wait until the command holds the lock of imports, or has ended without our notice."""
        wait_for(lambda: self.is_locked() or not self.is_running(process))

    def is_running(self, process: int) -> bool:
        """Whether the process of the command has not ended yet."""
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        return True

    def run(self, *command: str) -> int:
        """Run a command to its end."""
        self.start(*command)
        return self.end()

    @property
    def output(self) -> str:
        """What the last command said."""
        return (self.folder / "output").read_text("utf-8")

    def value(self, statement: str, *values: Any) -> Any:
        """Return the one value of a statement."""
        row = self.connection.execute(statement, values).fetchone()
        assert row
        return row[0]

    def state(self) -> tuple[str, ...]:
        """Return a digest of each table, and the number of releases and of their changes."""
        digests = [
            self.value(f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t")
            for table in TABLES
        ]
        digests += [
            str(self.value(f"SELECT count(*) FROM releases_{table}"))
            for table in ("release", "datasetpart", "change", "importedrow")
        ]
        return tuple(digests)

    def sessions(self) -> int:
        """Return how many others are connected, or hold a lock."""
        return int(
            self.value(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
                self.database,
            )
        )

    def is_locked(self) -> bool:
        """Whether an import holds its lock."""
        return bool(
            self.value(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                " AND classid = %s AND objid = %s"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                *LOCK,
            )
        )

    def is_waiting(self) -> bool:
        """Whether somebody waits for a row that another transaction has changed."""
        return bool(
            self.value(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
                " AND wait_event_type = 'Lock'",
                self.database,
            )
        )

    def close(self) -> None:
        """End the driver and the connection."""
        assert self.driver.stdin and self.driver.stdout
        # Its command too, which a test that failed may have left stopped.
        os.killpg(self.driver.pid, signal.SIGKILL)
        self.driver.wait()
        self.driver.stdin.close()
        self.driver.stdout.close()
        self.connection.close()


def wait_for(condition: Callable[[], Any], seconds: float = LONG) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.005)


@pytest.fixture(scope="module")
def runner(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Runner]:
    """Commands on a copy of the test database."""
    with django_db_blocker.unblock(), copied("killed") as name:
        running = Runner(name, tmp_path_factory.mktemp("kill"))
        yield running
        running.close()


@pytest.fixture(scope="module")
def imports(runner: Runner) -> list[tuple[str, ...]]:
    """Two imports, of which each changes what the other one changed."""
    commands: list[tuple[str, ...]] = []
    found = runner.connection.execute("SELECT public_id FROM register_relationship").fetchall()
    numbers = [str(number) for (number,) in found]
    for day in ("2026-01-31", "2026-02-28"):
        rows = [{"ID": number, "Last confirmed": day, "Title of the agreement": f"Read on {day}"}
                for number in numbers]  # fmt: skip
        path = runner.folder / f"{day}.csv"
        # No partner is named: an ID is enough.
        path.write_bytes(Sheet(list(rows[0]), rows).csv())
        commands.append(
            ("import_relationships", str(path), "--apply", *as_of_today(), "--who", "花子",
             "--accept-corrected", "--accept-older-file")
        )  # fmt: skip
    return commands


@pytest.fixture
def kills(full: bool) -> int:
    """How often an import is killed."""
    return 50 if full else 10


def test_an_import_killed_before_any_statement_was_never_there(
    runner: Runner, imports: list[tuple[str, ...]], kills: int
) -> None:
    chance = random.Random(SEED)
    for _ in range(3):  # from the third on, each goes back to what the one before the last said
        assert runner.run(*imports[turn_of(runner)]) == 0, runner.output
    (number,) = re.findall(r"^(\d+) statements$", runner.output, re.MULTILINE)
    command, before = imports[turn_of(runner)], runner.state()
    # Spread over the whole import, the last statement included.
    share = int(number) / kills
    lasts = [max(1, round(share * kill) - chance.randrange(2)) for kill in range(kills, 0, -1)]

    for last in lasts:
        runner.start(*command, last=last)

        assert (last, runner.end(), runner.output) == (last, -signal.SIGKILL, "")
        runner.wait_until_quiet()
        assert (last, runner.state()) == (last, before)

    assert_goes_on(runner, imports)


def assert_goes_on(runner: Runner, imports: list[tuple[str, ...]]) -> None:
    """The next import is as good as if none had been killed."""
    assert runner.run(*imports[turn_of(runner)]) == 0, runner.output
    assert "Published" in runner.output
    newest = str(runner.value("SELECT max(number) FROM releases_release"))
    assert runner.run("rebuild_release", newest) == 0, runner.output


def stop(runner: Runner, process: int) -> bool:
    """Stop an import, which may have ended; return whether it is within its transaction."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGSTOP)
    return runner.is_locked()


def start_and_stop(runner: Runner, imports: list[tuple[str, ...]]) -> int:
    """Start an import and stop it within its transaction; return the number of its process."""
    for _try in range(10):
        process = runner.start(*imports[turn_of(runner)])
        runner.wait_for_lock(process)
        if stop(runner, process):
            return process
        runner.end_by(process, signal.SIGCONT)  # on a busy machine it may end before
    pytest.fail("no import was found within its transaction")


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_cancelled_import_writes_nothing(
    runner: Runner, imports: list[tuple[str, ...]], by: signal.Signals
) -> None:
    process = start_and_stop(runner, imports)
    before = runner.state()

    os.kill(process, by)
    code = runner.end_by(process, signal.SIGCONT)

    assert code == (130 if by == signal.SIGINT else -by)
    assert "Traceback" not in runner.output
    if by == signal.SIGINT:
        assert "Interrupted. Nothing was written." in runner.output
    assert runner.state() == before


def test_a_second_import_is_refused_at_once_with_the_name_of_who_runs_the_first(
    runner: Runner, imports: list[tuple[str, ...]], tmp_path: Path
) -> None:
    other = Runner(runner.database, tmp_path)
    process = start_and_stop(runner, imports)
    command, before = imports[turn_of(runner)], runner.state()
    try:
        began = time.monotonic()
        code = other.run(*command[:6], "太郎", *command[7:])
        said = other.output
        undone = other.run("undo_release", "2", "--reason", "wrong file"), other.output

        assert time.monotonic() - began < LONG
        assert code == 3
        assert "Another import is running (花子, since " in said
        assert "Nothing was written" in said and "Traceback" not in said
        assert undone[0] == 1 and "花子" in undone[1]
        # Readers see what was there before, and do not wait.
        assert runner.state() == before
        assert other.run(*command[:2]) == 2  # a dry run does not wait either: it has alarms
    finally:
        other.close()
        assert runner.end_by(process, signal.SIGCONT) == 0, runner.output
    assert runner.state() != before


def test_an_open_change_at_the_desk_holds_an_import_up_for_seconds_only(
    runner: Runner, imports: list[tuple[str, ...]]
) -> None:
    before = runner.state()
    with server(runner.database) as editor, editor.transaction():
        editor.execute("UPDATE register_relationship SET note = note WHERE public_id = 1")
        began = time.monotonic()

        code = runner.run(*imports[turn_of(runner)])

        assert driver.EDITORS_WAIT - 1 < time.monotonic() - began < LONG
        assert code == 3
        assert "still under way at the desk" in runner.output
        assert "Traceback" not in runner.output
    assert runner.state() == before
    assert not runner.sessions()


def test_an_import_goes_on_when_the_editor_has_ended(
    runner: Runner, imports: list[tuple[str, ...]]
) -> None:
    with server(runner.database) as editor, editor.transaction():
        editor.execute("UPDATE register_relationship SET note = note WHERE public_id = 1")
        runner.start(*imports[turn_of(runner)])
        wait_for(runner.is_waiting)

    assert runner.end() == 0, runner.output
    assert "Published" in runner.output


def turn_of(runner: Runner) -> int:
    """Which of the two imports would change something now."""
    day = runner.value(
        "SELECT last_confirmed_on::text FROM register_relationship WHERE public_id = 1"
    )
    return 1 if day == "2026-01-31" else 0
