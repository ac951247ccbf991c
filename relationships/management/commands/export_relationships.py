"""Writes the register as a file that can be imported."""

from collections.abc import Iterator

from relationships import register
from relationships.importers import RegisterImporter
from relationships.models import Relationship
from sistercity.importing.export_command import ExportCommand


class Command(ExportCommand):
    """Writes every relationship, the ended ones too."""

    help = "Write the whole register as a file in the import format, .csv or .xlsx."
    importer = RegisterImporter

    def lines(self) -> Iterator[list[str]]:
        """Yield the cells of each relationship, in the order of their numbers."""
        return register.lines(Relationship.objects.all())
