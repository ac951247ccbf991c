"""Hostile text in every field that a visitor fills in stays text: on every page, and in mails."""

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import override

from relationships.enquiries import reminders
from relationships.enquiries.mail import mail_submission
from relationships.enquiries.models import Submission, SubmissionStatus
from relationships.enquiries.submission_pages import forward_text
from relationships.listings.models import Listing
from tests import posting
from tests.hostile_pages import Pages, shown, superuser, unlike
from tests.hostile_posts import bring_to, forms, submissions
from tests.hostile_texts import MARK, Texts, columns, typed
from tests.posting import Reader

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
LIST = "/admin/enquiries/submission/"
# A page of spam is as one that was rejected.
STATUSES = [status for status in SubmissionStatus if status != SubmissionStatus.SPAM]


def hostile_listing(texts: Texts) -> Listing:
    """Store the public listing of Sendai, with every text hostile."""
    written = columns(Listing, texts)
    del written["withdrawal_reason_en"], written["withdrawal_reason_ja"]  # it is not withdrawn
    listing = posting.listing(**written)
    listing.wishes.all().delete()
    texts_of_wish = {"text_en": texts.line(300), "text_ja": texts.line(300)}
    listing.wishes.create(country_id="FR", **texts_of_wish)
    listing.sources.create(url=texts.website())
    return listing


# The pages of the admin


def admin_pages(texts: Texts) -> Pages:
    """Yield the pages of submissions of every kind, and their list with a wrong filter.

    ``test_admin_hostile`` looks at the other lists and pages.
    """
    client = superuser(texts)
    for submission in submissions(hostile_listing(texts), texts):
        name = f"{submission.kind} {submission.by_link} {submission.record}"
        for status in STATUSES:
            bring_to(submission, status, texts)
            yield f"{name} {status}", client.get(submission.desk_path)
        bring_to(submission, SubmissionStatus.NEW, texts)
        for action, response in refusals(client, submission):
            yield f"{name} {action}", response
    yield "filtered", client.get(LIST, {"check": "proposals", "kind": texts.line(100), "e": "1"})


def refusals(client: Client, submission: Submission) -> Pages:
    """Yield the pages that show again what was typed at the desk, with what is wrong with it."""
    yield "note", client.post(submission.desk_path, {"action": "note", "note": submission.note})
    if submission.is_proposal:
        wrong = {"action": "approve", "seen": submission.note, "partner": "x"}
        yield "approve", client.post(submission.desk_path, wrong, follow=True)


def test_no_text_of_a_visitor_or_of_the_staff_is_markup_in_the_admin() -> None:
    assert unlike(admin_pages) == []


def test_all_that_was_sent_is_shown_to_the_staff_as_it_was_typed() -> None:
    texts = Texts()
    client = superuser(texts)
    for submission in submissions(hostile_listing(texts), texts):
        page = shown(client.get(submission.desk_path).content.decode())
        data = dict(submission.data)
        values = [new for _old, new in data.pop("changes", {}).values()] + list(data.values())
        for value in values:
            if isinstance(value, str) and MARK in value:
                assert all(line in page for line in value.split("\n")), (submission.kind, value)


# The pages of the public


def public_pages(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """Yield the pages of the forms, new, wrong and looked over, and that of a signed link."""
    client, listing = Client(), hostile_listing(texts)
    _link, path = posting.link(listing)
    paths = [
        "/en/partner-search/1/enquiry/",
        "/en/partner-search/propose/",
        "/en/partner-search/1/change/",
        f"{path}change/",
        "/en/report/",
        "/en/report/?record=relationship:12",
    ]
    for number, (form_class, options, _about) in enumerate(forms(listing)):
        address, name = paths[number], f"{form_class.__name__} {number}"
        values = typed(form_class(**options), texts)
        if "listing" in options:  # it begins as the listing is
            yield f"{name} new", client.get(address)
        wrong = values | {"record": texts.line(), "stamp": texts.line(), "country": texts.line()}
        yield f"{name} wrong", client.post(address, wrong)
        with monkeypatch.context() as patch:  # the clock
            looked_over = Reader(patch, address).press("look", values)
        assert looked_over.status_code == 200
        yield f"{name} looked over", looked_over
    yield "link", client.get(path)


def test_no_text_of_a_visitor_is_markup_on_public_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unlike(lambda texts: public_pages(texts, monkeypatch)) == []


# Text from templates


def texts_of_templates(listing: Listing, texts: Texts) -> list[str]:
    """Return each text that is made from a template: bodies of mails, and what is forwarded."""
    sent = submissions(listing, texts)
    for submission in sent:
        mail_submission.call(submission.pk)
    reminders.send(listing)
    assert len(mail.outbox) == len(sent) + 1
    return [str(message.body) for message in mail.outbox] + [
        forward_text(submission) for submission in sent if submission.kind == "enquiry"
    ]


def test_text_from_templates_is_neither_escaped_nor_safe() -> None:
    listing = hostile_listing(Texts())

    with override("ja"):
        found = texts_of_templates(listing, Texts())

    assert [type(text) for text in found] == [str] * len(found)
    bodies = "\n".join(found)
    assert Texts().line(100) in bodies
    assert "<b data-hostile>" in bodies
    assert "&lt;img" not in bodies and "&quot;" not in bodies and "&#x27;" not in bodies
