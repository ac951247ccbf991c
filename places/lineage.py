"""What became of places that are gone: step by step, to the places of today."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils import timezone

from places.models import LocalGovernment, Partner, Succession
from sistercity.kept import kept_for_version

Steps = Mapping[int, list[Succession]]


@kept_for_version(1)
def takeovers() -> Mapping[int, list[tuple[int, datetime.date]]]:
    """Return whose place each local government took, and when, by its key."""
    found = defaultdict(list)
    rows = Succession.objects.filter(takes_over=True).order_by()
    for successor, predecessor, on in rows.values_list("successor", "predecessor", "on"):
        found[successor].append((predecessor, on))
    return dict(found)


def heritage(place: LocalGovernment) -> set[int]:
    """Return the keys of a local government and of all whose place it took up to today.

    Awards and the like stay with whoever they were given to; pages show them of the successor too.
    """
    known, today = takeovers(), timezone.localdate()
    found, waiting = {place.pk}, [place.pk]
    while waiting:
        earlier = {one for one, on in known.get(waiting.pop(), ()) if on <= today} - found
        found |= earlier
        waiting += earlier
    return found


def successions(pks: Iterable[int]) -> Steps:
    """Return what became of local governments and of what they became, by predecessor's key.

    One query for each step of the longest chain; chains end, as no cycle can be stored.
    """
    steps: dict[int, list[Succession]] = defaultdict(list)
    waiting = set(pks)
    while waiting:
        rows = Succession.objects.filter(predecessor__in=waiting).order_by("on", "pk")
        for step in rows.select_related("predecessor", "successor__prefecture", "reorganisation"):
            steps[step.predecessor_id].append(step)
        reached = {
            step.successor_id for pk in waiting for step in steps[pk] if step.successor.is_gone
        }
        waiting = reached - steps.keys()
    return steps


def ends(place: LocalGovernment, steps: Steps) -> list[LocalGovernment]:
    """Return the local governments that a place led to in the end; itself where none is known."""
    found: dict[int, LocalGovernment] = {}
    waiting = [place]
    while waiting:
        one = waiting.pop(0)
        following = [step.successor for step in steps.get(one.pk, [])]
        waiting += following
        if not following:
            found[one.pk] = one
    return list(found.values())


def chain(place: LocalGovernment) -> list[Succession]:
    """Return every step from a place to the places of today, in the order of their dates."""
    steps = successions([place.pk])
    found = {step.pk: step for following in steps.values() for step in following}
    return sorted(found.values(), key=lambda step: (step.on, step.pk))


def partner_end(place: Partner) -> Partner:
    """Return the partner of today that one led to."""
    while place.successor:
        place = place.successor
    return place
