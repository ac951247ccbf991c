"""The worker in a process of its own, killed and started again: what the desk handed to it.

It runs on a database of its own, a copy of the test database, as in test_kill.py.
"""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from relationships.enquiries.mail import mail_over_limit
from relationships.register.models import Relationship
from relationships.releases.models import Release
from relationships.releases.tasks import undo_at_desk
from sistercity.import_runs.models import ImportRun
from sistercity.worker import holding, is_running, put_back
from tests.databases import copied, default_database
from tests.desk import content_text
from tests.relationships.imports.runs import month, page, publish, publisher, uploaded
from tests.relationships.imports.test_kill import Runner, wait_for
from tests.tasks import queued

WORK = ("worker", "--no-startup-delay")
BATCH = (*WORK, "--batch", "--interval=0")


class WorkerRunner(Runner):
    """Runs workers; what they do is seen here by Django's own connection."""

    def wait_until_quiet(self) -> None:
        """Wait until nothing is left of a worker in the database."""
        connection.close()
        super().wait_until_quiet()


@pytest.fixture
def runner(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[Runner]:
    """Commands on a copy of the test database, which is the test's own too."""
    with django_db_blocker.unblock(), copied("worker") as name, default_database(name), queued():
        running = WorkerRunner(name, tmp_path)
        yield running
        running.close()


@pytest.fixture
def run(runner: Runner) -> ImportRun:
    """A month's file that the worker has compared, and that somebody publishes at the desk."""
    client = publisher()
    run = uploaded(client, month())
    assert runner.run(*BATCH) == 0, runner.output
    return publish_again(client, run)


def publish_again(client: Client, run: ImportRun) -> ImportRun:
    """Press the button; return the run as it is then."""
    run.refresh_from_db()
    return publish(client, run)


def browser() -> Client:
    """Return another browser of whoever published."""
    client = Client()
    client.force_login(User.objects.get(username="editor"))
    return client


def test_a_worker_killed_while_it_publishes_leaves_nothing_and_the_run_is_published_again(
    runner: Runner, run: ImportRun, full: bool
) -> None:
    before, client = runner.state(), browser()

    for last in range(20, 62, 3) if full else (30, 60):  # of about 75 statements
        runner.start(*BATCH, last=last)
        assert (runner.end(), runner.output.count("SUCCESSFUL")) == (-signal.SIGKILL, 0)
        runner.wait_until_quiet()
        assert runner.state() == before
        assert runner.run(*BATCH) == 0, runner.output
        assert runner.state() == before
        assert "公開をやり直す" in content_text(page(client, run))
        publish_again(client, run)

    assert runner.run(*BATCH) == 0, runner.output
    run.refresh_from_db()
    assert run.status == "published", run.message
    assert runner.state() != before


def test_a_worker_that_is_stopped_ends_what_it_has_begun(runner: Runner, run: ImportRun) -> None:
    process = runner.start(*WORK)
    runner.wait_for_lock(process)

    code = runner.end_by(process, signal.SIGTERM)

    run.refresh_from_db()
    assert (code, run.status) == (0, "published"), runner.output


def test_the_desk_sees_that_a_worker_runs(runner: Runner) -> None:
    assert not is_running()
    process = runner.start(*WORK)

    wait_for(is_running)

    runner.end_by(process, signal.SIGTERM)
    assert not is_running()


def is_waiting() -> bool:
    """Return whether a worker waits until its name is free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def test_a_second_worker_of_a_name_leaves_alone_what_the_first_does(
    runner: Runner, run: ImportRun
) -> None:
    doing = DBTaskResult.objects.filter(status="READY")
    doing.update(status="RUNNING", worker_ids=["worker"])

    with holding("worker"):
        runner.start(*BATCH)
        wait_for(is_waiting)
        assert not doing.exists()

    assert runner.end() == 0, runner.output
    assert DBTaskResult.objects.get(worker_ids=["worker", "worker"]).status == "SUCCESSFUL"


def test_an_undo_whose_worker_was_killed_is_done_by_the_next(
    runner: Runner, run: ImportRun
) -> None:
    before = Relationship.objects.filter(status="ended").count()
    assert runner.run(*BATCH) == 0, runner.output
    assert Relationship.objects.filter(status="ended").count() == before + 1
    number = Release.objects.latest("number").number
    undo_at_desk.enqueue(number=number, who="花子", reason="誤り", edits="refuse")

    runner.start(*BATCH, last=30)
    assert runner.end() == -signal.SIGKILL
    runner.wait_until_quiet()
    assert Relationship.objects.filter(status="ended").count() == before + 1
    assert runner.run(*BATCH) == 0, runner.output

    assert Relationship.objects.filter(status="ended").count() == before
    assert Release.objects.get(number=number).undone_by == "花子"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("workers", "status"),
    [
        (["worker"], "READY"),
        (["other", "worker"], "READY"),
        (["worker", "other"], "RUNNING"),
        (["worker", "worker", "worker"], "FAILED"),
        (["other"], "RUNNING"),
    ],
)
@queued()
def test_a_task_of_a_killed_worker_is_started_again_but_not_for_ever(
    workers: list[str], status: str
) -> None:
    mail_over_limit.enqueue()
    DBTaskResult.objects.update(status="RUNNING", worker_ids=workers)

    put_back("worker")

    assert DBTaskResult.objects.get().status == status
