"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search box of the site: it has no records."""

    name = "relationships.search"
    verbose_name = "検索"

    def ready(self) -> None:
        """Enter the groups of results that are not of an app above."""
        from relationships.search import listings, questions, relationships  # noqa: F401, PLC0415  (they need the loaded models)
