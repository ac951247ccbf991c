"""What must be true of a row's values together, said before the database says it."""

import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from places.lookup import NewPartner
from relationships.choices import Confidence, Counting, Status
from relationships.models import Relationship
from sistercity.importing import problems
from sistercity.importing.importer import Known, Row

if TYPE_CHECKING:
    from relationships.importers import RegisterImporter

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

Pair = tuple[Any, Any]


def check_values(importer: "RegisterImporter", row: Row, after: dict[str, Any]) -> None:
    """Add a problem to the row for each of its values that the others speak against."""
    check_days(importer, row, after)
    began = after.get("established")
    for name in ("re_signed", "ended"):
        date = after.get(name)
        if began and date and date.last < began.first:
            values = {"later": date.isoformat(), "earlier": began.isoformat()}
            importer.problem(row, OUT_OF_ORDER, name, **values)
    if after.get("ended") and after.get("status") != Status.ENDED:
        importer.problem(row, END_WITHOUT_STATUS, "status", status=after.get("status"))
    if (after["confidence"] == Confidence.C) != (after["counting"] == Counting.UNCONFIRMED):
        importer.problem(row, CONFIDENCE, "confidence")


def check_days(importer: "RegisterImporter", row: Row, after: dict[str, Any]) -> None:
    """Add a problem for each date of the row that lies after the day of the file."""
    for name in ("established", "re_signed", "ended", "last_confirmed_on"):
        if name in row.values and (date := after.get(name)):
            first: datetime.date = getattr(date, "first", date)
            if first > importer.as_of:
                values = {"date": date.isoformat(), "as_of": str(importer.as_of)}
                importer.problem(row, FUTURE, name, **values)


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

    def check(self, importer: "RegisterImporter") -> None:
        """Add a problem where another relationship holds the sides, or another row takes them."""
        staying = self.look_up(importer)
        first_rows: dict[Pair, int] = {}
        for pair, row in self.claimed:
            first = first_rows.setdefault(pair, row.number)
            if pair in staying:
                importer.problem(row, TWO_IN_FORCE, "id", id=staying[pair])
            elif first != row.number and row.is_sound:
                importer.problem(row, SIDES_TWICE, first=first)

    def look_up(self, importer: "RegisterImporter") -> dict[Pair, int]:
        """Return the numbers of those that keep claimed sides; note those that leave them."""
        pairs = {pair for pair, _row in self.claimed if not isinstance(pair[1], NewPartner)}
        staying: dict[Pair, int] = {}
        if not pairs:
            return staying
        found = Relationship.objects.in_force().between(pairs)
        sides = found.values_list("pk", "public_id", "local_government", "partner")
        for key, number, government, partner in sides:
            ended = importer.options.end_missing and key not in importer.seen
            if ended or key in self.leaving:
                self.parked.add(key)
            else:
                staying[government, partner] = number
        return staying


def wanted(values: dict[str, Any]) -> Pair | None:
    """Return the two sides that values hold in force, or None where they hold none."""
    pair = values.get("local_government"), values.get("partner")
    return None if None in pair or values.get("status") == Status.ENDED else pair
