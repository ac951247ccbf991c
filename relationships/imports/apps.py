"""The import of the register as an app."""

from django.apps import AppConfig


class RegisterImportConfig(AppConfig):
    """Enters the import; it has no tables of its own."""

    name = "relationships.imports"
    label = "register_imports"

    def ready(self) -> None:
        """Enter the import of the register."""
        from relationships.imports import importer  # noqa: F401, PLC0415  (it needs the loaded models)
