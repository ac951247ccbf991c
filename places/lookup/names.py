"""Names as a file writes them, compared by the keys that the search stores (``places.keys``)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from places import keys
from places.models import SearchKey
from places.models.keys import AREA, CODE
from sistercity.spreadsheets.problems import CellError

# Ranks that a name without one may have: a county is another place than its city.
MUNICIPAL = {"city", "town", "village"}
BRACKET = re.compile("[(（]")
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
    """What a name is compared by: ``Otaru City`` has the bare key ``otaru`` and the rank city.

    What stands in brackets is not left out, as the search does: it may be another place's state.
    """

    key: str
    bare: str
    rank: str


@lru_cache(maxsize=1 << 16)
def forms(name: str) -> Forms:
    """Return what a name is compared by."""
    whole = keys.key(name)
    return Forms(whole, whole if BRACKET.search(name) else keys.bare(name), keys.rank(name))


@lru_cache(maxsize=1 << 16)
def spelling(name: str) -> str:
    """Return the letters of a name, of which a key leaves out some, such as doubled vowels."""
    return keys.folded(name).translate(keys.NO_SIGNS)


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


class Name(NamedTuple):
    """A name of a place under one of its keys, as ``SearchKey`` stores them.

    ``place`` is the primary key of the place; ``is_own`` tells its own names from other ones.
    """

    place: Any
    text: str
    key: str
    is_bare: bool
    is_own: bool


def stored_names(column: str) -> Iterator[Name]:
    """Yield the names of every place of a sort: ``column`` is one of ``places.models.PLACES``."""
    rows = SearchKey.objects.exclude(**{column: None}).exclude(kind__in=[AREA, CODE])
    rows = rows.exclude(is_bare=True, text__regex=BRACKET.pattern)
    columns = (f"{column}_id", "text", "key", "is_bare", "place_name_id")
    for place, text, key, is_bare, other in rows.values_list(*columns):
        yield Name(place, text, key, is_bare, is_own=other is None)


def names_of(place: Any, texts: Iterable[str]) -> Iterator[Name]:
    """Yield own names of a place that is not stored yet, under the keys that they will have."""
    for text in filter(None, texts):
        name = forms(text)
        yield Name(place, text, name.key, is_bare=False, is_own=True)
        if name.bare != name.key:
            yield Name(place, text, name.bare, is_bare=True, is_own=True)


class NameIndex:
    """Places by every name, within a scope such as a prefecture or a country."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, str], list[Name]] = defaultdict(list)
        self.scopes: dict[str, list[Name]] = defaultdict(list)  # whole names only
        self.spellings: dict[tuple[str, bool], dict[str, list[Name]]] = {}
        self.ranks: dict[Any, str] = {}  # of places whose names can leave it off

    def add(self, scope: str, name: Name) -> None:
        """Enter a name of a place."""
        self.names[scope, name.key].append(name)
        if not name.is_bare:
            self.scopes[scope].append(name)
            for own in (False, True):
                self.spellings.pop((scope, own), None)

    def is_taken(self, scope: str, name: Name) -> bool:
        """Whether another place has a name's key: then that of a withdrawn place means nothing."""
        return any(other.place != name.place for other in self.names.get((scope, name.key), ()))

    def whole(self, scope: str, text: str) -> list[Name]:
        """Return the names that are the whole of a text."""
        known = self.names.get((scope, forms(text).key), ())
        return [name for name in known if not name.is_bare]

    def find(self, scope: str, text: str) -> set[Any]:
        """Return the places of the name: by the whole of it, else by the name without rank.

        Of those that one key means, the letters themselves tell: Shaanxi is not Shanxi.
        """
        if whole := self.whole(scope, text):
            spelt = spelling(text)
            alike = places_of(name for name in whole if spelling(name.text) == spelt)
            return alike or places_of(whole)
        wanted = forms(text)
        known = self.names.get((scope, wanted.bare), ())
        ranked = (name for name in known if fits(wanted.rank, self.rank(name)))
        # A name without its rank may end like another one: ザルツブルク, which is no ward.
        return places_of(ranked) or places_of(self.names.get((scope, wanted.key), ()))

    def rank(self, name: Name) -> str:
        """Return the rank of a name, that of its place where it leaves it off."""
        return keys.known_rank(name.text, self.ranks.get(name.place, ""), is_bare=name.is_bare)

    def nearest(
        self, scope: str, text: str, similarity: float = SIMILAR, *, own: bool = False
    ) -> list[Any]:
        """Return the places whose names are most alike, the nearest first.

        ``similarity`` is from 0 to 1; ``own`` looks at the places' own names only.
        """
        spelt = self.spelt(scope, own=own)
        alike = process.extract(
            spelling(text),
            spelt.keys(),
            scorer=Indel.normalized_similarity,
            score_cutoff=similarity,
            limit=NEAREST,
        )
        names = (name for near, *_ in alike for name in spelt[near])
        return list(dict.fromkeys(name.place for name in names))[:NEAREST]

    def spelt(self, scope: str, *, own: bool) -> dict[str, list[Name]]:
        """Return the whole names of a scope by their letters, or only the places' own ones."""
        if (scope, own) not in self.spellings:
            found: dict[str, list[Name]] = defaultdict(list)
            for name in sorted(self.scopes[scope]):
                if name.is_own or not own:
                    found[spelling(name.text)].append(name)
            self.spellings[scope, own] = found
        return self.spellings[scope, own]


def only_place(names: Iterable[Name]) -> Any:
    """Return the one place that has any of the names as its own, else as another name, or None.

    Names of several places tell none of them.
    """
    names = list(names)
    places = places_of(name for name in names if name.is_own) or places_of(names)
    return places.pop() if len(places) == 1 else None


def places_of(names: Iterable[Name]) -> set[Any]:
    """Return the places that have any of the names."""
    return {name.place for name in names}
