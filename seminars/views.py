"""The pages of the seminar: the list, one seminar, the overseas offices."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from places.areas import codes_with_page, countries_by_name
from places.models import Country
from seminars.filters import SeminarFilter, SeminarPanel
from seminars.keys import parse
from seminars.models import Seminar
from seminars.offices import SERVED, Office
from seminars.querysets import SeminarQuerySet
from sistercity.calendars import CalendarEvent, calendar_response, days_of
from sistercity.withdrawal import get_public


@dataclass(frozen=True)
class OfficeSection:
    """An overseas office: whom it serves, what it holds next, and how many it has held."""

    office: Office
    countries: list[Country]
    upcoming: list[Seminar]
    number: int


@require_safe
def seminar_list(request: HttpRequest) -> HttpResponse:
    """Show the seminars that the filters keep; a wrong filter is a 400 that says so."""
    now = timezone.now()
    filters = SeminarFilter(request.GET, Seminar.objects.published(now))
    panel = SeminarPanel(filters)
    context: dict[str, Any] = {
        "panel": panel,
        "canonical": panel.canonical(),
        "noindex": len(panel.conditions()) > 1 or not panel.is_valid,
        "breadcrumbs": [(_("Seminars"), "")],
    }
    if panel.is_valid:
        rows = cast("SeminarQuerySet", filters.qs)
        context |= sections(rows.with_places(), timezone.localdate(now))
    return render(request, "seminars/list.html", context, status=200 if panel.is_valid else 400)


def sections(seminars: Iterable[Seminar], day: datetime.date) -> dict[str, Any]:
    """Return the seminars yet to come, soonest first, and the others by fiscal year."""
    rows = list(seminars)
    upcoming = [seminar for seminar in rows if seminar.is_upcoming(day)]
    past = [seminar for seminar in rows if not seminar.is_upcoming(day)]
    return {
        "number": len(rows),
        "upcoming": [(row, row.takes_applications(day)) for row in soonest(upcoming)],
        "years": [
            (year, list(group)) for year, group in groupby(past, key=lambda row: row.fiscal_year)
        ],
        "today": day,
    }


def soonest(seminars: Iterable[Seminar]) -> list[Seminar]:
    """Return seminars by their first day, those without one last."""
    return sorted(seminars, key=lambda row: row.starts_on or datetime.date.max)


@require_safe
def seminar(request: HttpRequest, key: str) -> HttpResponse:
    """Show one seminar."""
    record = find(key, Seminar.with_withdrawn.published(timezone.now()).with_places())
    return seminar_page(request, record)


def find(key: str, seminars: Any) -> Seminar:
    """Return the seminar that a URL names; raise Http404."""
    found = parse(key)
    if found is None:
        raise Http404
    record: Seminar = get_public(seminars, **found)
    return record


def seminar_page(request: HttpRequest, record: Seminar, **context: Any) -> HttpResponse:
    """Show a seminar as it is stored, published or not."""
    day = timezone.localdate()
    context |= {
        "seminar": record,
        "canonical": record.get_absolute_url(),
        "today": day,
        "is_upcoming": record.is_upcoming(day),
        "takes_applications": record.takes_applications(day),
        "breadcrumbs": [(_("Seminars"), reverse("seminar_list")), (record.title, "")],
    }
    return render(request, "seminars/detail.html", context)


@require_safe
def seminar_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Give the calendar file of a seminar that is yet to come and whose days are known."""
    record = find(key, Seminar.with_withdrawn.published(timezone.now()).with_places())
    first, last = days_of(record)
    entry = CalendarEvent(
        key=f"seminar-{record.key}",
        title=": ".join(filter(None, (str(record.title), record.theme.text))),
        first=first,
        last=last,
        url=request.build_absolute_uri(record.get_absolute_url()),
        changed_at=request.data_version.changed_at,  # type: ignore[attr-defined]
        place=_(", ").join(host.label.text for host in record.named_hosts.all()),
        description=record.apply.text if record.takes_applications(timezone.localdate()) else "",
    )
    return calendar_response(entry)


@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    """Show the overseas offices, the countries and regions that each serves, and its seminars."""
    now = timezone.now()
    published = list(Seminar.objects.published(now))
    day = timezone.localdate(now)
    countries = countries_by_name()
    context = {
        "offices": [
            OfficeSection(
                office=office,
                countries=[row for row in countries if row.code in SERVED[office]],
                upcoming=soonest(
                    row for row in published if row.office == office and row.is_upcoming(day)
                ),
                number=sum(row.office == office for row in published),
            )
            for office in Office
        ],
        "linked": codes_with_page(),
        "breadcrumbs": [
            (_("Seminars"), reverse("seminar_list")),
            (_("The seven overseas offices"), ""),
        ],
    }
    return render(request, "seminars/offices.html", context)
