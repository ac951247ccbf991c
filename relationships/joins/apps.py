"""The app of joins."""

from django.apps import AppConfig


class JoinsConfig(AppConfig):
    """Two records of one partner, or two relationships of one pair, become one, and two again."""

    name = "relationships.joins"
    verbose_name = "記録の統合"

    def ready(self) -> None:
        """Keep the undo of a release from undoing half a join."""
        from relationships.joins import parting  # noqa: F401, PLC0415  (needs the loaded models)
