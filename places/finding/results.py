"""What a search gives: places with the reason why, and the terms that records are matched by."""

from dataclasses import dataclass, field
from functools import cached_property

from places.models import Country, LocalGovernment, Partner, Prefecture, Succession

# A longer text is cut: no name has so many letters.
MOST_LETTERS = 100
Place = LocalGovernment | Partner | Country | Prefecture
# The sort of a place, as the fields of models are named, and its primary key.
PlaceKey = tuple[str, int | str]


@dataclass(frozen=True)
class Hit:
    """A place, and the name by which it was found.

    ``kind`` is a value of ``NameKind``, ``code``, or ``area`` for the state that a partner lies
    in. ``via`` is the former place that bears the name, where the place is its successor, and
    ``succession`` what became of it (None for partners). ``is_exact`` says that the name is what
    was typed, but for its rank.
    """

    place: Place
    name: str
    kind: str
    is_exact: bool = False
    via: LocalGovernment | Partner | None = None
    succession: Succession | None = None


@dataclass(frozen=True)
class Term:
    """A part of what was typed, and all places that it can mean, by primary key.

    A place that is gone stands beside its successor. ``word`` is the text folded, for columns
    named ``search_text``.
    """

    text: str
    word: str
    governments: frozenset[int] = frozenset()
    partners: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()
    prefectures: frozenset[str] = frozenset()

    @property
    def names_places(self) -> bool:
        """Whether the term means any place."""
        return bool(self.governments or self.partners or self.countries or self.prefectures)

    @cached_property
    def keys(self) -> frozenset[PlaceKey]:
        """The places, as records are found by them."""
        return frozenset(
            (
                *(("local_government", pk) for pk in self.governments),
                *(("partner", pk) for pk in self.partners),
                *(("country", code) for code in self.countries),
                *(("prefecture", code) for code in self.prefectures),
            )
        )

    def holds(self, place: Place) -> bool:
        """Whether the place is one of the term's, or lies in one."""
        return not self.keys.isdisjoint(keys_of(place))


def keys_of(place: Place) -> list[PlaceKey]:
    """Return the key of a place, then of the area that it lies in."""
    match place:
        case LocalGovernment():
            return [("local_government", place.pk), ("prefecture", place.prefecture_id)]
        case Partner():
            return [("partner", place.pk), ("country", place.country_id)]
        case Prefecture():
            return [("prefecture", place.pk)]
        case _:
            return [("country", place.pk)]


@dataclass(frozen=True)
class Correction:
    """A search that would find something where this one does not: its text, and the place."""

    text: str
    hit: Hit


@dataclass(frozen=True)
class Found:
    """What a search found.

    ``hits`` are places, best first; the first ``exact`` of them bear what was typed as their
    name. ``terms`` are the parts of the text. ``corrections`` are there where a part of the text
    names nothing.
    """

    text: str
    hits: list[Hit] = field(default_factory=list)
    exact: int = 0
    terms: list[Term] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)

    @property
    def suggestions(self) -> list[Hit]:
        """The places that the text may mean, spelt otherwise, the nearest first."""
        return [correction.hit for correction in self.corrections]
