"""What search engines are told of the releases."""

from typing import Any

from django.db.models import QuerySet

from relationships.releases.models import Release
from sistercity.sitemaps import BilingualSitemap


class ReleaseSitemap(BilingualSitemap):
    """The releases, but for those that were undone."""

    def items(self) -> QuerySet[Any]:
        """Return those in force."""
        return Release.objects.standing()


PAGES = ("release_list",)
SITEMAPS: dict[str, type[BilingualSitemap]] = {"releases": ReleaseSitemap}
