"""What search engines are told of the seminars."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from relationships.sitemaps import BilingualSitemap
from seminars.models import Seminar


class SeminarSitemap(BilingualSitemap):
    """The seminars that the public sees."""

    def items(self) -> QuerySet[Any]:
        """Return the published ones."""
        return Seminar.objects.published(timezone.now()).newest()


SITEMAPS = {"seminars": SeminarSitemap}
