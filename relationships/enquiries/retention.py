"""How long personal data is kept: after it was handled as a setting says, else two years."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from relationships.enquiries.models import FormCount, Submission
from relationships.enquiries.protection import COUNTER_LIFETIME
from sistercity.sign_in import forget_failures

UNHANDLED = datetime.timedelta(days=2 * 365)


def due(now: datetime.datetime) -> QuerySet[Submission]:
    """Return the submissions whose personal data has to go by now."""
    handled = now - datetime.timedelta(days=settings.ENQUIRY_RETENTION_DAYS)
    return Submission.objects.filter(purged_at=None).filter(
        Q(handled_at__lte=handled) | Q(received_at__lte=now - UNHANDLED)
    )


@transaction.atomic
def purge(now: datetime.datetime) -> int:
    """Take out all that was written, by the public or by the staff; return of how many.

    Number, kind, listing, dates and status stay, so that what was done can still be counted.
    Counts of forms and failed sign-ins that no longer count go as well.
    """
    FormCount.objects.filter(begins_at__lt=now - COUNTER_LIFETIME).delete()
    forget_failures(now)
    return due(now).update(data={}, reason="", note="", content_key=None, purged_at=timezone.now())
