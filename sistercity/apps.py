"""The project's own package as a Django app, and the admin site in place of the stock one."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as StockAdminConfig
from django.utils.module_loading import autodiscover_modules


class SisterCityConfig(AppConfig):
    """What has no domain word in it: settings, dates, languages, data version, checks."""

    name = "sistercity"
    verbose_name = "取込"

    def ready(self) -> None:
        """Register the system checks, the imports of every app, and their pages at the desk."""
        from sistercity import checks  # noqa: F401, PLC0415  (checks need the loaded apps)

        autodiscover_modules("importers", "search_importers")
        # Not from sistercity.admin itself: that is where the site comes from.
        from sistercity.admin import imports  # noqa: F401, PLC0415


class AdminConfig(StockAdminConfig):
    """The staff desk: Django's admin with this project's site object."""

    default_site = "sistercity.admin.StaffSite"
