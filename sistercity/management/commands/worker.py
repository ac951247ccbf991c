"""Does the work that no request waits for: imports, the undo of a release, mail."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import connection
from django_tasks_db.management.commands import db_worker

from sistercity.management.base import SiteCommand
from sistercity.worker import SESSION, holding, put_back


class Command(SiteCommand, db_worker.Command):
    """The worker of django-tasks-db, which begins with what a killed one left behind."""

    help = "Do one task after the other until SIGTERM, and then what was begun."

    def add_arguments(self, parser: CommandParser) -> None:  # type: ignore[override]
        """Declare the options: those of db_worker, a name that stays, a file."""
        super().add_arguments(parser)
        # With a reloader, the process that watches would hold the name of the one that works.
        parser.set_defaults(worker_id="worker", reload=False)
        parser.add_argument("--pid", type=Path, metavar="FILE", help="write the process id to it")

    def handle(self, *, pid: Path | None, worker_id: str, **options: Any) -> None:  # type: ignore[override]
        """Work; the connections get a name by which the desk's pages see that a worker runs."""
        connection.settings_dict["OPTIONS"]["application_name"] = SESSION
        if pid:
            pid.write_text(f"{os.getpid()}\n")
        with holding(worker_id):
            put_back(worker_id)
            super().handle(worker_id=worker_id, **options)
