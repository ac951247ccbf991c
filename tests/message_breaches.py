"""Sound records of what people send, and what breaks each of their constraints."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone

from relationships.enquiries.models import FormCount, RenewalLink, Submission
from tests import neighbours

MOMENT = datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC)


def submission() -> Submission:
    """Store a report."""
    return Submission.objects.create(reference="AAAA-AAAA", kind="report", language="en")


def link() -> RenewalLink:
    """Store a link of a listing."""
    listing = neighbours.listing(partner=neighbours.partner())
    until = timezone.now() + datetime.timedelta(days=60)
    return RenewalLink.objects.create(listing=listing, digest="x", expires_at=until)


def count() -> FormCount:
    """Store a counter."""
    return FormCount.objects.create(key="x", begins_at=MOMENT, number=1)


SOUND: dict[type[models.Model], Callable[[], models.Model]] = {
    Submission: submission,
    RenewalLink: link,
    FormCount: count,
}
MESSAGES: dict[str, tuple[type[models.Model], dict[str, Any]]] = {
    "submission_kind_is_known": (Submission, {"kind": "nonsense"}),
    "submission_status_is_known": (
        Submission,
        {"status": "nonsense", "handled_at": MOMENT},
    ),
    "submission_language_is_known": (Submission, {"language": "fr"}),
    "submission_names_its_listing": (Submission, {"kind": "enquiry"}),
    "submission_is_handled_once_closed": (Submission, {"handled_at": MOMENT}),
    "submission_is_rejected_with_a_reason": (
        Submission,
        {"status": "rejected", "handled_at": MOMENT},
    ),
    "submission_is_empty_once_purged": (Submission, {"purged_at": MOMENT, "note": "x"}),
    "renewal_link_ends_after_it_began": (RenewalLink, {"expires_at": MOMENT}),
    "form_count_is_one_for_each_window": (FormCount, {"pk": None}),
}
