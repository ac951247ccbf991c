"""The pages of the conferences: all series, one series, one edition."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conferences.editions import overview
from conferences.maps import series_map
from conferences.models import Conference, Series
from conferences.regions import host_region
from places.models import Country
from sistercity.calendars import CalendarEvent, calendar_response, days_of
from sistercity.withdrawal import get_public


@dataclass(frozen=True)
class EditionLink:
    """A link from one edition of a series to another."""

    name: str
    path: str

    def get_absolute_url(self) -> str:
        """Return the page of the other edition."""
        return self.path


@require_safe
def conference_list(request: HttpRequest) -> HttpResponse:
    """Show every series: what it is, its next edition, its last one."""
    now = timezone.now()
    conferences = list(Conference.objects.published(now).with_places().newest())
    day = timezone.localdate(now)
    context = {
        "overviews": [overview(series, conferences, day) for series in Series.objects.all()],
        "today": day,
        "breadcrumbs": [(_("Conferences"), "")],
    }
    return render(request, "conferences/list.html", context)


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a series: what it is, the next edition, all editions as a table and on a map."""
    now = timezone.now()
    record = get_public(Series.with_withdrawn.prefetch_related("countries"), slug=slug)
    conferences = Conference.objects.published(now).with_places().filter(series=record).newest()
    day = timezone.localdate(now)
    shown = overview(record, conferences, day)
    context = {
        "series": record,
        "overview": shown,
        "map": series_map(shown.conferences, list(record.countries.all())),
        "linked": codes_with_pages(),
        "today": day,
        "breadcrumbs": [(_("Conferences"), reverse("conference_list")), (record.name, "")],
    }
    return render(request, "conferences/series.html", context)


def codes_with_pages() -> set[str]:
    """Return the codes of the countries and regions that have a page."""
    return set(Country.objects.with_partners().values_list("code", flat=True))


@require_safe
def conference(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one edition."""
    published = Conference.with_withdrawn.published(timezone.now())
    record = get_public(published.with_places().with_people(), series__slug=slug, number=number)
    return conference_page(request, record)


def conference_page(request: HttpRequest, record: Conference, **context: Any) -> HttpResponse:
    """Show an edition as it is stored, published or not."""
    now = timezone.now()
    day = timezone.localdate(now)
    siblings = Conference.objects.published(now).filter(series=record.series).select_related(None)
    numbers = list(siblings.order_by().values_list("number", flat=True))
    context |= {
        "conference": record,
        "canonical": record.get_absolute_url(),
        "today": day,
        "is_upcoming": record.is_upcoming(day),
        "region": host_region(record, list(record.series.countries.all())),
        "linked": codes_with_pages(),
        "previous": link(record, max((n for n in numbers if n < record.number), default=None)),
        "next": link(record, min((n for n in numbers if n > record.number), default=None)),
        "breadcrumbs": [
            (_("Conferences"), reverse("conference_list")),
            (record.series.name, record.series.get_absolute_url()),
            (edition_name(record.number), ""),
        ],
    }
    return render(request, "conferences/detail.html", context)


def edition_name(number: int) -> str:
    """Return what an edition is called within its series."""
    return _("No. %(number)s") % {"number": number}


def link(record: Conference, number: int | None) -> EditionLink | None:
    """Return the link to another edition of the series, or None without a number."""
    if number is None:
        return None
    path = reverse("conference", args=[record.series.slug, number])
    return EditionLink(edition_name(number), path)


@require_safe
def conference_calendar(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the calendar file of an edition that is yet to come and whose days are known."""
    published = Conference.with_withdrawn.published(timezone.now()).with_places()
    record = get_public(published, series__slug=slug, number=number)
    first, last = days_of(record)
    places = (record.venue.text, record.where.text)
    entry = CalendarEvent(
        key=f"conference-{slug}-{number}",
        title=record.title,
        first=first,
        last=last,
        url=request.build_absolute_uri(record.get_absolute_url()),
        changed_at=request.data_version.changed_at,  # type: ignore[attr-defined]
        place=_(", ").join(place for place in places if place),
        description=record.theme.text,
    )
    return calendar_response(entry)
