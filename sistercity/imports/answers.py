"""Answers of people to what a plan asks, each by the code of its question."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sistercity.dates import PartialDate

# What the codes of questions begin with: about a row with errors, about a missing record. That of a
# name begins with its side, that of a conflict with nothing.
ROW, MISSING = "row", "missing"


def answer_code(*parts: str) -> str:
    """Return what tells a question from others, of everything that it is about.

    An answer is kept by it: where the file or the data says something else, the question is new.
    """
    return hashlib.blake2s(repr(parts).encode(), digest_size=8).hexdigest()


def name_code(side: str, asked: tuple[str, ...]) -> str:
    """Return the code of the question which place a side means by these cells."""
    return f"{side}-{answer_code(*asked)}"


class Meaning(TextChoices):
    """What a name in a file is to the place that it means."""

    OFFICIAL = "official", _("new official name")
    OTHER = "other", _("another name")
    SLIP = "slip", _("slip")


@dataclass(frozen=True)
class Answer:
    """What the names of a side mean, in all rows with the cells that the question was about.

    ``question`` is its ``name_code``; ``place`` the primary key, None for the place that was
    proposed; ``last_day`` that of the names which new official ones replace, if known.
    """

    question: str
    place: int | None
    meaning: Meaning = Meaning.OTHER
    last_day: datetime.date | None = None

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Answer":
        """Return the answer of what ``as_data`` returned."""
        day = data["last_day"]
        last_day = datetime.date.fromisoformat(day) if day else None
        return cls(data["question"], data["place"], Meaning(data["meaning"]), last_day)

    def as_data(self) -> dict[str, Any]:
        """Return the answer for JSON."""
        return {
            "question": self.question,
            "place": self.place,
            "meaning": self.meaning,
            "last_day": str(self.last_day or ""),
        }


class MissingVerdict(TextChoices):
    """What becomes of a record that the file lacks; one that never was one is withdrawn."""

    KEEP = "keep", _("keep")
    END = "end", _("ended")
    SLIP = "slip", _("never was one")


@dataclass(frozen=True)
class MissingAnswer:
    """What somebody said about one record that the file lacks.

    ``day`` is that of its end; ``reason`` says to the public why it is withdrawn.
    """

    verdict: MissingVerdict
    day: PartialDate | None = None
    reason: str = ""

    @classmethod
    def of(cls, data: dict[str, str]) -> "MissingAnswer":
        """Return the answer of what ``as_data`` returned."""
        day = PartialDate.parse(data["day"]) if data["day"] else None
        return cls(MissingVerdict(data["verdict"]), day, data["reason"])

    def as_data(self) -> dict[str, str]:
        """Return the answer for JSON."""
        day = self.day.isoformat() if self.day else ""
        return {"verdict": self.verdict, "day": day, "reason": self.reason}
