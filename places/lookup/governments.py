"""Local governments by code, or by any name within their prefecture, those that are gone too."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.keys import key
from places.loading import check_digit
from places.lookup.codes import LENGTH, readings
from places.lookup.counties import COUNTIES
from places.lookup.names import (
    Name,
    NameIndex,
    PlaceNotFound,
    Several,
    is_same,
    only_place,
    stored_names,
)
from places.lookup.records import FoundGovernment, GovernmentRecord
from places.models import GovernmentKind, LocalGovernment, Prefecture, Succession
from sistercity.spreadsheets import problems

UNKNOWN_CODE = problems.error(
    "unknown_code",
    _("No local government has the code %(code)s. Check the digits, or give prefecture and name."),
)
WRONG_CHECK_DIGIT = problems.error(
    "wrong_check_digit",
    _("The last digit of %(code)s does not fit the others: the code with these is %(right)s."),
)
AMBIGUOUS_CODE = problems.error(
    "ambiguous_code",
    _(
        "“%(name)s” can be a code without its check digit or one without its first zero:"
        " %(candidates)s. Write all six digits."
    ),
)
COMPLETED_CODE = problems.notice(
    "completed_code",
    _("A code was not written with all six digits, and was completed: %(reading)s."),
    varies="reading",
)
UNKNOWN_PREFECTURE = problems.error(
    "unknown_prefecture",
    _("“%(name)s” is no prefecture. Write its name, such as 北海道 or Hokkaido."),
)
NEEDS_PREFECTURE = problems.error(
    "needs_prefecture",
    _(
        "A name alone does not tell which “%(name)s” is meant. Write the prefecture too, or the"
        " code in the column “%(number_column)s”: %(candidates)s."
    ),
)
UNKNOWN_NAME = problems.error(
    "unknown_government",
    _("No local government in %(prefecture)s is named “%(name)s”. Nearest: %(nearest)s."),
)
AMBIGUOUS = problems.error(
    "ambiguous_government",
    _(
        "“%(name)s” can be several: %(candidates)s. Write the code of the one that is meant in the"
        " column “%(number_column)s”."
    ),
)
CONTRADICTION = problems.error(
    "government_contradiction",
    _("“%(first)s” and “%(second)s” do not name the same local government. Correct one of them."),
)
EMPTY = problems.error(
    "no_government", _("The row names no local government. Give its code, or prefecture and name.")
)
FORMER = problems.notice(
    "former_government",
    _("%(former)s passed into %(successor)s on %(date)s; the latter was taken."),
)

TO_COME = problems.error(
    "government_to_come",
    _(
        "%(name)s does not exist before %(date)s. Name the local government of today, or import"
        " the file from that day on."
    ),
)

# Most names have three letters, of which one may be wrong.
A_LETTER_OF_THREE = 0.6

# 郡山市 and 小郡町 are in no county (郡) of these names.
IN_COUNTY = re.compile("(?P<county>[^ ]+?郡) ?(?P<name>.+[町村])")


class Governments:
    """Every local government with its names and its lineage up to today, in memory."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.records: dict[int, GovernmentRecord] = {}
        self.names = NameIndex()
        self.by_code: dict[str, set[int]] = defaultdict(set)
        self.prefecture_names = dict(Prefecture.objects.values_list("code", "name_ja"))
        self.prefectures = NameIndex()
        self.prefectures.ranks = dict.fromkeys(
            self.prefecture_names, GovernmentKind.PREFECTURE.rank
        )
        self.successors: dict[int, set[int]] = defaultdict(set)
        self.inherited: dict[int, set[int]] = defaultdict(set)
        self.find = cache(self._find)
        self.predecessors = cache(self._predecessors)
        self.load()

    def load(self) -> None:
        """Read the tables."""
        columns = (
            "pk", "code", "name_ja", "name_en", "prefecture_id", "exists_from", "exists_until",
        )  # fmt: skip
        own: dict[str, int] = {}  # the government of each prefecture, which is found as that
        for *values, kind in LocalGovernment.with_withdrawn.values_list(*columns, "kind"):
            record = GovernmentRecord(*values)
            self.records[record.pk] = record
            self.by_code[record.code].add(record.pk)
            # Names in use often leave the rank off.
            self.names.ranks[record.pk] = GovernmentKind(kind).rank
            if kind == GovernmentKind.PREFECTURE:
                own[record.prefecture] = record.pk
        for name in stored_names("local_government"):
            self.names.add(self.records[name.place].prefecture, name)
        for name in stored_names("prefecture"):
            self.prefectures.add("", name)
            if name.place in own:
                self.names.add(name.place, Name(own[name.place], *name[1:]))
        happened = Succession.objects.happened()
        for predecessor, successor in happened.values_list("predecessor", "successor"):
            self.successors[predecessor].add(successor)
            self.inherited[successor].add(predecessor)

    def ends(self, pk: int) -> set[int]:
        """Return the governments of today that a place leads to: itself, or its successors.

        One that is yet to come leads to none.
        """
        record = self.records[pk]
        if record.is_to_come(self.today):
            return set()
        if not record.is_gone(self.today):
            return {pk}
        return {end for step in self.successors[pk] for end in self.ends(step)}

    def prefecture(self, **cells: str) -> str:
        """Return the code of the prefecture that the cells name, or ""; raise PlaceNotFound."""
        found = ""
        for column, name in cells.items():
            if not name:
                continue
            code = name if name in self.prefecture_names else self.named_prefecture(name)
            codes = {code} if code else self.prefectures.find("", name)
            if len(codes) != 1:
                raise PlaceNotFound(column, UNKNOWN_PREFECTURE, name=name)
            (code,) = codes
            if found not in ("", code):
                first = self.prefecture_names[found]
                raise PlaceNotFound(column, CONTRADICTION, first=first, second=name)
            found = code
        return found

    def _find(
        self, code: str, prefecture_ja: str, prefecture_en: str, name_ja: str, name_en: str
    ) -> FoundGovernment:
        """Return the government that the cells of a row mean; raise PlaceNotFound."""
        if code and len(code) < LENGTH:
            return self.of_digits(code, prefecture_ja, prefecture_en, name_ja, name_en)
        prefecture = self.prefecture(prefecture_ja=prefecture_ja, prefecture_en=prefecture_en)
        stated, county, short_name = areas_before(name_ja, self.prefecture_names)
        if stated and prefecture not in ("", stated):
            values = {"first": self.prefecture_names[prefecture], "second": name_ja}
            raise PlaceNotFound("government_ja", CONTRADICTION, **values)
        prefecture = stated or prefecture or self.of_county(county, short_name)
        names = {"government_ja": short_name, "government_en": name_en}
        if code:
            meant = self.of_code(code)
            if prefecture and not code.startswith(prefecture):
                values = {"first": code, "second": self.prefecture_names[prefecture]}
                raise PlaceNotFound("government_code", CONTRADICTION, **values)
            prefecture = code[:2]
        elif not any(names.values()):
            raise PlaceNotFound("government_code", EMPTY)
        else:
            meant = set()
            named = (self.named_prefecture(name) for name in names.values() if name)
            prefecture = prefecture or next(filter(None, named), "")
        for column, name in names.items():
            if name:
                meant = self.narrowed(meant, column, name, prefecture, code)
        if county:
            meant = self.in_county(county, meant, name_ja)
        return self.one(meant, code or name_ja or name_en, prefecture)

    def short_name(self, name: str) -> str:
        """Return a name without the prefecture and the county that stand before it."""
        return areas_before(name, self.prefecture_names)[2]

    def is_in(self, county: str, pk: int) -> bool:
        """Whether a town or village can be in a county; of one that is gone nobody knows."""
        record = self.records[pk]
        known = COUNTIES.get(record.code, county)
        return record.is_gone(self.today) or key(known) == key(county)

    def in_county(self, county: str, meant: set[int], name: str) -> set[int]:
        """Return those of the places that can be in a county; raise PlaceNotFound for none."""
        found = {pk for pk in meant if self.is_in(county, pk)}
        if not found:
            values = {"first": self.records[min(meant)].label, "second": name}
            raise PlaceNotFound("government_ja", CONTRADICTION, **values)
        return found

    def of_county(self, county: str, name: str) -> str:
        """Return the code of the one prefecture whose county has such a town or village, or "".

        Where all of the name are gone, nobody knows their counties: one prefecture has them all.
        """
        if not county:
            return ""
        named = {pk for scope in self.prefecture_names for pk in self.names.find(scope, name)}
        living = self.living(named)
        counties = {pk: COUNTIES.get(self.records[pk].code, "") for pk in living}
        found = [pk for pk in living if key(counties[pk]) == key(county)] if living else named
        prefectures = {self.records[pk].prefecture for pk in found}
        return prefectures.pop() if len(prefectures) == 1 else ""

    def of_digits(self, digits: str, *cells: str) -> FoundGovernment:
        """Return the government of a code of fewer than six digits that fits the other cells.

        A code in use is meant before one that is not. Raises PlaceNotFound where none fits, and
        Several for more than one.
        """
        codes = readings(digits)
        found: dict[str, FoundGovernment] = {}
        reasons: list[PlaceNotFound] = []
        for code in [code for code in codes if code in self.by_code] or codes[-1:]:
            try:
                one = self._find(code, *cells)
            except PlaceNotFound as reason:
                reasons.append(reason)
            else:
                holder = min(self.living(self.by_code[code]) or self.by_code[code])
                reading = f"{digits} → {self.records[holder].label}"
                found[code] = replace(one, completed=reading)
        if not found:
            raise reasons[-1]
        in_use = [code for code in found if self.living(self.by_code[code])]
        meant = {found[code].pk: found[code] for code in in_use or found}
        if len(meant) == 1:
            return meant.popitem()[1]
        values: dict[str, Any] = {"candidates": self.located(meant), "choices": sorted(meant)}
        raise Several("government_code", AMBIGUOUS_CODE, meant, name=digits, **values)

    def named_prefecture(self, name: str) -> str | None:
        """Return the prefecture, and so its own government, that has the whole of a name."""
        code: str | None = only_place(self.prefectures.whole("", name))
        return code

    def of_code(self, code: str) -> set[int]:
        """Return the governments, of today or gone, that have the code."""
        if code not in self.by_code:
            right = check_digit(code[:5])
            if right != code and right in self.by_code:
                raise PlaceNotFound("government_code", WRONG_CHECK_DIGIT, code=code, right=right)
            raise PlaceNotFound("government_code", UNKNOWN_CODE, code=code)
        return self.by_code[code]

    def narrowed(
        self, meant: set[int], column: str, name: str, prefecture: str, code: str
    ) -> set[int]:
        """Return those of the places, and of those the name can mean, that lead to the same.

        The name of a predecessor beside the code of today is right, and the other way round.
        """
        found = self.named(column, name, prefecture)
        if not meant or meant & found:
            return meant & found or found
        common = self.all_ends(meant) & self.all_ends(found)
        if not common:
            first = code or self.records[min(meant)].label
            raise PlaceNotFound(column, CONTRADICTION, first=first, second=name)
        return {pk for pk in meant | found if self.ends(pk) & common}

    def all_ends(self, places: set[int]) -> set[int]:
        """Return the governments of today that any of the places leads to."""
        return {end for pk in places for end in self.ends(pk)}

    def living(self, places: set[int]) -> set[int]:
        """Return those of the places that are there today."""
        return {pk for pk in places if self.ends(pk) == {pk}}

    def named(self, column: str, name: str, prefecture: str) -> set[int]:
        """Return the governments of a name in a prefecture; those of today before those gone.

        Without a prefecture, those of the whole country.
        """
        scopes = [prefecture] if prefecture else self.prefecture_names
        found = {pk for scope in scopes for pk in self.names.find(scope, name)}
        if not found and not prefecture:
            raise PlaceNotFound(column, NEEDS_PREFECTURE, name=name, candidates=["–"])
        if not found:
            alike = self.names.nearest(prefecture, name, A_LETTER_OF_THREE)
            nearest = [self.records[pk].label for pk in alike]
            values: dict[str, Any] = {"name": name, "nearest": nearest or ["–"]}
            values["prefecture"] = self.prefecture_names[prefecture]
            raise PlaceNotFound(column, UNKNOWN_NAME, **values).within(prefecture)
        return self.living(found) or found

    def one(self, meant: set[int], name: str, prefecture: str) -> FoundGovernment:
        """Return the one government of today that the places lead to.

        Raises Several for more, and where no prefecture tells that it is not another one; and
        PlaceNotFound where the only one is yet to come.
        """
        ends = sorted(self.all_ends(self.living(meant) or meant))
        coming = [one for pk in meant if (one := self.records[pk]).is_to_come(self.today)]
        if coming and not ends:
            values: dict[str, Any] = {"name": coming[0].label, "date": str(coming[0].since)}
            raise PlaceNotFound("government_ja", TO_COME, **values)
        found = {end: self.found(end, meant) for end in ends}
        if prefecture and len(ends) == 1:
            return found[ends[0]]
        if prefecture:
            labels = [self.records[end].label for end in ends]
            values = {"name": name, "candidates": labels, "choices": ends}
            raise Several("government_ja", AMBIGUOUS, found, **values).within(prefecture)
        values = {"name": name, "candidates": self.located(ends), "choices": ends}
        raise Several("government_ja", NEEDS_PREFECTURE, found, **values)

    def located(self, places: Iterable[int]) -> list[str]:
        """Return the places by prefecture, name and code."""
        records = [self.records[pk] for pk in places]
        return [f"{self.prefecture_names[one.prefecture]}{one.label}" for one in records]

    def found(self, end: int, meant: set[int]) -> FoundGovernment:
        """Return a government of today, with the latest of the places meant that is gone."""
        gone = (pk for pk in meant if pk != end and end in self.ends(pk))
        latest = sorted(gone, key=lambda pk: str(self.records[pk].until))
        return FoundGovernment(end, latest[-1] if latest else None)

    def chosen(self, pk: int, scope: str) -> FoundGovernment | None:
        """Return the government of today of one that somebody chose within a prefecture, if any."""
        record = self.records.get(pk)
        if record is None or scope not in ("", record.prefecture):
            return None
        ends = self.ends(pk)
        return self.found(next(iter(ends)), {pk}) if len(ends) == 1 else None

    def former_notice(self, found: FoundGovernment) -> tuple[str, dict[str, Any]] | None:
        """Return the notice that a row named a municipality that is gone, or None."""
        if found.former is None:
            return None
        former = self.records[found.former]
        values = {
            "former": former.label,
            "successor": self.records[found.pk].label,
            "date": str(former.until),
        }
        return FORMER, values

    def code_notice(self, found: FoundGovernment) -> tuple[str, dict[str, Any]] | None:
        """Return the notice that a code was completed, or None."""
        return (COMPLETED_CODE, {"reading": found.completed}) if found.completed else None

    def _predecessors(self, pk: int) -> list[GovernmentRecord]:
        """Return every municipality that passed into a government, the latest first."""
        found: set[int] = set()
        waiting = set(self.inherited[pk])
        while waiting:
            found |= waiting
            waiting = {old for one in waiting for old in self.inherited[one]} - found
        gone = [self.records[one] for one in found]
        return sorted(gone, key=lambda record: record.until or datetime.date.min, reverse=True)

    def former_name(self, pk: int, name: str) -> str:
        """Return the Japanese name of the predecessor that a name means, else the name itself."""
        gone = self.predecessors(pk)
        alike = [one for one in gone if is_same(name, one.name_ja) or is_same(name, one.name_en)]
        exact = [one for one in alike if key(name) in (key(one.name_ja), key(one.name_en))]
        return (exact or alike)[0].name_ja if alike else name

    def former(self, pk: int, name_ja: str) -> int | None:
        """Return the predecessor of a government that has the Japanese name, the latest of them."""
        found = (record.pk for record in self.predecessors(pk) if record.name_ja == name_ja)
        return next(found, None)


def areas_before(name: str, prefectures: dict[str, str]) -> tuple[str, str, str]:
    """Return the code of the prefecture that a name begins with, its county, and what follows.

    Both may be "": 神奈川県足柄下郡箱根町 is 箱根町, of 14 and of 足柄下郡.
    ``prefectures`` are names by code.
    """
    code = next((code for code, area in prefectures.items() if name.startswith(area)), "")
    rest = name.removeprefix(prefectures.get(code, "")).strip()
    if not rest:  # the prefecture itself
        return "", "", name
    in_county = IN_COUNTY.fullmatch(rest)
    return (code, in_county["county"], in_county["name"]) if in_county else (code, "", rest)
