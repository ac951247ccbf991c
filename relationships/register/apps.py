"""The register app."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "relationships.register"
    verbose_name = "姉妹都市提携"

    def ready(self) -> None:
        """Enter what becomes of relationships when local governments merge."""
        from relationships.register import transfers  # noqa: F401, PLC0415  (needs the loaded models)
