"""The seminars of a place, for its page; and those yet to come, for the home page."""

import datetime
from typing import Any

from django.utils import timezone

from places.lineage import heritage
from places.models import Country, LocalGovernment, Prefecture
from places.page_sections import PageSection, register
from seminars.models import Seminar, SeminarHost
from seminars.querysets import SeminarQuerySet
from sistercity.kept import kept_for_version


def published() -> SeminarQuerySet:
    """Return what the public sees now, newest first, with the places."""
    return Seminar.objects.published(timezone.now()).with_places().newest()


def of_government(government: LocalGovernment) -> list[Seminar]:
    """Return the seminars that a local government, or one whose place it took, hosted."""
    own = heritage(government)
    if hosts().isdisjoint(own):
        return []
    return list(published().filter(named_hosts__local_government__in=own).distinct())


@kept_for_version(1)
def hosts() -> frozenset[int]:
    """Return the keys of the local governments that hosted any seminar, drafts included."""
    rows = SeminarHost.objects.exclude(local_government=None)
    return frozenset(rows.values_list("local_government", flat=True))


def of_prefecture(prefecture: Prefecture) -> list[Seminar]:
    """Return the seminars that the prefecture or a municipality in it hosted."""
    return list(published().filter(hosts__prefecture=prefecture).distinct())


def of_country(country: Country) -> list[Seminar]:
    """Return the seminars with participants on record from a country or region."""
    return list(published().filter(delegations__country=country))


def upcoming(day: datetime.date) -> list[Seminar]:
    """Return the seminars yet to come on a day, soonest first."""
    rows = Seminar.objects.published(timezone.now()).upcoming(day).with_places()
    return sorted(rows, key=lambda row: row.starts_on or datetime.date.max)


def of_place(place: Any) -> dict[str, Any]:
    """Return what a place's page shows; empty where there is nothing."""
    match place:
        case LocalGovernment():
            found = of_government(place)
        case Prefecture():
            found = of_prefecture(place)
        case Country():
            found = of_country(place)
        case _:
            found = []
    return {"seminars": found} if found else {}


def coming(_record: None) -> dict[str, Any]:
    """Return what the home page shows of the seminars yet to come."""
    day = timezone.localdate()
    found = [(seminar, seminar.takes_applications(day)) for seminar in upcoming(day)]
    return {"seminars": found, "day": day} if found else {}


register(
    PageSection("place", 50, "seminars/of_place.html", of_place),
    PageSection("home", 50, "seminars/coming.html", coming),
)
