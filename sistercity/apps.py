"""The project's own package as a Django app."""

from django.apps import AppConfig


class SisterCityConfig(AppConfig):
    """What every app uses: settings, dates, languages, data version, checks."""

    name = "sistercity"

    def ready(self) -> None:
        """Register the checks, and the desk's pages of users."""
        from sistercity import checks  # noqa: F401, PLC0415  (checks need the loaded apps)

        # Not from sistercity.admin itself: that is where the site comes from.
        from sistercity.admin import users  # noqa: F401, PLC0415
