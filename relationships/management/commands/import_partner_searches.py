"""Imports a file of partner searches."""

from relationships.search_importers import PartnerSearchImporter
from sistercity.importing.command import ImportCommand


class Command(ImportCommand):
    """Shows what a file of partner searches would change; --apply writes it."""

    help = "Read a file of partner searches and show what it would change; --apply writes it."
    importer = PartnerSearchImporter
