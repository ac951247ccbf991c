"""Once a year the contact of each listing is asked whether it is still right."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from relationships.enquiries import links, mail
from relationships.enquiries.models import RenewalLink
from relationships.listings.models import Listing
from sistercity.dates import later
from sistercity.texts import render_text

ASK_AFTER, ASK_AGAIN_AFTER = "11 months", datetime.timedelta(days=30)


@dataclass(frozen=True)
class Reminder:
    """A listing whose contact is to be asked, or why it is not asked."""

    listing: Listing
    why_not: str = ""


def due(now: datetime.datetime, numbers: list[int]) -> Iterator[Reminder]:
    """Yield the listings last confirmed 11 months ago or earlier, with why one is not asked.

    Those whose public numbers are given are due whenever they were confirmed.
    """
    for listing in candidates(now, numbers):
        if not listing.contact_email:
            yield Reminder(listing, "no mail address of the office")
        elif asked := asked_lately(listing, now):
            yield Reminder(listing, f"asked on {timezone.localdate(asked.created_at)}")
        else:
            yield Reminder(listing)


def asked_lately(listing: Listing, now: datetime.datetime) -> RenewalLink | None:
    """Return the link by which a listing's contact was asked within the last 30 days."""
    return listing.renewal_links.filter(created_at__gt=now - ASK_AGAIN_AFTER).first()


def candidates(now: datetime.datetime, numbers: list[int]) -> QuerySet[Listing]:
    """Return the public listings that are not closed, and old enough or named."""
    today = timezone.localdate(now)
    standing = Listing.objects.published(now).standing_on(today).with_places()
    if numbers:
        return standing.filter(public_id__in=numbers)
    # Of a month or a year its first day counts: from 12 months after that day, it may have lapsed.
    asked_from = later("confirmed_on", interval=ASK_AFTER)
    return standing.alias(asked_from=asked_from).filter(
        Q(asked_from__lte=today) | Q(confirmed_on=None)
    )


def send(listing: Listing) -> bool:
    """Mail a new signed link to a listing's contact; return whether the mail went out.

    Where it did not, there is no link: the next run tries again.
    """
    with transaction.atomic():
        Listing.objects.select_for_update().get(pk=listing.pk)
        if asked_lately(listing, timezone.now()):  # by another run, since this one looked
            return False
        link, token = links.make(listing=listing)
    language = "ja" if listing.is_japanese else "en"
    with override(language):
        context = {
            "listing": listing,
            "link": settings.SITE_URL + links.path(token, language),
            "until": timezone.localdate() + links.VALID_FOR,
        }
        subject = _("Is your listing still right? Sister City Information")
        body = render_text("enquiries/mail/remind.txt", context)
    if mail.send(subject, body, [listing.contact_email]):
        return True
    link.delete()
    return False
