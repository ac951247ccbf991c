"""What search engines are told of the conferences."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from conferences.models import Conference, Series
from sistercity.sitemaps import BilingualSitemap


class SeriesSitemap(BilingualSitemap):
    """The series of conferences."""

    def items(self) -> QuerySet[Any]:
        """Return all of them."""
        return Series.objects.all()


class ConferenceSitemap(BilingualSitemap):
    """The editions that the public sees."""

    def items(self) -> QuerySet[Any]:
        """Return the published ones."""
        return Conference.objects.published(timezone.now()).select_related("series").newest()


PAGES = ("conference_list",)
SITEMAPS = {"series": SeriesSitemap, "conferences": ConferenceSitemap}
