"""Whether two partners look like one by their names, and what tells them apart all the same.

Names are compared by the keys that the search stores (``places.keys``): spelling, long vowels and
the rank (City of, -shi, 市) do not matter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

from rapidfuzz.distance import Levenshtein

from places import keys
from places.lookup.names import MUNICIPAL, forms, is_same
from places.lookup.records import NewPartner, PartnerRecord
from places.lookup.states import States

# Names are compared by slips from so many letters on. Those in kanji never are: one tells a place.
LATIN_LENGTH, KANA_LENGTH = 5, 4
HAS_KANJI = re.compile(f"[{keys.KANJI}]")
# Points of one city differ by less, whatever their source.
FAR, EARTH_RADIUS = 50, 6371  # kilometres
EQUAL, SLIP, OTHER_NAME = 3, 2, 1
Reason = tuple[int, str]  # what makes a pair likelier, and how the desk says it


@dataclass(frozen=True)
class ComparedPartner(PartnerRecord):
    """What is known of a partner, with what tells it from others of its name."""

    latitude: Decimal | None
    longitude: Decimal | None
    wikidata_id: str


def nearness(
    one: ComparedPartner, other: ComparedPartner, shared: Iterable[tuple[str, str]]
) -> list[Reason]:
    """Return what makes two partners look like one.

    ``shared`` are names of both that have a key in common. Either their names in one language are
    the same, or have a slip, and those in the other do not speak against it; or a name of one is
    another name of the other, such as a former one.
    """
    both = [(one.name_ja, other.name_ja), (one.name_en, other.name_en)]
    both = [pair for pair in both if all(pair)]
    equal = [pair for pair in both if is_one(*pair)]
    slips = [pair for pair in both if pair not in equal and have_slip(*pair)]
    if both and len(equal) + len(slips) == len(both):
        return [
            *((EQUAL, f"名称が同じ：{words(pair)}") for pair in equal),
            *((SLIP, f"名称が1文字違い：{words(pair)}") for pair in slips),
        ]
    others = (words(pair) for pair in shared if pair not in both and is_one(*pair))
    return [(OTHER_NAME, f"その他の名称と同じ：{text}") for text in dict.fromkeys(others)]


def words(pair: tuple[str, str]) -> str:
    """Return two names as one where they are spelled alike."""
    return " / ".join(dict.fromkeys(pair))


def is_one(name: str, other: str) -> bool:
    """Whether two names are one: a city is not the county of its name, which has no rank less."""
    return is_same(name, other) and is_same(other, name)


def have_slip(name: str, other: str) -> bool:
    """Whether two names differ by one letter."""
    one, two = forms(name), forms(other)
    is_rank_one = one.rank == two.rank or {one.rank, two.rank} <= {"", *MUNICIPAL}
    return (
        is_rank_one
        and all(map(may_have_a_slip, (one.bare, two.bare)))
        and is_slip(one.bare, two.bare)
    )


def may_have_a_slip(key: str) -> bool:
    """Whether a key is long enough, and of letters, so that a wrong one leaves it known."""
    if keys.is_latin(key):
        return len(key) >= LATIN_LENGTH
    return len(key) >= KANA_LENGTH and not HAS_KANJI.search(key)


def is_slip(key: str, other: str) -> bool:
    """Whether two keys differ by one letter: another one, or one more."""
    return Levenshtein.distance(key, other, score_cutoff=1) == 1


def are_elsewhere(one: ComparedPartner, other: ComparedPartner) -> bool:
    """Whether two partners are known to be two: their points are far apart, or the like."""
    return (
        "" not in (one.wikidata_id, other.wikidata_id)  # no two records have the same one
        or one.pk == other.successor
        or other.pk == one.successor
        or distance(one, other) > FAR
    )


def are_in_one_state(one: ComparedPartner, other: ComparedPartner, states: States) -> bool | None:
    """Whether two partners are in the same state or province, None where one has none."""
    stated = NewPartner(
        other.country, other.name_en, other.name_ja, other.state_en, other.state_ja, other.level
    )
    return states.agree(one, stated)


def distance(one: ComparedPartner, other: ComparedPartner) -> float:
    """Return how far two partners are apart in kilometres, 0 where a point is not known."""
    points = (one.latitude, one.longitude, other.latitude, other.longitude)
    if None in points:
        return 0
    latitude, longitude, other_latitude, other_longitude = (
        radians(x) for x in points if x is not None
    )
    # The haversine formula.
    part = (
        sin((latitude - other_latitude) / 2) ** 2
        + cos(latitude) * cos(other_latitude) * sin((longitude - other_longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * asin(sqrt(part))
