"""The pages of the International Exchange Commendation: all editions, one, the programme."""

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

from commendations.filters import CommendationFilter, CommendationPanel
from commendations.models import Commendation, Edition
from commendations.numbering import UNKNOWN
from commendations.querysets import CommendationQuerySet
from commendations.rounds import Round, rounds
from sistercity.withdrawal import get_public

# A number with more digits is none of an edition, and more than its column holds.
MOST_DIGITS = 4


@dataclass(frozen=True)
class EditionSection:
    """An edition on the list, with those of its commendations that the filters keep."""

    round: Round
    awards: list[Commendation]


@require_safe
def commendation_list(request: HttpRequest) -> HttpResponse:
    """Show every edition with its recipients; a wrong filter is a 400 that says so."""
    awards = Commendation.objects.published(timezone.now())
    panel = CommendationPanel(CommendationFilter(request.GET, awards))
    context: dict[str, Any] = {
        "panel": panel,
        "canonical": panel.canonical(),
        "noindex": len(panel.conditions()) > 1 or not panel.is_valid,
        "breadcrumbs": [(_("Commendations"), "")],
    }
    if panel.is_valid:
        context |= results(panel)
    status = 200 if panel.is_valid else 400
    return render(request, "commendations/list.html", context, status=status)


def results(panel: CommendationPanel) -> dict[str, Any]:
    """Return the sections of the list, and what they leave out."""
    filters = cast("CommendationFilter", panel.filters)
    awards = list(cast("CommendationQuerySet", filters.qs).with_places())
    of_edition = {
        key: list(group) for key, group in groupby(awards, key=lambda award: award.edition.key)
    }
    # An edition that is not on record may have recipients from everywhere.
    is_narrowed = any(name != "year" for name, _value in panel.conditions())
    sections = [
        EditionSection(one, of_edition.get(one.key, []))
        for one in of_year(filters.rounds, panel.chosen["year"])
        if one.key in of_edition or not is_narrowed
    ]
    return {
        "number": len(awards),
        "sections": sections,
        "left_out": is_narrowed and sum(not one.edition for one in filters.rounds),
    }


def of_year(every: Iterable[Round], year: str) -> list[Round]:
    """Return the editions of a fiscal year as the filter has it, or all."""
    return [one for one in every if year in ("", one.year)]


@require_safe
def edition(request: HttpRequest, key: str) -> HttpResponse:
    """Show an edition with its recipients in full; a draft is not there."""
    return edition_page(request, find(key))


def find(key: str) -> Edition:
    """Return the published edition that a URL names; raise Http404."""
    is_number = key.isdecimal() and key.isascii() and len(key) <= MOST_DIGITS
    if not (is_number or key == UNKNOWN):
        raise Http404
    number = int(key) if is_number else None
    found = get_public(Edition.with_withdrawn.published(timezone.now()), number=number)
    if found.key != key:  # 019
        raise Http404
    return found


def edition_page(request: HttpRequest, edition: Edition, **context: Any) -> HttpResponse:
    """Show an edition as it is stored, published or not."""
    awards = list(edition.commendations.with_places().order_by("pk"))
    previous, following = neighbours(edition)
    notes = {award.note for award in awards}
    context |= {
        "edition": edition,
        "awards": awards,
        "unrecorded": max((edition.recipient_count or 0) - len(awards), 0),
        # What the source says of each of them is said once.
        "common_note": notes.pop() if len(awards) > 1 and len(notes) == 1 else None,
        "previous": previous,
        "next": following,
        "canonical": edition.get_absolute_url(),
        "breadcrumbs": [(_("Commendations"), reverse("commendation_list")), (edition.title, "")],
    }
    return render(request, "commendations/edition.html", context)


def neighbours(edition: Edition) -> tuple[Round | None, Round | None]:
    """Return the edition on record before an edition, and the one after it."""
    numbered = [one for one in rounds(timezone.now()) if one.edition and one.number]
    number = edition.number or 0
    before = [one for one in numbered if (one.number or 0) < number]
    after = [one for one in numbered if number and (one.number or 0) > number]
    return (before[0] if before else None), (after[-1] if after else None)


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """Say what the commendation is: who may apply, by what it is judged, when."""
    editions = Edition.objects.published(timezone.now()).newest()
    context = {
        # What the newest edition says of which it is known.
        "competition": editions.exclude(applicant_count=None).exclude(recipient_count=None).first(),
        "timetable": editions.exclude(announced_on=None).exclude(ceremony_on=None).first(),
        "breadcrumbs": [
            (_("Commendations"), reverse("commendation_list")),
            (_("The programme"), ""),
        ],
    }
    return render(request, "commendations/programme.html", context)
