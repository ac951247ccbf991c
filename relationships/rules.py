"""What must be true of a row's values together, said before the database says it."""

import datetime
from collections.abc import Iterable
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
    """Which relationship holds two sides in force: one only, whatever rows want."""

    def __init__(self) -> None:
        self.holders: dict[Pair, tuple[int, int]] = {}  # primary key and public number
        self.claimed: dict[Pair, int] = {}  # number of the row

    def look_up(self, rows: Iterable[tuple[Row, Known]]) -> None:
        """Find who holds the sides that rows would bring their relationships to."""
        pairs = {wanted(known.values | row.values) for row, known in rows if moves(row, known)}
        stored = [pair for pair in pairs if pair and not isinstance(pair[1], NewPartner)]
        if stored:
            found = Relationship.objects.in_force().between(stored)
            for key, number, *pair in found.values_list(
                "pk", "public_id", "local_government", "partner"
            ):
                self.holders[pair[0], pair[1]] = key, number

    def check(
        self, importer: "RegisterImporter", row: Row, known: Known | None, after: dict[str, Any]
    ) -> None:
        """Add a problem where another relationship holds the sides, or another row takes them."""
        pair = wanted(after)
        if pair is None or (known is not None and not moves(row, known)):
            return
        key, number = self.holders.get(pair, (None, None))
        first = self.claimed.setdefault(pair, row.number)
        if key is not None and (known is None or key != known.key):
            importer.problem(row, TWO_IN_FORCE, "id", id=number)
        elif first != row.number and row.is_sound:
            importer.problem(row, SIDES_TWICE, first=first)


def wanted(values: dict[str, Any]) -> Pair | None:
    """Return the two sides that values hold in force, or None where they hold none."""
    pair = values.get("local_government"), values.get("partner")
    return None if None in pair or values.get("status") == Status.ENDED else pair


def moves(row: Row, known: Known) -> bool:
    """Whether a row brings its relationship to sides that it does not hold now."""
    return wanted(known.values | row.values) not in (None, wanted(known.values))
