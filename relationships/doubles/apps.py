"""The doubles app."""

from django.apps import AppConfig


class DoublesConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "relationships.doubles"
    verbose_name = "重複の確認"

    def ready(self) -> None:
        """Warn at the desk of a new partner with a name like another one's."""
        from relationships.doubles import notices  # noqa: F401, PLC0415  (needs the loaded models)
