"""Writes partner searches as a file that can be imported."""

from relationships.search_importers import PartnerSearchImporter
from sistercity.importing.export_command import ExportCommand


class Command(ExportCommand):
    """Writes all partner searches, drafts too."""

    help = "Write all partner searches as a file in the import format, .csv or .xlsx."
    importer = PartnerSearchImporter
