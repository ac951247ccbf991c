"""The command that every export shares: writes what there is as a file that can be imported."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from sistercity.importing.exports import CannotWrite, snapshot, write_export
from sistercity.importing.importer import Importer, Options
from sistercity.management.base import SiteCommand


class ExportCommand(SiteCommand):
    """Writes every record of an import's kind; importing the file changes nothing."""

    importer: ClassVar[type[Importer]]

    def lines(self) -> Iterator[list[str]]:
        """Yield the cells of each record, in the order of the columns."""
        yield from self.importer(Options()).lines()

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
                        importer=self.importer,
                        lines=self.lines(),
                        force=options["force"],
                    )
            except CannotWrite as reason:
                raise CommandError(str(reason)) from None
            self.stdout.write(
                _("%(rows)s rows were written to %(path)s.") % {"rows": f"{rows:,}", "path": path}
            )
