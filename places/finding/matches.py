"""Looking keys up: the names that are, begin with, hold, or are near to what was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from itertools import product
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from places import keys
from places.models import PLACES, GovernmentKind, SearchKey
from places.models.keys import AREA, CODE
from places.models.names import key_slips
from places.querysets import to_come

GOVERNMENT = "local_government__kind"
COLUMNS = (*(f"{place}_id" for place in PLACES), GOVERNMENT, "text", "kind", "key", "is_bare")
# Enough to rank by; more would not be looked at.
MOST_EXACT, MOST_OTHERS, MOST_NEAR, MOST_BEGINNINGS = 2000, 200, 5000, 1000
# An index of trigrams helps from three letters on; of one letter everything is a slip away.
TRIGRAM, SHORTEST = 3, 2
# Of a name in Latin letters, what must be left when a rank is taken off that is written to it.
SHORTEST_LATIN = 4
# Other ways of writing what names are stored in: the syllables of the official romanisation
# (内閣告示 1954) for Hepburn's, and the German way of writing umlauts without dots.
HEPBURN = {"sy": "sh", "ty": "ch", "zy": "j", "si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu"}
UMLAUTS = {"ae": "a", "oe": "o", "ue": "u"}
OTHER_SPELLINGS = (HEPBURN | {"zi": "ji"}, UMLAUTS)
RANK_ENDINGS = ("machi", "shi", "cho", "mura", "son", "ku", "ken")


class Nearness(IntEnum):
    """How near a name is to what was typed, nearest first."""

    WHOLE = 0  # but for width, case, accents and the like
    RANKED = 1  # but for the rank, left off or translated
    OTHERWISE = 2  # with another rank, or in another romanisation
    BEGINS = 3
    HOLDS = 4
    AREA = 5  # not its name, but that of the state it lies in


@dataclass(frozen=True)
class NameMatch:
    """A name of a place that was found: ``column`` and ``pk`` tell the place."""

    column: str
    pk: Any
    text: str
    kind: str
    nearness: Nearness


@dataclass(frozen=True)
class Phrase:
    """One or more words of what was typed, as one name, with the keys it is looked up by."""

    text: str

    @property
    def key(self) -> str:
        """The key of the whole."""
        return keys.key(self.text)

    def variants(self) -> dict[str, Nearness]:
        """Return the keys that a name may have, with how near it then is."""
        whole, bare = self.key, keys.bare(self.text)
        found = {bare: Nearness.RANKED, whole: Nearness.WHOLE}
        if keys.is_latin(whole):
            for ending in RANK_ENDINGS:
                if whole.endswith(ending) and len(whole) >= len(ending) + SHORTEST_LATIN:
                    found.setdefault(whole.removesuffix(ending), Nearness.OTHERWISE)
            for key, spellings in product((whole, bare), OTHER_SPELLINGS):
                found.setdefault(respelt(key, spellings), Nearness.OTHERWISE)
        found.pop("", None)
        return found


def respelt(key: str, spellings: Mapping[str, str]) -> str:
    """Return a key in another way of writing the same sounds."""
    for written, stored in spellings.items():
        key = key.replace(written, stored)
    return key


def exact(phrases: Iterable[Phrase]) -> dict[str, list[NameMatch]]:
    """Return the names that are each phrase, but for its rank; one query for all phrases."""
    variants = {phrase.text: phrase.variants() for phrase in phrases}
    wanted = dict.fromkeys(key for found in variants.values() for key in found)
    rows = list(select(Q(key__in=wanted))[:MOST_EXACT])
    return {
        text: [
            as_match(row, nearest(row, nearness[row["key"]], keys.rank(text)))
            for row in rows
            if row["key"] in nearness
        ]
        for text, nearness in variants.items()
    }


def nearest(row: dict[str, Any], nearness: Nearness, rank: str) -> Nearness:
    """Return how near a row is, given the nearness of the key and the rank that was typed.

    A rank that was typed and is not that of the name makes it another place's, most likely.
    """
    if nearness is Nearness.WHOLE and row["is_bare"]:
        return Nearness.RANKED
    if nearness is Nearness.RANKED and rank:
        known = keys.known_rank(row["text"], rank_of_place(row), is_bare=row["is_bare"])
        return Nearness.RANKED if known in ("", rank) else Nearness.OTHERWISE
    return nearness


def rank_of_place(row: dict[str, Any]) -> str:
    """Return the rank of a row's place where its kind tells it, or ""."""
    if row["prefecture_id"]:
        return GovernmentKind.PREFECTURE.rank
    return GovernmentKind(row[GOVERNMENT]).rank if row[GOVERNMENT] else ""


def beginning(phrase: Phrase) -> list[NameMatch]:
    """Return the names that begin with the phrase, the shortest first."""
    # An m before what is yet to be typed may be an n in the key.
    starts = dict.fromkeys((phrase.key, keys.key(phrase.text + "b")[:-1]))
    conditions = [Q(key__startswith=start) for start in starts if start]
    if not conditions:
        return []
    # The index gives them by letters; of a beginning that thousands share, the first have to do.
    first = (
        SearchKey.objects.filter(reduce(or_, conditions))
        .order_by("key")
        .values("pk")[:MOST_BEGINNINGS]
    )
    rows = select(Q(pk__in=first)).order_by(Length("key"), "key")[:MOST_OTHERS]
    return [as_match(row, Nearness.BEGINS) for row in rows]


def holding(phrase: Phrase) -> list[NameMatch]:
    """Return the names that hold the phrase, the shortest first."""
    if len(phrase.key) < TRIGRAM:
        return []
    rows = select(Q(key__contains=phrase.key)).order_by(Length("key"), "key")[:MOST_OTHERS]
    return [as_match(row, Nearness.HOLDS) for row in rows]


def near(phrase: Phrase) -> list[tuple[int, NameMatch]]:
    """Return the names that differ by a slip or two, with how many, the nearest first.

    With the rank that was typed, else without it.
    """
    wanted = [key for key in (phrase.key, keys.bare(phrase.text)) if len(key) >= SHORTEST]
    if not wanted:
        return []
    slips = sorted({slip for key in wanted for slip in keys.slips(key)})
    rows = select(~Q(kind__in=[AREA, CODE])).alias(slips=key_slips("key"))
    found = [
        (distance, place, as_match(row, Nearness.OTHERWISE))
        for row in rows.filter(slips__overlap=slips)[:MOST_NEAR]
        for place, key in enumerate(dict.fromkeys(wanted))
        if (distance := slips_between(key, row["key"])) <= keys.slips_allowed(key)
    ]
    found.sort(key=lambda one: one[:2])
    return [(distance, match) for distance, _, match in found]


def slips_between(key: str, other: str) -> int:
    """Return how many letters are wrong, missing, too many or exchanged with the next."""
    return OSA.distance(key, other, score_cutoff=keys.slips_allowed(key))


def select(condition: Q) -> QuerySet[Any, dict[str, Any]]:
    """Return the rows of the keys on a condition, without those of places that are yet to come."""
    found = SearchKey.objects.filter(condition & ~to_come("local_government__"))
    rows: QuerySet[Any, dict[str, Any]] = found.values(*COLUMNS)
    return rows


def as_match(row: dict[str, Any], nearness: Nearness) -> NameMatch:
    """Return a row of the keys as a match."""
    column = next(place for place in PLACES if row[f"{place}_id"] is not None)
    if row["kind"] == AREA:
        nearness = Nearness.AREA
    return NameMatch(column, row[f"{column}_id"], row["text"], row["kind"], nearness)
