"""The releases app."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Name of the app at the staff desk."""

    name = "relationships.releases"
    verbose_name = "公開版"

    def ready(self) -> None:
        """Enter what pages say of releases."""
        from relationships.releases import page_sections  # noqa: F401, PLC0415  (it needs the loaded models)
