"""Relationships of the same two sides that do not look like one after the other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from django.db.models import Count

from relationships.doubles.results import LikelyDouble
from relationships.register.actions import age
from relationships.register.choices import Status
from relationships.register.models import Relationship

SAME_DATE = "提携日が同じ"
OVERLAP = "前の提携が続いている間に、次の提携が始まっている"
UNKNOWN = "提携日または解消日が分からず、前後が決まらない"
WEIGHTS = {SAME_DATE: 3, OVERLAP: 2, UNKNOWN: 1}


def repeated_relationships() -> list[LikelyDouble]:
    """Return pairs of relationships of one local government and one partner, likeliest first.

    Two sides that ended their relationship and began anew have two that follow one another: these
    are left out. That two are in force at once, the database refuses.
    """
    records = Relationship.objects.with_page()
    sides = records.order_by().values_list("local_government", "partner").annotate(Count("pk"))
    repeated = [(one, other) for one, other, _ in sides.filter(pk__count__gt=1)]
    if not repeated:
        return []
    groups: dict[tuple[int, int], list[Relationship]] = defaultdict(list)
    for record in records.between(repeated).select_related("partner").order_by("public_id"):
        groups[record.local_government_id, record.partner_id].append(record)
    found = [pair for group in groups.values() for pair in doubtful(group)]
    return sorted(found, key=lambda pair: (-pair.weight, pair.numbers))


def doubtful(group: Iterable[Relationship]) -> Iterator[LikelyDouble]:
    """Yield the pairs of a group that may be one relationship."""
    for one, other in combinations(group, 2):
        if reason := doubt(one, other):
            numbers = one.public_id, other.public_id
            yield LikelyDouble(numbers, one.partner.country_id, (reason,), WEIGHTS[reason])


def doubt(one: Relationship, other: Relationship) -> str:
    """Return what speaks against two relationships that follow one another, "" if nothing does.

    Of dates known to the month or the year, it is enough that they can follow one another.
    """
    if one.established is None or other.established is None:
        return UNKNOWN
    if one.established == other.established:
        return SAME_DATE
    first, second = sorted((one, other), key=age)
    if first.status != Status.ENDED:
        return OVERLAP
    if first.ended is None:
        return UNKNOWN
    return OVERLAP if first.ended.first > second.established.last else ""
