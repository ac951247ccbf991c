"""The seminars app."""

from django.apps import AppConfig


class SeminarsConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "seminars"
    verbose_name = "海外自治体幹部交流協力セミナー"

    def ready(self) -> None:
        """Enter the loader, what pages say of the records, and the group of the search."""
        from seminars import loading, page_sections, search  # noqa: F401, PLC0415  (need the models)
