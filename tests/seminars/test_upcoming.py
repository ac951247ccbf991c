"""Seminars to come: where they stand, and how to apply."""

from typing import Any

import pytest
from django.utils import timezone

from seminars import page_sections
from seminars.models import Seminar
from tests import neighbours
from tests.clock import japan, set_clock
from tests.pages import get, soup
from tests.seminars.test_pages import LIST, links

pytestmark = pytest.mark.django_db
NOW = "2026-11-22"


def planned(**values: Any) -> Seminar:
    """Store a public seminar of Paris in January 2027, for which people can apply."""
    standard = {
        "fiscal_year": 2026,
        "status": "planned",
        "starts_on": "2027-01-18",
        "starts_precision": "day",
        "ends_on": "2027-01-24",
        "ends_precision": "day",
        "apply_en": "Write to the office.",
        "apply_by": "2026-12-10",
        "published_at": japan("2026-11-01"),
    }
    seminar = neighbours.seminar(**(standard | values))
    seminar.refresh_from_db()
    return seminar


# what is to come, with the clock moved


def test_what_is_to_come_stands_first_with_how_to_apply(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW)
    planned()
    page = get(client, LIST)

    headings = [heading.text for heading in soup(page).select("h3")]
    assert headings[0] == "Upcoming"
    assert "Write to the office." in page
    assert "18 January 2027 (Monday)" in soup(page).get_text()
    assert "/en/seminars/2026-paris/calendar.ics" in links(page)


@pytest.mark.parametrize(
    ("day", "open_", "upcoming"),
    [
        ("2026-12-10T23:59", True, True),
        ("2026-12-11T00:00", False, True),
        ("2027-01-24T23:59", False, True),
        ("2027-01-25T00:00", False, False),
        ("2030-01-01", False, False),
    ],
)
def test_applications_end_with_the_deadline_and_the_seminar_with_its_last_day(
    client: Any, monkeypatch: pytest.MonkeyPatch, day: str, open_: bool, upcoming: bool
) -> None:
    seminar = planned(apply_url="https://example.org/apply")
    set_clock(monkeypatch, day)

    for path in (LIST, seminar.get_absolute_url()):
        page = get(client, path)
        assert ("https://example.org/apply" in page) is open_
        assert ("Write to the office." in page) is open_
        assert ("calendar.ics" in page) is upcoming
    assert ("Planned" in page) is upcoming
    assert (page_sections.upcoming(timezone.localdate()) == [seminar]) is upcoming
    get(client, f"{seminar.get_absolute_url()}calendar.ics", status=200 if upcoming else 404)


@pytest.mark.parametrize("status", ["held", "cancelled", "unknown"])
def test_a_past_or_cancelled_seminar_is_not_upcoming_and_shows_no_application(
    client: Any, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    set_clock(monkeypatch, NOW)
    seminar = planned(status=status, apply_by=None, apply_url="https://example.org/apply")

    for path in (LIST, seminar.get_absolute_url()):
        assert "example.org/apply" not in get(client, path)
    assert page_sections.upcoming(timezone.localdate()) == []


def test_a_seminar_to_come_whose_days_are_not_known_says_so(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW)
    unknown = {"starts_on": None, "starts_precision": "", "ends_on": None, "ends_precision": ""}
    seminar = planned(fiscal_year=2027, **unknown)

    (card,) = soup(get(client, LIST)).select("li:has(.tag.info) .facts")
    days = soup(get(client, seminar.get_absolute_url())).select("dl.summary dd")[1]

    assert card.get_text(strip=True) == "Not recorded"
    assert days.get_text(strip=True) == "Not recorded"
