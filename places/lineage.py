"""What became of places that are gone: step by step, to the places of today."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models.expressions import RawSQL
from django.utils import timezone

from places.models import LocalGovernment, Partner, Succession

Steps = Mapping[int, list[Succession]]


# A local government and all that it took over from, directly or not, up to a day.
HERITAGE = """
    WITH RECURSIVE earlier(id) AS (
        SELECT %s::bigint
        UNION
        SELECT step.predecessor_id
        FROM places_succession step JOIN earlier ON step.successor_id = earlier.id
        WHERE step.takes_over AND step."on" <= %s
    )
    SELECT id FROM earlier
"""


def heritage(place: LocalGovernment) -> RawSQL:
    """Return the keys of a local government and of those whose place it took, for ``__in``.

    Awards and the like stay with whoever they were given to; pages show them of the successor too.
    """
    return RawSQL(HERITAGE, (place.pk, timezone.localdate()))  # noqa: S611  (our own text)


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
