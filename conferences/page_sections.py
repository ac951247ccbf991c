"""The conferences of a place or a relationship, for its page; and those yet to come."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from conferences.models import Conference
from places.lineage import heritage
from places.models import Country, LocalGovernment, Partner, Prefecture
from places.page_sections import PageSection, register
from sistercity.kept import kept_for_version


@dataclass(frozen=True)
class OfPlace:
    """The conferences that a place hosted, and the others that it is on record as attending."""

    hosted: list[Conference] = field(default_factory=list)
    attended: list[Conference] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.hosted or self.attended)


def having(*conditions: Q) -> list[Conference]:
    """Return what the public sees now under some conditions, newest first, with the places.

    The keys are asked for alone: most places have none, and PostgreSQL takes much longer to plan
    the query with all places than to run it.
    """
    rows = Conference.objects.published(timezone.now())
    for condition in conditions:
        rows = rows.filter(condition)
    keys = list(rows.values_list("pk", flat=True))
    return list(Conference.objects.filter(pk__in=keys).with_places().newest())


def split(hosted: Q, attended: Q) -> OfPlace:
    """Return the conferences that a place hosted, and those that it attended without hosting."""
    of_host = having(hosted)
    return OfPlace(of_host, [row for row in having(attended) if row not in of_host])


def of_government(government: LocalGovernment) -> OfPlace:
    """Return the conferences of a local government, and of those whose place it took."""
    own = heritage(government)
    if named_governments().isdisjoint(own):
        return OfPlace()
    hosted = Q(host_government__in=own)
    return split(hosted, Q(named_governments__local_government__in=own))


def of_partner(partner: Partner) -> OfPlace:
    """Return the conferences of a partner overseas."""
    if partner.pk not in named_partners():
        return OfPlace()
    return split(Q(host_partner=partner), Q(named_partners__partner=partner))


@kept_for_version(1)
def named_governments() -> frozenset[int]:
    """Return the keys of the local governments that hosted or attended any, drafts included."""
    return keys_of("host_government", "named_governments__local_government")


@kept_for_version(1)
def named_partners() -> frozenset[int]:
    """Return the keys of the partners that hosted or attended any, drafts included."""
    return keys_of("host_partner", "named_partners__partner")


def keys_of(*paths: str) -> frozenset[int]:
    """Return the keys of the places at some paths from conferences."""
    places = (Conference.objects.order_by().values_list(path, flat=True) for path in paths)
    return frozenset(key for keys in places for key in keys if key is not None)


def of_prefecture(prefecture: Prefecture) -> OfPlace:
    """Return the conferences held in a prefecture; those that its own government attended."""
    attended = Q(
        named_governments__local_government__kind="prefecture",
        named_governments__local_government__prefecture=prefecture,
    )
    return split(Q(prefecture=prefecture), attended)


def of_country(country: Country) -> OfPlace:
    """Return the conferences held in a country or region."""
    return OfPlace(hosted=having(Q(country=country)))


def of_relationship(government: LocalGovernment, partner: Partner) -> list[Conference]:
    """Return the conferences that both sides of a relationship hosted or attended."""
    if partner.pk not in named_partners():
        return []
    own = heritage(government)
    at_home = Q(host_government__in=own) | Q(named_governments__local_government__in=own)
    abroad = Q(host_partner=partner) | Q(named_partners__partner=partner)
    return having(at_home, abroad)


def upcoming() -> list[Conference]:
    """Return the conferences yet to come (today in Japan), soonest first."""
    now = timezone.now()
    rows = Conference.objects.published(now).upcoming(timezone.localdate(now)).with_places()
    return sorted(rows, key=lambda row: (row.starts_on or datetime.date.max, row.number))


def of_place(place: Any) -> dict[str, Any]:
    """Return what a place's page shows; empty where there is nothing."""
    match place:
        case LocalGovernment():
            found = of_government(place)
        case Prefecture():
            found = of_prefecture(place)
        case Partner():
            found = of_partner(place)
        case _:
            found = of_country(place)
    return {"conferences": found} if found else {}


def of_both(relationship: Any) -> dict[str, Any]:
    """Return what a relationship's page shows: the conferences that both its sides attended."""
    found = of_relationship(relationship.local_government, relationship.partner)
    return {"conferences": OfPlace(attended=found)} if found else {}


def coming(_record: None) -> dict[str, Any]:
    """Return what the home page shows of the conferences yet to come."""
    found = upcoming()
    return {"conferences": found} if found else {}


register(
    PageSection("place", 60, "conferences/of_place.html", of_place),
    PageSection("relationship", 60, "conferences/of_place.html", of_both),
    PageSection("home", 60, "conferences/coming.html", coming),
)
