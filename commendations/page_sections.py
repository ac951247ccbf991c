"""The commendations that a place's page shows."""

import datetime
from typing import Any

from django.utils import timezone

from commendations.models import (
    Commendation,
    CommendationGovernment,
    CommendationPartner,
    Edition,
)
from commendations.querysets import Place
from places.lineage import heritage
from places.models import LocalGovernment, Partner
from places.page_sections import PageSection, register
from sistercity.kept import kept_for_version


def commendations_of(place: Place, at: datetime.datetime) -> list[Commendation]:
    """Return the public commendations that name a place, newest first, in three queries at most.

    Of a prefecture, also those of its municipalities and their citizens' groups; of a country or
    region, those for exchange with anybody there. ``at`` is a moment with its time zone. The list
    is for the template ``commendations/of_place.html``.
    """
    if isinstance(place, LocalGovernment) and named_governments().isdisjoint(heritage(place)):
        return []
    if isinstance(place, Partner) and place.pk not in named_partners():
        return []
    return list(Commendation.objects.published(at).naming(place).with_places().newest())


@kept_for_version(1)
def named_governments() -> frozenset[int]:
    """Return the keys of the local governments that commendations name, drafts included."""
    rows = CommendationGovernment.objects.exclude(local_government=None)
    return frozenset(rows.values_list("local_government", flat=True))


@kept_for_version(1)
def named_partners() -> frozenset[int]:
    """Return the keys of the partners that commendations name, drafts included."""
    rows = CommendationPartner.objects.exclude(partner=None)
    return frozenset(rows.values_list("partner", flat=True))


def of_relationship(relationship: Any) -> list[Commendation]:
    """Return the public commendations that name both sides of a relationship, newest first."""
    if relationship.partner_id not in named_partners():
        return []
    rows = Commendation.objects.published(timezone.now())
    both = rows.naming(relationship.local_government).naming(relationship.partner)
    return list(both.with_places().newest())


def listed(commendations: list[Commendation]) -> dict[str, Any]:
    """Return what the template shows; empty where there is none."""
    return {"commendations": commendations} if commendations else {}


def latest(_record: None) -> dict[str, Any]:
    """Return the newest edition that the public sees, for the home page."""
    edition = Edition.objects.published(timezone.now()).exclude(number=None).newest().first()
    return {"edition": edition} if edition else {}


TEMPLATE = "commendations/of_place.html"
register(
    PageSection(
        "place", 40, TEMPLATE, lambda place: listed(commendations_of(place, timezone.now()))
    ),
    PageSection("relationship", 40, TEMPLATE, lambda record: listed(of_relationship(record))),
    PageSection("home", 70, "commendations/latest.html", latest),
)
