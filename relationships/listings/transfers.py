"""What becomes of a listing when another local government takes over."""

import datetime
from collections.abc import Iterator

from places.models import LocalGovernment
from places.reorganisations import TRANSFERS, Effect
from relationships.listings.models import Listing


def take_over(
    predecessor: LocalGovernment, successor: LocalGovernment, on: datetime.date
) -> Iterator[Effect]:
    """Pass the listing to a successor, or close it where the successor has one of its own."""
    has_one = Listing.objects.filter(local_government=successor).exists()
    for listing in Listing.objects.filter(local_government=predecessor):
        subject = f"{listing} No.{listing.public_id}"
        if not has_one:
            listing.local_government = successor
            becomes = f"{successor}に移る"
        else:
            listing.closed_on = listing.closed_on or on
            becomes = f"{successor}に募集があるため、{listing.closed_on}に終了"
        listing.save()
        yield Effect("相手先の募集", subject, becomes, collides=has_one)


TRANSFERS.append(take_over)
