"""The project's own package as a Django app, and the admin site in place of the stock one."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as StockAdminConfig
from django.utils.module_loading import autodiscover_modules

# What apps enter when they are loaded: imports, groups of the search, parts of others' pages.
MODULES = (
    "importers",
    *("search", "question_search", "listing_search"),
    *("page_sections", "listing_page_sections"),
)


class SisterCityConfig(AppConfig):
    """What has no domain word in it: settings, dates, languages, data version, checks."""

    name = "sistercity"
    verbose_name = "取込・よくある質問"

    def ready(self) -> None:
        """Register the checks, the imports and searches of every app, and the desk's pages."""
        from sistercity import checks  # noqa: F401, PLC0415  (checks need the loaded apps)

        autodiscover_modules(*MODULES)
        # Not from sistercity.admin itself: that is where the site comes from.
        from sistercity.admin import imports, questions, users  # noqa: F401, PLC0415


class AdminConfig(StockAdminConfig):
    """The staff desk: Django's admin with this project's site object."""

    default_site = "sistercity.admin.StaffSite"
