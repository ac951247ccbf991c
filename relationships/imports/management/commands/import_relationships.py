"""Imports the register's monthly file."""

from relationships.imports.importer import RegisterImporter
from sistercity.imports.command import ImportCommand


class Command(ImportCommand):
    """Shows what a file would change in the register; --apply publishes it as a release."""

    help = "Read the register's monthly file and show what it would change; --apply publishes it."
    importer = RegisterImporter
