"""Seminars to come: how to apply, the calendar file, drafts and what appears at its time."""

from typing import Any

import pytest
from django.utils import translation
from icalendar import Calendar

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
    assert (page_sections.upcoming() == [seminar]) is upcoming
    get(client, f"{seminar.get_absolute_url()}calendar.ics", status=200 if upcoming else 404)


@pytest.mark.parametrize("status", ["held", "cancelled", "unknown"])
def test_a_past_or_cancelled_seminar_never_shows_an_application(
    client: Any, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    set_clock(monkeypatch, NOW)
    seminar = planned(status=status, apply_by=None, apply_url="https://example.org/apply")

    for path in (LIST, seminar.get_absolute_url()):
        assert "example.org/apply" not in get(client, path)


def test_the_calendar_file_is_read_back(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)
    seminar = planned(theme_ja="観光、文化", theme_en="Tourism, culture")
    seminar.named_hosts.create(local_government=neighbours.government())

    for language, place in (("en", "Sendai City"), ("ja", "仙台市")):
        response = client.get(f"/{language}/seminars/2026-paris/calendar.ics")
        (event,) = Calendar.from_ical(response.content).walk("VEVENT")
        assert event.decoded("DTSTART").isoformat() == "2027-01-18"
        assert event.decoded("DTEND").isoformat() == "2027-01-25"
        assert str(event["LOCATION"]) == place
        assert str(event["URL"]).endswith(f"/{language}/seminars/2026-paris/")
        with translation.override(language):
            assert seminar.theme.text in str(event["SUMMARY"])


@pytest.mark.parametrize("dates", [{"starts_precision": "month", "starts_on": "2027-01-01"}, {}])
def test_without_days_there_is_no_calendar_file(
    client: Any, monkeypatch: pytest.MonkeyPatch, dates: dict[str, str]
) -> None:
    set_clock(monkeypatch, NOW)
    nothing = {"starts_on": None, "starts_precision": "", "ends_on": None, "ends_precision": ""}
    seminar = planned(**(nothing | dates))

    assert "calendar.ics" not in get(client, seminar.get_absolute_url())
    get(client, f"{seminar.get_absolute_url()}calendar.ics", status=404)


# drafts, and what appears at its time


def test_a_draft_is_nowhere_and_a_planned_page_appears_at_its_moment(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seminar = planned(published_at=None)
    paths = [seminar.get_absolute_url(), f"{seminar.get_absolute_url()}calendar.ics"]
    set_clock(monkeypatch, NOW)

    for published_at, now, status in (
        (None, NOW, 404),
        (japan("2026-11-23T09:00"), "2026-11-23T08:59", 404),
        (japan("2026-11-23T09:00"), "2026-11-23T09:00", 200),
    ):
        Seminar.objects.filter(pk=seminar.pk).update(published_at=published_at)
        set_clock(monkeypatch, now)
        for path in paths:
            get(client, path, status=status)
        for path in (LIST, f"{LIST}offices/", "/sitemap-seminars.xml"):
            assert ("2026-paris" in get(client, path)) is (status == 200)


def test_the_staff_see_a_draft_as_the_public_will(client: Any, admin_client: Any) -> None:
    seminar = planned(published_at=None)
    path = f"/admin/seminars/seminar/{seminar.pk}/preview/en/"

    assert "Exchange and cooperation seminar: Paris, fiscal 2026" in get(admin_client, path)
    client.logout()
    assert client.get(path).status_code == 302
