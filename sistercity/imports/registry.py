"""The imports that there are: an app enters its own in ``ready``."""

from typing import TypeVar

from sistercity.imports.importer import Importer

IMPORTERS: dict[str, type[Importer]] = {}
ImporterClass = TypeVar("ImporterClass", bound=type[Importer])


def register(importer: ImporterClass) -> ImporterClass:
    """Enter an import under its name; a decorator. Raises ValueError for a second of one name."""
    if IMPORTERS.setdefault(importer.name, importer) is not importer:
        raise ValueError(f"There are two imports named {importer.name}.")
    return importer


def importers() -> list[type[Importer]]:
    """Return every import, in the order of the apps."""
    return list(IMPORTERS.values())
