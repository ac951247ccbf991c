"""Imports a file of commendations."""

from commendations.importers import CommendationImporter
from sistercity.importing.command import ImportCommand


class Command(ImportCommand):
    """Shows what a file of commendations would change; --apply writes it."""

    help = "Read a file of commendations and show what it would change; --apply writes it."
    importer = CommendationImporter
