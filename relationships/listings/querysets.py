"""Reusable reads of listings."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, F, SmallIntegerField, When

from sistercity.publication import PublicationQuerySet

if TYPE_CHECKING:
    from relationships.listings.models import Listing


def state_rank(day: Any) -> Case:
    """Return in SQL where a listing stands on a day, for lists: open ones have the lowest rank.

    Then come those that may have lapsed, those that have, and the closed ones.
    """
    return Case(
        When(closed_on__lte=day, then=3),
        When(may_lapse_on__gt=day, then=0),
        When(lapses_on__gt=day, then=1),
        default=2,
        output_field=SmallIntegerField(),
    )


class ListingQuerySet(PublicationQuerySet["Listing"]):
    """Reads of listings that look for a partner."""

    def open_on(self, day: datetime.date) -> Self:
        """Keep those that look for a partner on a day: not closed, and surely not lapsed.

        A listing lapses 12 months after its last confirmation.
        """
        return self.filter(may_lapse_on__gt=day).exclude(closed_on__lte=day)

    def perhaps_open_on(self, day: datetime.date) -> Self:
        """Keep those that look for a partner on a day, and those that may have lapsed by then."""
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

    def open_first(self, day: datetime.date) -> Self:
        """Order by the state on a day, the open ones first, then by the day of lapsing.

        The latest day of lapsing comes first.
        """
        order = F("lapses_on").desc(nulls_last=True)
        return self.order_by(state_rank(day), order, "public_id")
