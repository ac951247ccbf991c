"""Writes seminars as a file that can be imported."""

from seminars.importers import SeminarImporter
from sistercity.importing.export_command import ExportCommand


class Command(ExportCommand):
    """Writes all seminars, drafts too."""

    help = "Write all seminars as a file in the import format, .csv or .xlsx."
    importer = SeminarImporter
