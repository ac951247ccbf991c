"""Imports a file of seminars."""

from seminars.importers import SeminarImporter
from sistercity.importing.command import ImportCommand


class Command(ImportCommand):
    """Shows what a file of seminars would change; --apply writes it."""

    help = "Read a file of seminars and show what it would change; --apply writes it."
    importer = SeminarImporter
