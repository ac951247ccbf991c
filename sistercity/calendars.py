"""Calendar files (iCalendar, RFC 5545): what happens on which days."""

import datetime
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from sistercity import events
from sistercity.views import PageNotFound

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//CLAIR//Sister city information//{}"
# What follows a record's own name in the id of its entry, whatever the site's URL becomes.
DOMAIN = "sister-city-information.clair.or.jp"


@dataclass(frozen=True)
class CalendarEvent:
    """An event that lasts whole days; ``first`` and ``last`` are its days, both included.

    ``key`` tells the record from all others and never changes; ``changed_at`` is when the data
    last did, with its time zone; ``url`` is the whole URL of its page.
    """

    key: str
    title: str
    first: datetime.date
    last: datetime.date
    url: str
    changed_at: datetime.datetime
    place: str = ""
    description: str = ""


def days_of(record: events.Event) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of an event to come; raise PageNotFound without them."""
    first = record.starts_on
    if first is None or not (record.has_days and record.is_upcoming(timezone.localdate())):
        raise PageNotFound(_("A calendar file is there for events to come whose days are known."))
    return first, record.ends_on or first


def calendar_file(entry: CalendarEvent) -> bytes:
    """Return the file of one event in the current language."""
    language = get_language() or "en"
    calendar = Calendar()
    calendar.add("prodid", PRODUCT.format(language.upper()))
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event(entry, language))
    content: bytes = calendar.to_ical()
    return content


def event(entry: CalendarEvent, language: str) -> Event:
    """Return the event; its end is the day after the last, as the standard counts."""
    component = Event()
    component.add("uid", f"{entry.key}@{DOMAIN}")
    component.add("dtstamp", entry.changed_at.astimezone(datetime.UTC))
    component.add("dtstart", entry.first)
    component.add("dtend", entry.last + datetime.timedelta(days=1))
    component.add("transp", "TRANSPARENT")
    component.add("url", entry.url)
    texts = {"summary": entry.title, "location": entry.place, "description": entry.description}
    for name, text in texts.items():
        if text:
            component.add(name, text, parameters={"language": language})
    return component


def calendar_response(entry: CalendarEvent) -> HttpResponse:
    """Return the file as a download."""
    response = HttpResponse(calendar_file(entry), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{entry.key}.ics"'
    return response
