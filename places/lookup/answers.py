"""Places that the staff chose for names in a file: each for the cells that it was asked about."""

from collections.abc import Iterable, Mapping
from typing import Any

from places.lookup.governments import Governments
from places.lookup.names import PlaceNotFound
from places.lookup.partners import Partners
from sistercity.imports.answers import Answer, Meaning


class Answers:
    """The answers of an import."""

    def __init__(
        self, answers: Iterable[Answer], governments: Governments, partners: Partners
    ) -> None:
        self.given = {answer.question: answer for answer in answers}
        self.governments, self.partners = governments, partners

    def place(self, side: str, answer: Answer, problem: PlaceNotFound) -> Any:
        """Return the place that was chosen for a problem with the cells of a side, or None.

        It is a FoundGovernment or FoundPartner. One in another prefecture or country than the
        row's is no answer, nor is one that is not among the candidates.
        """
        place = answer.place or problem.values.get("suggested")
        if place is None or (side == "government" and answer.meaning == Meaning.OFFICIAL):
            return None
        if "choices" in problem.values:
            found: Mapping[int, Any] = getattr(problem, "found", {})
            return found.get(place) if place in problem.values["choices"] else None
        return self.of_side(side).chosen(place, problem.scope)

    def of_side(self, side: str) -> Any:
        """Return all places of a side."""
        return self.governments if side == "government" else self.partners

    def unknown(self, side: str, place: int, names: Mapping[str, str]) -> dict[str, str]:
        """Return those of the names, by language, that a place does not have."""
        places = self.of_side(side)
        scope = places.records[place].scope
        short = {language: places.short_name(name) for language, name in names.items()}
        return {
            language: name
            for language, name in short.items()
            if name and place not in places.names.find(scope, name)
        }
