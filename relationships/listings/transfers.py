"""What becomes of a listing when another local government takes over."""

import datetime
from collections.abc import Iterator, Sequence

from places.models import LocalGovernment
from places.reorganisations import TRANSFERS, Effect
from relationships.listings.models import Listing
from relationships.register.transfers import moved


def take_over(
    predecessors: Sequence[LocalGovernment], successor: LocalGovernment, on: datetime.date
) -> Iterator[Effect]:
    """Pass the listing to a successor, or close it where the successor has one of its own.

    A withdrawn one passes on too, and stays withdrawn.
    """
    has_one = Listing.objects.filter(local_government=successor).exists()
    passing = Listing.with_withdrawn.filter(local_government__in=predecessors)
    for listing in passing.order_by("public_id"):
        collides = has_one and not listing.withdrawn_at
        if collides:
            listing.closed_on = listing.closed_on or on
            becomes = f"{successor}に募集があるため、{listing.closed_on}に終了"
        else:
            becomes = moved(listing, successor)
            listing.local_government = successor
            has_one = has_one or not listing.withdrawn_at
        subject = f"{listing} No.{listing.public_id}"
        listing.save()
        yield Effect("相手先の募集", subject, becomes, collides=collides)


TRANSFERS.append(take_over)
