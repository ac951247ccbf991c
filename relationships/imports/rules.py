"""What the database would refuse: values of a row together, rows that want the same two sides."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from places.lookup import NewPartner
from relationships.imports.pairs import Pair
from relationships.register.choices import Confidence, Counting, Status
from relationships.register.models import Relationship
from sistercity.dates import PartialDate
from sistercity.imports.rows import Known, Row
from sistercity.spreadsheets import problems
from sistercity.spreadsheets.problems import Problem
from sistercity.withdrawal import dependents

FUTURE = problems.error(
    "future_date", _("%(date)s lies after the day of the file, %(as_of)s. Correct the year.")
)
OUT_OF_ORDER = problems.error(
    "dates_out_of_order", _("%(later)s is before the relationship began, %(earlier)s.")
)
END_WITHOUT_STATUS = problems.error(
    "end_without_status",
    _("The row has a day of the end, but its status is “%(status)s”. Correct one of the two."),
)
IN_USE = problems.error(
    "in_use",
    _("%(label)s cannot be withdrawn: other records stand on it (%(records)s). Keep or end it."),
)
CONFIDENCE = problems.error(
    "confidence_without_review",
    _("Confidence C and “not counted: unconfirmed” belong together. Correct one of the two."),
)
TWO_IN_FORCE = problems.error(
    "two_in_force",
    _("These two sides have a relationship already, number %(id)s. Give the row that number."),
)
SIDES_TWICE = problems.error(
    "sides_twice", _("Row %(first)s joins the same two sides already. Leave one of the two out.")
)
IMPOSSIBLE_END = problems.error(
    "impossible_end",
    _(
        "%(label)s cannot have ended on %(day)s: it began on %(began)s, and the file is of"
        " %(as_of)s. Correct the answer."
    ),
)


def wrong_end(
    values: dict[str, Any], day: PartialDate, as_of: datetime.date, label: str
) -> Iterator[Problem]:
    """Yield what is wrong with the day on which somebody said that a relationship ended."""
    began = values.get("established")
    if day.first > as_of or (began and day.last < began.first):
        stated = {"began": began.isoformat() if began else "–", "as_of": str(as_of)}
        yield Problem(IMPOSSIBLE_END, {"label": label, "day": day.isoformat(), **stated})


def what_keeps(key: int, label: str) -> Iterator[Problem]:
    """Yield what keeps a relationship from being withdrawn: records that stand on it."""
    found = [f"{name} {number}" for name, number in dependents(Relationship.objects.get(pk=key))]
    if found:
        yield Problem(IN_USE, {"label": label, "records": ", ".join(found)})


def check_values(row: Row, after: dict[str, Any], *, as_of: datetime.date) -> None:
    """Add a problem to the row for each of its values that the others speak against."""
    check_days(row, after, as_of)
    began = after.get("established")
    for name in ("re_signed", "ended"):
        date = after.get(name)
        if began and date and date.last < began.first:
            values = {"later": date.isoformat(), "earlier": began.isoformat()}
            row.problem(OUT_OF_ORDER, name, **values)
    if after.get("ended") and after.get("status") != Status.ENDED:
        row.problem(END_WITHOUT_STATUS, "status", status=after.get("status"))
    if (after["confidence"] == Confidence.C) != (after["counting"] == Counting.UNCONFIRMED):
        row.problem(CONFIDENCE, "confidence")


def check_days(row: Row, after: dict[str, Any], as_of: datetime.date) -> None:
    """Add a problem for each date of the row that lies after the day of the file."""
    for name in ("established", "re_signed", "ended", "last_confirmed_on"):
        if name in row.values and (date := after.get(name)):
            first: datetime.date = getattr(date, "first", date)
            if first > as_of:
                values = {"date": date.isoformat(), "as_of": str(as_of)}
                row.problem(FUTURE, name, **values)


class Claims:
    """Which relationship holds two sides in force after the plan: one only, whatever rows want."""

    def __init__(self) -> None:
        self.leaving: set[int] = set()  # primary keys of those that do not keep their sides
        self.claimed: list[tuple[Pair, Row]] = []
        self.parked: set[int] = set()  # keys of those whose sides another one takes

    def note(self, row: Row, known: Known) -> None:
        """Note where a row, even one with errors, ends a relationship or moves it away."""
        before = wanted(known.values)
        if before and before != wanted(known.values | row.values):
            self.leaving.add(known.key)

    def add(self, row: Row, known: Known | None, after: dict[str, Any]) -> None:
        """Note the sides that a row brings its relationship to."""
        pair = wanted(after)
        if pair and (known is None or pair != wanted(known.values)):
            self.claimed.append((pair, row))

    def check(self, is_ended: Callable[[int, int], bool]) -> None:
        """Add a problem where another relationship holds the sides, or another row takes them.

        ``is_ended`` says by primary key and public number whether the import ends what the file
        lacks.
        """
        staying = self.look_up(is_ended)
        first_rows: dict[Pair, int] = {}
        for pair, row in self.claimed:
            first = first_rows.setdefault(pair, row.number)
            if pair in staying:
                row.problem(TWO_IN_FORCE, "id", id=staying[pair])
            elif first != row.number and row.is_sound:
                row.problem(SIDES_TWICE, first=first)

    def look_up(self, is_ended: Callable[[int, int], bool]) -> dict[Pair, int]:
        """Return the numbers of those that keep claimed sides; note those that leave them."""
        claimed = [pair for pair, _row in self.claimed]
        pairs = {(one, other) for one, other in claimed if not isinstance(other, NewPartner)}
        staying: dict[Pair, int] = {}
        if not pairs:
            return staying
        found = Relationship.with_withdrawn.in_force().between(pairs)
        sides = found.values_list("pk", "public_id", "local_government", "partner")
        for key, number, government, partner in sides:
            if is_ended(key, number) or key in self.leaving:
                self.parked.add(key)
            else:
                staying[government, partner] = number
        return staying


def wanted(values: dict[str, Any]) -> Pair | None:
    """Return the two sides that values hold in force, or None where they hold none."""
    government, partner = values.get("local_government"), values.get("partner")
    if government is None or partner is None or values.get("status") == Status.ENDED:
        return None
    return government, partner
