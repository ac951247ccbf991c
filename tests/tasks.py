"""Tasks in tests: done where they are enqueued, unless a test has them wait for a worker."""

from unittest import mock

from django.test import override_settings
from django_tasks_db.management.commands import db_worker

AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def queued() -> override_settings:
    """Have tasks wait in the database, as a context or a decorator."""
    return override_settings(TASKS=QUEUED)


def do_tasks() -> None:
    """Do what waits, as a worker does, within the transaction of the test."""
    worker = db_worker.Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="worker",
        excluded_queue_names=[],
    )
    with mock.patch.object(db_worker, "close_old_connections"):
        worker.run()
