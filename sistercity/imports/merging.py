"""The three-way merge: a file, what the same source said before, and the database.

A cell of a file is a change only where it differs from what its source said before. So what a
person wrote in the database stays, unless the file really says something new; where both are
new, a person decides.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import TextChoices
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from sistercity.imports.answers import answer_code


class Verdict(TextChoices):
    """What becomes of a cell that differs from the database."""

    TAKE = "take", _("take the file's")
    KEEP = "keep", _("keep the register's")
    ASK = "ask", _("not decided")


Changes = dict[str, tuple[Any, Any]]  # before and after, by name of the field


class Base(Protocol):
    """What the source of a row said of the same record before."""

    def says(self, field: str, text: str) -> bool | None:
        """Whether it said this; None where it said nothing of the field."""

    def repeats(self, field: str, text: str) -> bool:
        """Whether a file that says this says nothing new, to it or to a file published since."""

    def said_earlier(self, field: str, text: str) -> bool:
        """Whether it said this once, and something else since."""


@dataclass(frozen=True)
class Author:
    """Who wrote a value of the database, and when; ``is_person`` unless a file did."""

    name: str
    when: datetime.datetime
    is_person: bool

    def __str__(self) -> str:
        return f"{self.name}, {localtime(self.when):%Y-%m-%d %H:%M}"


@dataclass(frozen=True)
class ConflictAnswers:
    """What to do with conflicts: one answer for all, or one for each by its ``conflict_code``."""

    every: Verdict = Verdict.ASK
    single: Mapping[str, Verdict] = field(default_factory=dict)

    def of(self, code: str) -> Verdict:
        """Return the answer to a conflict, ASK where there is none."""
        return self.single.get(code, self.every)


def conflict_code(label: str, field: str, before: str, after: str) -> str:
    """Return what tells a conflict from others: about other values nobody has decided."""
    return answer_code(label, field, before, after)


def verdict(base: Base, field: str, before: str, after: str, *, author: Author | None) -> Verdict:
    """Return what becomes of a cell: ``before`` is the database's text, ``after`` the file's.

    What a person wrote is emptied, goes back to what an earlier file said, or is replaced by a
    source that is new to the record, only if somebody says so. To empty a cell is to write, too.
    """
    if base.repeats(field, after):
        return Verdict.KEEP
    by_person = author is not None and author.is_person
    said = base.says(field, before)
    if said is False:
        return Verdict.ASK
    doubtful = said is None or not after or base.said_earlier(field, after)
    return Verdict.ASK if doubtful and by_person else Verdict.TAKE


def needs_author(base: Base, field: str, before: str, after: str) -> bool:
    """Whether a verdict, or the question to which it leads, names who wrote the value."""
    if base.repeats(field, after):
        return False
    return not (base.says(field, before) and after and not base.said_earlier(field, after))


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a row differs from its record: both values, and the text of each."""

    field: str
    before: Any
    after: Any
    texts: tuple[str, str]


@dataclass(slots=True)
class Merge:
    """The differences of a row by what becomes of them, each with both values."""

    base: Base
    differences: list[Difference]
    taken: Changes = field(default_factory=dict)
    kept: Changes = field(default_factory=dict)
    asked: Changes = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)  # of what is asked about
    goes_back: int = 0  # fields that get what an earlier file said
    is_answered: bool = False  # whether somebody decided to keep a value

    @property
    def unauthored(self) -> list[str]:
        """The fields whose verdict asks who wrote the value, or names them."""
        return [
            one.field for one in self.differences if needs_author(self.base, one.field, *one.texts)
        ]

    def decide(
        self, authors: Mapping[str, Author], answer: Callable[[Difference], Verdict]
    ) -> None:
        """Decide about each difference; ``answer`` tells what somebody said to a conflict."""
        for one in self.differences:
            author = authors.get(one.field)
            found = verdict(self.base, one.field, *one.texts, author=author)
            if found == Verdict.ASK:
                found = answer(one)
                self.is_answered |= found == Verdict.KEEP
            if found == Verdict.ASK and author is not None:
                self.authors[one.field] = author
            if found == Verdict.TAKE:
                self.goes_back += self.base.said_earlier(one.field, one.texts[1])
            groups = {Verdict.TAKE: self.taken, Verdict.KEEP: self.kept, Verdict.ASK: self.asked}
            groups[found][one.field] = (one.before, one.after)
