"""Submissions as the staff read them: what each is about, and what was written, with its labels."""

from collections.abc import Iterable

from relationships.enquiries import records
from relationships.enquiries.forms import EnquiryForm, MessageForm, ReportForm, Written
from relationships.enquiries.listing_forms import ChangeForm, NewListingForm
from relationships.enquiries.models import Submission, SubmissionKind
from relationships.listings.models import Listing

PURGED = "（個人情報の保存期間が過ぎたため削除しました）"


def form_of(submission: Submission) -> MessageForm | None:
    """Return the form that a submission came by; a confirmation came by a button."""
    if submission.kind == SubmissionKind.ENQUIRY:
        return EnquiryForm()
    if submission.kind == SubmissionKind.REPORT:
        return ReportForm()
    if submission.kind == SubmissionKind.LISTING:
        return NewListingForm()
    if submission.kind == SubmissionKind.CHANGE and submission.listing:
        return ChangeForm(listing=submission.listing)
    return None


def written(submission: Submission, *, without: Iterable[str] = ()) -> list[Written]:
    """Return what was written, in words, in the language that is active; some fields left out."""
    form = form_of(submission)
    changes = submission.data.get("changes", {})
    left = {name: value for name, value in submission.data.items() if name not in without}
    if changes:
        left["changes"] = {name: pair for name, pair in changes.items() if name not in without}
    return form.in_words(left) if form else []


def subjects(submissions: Iterable[Submission]) -> list[str]:
    """Return what each submission is about, in the queries of one of each kind of record."""
    listed = list(submissions)
    found = records.find_all(one.record for one in listed if one.record)
    return [subject(one, found.get(one.record)) for one in listed]


def subject(submission: Submission, record: records.Subject | None) -> str:
    """Return what a submission is about: a listing, a record, or the government that it names."""
    if submission.listing:
        return listing_name(submission.listing)
    if submission.purged_at:
        return PURGED
    if submission.kind == SubmissionKind.REPORT:
        return record.name if record else submission.record or str(submission.data.get("page", ""))
    return str(submission.data.get("government", ""))


def listing_name(listing: Listing) -> str:
    """Return the government of a listing with the listing's number."""
    return f"{listing.place.name.text} No.{listing.public_id}"
