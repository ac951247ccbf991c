"""Places that the staff chose for names in a file: each for the cells that it was asked about."""

from collections.abc import Iterable, Sequence
from typing import Any

from places.lookup.governments import Governments
from places.lookup.names import PlaceNotFound, places_of
from places.lookup.partners import Partners
from sistercity.imports.answers import Answer


class Answers:
    """The answers of an import, and the names that become other names of the places chosen."""

    def __init__(
        self, answers: Iterable[Answer], governments: Governments, partners: Partners
    ) -> None:
        self.places = {(answer.side, answer.asked): answer.place for answer in answers}
        self.governments, self.partners = governments, partners
        self.new_names: set[tuple[str, str, int]] = set()  # side, name and primary key

    def to(self, side: str, asked: Sequence[str], problem: PlaceNotFound) -> Any:
        """Return the place that was chosen for a problem with the cells of a side, or None.

        It is a FoundGovernment or FoundPartner. One in another prefecture or country than the
        row's is no answer, nor is one that is not among the candidates; a name that the place did
        not have is noted.
        """
        place = self.places.get((side, tuple(asked)))
        if place is None:
            return None
        if place in problem.values.get("choices", ()):
            return problem.found[place]  # type: ignore[attr-defined]
        if "choices" in problem.values:
            return None
        return self.chosen(side, place, problem.scope, problem.values["name"])

    def chosen(self, side: str, place: int, scope: str, name: str) -> Any:
        """Return a place within a prefecture or country, None for one that is not there."""
        places: Any = self.governments if side == "government" else self.partners
        found = places.chosen(place, scope)
        if found is not None:
            record = places.records[place]
            within = record.prefecture if side == "government" else record.country
            if place not in places_of(places.names.whole(within, name)):
                self.new_names.add((side, name, place))
        return found
