"""What search engines are told of the listings."""

from typing import Any

from django.db.models import QuerySet

from relationships.listings.page_sections import perhaps_open_listings
from sistercity.sitemaps import BilingualSitemap


class ListingSitemap(BilingualSitemap):
    """The listings of those who look for a partner; lapsed and closed ones are left out."""

    def items(self) -> QuerySet[Any]:
        """Return the open ones, and those that may have lapsed."""
        return perhaps_open_listings().order_by("public_id")


PAGES = ("listing_list", "listing_overseas", "listing_match")
SITEMAPS: dict[str, type[BilingualSitemap]] = {"listings": ListingSitemap}
