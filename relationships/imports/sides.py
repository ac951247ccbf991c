"""The two sides of a row of the register's file: which places its cells name."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from django.utils.translation import gettext_lazy as _

from places.lookup import (
    Answers,
    FoundGovernment,
    FoundPartner,
    Governments,
    NewPartner,
    Partners,
    PlaceNotFound,
    Several,
)
from places.lookup.partners import STATE_UNKNOWN, SUCCESSOR
from relationships.imports.names import AnsweredNames, NewName, RegisteredPartners
from relationships.imports.pairs import Pair, joined
from relationships.releases.columns import LAYOUT
from sistercity.imports.answers import Answer, name_code
from sistercity.imports.rows import Row
from sistercity.spreadsheets import problems

NEW_PARTNER = problems.warning(
    "new_partner", _("%(partner)s is a partner that no record has; it would be new.")
)
NEW_NAME = problems.warning(
    "new_name", _("“%(name)s” would be kept as another name of the partner.")
)
SECOND_NAME = problems.warning(
    "second_name",
    _(
        "%(partner)s is known by the other name of the row, not by “%(name)s”. That is not kept"
        " unless somebody says what it is."
    ),
)


@dataclass(frozen=True)
class Side:
    """A side of a relationship: its field, what an answer calls it, and its columns."""

    field: str
    name: str
    number: str  # the column that alone tells which place is meant

    @cached_property
    def columns(self) -> list[str]:
        """The names of the columns that tell the side."""
        return [column.name for column in LAYOUT.columns if column.part_of == self.field]

    def cells(self, cells: dict[str, Any]) -> list[str]:
        """Return what the cells of the side say."""
        return [str(cells.get(name) or "") for name in self.columns]

    def names(self, cells: dict[str, Any]) -> dict[str, str]:
        """Return the names of the place by language, as the cells have them."""
        found = {language: cells.get(f"{self.name}_{language}") for language in ("ja", "en")}
        return {language: name for language, name in found.items() if name}

    def named_in(self, column: str, cells: dict[str, Any]) -> str:
        """Return the column of a name, or where its cell is empty another that tells the place."""
        names = [f"{self.name}_ja", f"{self.name}_en"]
        others = (other for other in (*names, self.number) if cells.get(other))
        is_empty = column in names and not cells.get(column)
        return next(others, column) if is_empty else column


# What the sides are found by; of a cell that cannot be read this tells so.
KEPT = [column.name for column in LAYOUT.columns if column.part_of or column.name == "former"]
UNREAD = object()
Found = FoundGovernment | FoundPartner | NewPartner
GOVERNMENT = Side("local_government", "government", "government_code")
PARTNER = Side("partner", "partner", "partner_id")


class Sides:
    """Finds the places of rows, and says on the row what was taken and what cannot be told."""

    def __init__(
        self,
        governments: Governments,
        partners: Partners,
        answers: Answers,
        as_of: datetime.date,
    ) -> None:
        """``as_of`` is the day of the file."""
        self.governments, self.partners, self.answers = governments, partners, answers
        self.as_of = as_of
        # By number of the row: how many problems it had before, and what its cells say.
        self.read: dict[int, tuple[int, tuple[Any, ...]]] = {}
        self.begin()

    def begin(self) -> None:
        """Forget what was found."""
        self.new_partners: dict[NewPartner, None] = {}  # in the order of the file
        self.new_names: list[NewName] = []  # that an option accepts
        self.named = AnsweredNames()
        # By number of the row: the former places that it names, and a state that is not known.
        self.former: dict[int, dict[str, int]] = {}
        self.doubtful_states: dict[int, dict[str, str]] = {}

    def forget(self, rows: Collection[int]) -> None:
        """Forget the names that rows of these numbers give places."""
        self.new_names = [one for one in self.new_names if one.row not in rows]
        self.named.forget(rows)

    def resolve_again(self, rows: Sequence[Row]) -> None:
        """Find the sides of all rows anew, without the numbers that they had."""
        self.begin()
        for row in rows:
            problems, values = self.read[row.number]
            cells = {name: v for name, v in zip(KEPT, values, strict=True) if v is not UNREAD}
            del row.problems[problems:]
            for side in (GOVERNMENT, PARTNER):
                row.values.pop(side.field, None)
            if cells.get("former"):
                row.values["former"] = cells["former"]
            self.find_sides(row, {**cells, "id": None})

    def resolve(self, row: Row, cells: dict[str, Any]) -> None:
        """Find both sides of a row, but not one of which a cell cannot be read."""
        if "id" in row.sheet.headings:
            kept = tuple(cells.get(name, UNREAD) for name in KEPT)
            self.read[row.number] = len(row.problems), kept
        self.find_sides(row, cells)

    def find_sides(self, row: Row, cells: dict[str, Any]) -> None:
        """Find both sides of a row, as far as its cells can be read."""
        unread = set(row.sheet.headings) - set(cells)
        problems: dict[Side, PlaceNotFound] = {}
        for side, find in ((GOVERNMENT, self.find_government), (PARTNER, self.find_partner)):
            if unread.isdisjoint(side.columns):
                try:
                    self.enter(row, cells, find(row, cells))
                except PlaceNotFound as problem:
                    problems[side] = problem
        self.apply_answers(row, cells, problems)
        self.settle(row, cells, problems)
        # Without a number that can be read, nobody knows which cells must be there.
        if "id" in unread:
            return
        is_whole = all(unread.isdisjoint(side.columns) for side in (GOVERNMENT, PARTNER))
        for side, reason in problems.items():
            # Which of several is meant, the other side may tell once its cells can be read.
            if is_whole or not isinstance(reason, Several):
                self.report(side, row, cells, reason)

    def find_government(self, row: Row, cells: dict[str, Any]) -> FoundGovernment | None:
        """Return the Japanese side; None where a row with a number does not name it."""
        names = ("government_code", "prefecture_ja", "prefecture_en", "government_ja")
        wanted = [cells.get(name) or "" for name in (*names, "government_en")]
        if row.key is not None and not any(wanted):
            return None
        return self.governments.find(*wanted)

    def find_partner(self, row: Row, cells: dict[str, Any]) -> FoundPartner | NewPartner | None:
        """Return the partner; None where a row with a number does not name it."""
        countries = tuple(
            (name, cells.get(name) or "") for name in ("country_code", "country_ja", "country_en")
        )
        names = ("partner_en", "partner_ja", "state_en", "state_ja", "partner_level")
        wanted = NewPartner("", *(cells.get(name) or "" for name in names))
        number = cells.get("partner_id")
        if row.key is not None and number is None and not (wanted.name_en or wanted.name_ja):
            return None
        return self.partners.find(number, countries, wanted)

    # what the names alone do not tell

    def asked(self, side: Side, cells: dict[str, Any], problem: PlaceNotFound) -> list[str]:
        """Return the cells that a question is about: an ambiguous name is asked for each row."""
        other = PARTNER if side is GOVERNMENT else GOVERNMENT
        beside = other.cells(cells) if isinstance(problem, Several) else []
        return side.cells(cells) + beside

    def apply_answers(
        self, row: Row, cells: dict[str, Any], problems: dict[Side, PlaceNotFound]
    ) -> None:
        """Take the places that somebody chose for these cells, and note what their names are."""
        for side, problem in list(problems.items()):
            self.propose(row, side, problem)
            code = name_code(side.name, tuple(self.asked(side, cells, problem)))
            answer = self.answers.given.get(code)
            found = self.answers.place(side.name, answer, problem) if answer else None
            if answer is None or found is None:
                continue
            names = self.new_names_of(row, side, cells, found, answer)
            if self.named.add(names):
                del problems[side]
                self.enter(row, cells, found, is_answered=True)
                for one in names:
                    one.tell(row, self.as_of)

    def new_names_of(
        self,
        row: Row,
        side: Side,
        cells: dict[str, Any],
        found: FoundGovernment | FoundPartner,
        answer: Answer,
    ) -> list[NewName]:
        """Return the names of a row that the place chosen for them does not have."""
        place = found.former or found.pk
        label = self.answers.of_side(side.name).records[place].label
        unknown = self.answers.unknown(side.name, place, side.names(cells))
        return [
            NewName(
                row.number, side.name, place, language, text, label, answer.meaning, answer.last_day
            )
            for language, text in unknown.items()
        ]

    def propose(self, row: Row, side: Side, problem: PlaceNotFound) -> None:
        """Propose the place of an unknown name: the partner whose relationship is the row's."""
        if side is PARTNER and not isinstance(problem, Several):
            proposed = self.registered.partner(row, problem.scope)
            if proposed is not None:
                problem.values.setdefault("suggested", proposed)

    @cached_property
    def registered(self) -> RegisteredPartners:
        """The partners of relationships."""
        return RegisteredPartners()

    def settle(self, row: Row, cells: dict[str, Any], problems: dict[Side, PlaceNotFound]) -> None:
        """Take the sides of the one relationship that joins candidates of the row's sides."""
        several = {side: one for side, one in problems.items() if isinstance(one, Several)}
        if not several:
            return
        candidates = {
            side: list(several[side].found) if side in several else [row.values.get(side.field)]
            for side in (GOVERNMENT, PARTNER)
        }
        pair = joined(row, *candidates.values())
        places = dict(zip((GOVERNMENT, PARTNER), pair or (0, 0), strict=True))
        for side, problem in several.items():
            found = problem.found.get(places[side], problem.otherwise)
            if found is not None:
                del problems[side]
                self.enter(row, cells, found)

    def report(self, side: Side, row: Row, cells: dict[str, Any], problem: PlaceNotFound) -> None:
        """Add the problem of a side to the row, with what a question about its name needs."""
        asked = self.asked(side, cells, problem)
        question = {
            "asked": asked,
            "question": name_code(side.name, tuple(asked)),
            # Of several places with one name, nobody has to say what the name is.
            "names": [] if isinstance(problem, Several) else [*side.names(cells).values()],
        }
        values = {"number_column": row.sheet.heading(LAYOUT[side.number]), **problem.values}
        row.problem(problem.code, side.named_in(problem.column, cells), **{**question, **values})

    # what was found

    def enter(
        self, row: Row, cells: dict[str, Any], found: Found | None, *, is_answered: bool = False
    ) -> None:
        """Enter the place of a side, and say what was taken for it."""
        if isinstance(found, FoundGovernment):
            self.enter_government(row, cells, found)
        elif isinstance(found, NewPartner):
            self.enter_new(row, cells, found)
        elif found is not None:
            self.enter_partner(row, cells, found)
            if not is_answered:
                self.ask_second_name(row, cells, found)

    def enter_government(self, row: Row, cells: dict[str, Any], found: FoundGovernment) -> None:
        """Enter the Japanese side; say so where the row names one that is gone."""
        row.values["local_government"] = found.pk
        named_in = GOVERNMENT.named_in("government_ja", cells)
        former = self.governments.former_notice(found), named_in
        completed = self.governments.code_notice(found), "government_code"
        for notice, column in (completed, former):
            if notice:
                row.problem(notice[0], column, **notice[1])
        if found.former is not None:
            self.former.setdefault(row.number, {})["local_government"] = found.former
        self.find_former(row, found.pk, found.former)

    def find_former(self, row: Row, government: int, named: int | None) -> None:
        """Write the former municipality as the register does, whatever the row calls it."""
        text = row.values.get("former")
        if text:
            row.values["former"] = self.governments.former_name(government, text)
        elif named is not None and row.key is None:
            row.values["former"] = self.governments.records[named].name_ja

    def enter_new(self, row: Row, cells: dict[str, Any], found: NewPartner) -> None:
        """Enter a partner that no record has, unless somebody said which one it is."""
        name = found.name_en or found.name_ja
        column = "partner_en" if cells.get("partner_en") else "partner_ja"
        problem = PlaceNotFound(column, NEW_PARTNER, partner=found.label, name=name)
        problems = {PARTNER: problem.within(found.country)}
        self.apply_answers(row, cells, problems)
        if problems:
            self.new_partners[found] = None
            row.values["partner"] = found
            self.report(PARTNER, row, cells, problem)

    def enter_partner(self, row: Row, cells: dict[str, Any], found: FoundPartner) -> None:
        """Enter a partner; note a name that no record has, and one that passed into another."""
        row.values["partner"] = found.pk
        label = self.partners.records[found.pk].label
        for language, name in found.new_names:
            row.problem(NEW_NAME, f"partner_{language}", name=name)
            self.new_names.append(
                NewName(row.number, PARTNER.name, found.pk, language, name, label)
            )
        if found.state_unknown:
            state = cells.get("state_ja") or cells.get("state_en") or ""
            self.doubtful_states[row.number] = {"state": state, "partner": label}
        if found.former is not None:
            self.former.setdefault(row.number, {})["partner"] = found.former
            values = {"former": self.partners.records[found.former].label, "successor": label}
            row.problem(SUCCESSOR, PARTNER.named_in("partner_en", cells), **values)

    def ask_second_name(self, row: Row, cells: dict[str, Any], found: FoundPartner) -> None:
        """Ask what a name is that a partner does not have, where the other one told which it is."""
        place = found.former or found.pk
        names = self.answers.unknown(PARTNER.name, place, PARTNER.names(cells))
        if not names or found.new_names:
            return
        record, unknown = self.partners.records[place], list(names.values())
        problem = PlaceNotFound(
            f"partner_{next(iter(names))}",
            SECOND_NAME,
            name=" / ".join(unknown),
            names=unknown,
            partner=record.label,
            suggested=place,
        )
        problems = {PARTNER: problem.within(record.country)}
        self.apply_answers(row, cells, problems)
        if problems:
            self.report(PARTNER, row, cells, problem)

    def warn_of_state(self, row: Row) -> None:
        """Say that nobody knows whether the partner of a new relationship is in the row's state."""
        values = self.doubtful_states.get(row.number)
        if values:
            row.problem(STATE_UNKNOWN, "state_ja", **values)

    def pairs(self, row: Row) -> list[Pair]:
        """Return the sides whose relationship a row means: of today, else the former ones."""
        former = self.former.get(row.number, {})
        sides = [
            [place for place in (row.values.get(name), former.get(name)) if place is not None]
            for name in ("local_government", "partner")
        ]
        return list(product(*sides))
