"""Problems in the order in which they are solved: causes first, equal ones on one line.

Every report, the terminal and the desk list problems as ``grouped`` returns them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from django.utils.translation import gettext as _

from sistercity.spreadsheets.problems import OF_COLUMNS, VARYING, Problem, Severity, quoted

MOST_OF_A_CODE = 1_000  # problems that are kept; all are counted
MOST_RANGES = 8  # of row numbers on one line
MOST_VALUES = 5  # different values on one line
SEVERITIES = list(Severity)


class Scope(IntEnum):
    """How much of a file a problem is about; what is about more causes what is about less."""

    FILE = 0
    SHEET = 1
    COLUMN = 2
    ROW = 3


def scope_of(problem: Problem) -> Scope:
    """Return what a problem is about."""
    if problem.code in OF_COLUMNS:
        return Scope.COLUMN
    if problem.row is not None:
        return Scope.ROW
    return Scope.SHEET if problem.sheet else Scope.FILE


@dataclass
class ProblemLog:
    """The problems of a file: all are counted, of each code the first 1,000 are kept."""

    kept: list[Problem] = field(default_factory=list)
    severities: Counter[str] = field(default_factory=Counter)
    of_code: Counter[str] = field(default_factory=Counter)  # kept ones
    last: dict[tuple[str, ...], int] = field(default_factory=dict)  # index in ``kept`` by key

    def add(self, problem: Problem) -> None:
        """Keep a problem, or count it with the last equal one."""
        self.severities[problem.severity] += 1 + problem.more
        key = problem.key
        if self.of_code[problem.code] < MOST_OF_A_CODE:
            self.of_code[problem.code] += 1
            self.last[key] = len(self.kept)
            self.kept.append(problem)
        elif key in self.last:
            equal = self.kept[self.last[key]]
            more = equal.more + 1 + problem.more
            self.kept[self.last[key]] = replace(equal, more=more)


@dataclass(frozen=True)
class ProblemGroup:
    """Problems that are equal but for their rows."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The first of the problems."""
        return self.problems[0]

    @property
    def severity(self) -> Severity:
        """How grave they are."""
        return self.first.severity

    @property
    def number(self) -> int:
        """The number of the problems, with those that are only counted."""
        return sum(1 + problem.more for problem in self.problems)

    @property
    def text(self) -> str:
        """What is wrong and what to do, in the language that is active."""
        varying = VARYING.get(self.first.code)
        if varying is None or self.number == 1:
            return self.first.text
        values = list(dict.fromkeys(problem.values[varying] for problem in self.problems))
        return replace(self.first, values={**self.first.values, varying: several(values)}).text

    @property
    def place(self) -> str:
        """Where they are, in the language that is active; empty for the file as a whole."""
        if self.number == 1 or self.first.row is None:
            return self.first.place
        rows = [problem.row for problem in self.problems if problem.row is not None]
        is_cut = any(problem.more for problem in self.problems)
        values = {"number": f"{self.number:,}", "rows": ranges(rows) + (" …" if is_cut else "")}
        where = replace(self.first, row=None).place
        told = _("%(number)s rows: %(rows)s") % values
        return f"{where}, {told}" if where else told

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


def grouped(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """Return problems in groups of equal ones.

    Errors come before warnings and notices; within each, what is about the file before what is
    about a sheet, a column, a row.
    """
    found: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.key, []).append(problem)
    groups = [ProblemGroup(tuple(equal)) for equal in found.values()]
    return sorted(groups, key=position)


def position(group: ProblemGroup) -> tuple[int, int, int]:
    """Return what groups are sorted by."""
    first = group.first
    return SEVERITIES.index(first.severity), scope_of(first), first.row or 0


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Return single problems in the order of their groups."""
    return [problem for group in grouped(problems) for problem in group.problems]


def several(values: list[Any]) -> str:
    """Return values on one line: numbers of rows as ranges, others one by one."""
    if all(isinstance(value, int) for value in values):
        return ranges(values)
    shown = [quoted(value) for value in values[:MOST_VALUES]]
    return ", ".join(shown) + (" …" if len(values) > MOST_VALUES else "")


def ranges(rows: Iterable[int]) -> str:
    """Return row numbers as people write them: 2, 4–9, and in the middle … where too long."""
    found: list[list[int]] = []
    for row in sorted(set(rows)):
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in found]
    if len(shown) > MOST_RANGES:
        return ", ".join(shown[: MOST_RANGES - 1]) + f" … {found[-1][1]}"
    return ", ".join(shown)
