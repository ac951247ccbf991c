"""Calendar files: what RFC 5545 asks of them, and what a reader of it gets back."""

import datetime

import pytest
from django.utils import translation
from icalendar import Calendar, Component

from sistercity.calendars import CalendarEvent, calendar_file, calendar_response

AWKWARD = (
    "Trade; culture, tourism \\ and\nparks: 持続可能な地域と、ともに繁栄する都市のための連携 " * 3
)


def entry(**values: object) -> CalendarEvent:
    """Return an event of two days."""
    standard = {
        "key": "seminar-2026-paris",
        "title": "Paris, fiscal 2026",
        "first": datetime.date(2026, 12, 30),
        "last": datetime.date(2026, 12, 31),
        "url": "https://example.org/en/seminars/2026-paris/",
        "changed_at": datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC),
    }
    return CalendarEvent(**(standard | values))  # type: ignore[arg-type]


def read_back(entry: CalendarEvent) -> tuple[Calendar, Component]:
    """Return the calendar and its event as another program reads them."""
    calendar = Calendar.from_ical(calendar_file(entry))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_event_lasts_whole_days_and_ends_before_the_day_after() -> None:
    lines = calendar_file(entry()).decode().splitlines()

    assert "DTSTART;VALUE=DATE:20261230" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines


def test_lines_end_with_crlf_and_are_no_longer_than_75_octets() -> None:
    content = calendar_file(entry(title=AWKWARD, description=AWKWARD))

    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() for line in lines[:-1])  # no letter is cut in two


@pytest.mark.parametrize("field", ["title", "place", "description"])
def test_a_text_comes_back_as_it_was_written(field: str) -> None:
    _calendar, event = read_back(entry(**{field: AWKWARD}))

    name = {"title": "SUMMARY", "place": "LOCATION"}.get(field, "DESCRIPTION")
    assert str(event[name]) == AWKWARD


def test_an_event_says_which_it_is_and_since_when() -> None:
    calendar, event = read_back(entry())

    assert str(calendar["VERSION"]) == "2.0" and str(calendar["PRODID"]).endswith("//EN")
    assert str(event["UID"]).startswith("seminar-2026-paris@")
    assert event.decoded("DTSTAMP") == datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
    assert str(event["URL"]) == "https://example.org/en/seminars/2026-paris/"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_texts_say_their_language(language: str) -> None:
    with translation.override(language):
        _calendar, event = read_back(entry())

    assert event["SUMMARY"].params["LANGUAGE"] == language


def test_a_text_that_is_not_there_has_no_line() -> None:
    _calendar, event = read_back(entry())

    assert "LOCATION" not in event and "DESCRIPTION" not in event


def test_the_answer_is_a_download_of_its_type() -> None:
    response = calendar_response(entry())

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="seminar-2026-paris.ics"'
