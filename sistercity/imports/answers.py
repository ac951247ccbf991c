"""Answers to questions about names in a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """The place that a name of a side means, by its primary key.

    ``asked`` are the cells that the question was about: it holds for rows with the same ones.
    """

    side: str
    name: str
    place: int
    asked: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: Sequence[Any]) -> "Answer":
        """Return the answer of what ``as_data`` returned."""
        side, name, place, *asked = data
        return cls(side, name, place, tuple(asked))

    def as_data(self) -> list[Any]:
        """Return the answer for JSON."""
        return [self.side, self.name, self.place, *self.asked]

    @property
    def question(self) -> tuple[str, ...]:
        """What tells its question from every other."""
        return (self.side, self.name, *self.asked)
