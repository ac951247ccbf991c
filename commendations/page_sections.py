"""The commendations that a place's page shows."""

import datetime
from typing import Any

from django.utils import timezone

from commendations.models import Commendation, Edition
from commendations.querysets import Place
from places.page_sections import PageSection, register


def commendations_of(place: Place, at: datetime.datetime) -> list[Commendation]:
    """Return the public commendations that name a place, newest first, in three queries at most.

    Of a prefecture, also those of its municipalities and their citizens' groups; of a country or
    region, those for exchange with anybody there. ``at`` is a moment with its time zone. The list
    is for the template ``commendations/of_place.html``.
    """
    return list(Commendation.objects.published(at).naming(place).with_places().newest())


def of_relationship(relationship: Any) -> list[Commendation]:
    """Return the public commendations that name both sides of a relationship, newest first."""
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
