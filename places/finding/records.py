"""Records of other apps by what a search means: their places and words, kept in the process."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import QuerySet

from places.finding.results import PlaceKey, Term
from sistercity.folding import fold
from sistercity.kept import KeptForVersion

Rows = TypeVar("Rows", bound=QuerySet[Any])
# Where a place of a sort lies: who is found by the one is found by the other.
AREAS = {"local_government": "prefecture", "partner": "country"}


@dataclass(frozen=True)
class Entries:
    """The primary keys of records by place, and the folded words of those that have some."""

    of_place: dict[PlaceKey, set[int]] = field(default_factory=lambda: defaultdict(set))
    words: dict[int, str] = field(default_factory=lambda: defaultdict(str))

    def of_places(self, keys: Iterable[PlaceKey]) -> set[int]:
        """Return the records of any of the places."""
        return {pk for key in keys for pk in self.of_place.get(key, ())}

    def holding(self, word: str) -> set[int]:
        """Return the records that hold a folded word; none hold an empty one."""
        return {pk for pk, words in self.words.items() if word in words} if word else set()


@dataclass(frozen=True)
class RecordIndex:
    """What the records of a model, named ``app.Model``, are found by.

    ``places`` are pairs of a sort of place and the path to it; a local government stands for its
    prefecture too, a partner for its country. ``words`` are columns, or several that are one text.
    PostgreSQL would fold the texts and plan many joins for each search. Here both are read once
    for each data version, with a query for each path and text.
    """

    model: str
    places: Sequence[tuple[str, str]] = ()
    words: Sequence[Sequence[str]] = ()
    kept: KeptForVersion[Entries] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kept", KeptForVersion(self.read))

    def read(self) -> Entries:
        """Return the entries of all records, the withdrawn ones too."""
        entries = Entries()
        for key, pk in self.place_keys():
            entries.of_place[key].add(pk)
        for columns in self.words:
            for pk, *texts in self.rows().values_list("pk", *columns):
                entries.words[pk] += fold(" ".join(filter(None, texts))) + "\n"
        return entries

    def rows(self) -> QuerySet[Any]:
        """Return all records."""
        rows: QuerySet[Any] = apps.get_model(self.model)._base_manager.order_by()
        return rows

    def place_keys(self) -> Iterator[tuple[PlaceKey, int]]:
        """Yield each place of each record, and where it lies, with the record's primary key."""
        for sort, path in self.places:
            columns = {sort: path}
            if area := AREAS.get(sort):
                columns[area] = f"{path}__{area}"
            rows = self.rows().filter(**{f"{path}__isnull": False})
            for pk, *keys in rows.values_list("pk", *columns.values()):
                yield from ((key, pk) for key in zip(columns, keys, strict=True))

    def of_places(self, keys: Iterable[PlaceKey]) -> set[int]:
        """Return the primary keys of the records of any of the places."""
        return self.kept.now().of_places(keys)

    def holding(self, word: str) -> set[int]:
        """Return the primary keys of the records that hold a folded word."""
        return self.kept.now().holding(word)

    def matching(self, term: Term) -> set[int]:
        """Return the primary keys of the records of a term's places, and that hold its word."""
        entries = self.kept.now()
        return entries.of_places(term.keys) | entries.holding(term.word)


def of_terms(rows: Rows, terms: Iterable[Term], matching: Callable[[Term], set[int]]) -> Rows:
    """Keep the rows that match every term of a search; none without a term.

    ``matching`` returns the primary keys of all that match one.
    """
    found = [matching(term) for term in terms]
    keys = set.intersection(*found) if found else set()
    return rows.filter(pk__in=sorted(keys)) if keys else rows.none()
