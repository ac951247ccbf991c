"""Rows that mean what was withdrawn: an error, which says since when, why, and what to do."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.models import LocalGovernment, Partner
from relationships.imports.pairs import Pair
from relationships.register.choices import Status
from relationships.register.models import Relationship
from sistercity.imports.rows import Row
from sistercity.spreadsheets import problems
from sistercity.withdrawal import Withdrawable

WITHDRAWN = problems.error(
    "withdrawn",
    _(
        "The row means relationship %(id)s, which was withdrawn on %(date)s for this reason:"
        " %(reason)s. Put it back at the staff desk, or leave the row out."
    ),
)
WITHDRAWN_SIDE = problems.error(
    "withdrawn_side",
    _(
        "%(place)s was withdrawn on %(date)s for this reason: %(reason)s. Put it back at the staff"
        " desk, or name another place."
    ),
)
# The column that a problem of a side is about.
SIDES = {"local_government": "government_ja", "partner": "partner_en"}


class WithdrawnRecords:
    """The withdrawn relationships and places: they are few, and read once for an import."""

    def __init__(self) -> None:
        relationships = Relationship.with_withdrawn.exclude(withdrawn_at=None)
        # One in force comes last, so that an ended one of the same sides does not hide it.
        in_order = sorted(relationships, key=lambda record: record.status != Status.ENDED)
        self.by_pair: dict[Pair, Relationship] = {
            (record.local_government_id, record.partner_id): record for record in in_order
        }
        self.by_number = {record.public_id: record for record in relationships}
        self.places = {
            "local_government": in_bulk(LocalGovernment),
            "partner": in_bulk(Partner),
        }
        self.rows: set[int] = set()  # numbers of the rows that mean a withdrawn relationship

    def means_one(self, row: Row, pairs: Iterable[Pair]) -> bool:
        """Whether a row means a withdrawn relationship; if so, say so on the row.

        ``pairs`` are the sides that a row without a number can mean. An ended relationship is meant
        only by a row that says so: else the two have begun anew.
        """
        is_ended = row.values.get("status") == Status.ENDED
        of_sides = (self.by_pair[pair] for pair in pairs if pair in self.by_pair)
        meant = (one for one in of_sides if is_ended or one.status != Status.ENDED)
        record = next(filter(None, (self.by_number.get(row.key or 0), *meant)), None)
        if record is None:
            return False
        self.rows.add(row.number)
        row.problem(WITHDRAWN, "id", id=record.public_id, **told(record))
        return True

    def check_sides(self, row: Row, after: dict[str, Any]) -> None:
        """Add a problem for each side of a row that is a withdrawn place."""
        for name, column in SIDES.items():
            place = self.places[name].get(after.get(name))
            if place is not None:
                row.problem(WITHDRAWN_SIDE, column, place=str(place), **told(place))


def in_bulk(model: Any) -> dict[Any, Withdrawable]:
    """Return the withdrawn places of a kind by primary key."""
    return {place.pk: place for place in model.with_withdrawn.exclude(withdrawn_at=None)}


def told(record: Withdrawable) -> dict[str, str]:
    """Return the day and the reason of a withdrawal."""
    assert record.withdrawn_at is not None  # noqa: S101  (only withdrawn ones are read)
    reason = record.withdrawal_reason_ja or record.withdrawal_reason_en
    return {
        "date": timezone.localdate(record.withdrawn_at).isoformat(),
        "reason": reason.rstrip("。. "),
    }
