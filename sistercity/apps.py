"""The project's own package as a Django app, and the admin site in place of the stock one."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as StockAdminConfig


class SisterCityConfig(AppConfig):
    """What has no domain word in it: settings, dates, languages, data version, checks."""

    name = "sistercity"
    verbose_name = "サイト"

    def ready(self) -> None:
        """Register the system checks."""
        from sistercity import checks  # noqa: F401, PLC0415  (checks need the loaded apps)


class AdminConfig(StockAdminConfig):
    """The staff desk: Django's admin with this project's site object."""

    default_site = "sistercity.admin.StaffSite"
