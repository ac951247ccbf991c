"""Writes conferences as a file that can be imported."""

from conferences.importers import ConferenceImporter
from sistercity.importing.export_command import ExportCommand


class Command(ExportCommand):
    """Writes all conferences, drafts too."""

    help = "Write all conferences as a file in the import format, .csv or .xlsx."
    importer = ConferenceImporter
