"""The commendations app."""

from django.apps import AppConfig


class CommendationsConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "commendations"
    verbose_name = "自治体国際交流表彰"

    def ready(self) -> None:
        """Enter the loader, what pages say of the records, and the group of the search."""
        from commendations import loading, page_sections, search  # noqa: F401, PLC0415  (need the models)
