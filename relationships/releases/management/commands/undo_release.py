"""Undoes the newest release of the register."""

import getpass
from typing import Any

from django.core.management.base import CommandError, CommandParser

from relationships.releases.undo import CannotUndo, undo_release
from sistercity.changes.reverting import Edits
from sistercity.locks import Busy
from sistercity.management.base import SiteCommand


class Command(SiteCommand):
    """Makes every row that the newest release wrote what it was before."""

    help = "Undo the newest release of the register; its history and its notice stay."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("number", type=int, help="number of the release")
        parser.add_argument("--who", default=getpass.getuser(), help="whose name the change gets")
        parser.add_argument(
            "--edits",
            choices=Edits.values,
            default=Edits.REFUSE,
            help="what becomes of what people edited since in the same rows",
        )
        parser.add_argument("--reason", default="", help="why; needed to undo such edits too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Undo it, or say why that cannot be."""
        try:
            release = undo_release(
                number=options["number"],
                who=options["who"],
                edits=Edits(options["edits"]),
                reason=options["reason"],
            )
        except (CannotUndo, Busy) as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(f"Undone: {release}. Its rows are as in release {release.previous}.")
