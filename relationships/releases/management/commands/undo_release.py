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
        parser.add_argument("--reason", required=True, help="why it is undone, for the history")

    def handle(self, *args: Any, **options: Any) -> None:
        """Undo it, or say why that cannot be."""
        reason = options["reason"].strip()
        if not reason:
            raise CommandError("The reason is empty. Say with --reason why the release is undone.")
        edits = Edits(options["edits"])
        try:
            release = undo_release(
                number=options["number"],
                who=options["who"],
                edits=edits,
                reason=reason,
            )
        except (CannotUndo, Busy) as refusal:
            raise CommandError(str(refusal)) from None
        kept = ", but for what was edited since" if edits == Edits.KEEP else ""
        self.stdout.write(f"Undone: {release}. What its import wrote is as it was before{kept}.")
