"""What search engines are told of the seminars."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from seminars.models import Seminar
from sistercity.sitemaps import BilingualSitemap


class SeminarSitemap(BilingualSitemap):
    """The seminars that the public sees."""

    def items(self) -> QuerySet[Any]:
        """Return the published ones."""
        return Seminar.objects.published(timezone.now()).newest()


PAGES = ("seminar_list", "office_list")
SITEMAPS = {"seminars": SeminarSitemap}
