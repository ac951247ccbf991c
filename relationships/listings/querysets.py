"""Reusable reads of listings."""

import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import F

from sistercity.publication import PublicationQuerySet

if TYPE_CHECKING:
    from relationships.listings.models import Listing


class ListingQuerySet(PublicationQuerySet["Listing"]):
    """Reads of listings that look for a partner."""

    def open_on(self, day: datetime.date) -> Self:
        """Keep those that look for a partner on a day: neither closed nor lapsed.

        A listing lapses 12 months after the latest day that its last confirmation can mean.
        """
        return self.filter(lapses_on__gt=day).exclude(closed_on__lte=day)

    def standing_on(self, day: datetime.date) -> Self:
        """Leave out those that are closed on a day; lapsed ones stay."""
        return self.exclude(closed_on__lte=day)

    def japanese(self) -> Self:
        """Keep Japanese governments that look for a partner overseas."""
        return self.filter(local_government__isnull=False)

    def overseas(self) -> Self:
        """Keep governments overseas that look for a Japanese one."""
        return self.filter(partner__isnull=False)

    def with_places(self) -> Self:
        """Fetch the government with the listing."""
        return self.select_related("local_government__prefecture", "partner__country")

    def with_wishes(self) -> Self:
        """Fetch what the listing wishes for with it."""
        return self.prefetch_related("wishes__country", "wishes__prefecture")

    def open_first(self) -> Self:
        """Order by the day of lapsing, latest first: the open ones, then those lapsed last.

        Holds for listings that are not closed.
        """
        return self.order_by(F("lapses_on").desc(nulls_last=True), "public_id")
