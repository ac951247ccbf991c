"""Names as they are compared: folded, and without what writers leave off or translate."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple

from places.keys import JAPANESE, LATIN, NO_SIGNS, RANKS, squeeze
from sistercity.folding import fold
from sistercity.spreadsheets.problems import CellError

# What tells the rank of a place is left off or translated, but never exchanged.
RANKED = re.compile(
    rf"(?P<before>.+)[ -](?P<after_word>{LATIN})"
    rf"|(?P<word>{LATIN}) of (?P<after>.+)"
    rf"|(?P<japanese>.+)(?P<suffix>{JAPANESE})"
)
# Ranks that a name without one may have: a county is another place than its city.
MUNICIPAL = {"city", "town", "village"}
SIMILAR = 0.75
NEAREST = 3


class PlaceNotFound(CellError):
    """No place, or more than one, has the name.

    ``scope`` is the code of the prefecture or country within which it was looked for, if known.
    """

    scope = ""

    def __init__(self, column: str, problem: str, **values: Any) -> None:
        ValueError.__init__(self, problem)
        self.column, self.code, self.values = column, problem, values

    def within(self, scope: str) -> "PlaceNotFound":
        """Return the problem with the code of a prefecture or country."""
        self.scope = scope
        return self


class Several(PlaceNotFound):
    """More than one place can be meant.

    ``found`` is what each would be, by its primary key; ``otherwise`` what holds if nothing else
    settles it, or None for an error. A value ``choices`` holds the keys that can be an answer.
    """

    def __init__(
        self,
        column: str,
        problem: str,
        found: Mapping[int, Any],
        *,
        otherwise: Any = None,
        **values: Any,
    ) -> None:
        super().__init__(column, problem, **values)
        self.found, self.otherwise = found, otherwise


class Forms(NamedTuple):
    """What a name is compared by.

    ``spelling`` are its letters, folded, of which the key leaves out some, such as doubled
    vowels; ``bare`` is the key without the rank: ``Otaru City``, ``otaru``, city.
    """

    key: str
    spelling: str
    bare: str
    rank: str


@lru_cache(maxsize=1 << 16)  # an import reads every name that is stored
def forms(name: str) -> Forms:
    """Return what a name is compared by."""
    folded = fold(name)
    match = RANKED.fullmatch(folded.strip())
    if match is None:
        return Forms(squeeze(folded), folded.translate(NO_SIGNS), squeeze(folded), "")
    bare = match["before"] or match["after"] or match["japanese"]
    rank = RANKS[match["after_word"] or match["word"] or match["suffix"]]
    return Forms(squeeze(folded), folded.translate(NO_SIGNS), squeeze(bare), rank)


def parts(name: str) -> tuple[str, str]:
    """Return the key of a name without its rank, and the rank."""
    return forms(name).bare, forms(name).rank


def is_same(name: str, other: str) -> bool:
    """Whether two names are one: spelled alike, or alike but for a rank left off or translated."""
    one, two = forms(name), forms(other)
    return one.key == two.key or (one.bare == two.bare and fits(one.rank, two.rank))


def fits(rank: str, known: str) -> bool:
    """Whether a written rank can be that of a place whose known name has another, or none."""
    return rank in ("", known) or (known == "" and rank in MUNICIPAL)


def is_same_area(name: str, other: str) -> bool:
    """Whether two names are of one state or province: a rank may be left off, or another one.

    A city is another area than the state around it.
    """
    one, two = forms(name), forms(other)
    if one.key in (two.key, two.bare) or one.bare == two.key:
        return True
    return one.bare == two.bare and (one.rank in MUNICIPAL) == (two.rank in MUNICIPAL)


def places_of(names: Iterable[tuple[str, Any]]) -> dict[str, set[Any]]:
    """Return the places of each name, by its key."""
    places: dict[str, set[Any]] = defaultdict(set)
    for name, place in names:
        places[forms(name).key].add(place)
    return places


def of_one_place(names: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the place of each name, by its key; a name that two places bear tells neither."""
    places = places_of(names).items()
    return {name: next(iter(found)) for name, found in places if name and len(found) == 1}


class NameIndex:
    """Places by every name, within a scope such as a prefecture or a country."""

    def __init__(self) -> None:
        self.full: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.spelt: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.bare: dict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
        self.spellings: dict[str, set[str]] = defaultdict(set)

    def add(self, scope: str, names: Iterable[str], pk: int, rank: str = "") -> None:
        """Enter names of a place; ``rank``, where known, is that of names that leave it off."""
        for name in map(forms, filter(None, names)):
            self.full[scope, name.key].add(pk)
            self.spelt[scope, name.spelling].add(pk)
            self.bare[scope, name.bare].add((name.rank or rank, pk))
            self.spellings[scope].add(name.spelling)

    def has(self, scope: str, name: str, pk: int) -> bool:
        """Whether a place has the whole of a name."""
        return pk in self.full.get((scope, forms(name).key), ())

    def find(self, scope: str, text: str) -> set[int]:
        """Return the places of the name: by the whole of it, else by the name without rank.

        Of those that one key means, the letters themselves tell: Shaanxi is not Shanxi.
        """
        name = forms(text)
        if found := self.full.get((scope, name.key)):
            return self.spelt.get((scope, name.spelling)) or found
        known = self.bare.get((scope, name.bare), set())
        found = {pk for rank, pk in known if fits(name.rank, rank)}
        # A name without its rank may end like another one: ザルツブルク, which is no ward.
        return found or {pk for _rank, pk in self.bare.get((scope, name.key), ())}

    def nearest(self, scope: str, name: str, similarity: float = SIMILAR) -> list[int]:
        """Return the places whose names are most alike, the nearest first."""
        known = self.spellings[scope]
        alike = get_close_matches(forms(name).spelling, known, NEAREST, similarity)
        found = [pk for near in alike for pk in sorted(self.spelt[scope, near])]
        return list(dict.fromkeys(found))[:NEAREST]
