"""Writes of what the public sends and of what becomes of it; each leaves its trace."""

import hashlib
import json
import secrets
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from relationships.enquiries import proposals, protection
from relationships.enquiries.models import Submission, SubmissionKind, SubmissionStatus
from relationships.listings.models import Listing
from sistercity.dates import PartialDate
from sistercity.models import lock_content

# Without letters that look like digits or like one another.
LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"


class Overtaken(Exception):
    """Somebody else handled it first, or the listing has changed since the page was opened."""


def new_reference() -> str:
    """Return a reference number that nobody can guess, such as ``K7QF-3MXA``."""
    letters = [secrets.choice(LETTERS) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


@transaction.atomic
def receive(*, stamp: str, **values: Any) -> tuple[Submission, int]:
    """Store what was sent; return it and its number among all submissions stored in this hour.

    A form that is sent twice is stored once: the second time the number is 0. ``stamp`` is what
    the form's page was signed with.
    """
    text = json.dumps([stamp, values["data"]], sort_keys=True, ensure_ascii=False)
    content_key = hashlib.sha256(text.encode()).hexdigest()
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                reference=new_reference(), content_key=content_key, **values
            )
    except IntegrityError:
        return Submission.objects.get(content_key=content_key), 0
    number = protection.count_stored()
    if number > protection.STORED.most:
        submission.over_hourly_limit = True
        submission.save(update_fields=["over_hourly_limit"])
    return submission, number


@transaction.atomic
def start_handling(*, submission: Submission, who: str) -> None:
    """Begin to work on a submission."""
    locked(submission, open_only=True)
    submission.status, submission.handled_by = SubmissionStatus.IN_PROGRESS, who
    submission.save(update_fields=["status", "handled_by"])


@transaction.atomic
def close(*, submission: Submission, status: str, who: str, reason: str = "") -> None:
    """End the work on a submission: it is done, rejected or spam."""
    locked(submission, open_only=True)
    submission.status, submission.reason = status, reason
    submission.handled_by, submission.handled_at = who, timezone.now()
    submission.save(update_fields=["status", "reason", "handled_by", "handled_at"])


@transaction.atomic
def reopen(*, submission: Submission, who: str) -> None:
    """Take a closed submission up again; raise Overtaken where it is open, or closed for good."""
    locked(submission)
    if submission.is_open or submission.is_final:
        raise Overtaken
    submission.status, submission.handled_by = SubmissionStatus.IN_PROGRESS, who
    submission.handled_at, submission.reason = None, ""
    submission.save(update_fields=["status", "reason", "handled_by", "handled_at"])


@transaction.atomic
def write_note(*, submission: Submission, before: str, note: str) -> bool:
    """Replace the note of the staff if it is still ``before``; return whether it was.

    Raises Overtaken where the submission has lost its personal data, the note included.
    """
    locked(submission)
    if submission.purged_at:
        raise Overtaken
    if submission.note.splitlines() != before.splitlines():  # a browser ends lines its own way
        return False
    submission.note = note
    submission.save(update_fields=["note"])
    return True


@transaction.atomic
def forward(*, submission: Submission, who: str) -> None:
    """Record that an enquiry was passed on; with that it is done."""
    close(submission=submission, status=SubmissionStatus.DONE, who=who)
    submission.forwarded_at = submission.handled_at
    submission.save(update_fields=["forwarded_at"])


@transaction.atomic
def approve(
    *,
    submission: Submission,
    listing: Listing,
    seen: str,
    who: str,
    confirm: bool,
    publish: bool,
) -> Listing:
    """Write a proposal into its listing.

    ``seen`` is the digest of the difference that somebody looked at. ``confirm`` dates the last
    confirmation to the day on which the proposal came, ``publish`` makes a draft public now.
    Raises Overtaken where the difference is another by now or the listing was withdrawn,
    ValidationError where the listing's rules do not allow it.
    """
    lock_content()
    locked(submission, open_only=True)
    if listing.pk:
        listing = Listing.with_withdrawn.get(pk=listing.pk)
    if listing.withdrawn_at or seen != fingerprint(submission, listing):
        raise Overtaken
    day = timezone.localdate(submission.received_at)
    more: dict[str, Any] = {}
    if confirm and (listing.confirmed is None or listing.confirmed.last < day):
        more["confirmed"] = PartialDate(day)
    if listing._state.adding:  # noqa: SLF001  (Django's documented attribute)
        more["posted"] = PartialDate(day)
    if publish and listing.published_at is None:
        more["published_at"] = timezone.now()
    changes = proposals.of_submission(submission.data)
    with pghistory.context(source="proposal", reference=submission.reference):
        proposals.carry_out(listing, changes, submission.language, **more)
    submission.listing = listing
    submission.save(update_fields=["listing"])
    close(submission=submission, status=SubmissionStatus.DONE, who=who)
    return listing


def fingerprint(submission: Submission, listing: Listing) -> str:
    """Return the digest of a proposal and of what the listing holds in its fields now."""
    now = proposals.current(listing, submission.language)
    changes = proposals.of_submission(submission.data)
    return proposals.digest([changes, {name: now.get(name, "") for name in changes}])


@transaction.atomic
def confirm_listing(*, listing: Listing, language: str) -> Submission:
    """Date a listing's confirmation to today, as its contact says; the queue shows it as done."""
    now = timezone.now()
    submission = Submission.objects.create(
        reference=new_reference(),
        kind=SubmissionKind.CONFIRMATION,
        status=SubmissionStatus.DONE,
        language=language,
        listing=listing,
        by_link=True,
        handled_at=now,
    )
    listing.confirmed = PartialDate(timezone.localdate(now))
    with pghistory.context(source="renewal", reference=submission.reference):
        listing.save(update_fields=["confirmed_on", "confirmed_precision"])
    return submission


def locked(submission: Submission, *, open_only: bool = False) -> None:
    """Hold back others who handle the same submission, and bring it up to date."""
    submission.refresh_from_db(from_queryset=Submission.objects.select_for_update())
    if open_only and not submission.is_open:
        raise Overtaken
