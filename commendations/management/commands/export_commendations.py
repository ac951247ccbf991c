"""Writes commendations as a file that can be imported."""

from commendations.importers import CommendationImporter
from sistercity.importing.export_command import ExportCommand


class Command(ExportCommand):
    """Writes all commendations, drafts too."""

    help = "Write all commendations as a file in the import format, .csv or .xlsx."
    importer = CommendationImporter
