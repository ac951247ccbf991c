"""Connections of the site to a real server that is frozen, stopped, or refuses a statement."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.db.utils import ConnectionHandler

from sistercity.postgresql.base import GRACE
from sistercity.unavailable import is_unavailable
from tests.private_server import Project, project_of_its_own

pytestmark = pytest.mark.django_db

SOON = "-c statement_timeout=1s -c lock_timeout=500ms -c idle_in_transaction_session_timeout=500ms"
Wrapper = Any


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    with project_of_its_own() as made:
        made.start()
        yield made


@pytest.fixture
def connect(project: Project) -> Iterator[Callable[..., Wrapper]]:
    """Return what makes a connection with options of the server."""
    made: list[Wrapper] = []

    def new(options: str = SOON, **values: Any) -> Wrapper:
        known: dict[str, Any] = dict(dj_database_url.parse(project.url))
        known |= {"ENGINE": "sistercity.postgresql"} | values
        known["OPTIONS"] = {"connect_timeout": 3, "options": options}
        made.append(ConnectionHandler({"default": known})["default"])
        return made[-1]

    yield new
    for one in made:
        with suppress(DatabaseError):
            one.close()


def run(wrapper: Wrapper, statement: str) -> Any:
    with wrapper.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


@contextmanager
def frozen(project: Project) -> Iterator[None]:
    """Stop all processes of the server, as a machine that hangs does."""
    children = Path(f"/proc/{project.pid}/task/{project.pid}/children").read_text().split()
    processes = [project.pid, *map(int, children)]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


@contextmanager
def refused_within(seconds: float) -> Iterator[Any]:
    began = time.monotonic()
    with pytest.raises(OperationalError) as refused:
        yield refused
    assert time.monotonic() - began < seconds
    assert is_unavailable(refused.value)


def test_a_statement_a_check_and_a_new_connection_give_up_on_a_frozen_server(
    project: Project, connect: Any
) -> None:
    busy, kept, late = connect(), connect("-c statement_timeout=1h"), connect()
    run(busy, "SELECT 1"), run(kept, "SELECT 1")

    with frozen(project):
        with refused_within(1 + GRACE + 1):
            run(busy, "SELECT 1")
        began = time.monotonic()
        assert not kept.is_usable()
        assert time.monotonic() - began < 4
        with refused_within(4):
            run(late, "SELECT 1")

    assert busy.connection.closed
    kept.close_if_unusable_or_obsolete()
    busy.close_if_unusable_or_obsolete()
    assert [run(one, "SELECT 1") for one in (busy, kept, late)] == [1, 1, 1]


def test_a_statement_that_ctrl_c_left_running_is_no_late_answer(connect: Any) -> None:
    interrupted = connect("-c statement_timeout=0")
    with interrupted.cursor():
        interrupted.connection.pgconn.send_query(b"SELECT pg_sleep(9)")

    with pytest.raises(OperationalError, match="another command is already in progress"):
        run(interrupted, "SELECT 1")


def test_kept_and_new_connections_to_a_stopped_server_are_refused_at_once(
    project: Project, connect: Any
) -> None:
    kept = connect()
    run(kept, "SELECT 1")

    project.stop()
    with refused_within(1):
        run(kept, "SELECT 1")
    kept.close_if_unusable_or_obsolete()
    with refused_within(1):
        run(kept, "SELECT 1")
    project.start()  # its socket is another one now

    assert run(connect(), "SELECT 1") == 1


def test_without_a_limit_for_statements_the_client_waits_as_long_as_they_take(
    connect: Any,
) -> None:
    assert run(connect("-c statement_timeout=0"), "SELECT pg_sleep(3.5) || ''") == ""


@pytest.mark.parametrize(
    ("given", "statement"),
    [("", "10s"), ("-c statement_timeout=30s", "30s"), ("-c search_path=other", "10s")],
)
def test_what_database_url_says_is_heeded_before_our_bounds(
    connect: Any, given: str, statement: str
) -> None:
    ours = settings.WEB_OPTIONS["options"]

    wrapper = connect(f"{ours} {given}".strip())

    assert run(wrapper, "SHOW statement_timeout") == statement
    assert run(wrapper, "SHOW lock_timeout") == "3s"
    assert wrapper.connection.answer_within == int(statement[:-1]) + GRACE


def late_statement(wrapper: Wrapper, other: Wrapper) -> None:
    run(wrapper, "SELECT pg_sleep(5)")


def late_lock(wrapper: Wrapper, other: Wrapper) -> None:
    run(other, "SELECT pg_advisory_lock(1)")
    run(wrapper, "SELECT pg_advisory_lock(1)")


def long_idle(wrapper: Wrapper, other: Wrapper) -> None:
    run(wrapper, "BEGIN")
    time.sleep(0.8)
    run(wrapper, "SELECT 1")


def standby(wrapper: Wrapper, other: Wrapper) -> None:
    run(wrapper, "SET default_transaction_read_only = on")
    run(wrapper, "CREATE TABLE never ()")


def terminated(wrapper: Wrapper, other: Wrapper) -> None:
    run(other, f"SELECT pg_terminate_backend({run(wrapper, 'SELECT pg_backend_pid()')})")
    time.sleep(0.2)
    run(wrapper, "SELECT 1")


def serialization(wrapper: Wrapper, other: Wrapper) -> None:
    run(other, "CREATE TABLE IF NOT EXISTS counted AS SELECT 1 AS number")
    run(wrapper, "BEGIN ISOLATION LEVEL REPEATABLE READ")
    run(wrapper, "SELECT number FROM counted")
    run(other, "UPDATE counted SET number = number + 1")
    run(wrapper, "UPDATE counted SET number = number + 1")


@pytest.mark.parametrize(
    "reason", [late_statement, late_lock, long_idle, standby, terminated, serialization]
)
def test_what_may_work_later_counts_as_unavailable(connect: Any, reason: Any) -> None:
    with pytest.raises(DatabaseError) as raised:
        reason(connect(), connect())

    assert is_unavailable(raised.value)


def test_too_many_connections_count_as_unavailable(connect: Any) -> None:
    run(connect(), "CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")

    with refused_within(1):
        run(connect(USER="crowd"), "SELECT 1")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO pg_class SELECT * FROM pg_class LIMIT 1",  # a constraint
        "SELECT * FROM nowhere",
        "SELECT 1 / 0",
        "SELECT 'x'::int",
        "SELECT array_fill(1, ARRAY[1,1,1,1,1,1,1])",  # a limit of the program: operational
        "SELECT currval('nothing')",
    ],
)
def test_faults_of_a_statement_or_of_the_data_are_not_unavailable(
    connect: Any, statement: str
) -> None:
    with pytest.raises(DatabaseError) as raised:
        run(connect("-c allow_system_table_mods=on"), statement)

    assert not is_unavailable(raised.value)
