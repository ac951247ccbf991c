"""Writes an empty file for an import, or the tables of the imports' documentation."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from sistercity.imports.exports import CannotWrite, write_template
from sistercity.imports.reference import renewed
from sistercity.imports.registry import importers
from sistercity.management.base import SiteCommand
from sistercity.spreadsheets.writing.replacing import Replacement


class Command(SiteCommand):
    """An empty file with the headings of an import."""

    help = "Write an empty file with the headings of an import, to be filled in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        names = sorted(importer.name for importer in importers())
        parser.add_argument("name", nargs="?", choices=names, help=", ".join(names))
        parser.add_argument(
            "--format", choices=("csv", "xlsx"), default="xlsx", help="if no file is named"
        )
        parser.add_argument(
            "--language", choices=("en", "ja"), default="ja", help="of headings and notes"
        )
        parser.add_argument(
            "--output", type=Path, help="the file; NAME.xlsx or NAME.csv if not given"
        )
        parser.add_argument("--force", action="store_true", help="replace a file that is there")
        parser.add_argument(
            "--reference", type=Path, metavar="FILE", help="make the tables in docs/import.md anew"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file; raise CommandError where that cannot be."""
        if options["reference"]:
            renew(options["reference"])
            return
        if not options["name"]:
            raise CommandError("Say which import the file is for.")
        (importer,) = (one for one in importers() if one.name == options["name"])
        path = options["output"] or Path(f"{importer.name}.{options['format']}")
        with translation.override(options["language"]):
            try:
                write_template(path=path, importer=importer, force=options["force"])
            except CannotWrite as reason:
                raise CommandError(str(reason)) from None
            self.stdout.write(_("The template was written to %(path)s.") % {"path": path})


def renew(document: Path) -> None:
    """Make the tables of a document anew; raise CommandError where it has no place for them."""
    try:
        text = renewed(document.read_text(encoding="utf-8"))
    except ValueError as reason:
        raise CommandError(str(reason)) from None
    with Replacement(document) as file:
        file.part.write_text(text, encoding="utf-8")
        file.complete()
