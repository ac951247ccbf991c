"""What search engines are told of the commendations."""

from django.db.models import QuerySet
from django.utils import timezone

from commendations.models import Edition
from sistercity.sitemaps import BilingualSitemap


class EditionSitemap(BilingualSitemap):
    """The editions that are public."""

    def items(self) -> QuerySet[Edition]:
        """Return those with a page."""
        return Edition.objects.published(timezone.now()).newest()


PAGES = ("commendation_list", "commendation_programme")
SITEMAPS: dict[str, type[BilingualSitemap]] = {"commendations": EditionSitemap}
