"""Somebody who fills in the public's forms: reads the page, types, presses a button.

For tests of what becomes of a submission, the functions at the end store one without the pages.
"""

import time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.test import Client
from django.utils import timezone
from django.utils.translation import get_language

from relationships.enquiries import actions, links, mail, proposals
from relationships.enquiries.forms import EnquiryForm, MessageForm
from relationships.enquiries.listing_forms import ChangeForm, NewListingForm
from relationships.enquiries.models import RenewalLink, Submission
from relationships.listings.models import Listing
from sistercity.dates import PartialDate
from tests import neighbours
from tests.desk import value_of
from tests.pages import soup

Data = dict[str, list[str]]
ENQUIRY = {
    "message": "Dear colleagues,\nwe look for a city by the sea.",
    "language": "en",
    "government": "Brest Métropole",
    "country": "fr",
    "office": "International office",
    "person": "Anne Le Goff",
    "mail": "anne@brest.example",
    "consent": "on",
}
LISTING = {
    "government": "Rennes",
    "country": "fr",
    "population": "227,830",
    "counted": "2023",
    "area_km2": "50.39",
    "wish_prefecture": ["04"],
    "wish_words": "a city with a university",
    "wants_similar_size": "on",
    "exchange": ["culture", "education"],
    "looks_for": "Exchange of students",
    "offers": "A festival of music",
    "contact_office": "International relations, Rennes",
    "contact_languages": ["en", "fr"],
    "contact_email": "office@rennes.example",
    "person": "Yann Kerdoncuff",
    "mail": "yann@rennes.example",
}
SENDER = {"person": "Hana", "mail": "hana@sendai.example"}
REPORT = {
    "message": "The year is wrong: it was 1966.",
    "source": "https://example.org/agreement",
    "person": "Jane Roe",
    "mail": "jane@reader.example",
}


def listing(**values: Any) -> Listing:
    """Store the public listing of Sendai under the number 1, with a wish and some texts."""
    standard = {
        "published_at": timezone.now(),
        "population": 1_097_000,
        "offers_en": "Jazz",
        "looks_for_en": "Exchange of pupils",
        "looks_for_ja": "生徒の交流",
        "fields": ["culture", "education"],
        "contact_office_ja": "国際課",
        "contact_languages": ["ja", "en"],
        "contact_email": "kokusai@sendai.example",
    }
    record = neighbours.listing(**(standard | values))
    record.public_id = 1  # numbers are never given twice, not even those of the deleted
    record.save()
    record.wishes.create(country_id="FR", text_en="Brittany")
    return record


def confirmed(record: Listing, day: str) -> Listing:
    """Date the last confirmation of a listing."""
    record.confirmed = PartialDate.parse(day)
    record.save()
    return record


class Reader:
    """A visitor with a browser without scripts, whose forms were open for a while."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, path: str, **headers: Any) -> None:
        self.client = Client(enforce_csrf_checks=True, **headers)
        self.path, self.monkeypatch, self.open_for = path, monkeypatch, 0.0
        self.page: Any = None
        self.again()

    def again(self) -> None:
        """Open the form anew, and read it for half a minute."""
        self.page = self.client.get(self.path)
        self.wait(self.open_for + 30)

    def wait(self, seconds: float) -> None:
        """Let it be some time after the form was opened first."""
        now, self.open_for = time.time(), seconds
        clock: Any = type("Clock", (), {"time": staticmethod(lambda: now + seconds)})
        self.monkeypatch.setattr(signing, "time", clock)

    @property
    def tree(self) -> BeautifulSoup:
        """The page as it is shown now."""
        return soup(self.page.content.decode())

    @property
    def data(self) -> Data:
        """What the form on the page would send as it stands."""
        found: Data = {}
        for field in self.tree.select("form.message :is(input, textarea, select)[name]"):
            value = value_of(field)
            if value is not None:
                found.setdefault(str(field["name"]), []).append(value)
        return found

    def press(self, step: str, values: dict[str, Any] | None = None, **more: Any) -> Any:
        """Send the form with what is typed into it, by one of its buttons; return the answer."""
        data = self.data | {"step": [step]} | (values or {})
        self.page = self.client.post(self.path, data, **more)
        return self.page

    def send(self, values: dict[str, Any]) -> Submission:
        """Write, look over, send; return what was stored."""
        assert self.press("look", values).status_code == 200, self.errors
        assert self.press("send").status_code == 302, self.errors
        return Submission.objects.get(reference=self.page["Location"].split("/")[-2])

    @property
    def errors(self) -> list[str]:
        """What the page says is wrong."""
        return [error.get_text() for error in self.tree.select(".error-summary li")]


def link(record: Listing) -> tuple[RenewalLink, str]:
    """Return a signed link of a listing, and its path."""
    made, token = links.make(listing=record)
    return made, links.path(token, "en")


def store(form: MessageForm, **about: Any) -> Submission:
    """Store what was typed into a form and notify the staff, as the form's view does."""
    assert set(form.errors) <= {"__all__"}, form.errors  # it was sent so soon
    submission, number = actions.receive(
        stamp=str(form.initial["stamp"]),
        kind=form.kind,
        language=get_language() or "en",
        data=form.stored(),
        **about,
    )
    mail.notify_staff(submission, number)
    return submission


def enquiry() -> Submission:
    """Store an enquiry to Sendai."""
    return store(EnquiryForm(ENQUIRY), listing=listing())


def proposal() -> Submission:
    """Store the proposed listing of Rennes."""
    return store(NewListingForm(LISTING))


def change(record: Listing, **values: Any) -> Submission:
    """Store a proposed change of a listing: what is not given stays as it is."""
    typed = proposals.current(record, get_language() or "en") | SENDER | values
    return store(ChangeForm(typed, listing=record), listing=record)
