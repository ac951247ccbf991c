"""Names as they are compared: folded, and without what writers leave off or translate."""

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from sistercity.folding import fold
from sistercity.importing.problems import CellError

SIGNS = re.compile(r"[\s\-‐-―−·・･.,，、()（）/&]+")
# What tells the rank of a place: left off, or written in another language, but never exchanged.
RANK_WORDS = {
    "city": "市 シ city shi si municipality",
    "town": "町 マチ チョウ town machi cho township borough",
    "village": "村 ムラ ソン village mura son",
    "ward": "区 ク ward ku gu",
    "prefecture": "県 府 都 prefecture ken fu to",
    "county": "郡 county gun shire",
    "state": "州 省 state province region do",
    "district": "district",
}
RANKS = {word: rank for rank, words in RANK_WORDS.items() for word in words.split()}
LATIN = "|".join(word for word in RANKS if word.isascii())
JAPANESE = "|".join(word for word in RANKS if not word.isascii())
RANKED = re.compile(
    rf"(?P<before>.+)[ -](?P<after_word>{LATIN})"
    rf"|(?P<word>{LATIN}) of (?P<after>.+)"
    rf"|(?P<japanese>.+)(?P<suffix>{JAPANESE})"
)
# Ranks that a name without one may have: a county is another place than its city.
MUNICIPAL = {"city", "town", "village"}
SIMILAR = 0.75
NEAREST = 3


class NotFound(CellError):
    """No place, or more than one, has the name; ``column`` is the part that tells so."""

    def __init__(self, column: str, problem: str, **values: Any) -> None:
        ValueError.__init__(self, problem)
        self.column, self.code, self.values = column, problem, values


def key(name: str) -> str:
    """Return a name as names are compared."""
    return SIGNS.sub("", fold(name))


def parts(name: str) -> tuple[str, str]:
    """Return the key of a name without its rank, and the rank: ``Otaru City``, ``otaru``, city."""
    match = RANKED.fullmatch(fold(name).strip())
    if match is None:
        return key(name), ""
    bare = match["before"] or match["after"] or match["japanese"]
    return SIGNS.sub("", bare), RANKS[match["after_word"] or match["word"] or match["suffix"]]


def is_same(name: str, other: str) -> bool:
    """Whether two names are one: spelled alike, or alike but for a rank left off or translated."""
    (bare, rank), (other_bare, other_rank) = parts(name), parts(other)
    return key(name) == key(other) or (bare == other_bare and fits(rank, other_rank))


def fits(rank: str, known: str) -> bool:
    """Whether a written rank can be that of a place whose known name has another, or none."""
    return rank in ("", known) or (known == "" and rank in MUNICIPAL)


class NameIndex:
    """Places by every name, within a scope such as a prefecture or a country."""

    def __init__(self) -> None:
        self.full: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.bare: dict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
        self.keys: dict[str, set[str]] = defaultdict(set)
        self.chosen: dict[str, set[int]] = defaultdict(set)
        self.other_names: set[tuple[str, int]] = set()

    def choose(self, scope: str, name: str, pk: int) -> None:
        """Enter the place that somebody said a name means, where it can mean several or none."""
        if pk not in self.full[scope, key(name)]:
            self.other_names.add((name, pk))
        self.add(scope, [name], pk)
        self.chosen[key(name)].add(pk)

    def add(self, scope: str, names: Iterable[str], pk: int, rank: str = "") -> None:
        """Enter names of a place; ``rank``, where known, is that of names that leave it off."""
        for name in filter(None, names):
            bare, written = parts(name)
            self.full[scope, key(name)].add(pk)
            self.bare[scope, bare].add((written or rank, pk))
            self.keys[scope].add(key(name))

    def find(self, scope: str, name: str) -> set[int]:
        """Return the places of the name: by the whole of it, else by the name without rank."""
        if found := self.full.get((scope, key(name))):
            return found
        bare, rank = parts(name)
        return {pk for known, pk in self.bare.get((scope, bare), ()) if fits(rank, known)}

    def nearest(self, scope: str, name: str, similarity: float = SIMILAR) -> list[int]:
        """Return the places whose names are most alike, the nearest first."""
        alike = get_close_matches(key(name), self.keys[scope], NEAREST, similarity)
        found = [pk for near in alike for pk in sorted(self.full[scope, near])]
        return list(dict.fromkeys(found))[:NEAREST]
