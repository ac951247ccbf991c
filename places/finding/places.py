"""From names to places: the records themselves, and for one that is gone its successors."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from places import lineage
from places.areas import countries, fill_countries, fill_prefectures, prefectures
from places.finding.matches import NameMatch, Nearness
from places.finding.results import Hit, Place
from places.models import (
    GovernmentKind,
    LocalGovernment,
    NameKind,
    Partner,
    PartnerLevel,
    Prefecture,
    Succession,
)

# What sort of name leads to a place first: its own, then what others call it, then the rest.
OWN, OTHERS, REST = range(3)
NAME_ORDER = {
    str(NameKind.OFFICIAL): OWN,
    str(NameKind.KANA): OWN,
    str(NameKind.ROMANISATION): OWN,
    str(NameKind.NATIVE): OWN,
    str(NameKind.SHORT): OWN,
    str(NameKind.EXONYM): OTHERS,
}
# The larger first, as far as the kind of place tells.
COUNTRY, PREFECTURE = 0, 1
GOVERNMENT_ORDER = {
    str(GovernmentKind.DESIGNATED_CITY): 2,
    str(GovernmentKind.CITY): 3,
    str(GovernmentKind.SPECIAL_WARD): 4,
    str(GovernmentKind.TOWN): 6,
    str(GovernmentKind.VILLAGE): 7,
}
PARTNER_ORDER = {str(PartnerLevel.REGION): 3, str(PartnerLevel.LOCAL): 5}
# What a hit is ordered by; those that share its first three parts bear the name equally.
Order = tuple[Any, ...]
Key = tuple[str, Any]


@dataclass(frozen=True)
class Resolved:
    """A place that bears a name, the places of today that it leads to, and what became of it."""

    named: Place
    ends: list[Place]
    succession: Succession | None = None

    @property
    def is_gone(self) -> bool:
        """Whether other places took its place."""
        return self.ends != [self.named]


class Ordered(NamedTuple):
    """A hit with what it is ordered by."""

    order: Order
    hit: Hit


def resolve(matches: Iterable[NameMatch]) -> dict[Key, Resolved]:
    """Return the place of each match, by column and primary key.

    One query for each sort of place, and one for each step of a chain of successions.
    """
    wanted: dict[str, dict[Any, None]] = {column: {} for column in READERS}
    for match in matches:
        wanted[match.column][match.pk] = None
    found = {
        (column, place.pk): Resolved(place, [place])
        for column, pks in wanted.items()
        if pks
        for place in READERS[column](pks)
    }
    gone = [
        place.named
        for place in found.values()
        if isinstance(place.named, LocalGovernment) and place.named.is_gone
    ]
    if gone:
        steps = lineage.successions(place.pk for place in gone)
        for government in gone:
            first = next(iter(steps[government.pk]), None)
            ends: list[Place] = [*lineage.ends(government, steps)]
            found["local_government", government.pk] = Resolved(government, ends, first)
    for key, place in found.items():
        if isinstance(place.named, Partner) and place.named.successor:
            found[key] = Resolved(place.named, [lineage.partner_end(place.named)])
    return found


def governments(pks: Iterable[int]) -> list[LocalGovernment]:
    """Return local governments with their prefectures."""
    rows = list(LocalGovernment.objects.filter(pk__in=pks).order_by())
    fill_prefectures(rows)
    return rows


def partners(pks: Iterable[int]) -> list[Partner]:
    """Return partners with their countries, and with what they became a part of."""
    rows = list(Partner.objects.select_related("successor").filter(pk__in=pks).order_by())
    fill_countries(rows)
    fill_countries(row.successor for row in rows if row.successor)
    return rows


READERS: dict[str, Callable[[Iterable[Any]], Iterable[Place]]] = {
    "local_government": governments,
    "partner": partners,
    "country": lambda codes: [countries()[code] for code in codes if code in countries()],
    "prefecture": lambda codes: [prefectures()[code] for code in codes],
}


def in_public(matches: Iterable[NameMatch], resolved: Mapping[Key, Resolved]) -> list[NameMatch]:
    """Leave out the names of places that were withdrawn, which are in no queryset."""
    return [match for match in matches if (match.column, match.pk) in resolved]


def as_hits(matches: Iterable[NameMatch], resolved: Mapping[Key, Resolved]) -> list[Ordered]:
    """Return each place that the matches lead to once, by its best name, best first."""
    best: dict[Place, Ordered] = {}
    for match in matches:
        place = resolved[match.column, match.pk]
        for end in place.ends:
            order = order_of(match, place, end)
            if end not in best or order < best[end].order:
                best[end] = Ordered(order, as_hit(match, place, end))
    return sorted(best.values(), key=lambda ordered: ordered.order)


def as_hit(match: NameMatch, place: Resolved, end: Place) -> Hit:
    """Return a hit: the place of today, and how the name leads to it."""
    via = place.named if end != place.named else None
    return Hit(
        place=end,
        name=match.text,
        kind=match.kind,
        is_exact=match.nearness <= Nearness.RANKED,
        via=via if isinstance(via, LocalGovernment | Partner) else None,
        succession=place.succession,
    )


def order_of(match: NameMatch, place: Resolved, end: Place) -> Order:
    """Return what a hit is ordered by: whether it bears the name, and how; then what it is."""
    return (
        max(match.nearness, Nearness.RANKED),
        end != place.named,
        NAME_ORDER.get(match.kind, REST),
        match.nearness,
        *size_order(end),
        len(match.text),
        match.text,
    )


def size_order(place: Place) -> Order:
    """Return the order by size, the largest first, as far as it is known; codes decide ties."""
    match place:
        case LocalGovernment():
            return GOVERNMENT_ORDER[place.kind], -(place.population or 0), place.code
        case Partner():
            return PARTNER_ORDER[place.level], 0, f"{place.public_id:09}"
        case Prefecture():
            return PREFECTURE, 0, place.code
        case _:
            return COUNTRY, 0, place.code
