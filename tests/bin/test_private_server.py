"""The private PostgreSQL, for real: started, shared, stopped, healed after a kill."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import _system
import psycopg
import pytest

from tests.private_server import Project, project_of_its_own


@pytest.fixture(scope="module")
def stopped() -> Iterator[Project]:
    """A project whose server was made, and has ended."""
    with project_of_its_own() as made:
        made.start()
        made.stop()
        yield made


@pytest.fixture
def project(stopped: Project) -> Iterator[Project]:
    with project_of_its_own(like=stopped) as made:
        yield made


def answer(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()[0]  # type: ignore[index]


def test_runs_share_one_server_and_the_last_one_stops_it_but_keeps_the_data(project):
    url = project.start()
    pid = project.pid

    assert project.start() == url
    project.stop()
    assert project.pid == pid
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    project.stop()
    assert project.pid == 0
    assert answer(project.start(), "SELECT answer FROM kept") == 42


def test_it_is_utf_8_knows_letters_and_has_no_port(stopped):
    url = stopped.start()

    assert answer(url, "SHOW server_encoding") == "UTF8"
    assert answer(url, r"SELECT 'é' ~ '\w'") is True
    assert answer(url, "SHOW listen_addresses") == ""
    assert Path(str(answer(url, "SHOW unix_socket_directories"))).stat().st_mode & 0o777 == 0o700
    stopped.stop()


def test_a_run_that_was_killed_leaves_a_server_that_the_next_run_takes_over(project):
    project.start()
    pid = project.pid
    os.close(project.users.pop())  # what the system does for a killed run

    project.start()
    assert project.pid == pid

    project.stop()
    assert project.pid == 0


def test_a_server_that_was_killed_starts_again(project):
    url = project.start()
    sockets = Path(str(answer(url, "SHOW unix_socket_directories")))
    os.kill(project.pid, signal.SIGKILL)
    assert _system.wait_until(lambda: not _system.command_line(project.pid), seconds=10)

    url = project.start()

    assert answer(url, "SELECT 1") == 1
    assert not sockets.exists()


def test_a_stale_pid_file_with_the_number_of_a_stranger_does_no_harm(project):
    (project.data / "postmaster.pid").write_text(f"{os.getpid()}\n{project.data}\n")

    assert answer(project.start(), "SELECT 1") == 1
