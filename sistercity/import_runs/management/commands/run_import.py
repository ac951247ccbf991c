"""Does the work of an import that was started at the desk; the desk starts it itself."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from sistercity.import_runs.models import ImportRun
from sistercity.import_runs.workers import work
from sistercity.management.base import SiteCommand


class Command(SiteCommand):
    """Plans or publishes a run, whichever it waits for."""

    help = "Plan or publish an import that was uploaded at the desk (the desk starts this itself)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("run", type=int, help="number of the import at the desk")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the work; what comes of it is stored with the run."""
        try:
            work(options["run"])
        except ImportRun.DoesNotExist:
            raise CommandError(f"There is no import {options['run']}.") from None
