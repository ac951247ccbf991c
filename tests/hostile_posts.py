"""What hostile visitors send: a submission of every kind, with a hostile text in every field."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from relationships.enquiries import actions
from relationships.enquiries.forms import EnquiryForm, MessageForm, ReportForm
from relationships.enquiries.listing_forms import ChangeForm, NewListingForm
from relationships.enquiries.models import OPEN, Submission, SubmissionKind, SubmissionStatus
from relationships.listings.models import Listing
from tests.hostile_texts import Texts, columns, typed

RECORD = "relationship:12"


def forms(listing: Listing) -> Iterator[tuple[type[MessageForm], dict[str, Any], Any]]:
    """Yield each form of the public, with its arguments and what its submissions are about."""
    yield EnquiryForm, {}, {"listing": listing}
    yield NewListingForm, {}, {}
    yield ChangeForm, {"listing": listing}, {"listing": listing}
    yield ChangeForm, {"listing": listing}, {"listing": listing, "by_link": True}
    yield ReportForm, {}, {}
    yield ReportForm, {"known": True}, {"record": RECORD}


def submissions(listing: Listing, texts: Texts) -> list[Submission]:
    """Store what is sent by every form, as its view does, and a confirmation of the listing."""
    found = [
        sent(form_class, options, about, texts) for form_class, options, about in forms(listing)
    ]
    found.append(actions.confirm_listing(listing=listing, language="en"))
    assert {submission.kind for submission in found} == set(SubmissionKind.values)
    return found


def sent(form_class: type[MessageForm], options: Any, about: Any, texts: Texts) -> Submission:
    """Store what a visitor typed into a form; each field has accepted it."""
    form = form_class(typed(form_class(**options), texts), **options)
    # What is wrong with the form as a whole is that it was sent so soon.
    assert set(form.errors) <= {"__all__"}, form.errors
    stamp = str(form.initial["stamp"])
    submission, _is_new = actions.receive(
        stamp=stamp, kind=form.kind, language="en", data=form.stored(), **about
    )
    return submission


def bring_to(submission: Submission, status: SubmissionStatus, texts: Texts) -> None:
    """Set the status of a submission, with hostile texts of the staff and of programs."""
    now = timezone.now()
    values: dict[str, Any] = columns(Submission, texts)
    if submission.listing or submission.data.get("government"):
        del values["record"]
    Submission.objects.filter(pk=submission.pk).update(
        **values,
        status=status,
        handled_at=None if status in OPEN else now,
        forwarded_at=now if submission.kind == SubmissionKind.ENQUIRY else None,
    )
    submission.refresh_from_db()
