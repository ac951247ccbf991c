"""The conferences app."""

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "conferences"
    verbose_name = "自治体交流会議"

    def ready(self) -> None:
        """Enter the loader, what pages say of the records, and the group of the search."""
        from conferences import loading, page_sections, search  # noqa: F401, PLC0415  (need the models)
