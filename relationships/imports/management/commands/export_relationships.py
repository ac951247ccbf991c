"""Writes the register as a file that can be imported."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from relationships.imports.importer import RegisterImporter
from sistercity.imports.exports import CannotWrite, snapshot, write_export
from sistercity.management.base import SiteCommand


class Command(SiteCommand):
    """Writes every relationship, the ended ones too; importing the file changes nothing."""

    help = "Write the whole register as a file in the import format, .csv or .xlsx."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, help="a .csv or .xlsx file")
        parser.add_argument(
            "--language", choices=("en", "ja"), default="en", help="of the headings"
        )
        parser.add_argument("--force", action="store_true", help="replace a file that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file; raise CommandError where that cannot be."""
        path = options["file"]
        with translation.override(options["language"]):
            try:
                with snapshot():
                    rows = write_export(
                        path=path,
                        importer=RegisterImporter,
                        lines=RegisterImporter.lines(),
                        force=options["force"],
                    )
            except CannotWrite as reason:
                raise CommandError(str(reason)) from None
            self.stdout.write(
                _("%(rows)s rows were written to %(path)s.") % {"rows": f"{rows:,}", "path": path}
            )
