"""Partners overseas that look like one: of one country and level, with names that are near."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import combinations

from django.db import connection

from places.lookup.states import States
from places.models import Partner, SearchKey
from places.models.keys import AREA, NameKind
from relationships.doubles.nearness import (
    EQUAL,
    SLIP,
    ComparedPartner,
    Reason,
    are_elsewhere,
    are_in_one_state,
    is_slip,
    may_have_a_slip,
    nearness,
)
from relationships.doubles.results import LikelyDouble
from relationships.register.models import Relationship

# Pairs that share a key, which is of an own name of at least one of the two.
SHARED_KEYS = """
    SELECT DISTINCT one.partner_id, other.partner_id, one.text, other.text
    FROM places_searchkey one
    JOIN places_searchkey other ON other.key = one.key AND other.partner_id > one.partner_id
    JOIN places_partner first ON first.id = one.partner_id AND first.withdrawn_at IS NULL
    JOIN places_partner second ON second.id = other.partner_id AND second.withdrawn_at IS NULL
        AND second.country_id = first.country_id AND second.level = first.level
    WHERE one.kind <> ALL (%(kinds)s) AND other.kind <> ALL (%(kinds)s)
        AND (one.place_name_id IS NULL OR other.place_name_id IS NULL)
        AND %(country)s IN ('', first.country_id)
"""
# A state is no name, and a short form of a county may be the name of a city.
NOT_COMPARED = [AREA, NameKind.SHORT, NameKind.ABBREVIATION]
# What it adds that one local government has a relationship with each: more than any name.
TOGETHER = 10

Pair = tuple[int, int]  # primary keys, the lower one first
Names = dict[Pair, list[tuple[str, str]]]
Near = dict[tuple[ComparedPartner, ComparedPartner], list[Reason]]


def near_partners(country: str = "") -> list[LikelyDouble]:
    """Return the pairs of partners that look like one, the likeliest first.

    ``country`` is the code of the country to look in, or "" for each one.
    """
    partners = compared(country)
    shared = shared_names(country)
    near: Near = {}
    for pair in {*shared, *pairs_with_a_slip(country)}:
        one, other = map(partners.get, pair)
        if one is None or other is None:  # withdrawn, or added, a moment ago
            continue
        if are_elsewhere(one, other):  # quicker to tell than what follows
            continue
        if reasons := nearness(one, other, shared.get(pair, ())):
            near[one, other] = reasons
    found = as_doubles(without_strangers(near, States(with_states(partners.values()))))
    return sorted(found, key=lambda pair: (-pair.weight, pair.country, pair.numbers))


def compared(country: str) -> dict[int, ComparedPartner]:
    """Return what is known of the partners of a country, or of each one, by primary key."""
    rows = Partner.objects.filter(country=country) if country else Partner.objects.all()
    columns = [field.name for field in fields(ComparedPartner)]
    names = [f"{name}_id" if name in ("country", "successor") else name for name in columns]
    return {row[0]: ComparedPartner(*row) for row in rows.order_by().values_list(*names)}


def with_states(partners: Iterable[ComparedPartner]) -> Iterable[ComparedPartner]:
    """Return a partner for each way to write a state, and those that are states themselves."""
    states = {
        (one.country, one.state_en, one.state_ja, one.pk if one.level == "region" else None): one
        for one in partners
    }
    return states.values()


def without_strangers(near: Near, states: States) -> Near:
    """Leave out the pairs that are in different states or provinces.

    A slip is none in the name of a partner of which another one has the very name.
    """
    left = {pair: near[pair] for pair in near if are_in_one_state(*pair, states) is not False}
    namesakes = {one for pair in left if best(left[pair]) == EQUAL for one in pair}
    return {
        pair: reasons
        for pair, reasons in left.items()
        if best(reasons) != SLIP or namesakes.isdisjoint(pair)
    }


def as_doubles(near: Near) -> Iterator[LikelyDouble]:
    """Yield near pairs as the list shows them."""
    governments = governments_of({partner.pk for pair in near for partner in pair})
    for (one, other), reasons in near.items():
        weight, words = best(reasons), [text for _, text in reasons]
        if governments[one.pk] & governments[other.pk]:
            weight, words = weight + TOGETHER, [*words, "同じ自治体と提携している"]
        first, second = sorted((one.public_id, other.public_id))
        yield LikelyDouble((first, second), one.country, tuple(words), weight)


def best(reasons: Iterable[Reason]) -> int:
    """Return the highest weight of some reasons."""
    return max(weight for weight, _ in reasons)


def shared_names(country: str) -> Names:
    """Return the pairs that share a key, with the names that have it."""
    found: Names = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(SHARED_KEYS, {"country": country, "kinds": NOT_COMPARED})
        for one, other, text, other_text in cursor.fetchall():
            found[one, other].append((text, other_text))
    return found


def pairs_with_a_slip(country: str) -> set[Pair]:
    """Return the pairs that have own names with one letter of difference: another, or one more.

    Such names have a half in common, by the length of the shorter one; the others are not compared.
    """
    halves: dict[tuple[str, str, int, bool, str], set[tuple[int, str]]] = defaultdict(set)
    for pk, country_code, level, key in own_keys(country):
        for length in (len(key) - 1, len(key)):
            middle = length // 2
            halves[country_code, level, length, True, key[:middle]].add((pk, key))
            halves[country_code, level, length, False, key[middle - length :]].add((pk, key))
    return {
        (min(one, other), max(one, other))
        for names in halves.values()
        for (one, key), (other, other_key) in combinations(names, 2)
        if one != other and is_slip(key, other_key)
    }


def own_keys(country: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield primary key, country, level and key of partners' own names, without their ranks."""
    rows = SearchKey.objects.filter(partner__withdrawn_at=None, kind=NameKind.OFFICIAL)
    rows = rows.filter(partner__isnull=False, place_name=None)
    if country:
        rows = rows.filter(partner__country=country)
    columns = ("partner_id", "partner__country_id", "partner__level", "text", "key")
    # The key without the rank, where there is one, comes later and takes the place of the whole.
    keys = {tuple(row): key for *row, key in rows.order_by("is_bare").values_list(*columns)}
    for (pk, country_code, level, _), key in keys.items():
        if may_have_a_slip(key):
            yield pk, country_code, level, key


def governments_of(partners: Iterable[int]) -> dict[int, set[int]]:
    """Return the local governments that partners have relationships with, by primary key."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Relationship.objects.with_page().filter(partner__in=partners).order_by()
    for partner, government in rows.values_list("partner", "local_government"):
        found[partner].add(government)
    return found
