"""The places app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Name of the app at the staff desk, and its system check."""

    name = "places"
    verbose_name = "場所"

    def ready(self) -> None:
        """Register the check."""
        from places import checks  # noqa: F401, PLC0415  (needs the loaded apps)
