"""The worker: a process beside the web server that does what no request waits for.

Tasks are rows that django-tasks-db writes in the transaction that needs them, so one that is rolled
back leaves none. Here is what it lacks: whether a worker runs, and what becomes of the tasks of one
that was killed.
"""

import datetime
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

SESSION = "sister-city-worker"  # the name of its connections to PostgreSQL
LOCK = 0x5C18  # a number of our own, not that of sistercity/locks.py
PATIENCE = datetime.timedelta(seconds=10)  # a worker looks for tasks each second
MOST_STARTS = 3  # of one task: one that kills its worker must not do so for ever
CONNECTED = """
    SELECT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = %s
    )
"""


class WorkerKilled(Exception):
    """The worker of a task was killed each time that the task was begun."""


def is_missing(since: datetime.datetime | None) -> bool:
    """Whether a task that waits since a moment waits because no worker runs."""
    return bool(since and since < timezone.now() - PATIENCE) and not is_running()


def is_running() -> bool:
    """Whether a worker is connected to the database; a killed one is not."""
    with connection.cursor() as cursor:
        cursor.execute(CONNECTED, [SESSION])
        return bool(cursor.fetchone()[0])


@contextmanager
def holding(worker_id: str) -> Iterator[None]:
    """Have a worker's name, once no other worker has it: only what a dead one began is put back.

    On a connection of its own, which stays while the worker's others come and go.
    """
    with closing(connection.copy()) as kept:
        with kept.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [LOCK, worker_id])
        yield


def put_back(worker_id: str) -> None:
    """Let the tasks be started again that the last worker of this name left behind."""
    for result in DBTaskResult.objects.running().filter(worker_ids__contains=[worker_id]):
        if result.worker_ids[-1] != worker_id:
            continue  # another worker does it, or has it to put back
        if len(result.worker_ids) < MOST_STARTS:
            result.status = TaskResultStatus.READY
            result.save(update_fields=["status"])
        else:
            result.set_failed(WorkerKilled())
