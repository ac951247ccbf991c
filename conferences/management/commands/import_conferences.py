"""Imports a file of conferences."""

from conferences.importers import ConferenceImporter
from sistercity.importing.command import ImportCommand


class Command(ImportCommand):
    """Shows what a file of conferences would change; --apply writes it."""

    help = "Read a file of conferences and show what it would change; --apply writes it."
    importer = ConferenceImporter
