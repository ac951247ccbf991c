"""Rows that mean what was withdrawn: nothing new, or an error that says since when, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.lookup.partners import UNKNOWN_ID as UNKNOWN_PARTNER
from places.models import LocalGovernment, Partner
from relationships.imports.bases import NewsOf
from relationships.imports.pairs import Pair
from relationships.register.choices import Status
from relationships.register.models import Relationship
from relationships.releases.dataset import values_of
from sistercity.imports.rows import Known, Row
from sistercity.spreadsheets import problems
from sistercity.withdrawal import Withdrawable

WITHDRAWN = problems.error(
    "withdrawn",
    _(
        "The row means relationship %(id)s, which was withdrawn on %(date)s for this reason:"
        " %(reason)s. Put it back at the staff desk, or leave the row out."
    ),
)
UNKNOWN_ID = problems.error(
    "unknown_id",
    _("No relationship has the number %(id)s. Correct it, or leave it empty for a new one."),
)
REMOVED = problems.notice(
    "removed",
    _(
        "Relationship %(id)s has been removed from the register since it was exported, as where a"
        " release is undone. The row says nothing new; it was left out."
    ),
)
STAYS_WITHDRAWN = problems.notice(
    "stays_withdrawn",
    _(
        "Relationship %(id)s was withdrawn on %(date)s for this reason: %(reason)s. The row says"
        " nothing new; it stays withdrawn."
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


@dataclass(frozen=True)
class GoneRelationship:
    """A relationship of which a row says nothing new, and why it was withdrawn, if it was."""

    number: int
    reason: str = ""


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
        self.kept: dict[int, GoneRelationship] = {}  # by number of a row that says nothing new

    def find(self, rows: Iterable[tuple[Row, Iterable[Pair]]], news: NewsOf) -> None:
        """Find the withdrawn relationships that rows mean, and say on each row what follows.

        ``news`` returns what rows say that their sources did not say before.
        """
        meant = [(row, record) for row, pairs in rows if (record := self.meant(row, pairs))]
        numbers = [record.pk for _row, record in meant]
        values = values_of(Relationship.with_withdrawn.filter(pk__in=numbers)) if meant else {}
        found = news([(row, Known(record.pk, values[record.pk])) for row, record in meant])
        for row, record in meant:
            self.rows.add(row.number)
            new = found[row.number]
            is_known = row.is_sound and not (new.differences or new.is_first)
            code = STAYS_WITHDRAWN if is_known else WITHDRAWN
            row.problem(code, "id", id=record.public_id, **told(record))
            if is_known:
                self.kept[row.number] = GoneRelationship(record.public_id, reason_of(record))

    def meant(self, row: Row, pairs: Iterable[Pair]) -> Relationship | None:
        """Return the withdrawn relationship that a row means, or None.

        ``pairs`` are the sides that a row without a number can mean. An ended relationship is meant
        only by a row that says so: else the two have begun anew.
        """
        is_ended = row.values.get("status") == Status.ENDED
        of_sides = (self.by_pair[pair] for pair in pairs if pair in self.by_pair)
        meant = (one for one in of_sides if is_ended or one.status != Status.ENDED)
        return next(filter(None, (self.by_number.get(row.key or 0), *meant)), None)

    def note_unknown(self, row: Row, is_as_exported: bool) -> None:
        """Say that no record has a row's number; if it was exported so, there once was one."""
        others = {one.code for one in row.errors} - {UNKNOWN_PARTNER}  # that went with it
        if is_as_exported and not others:
            row.problems = []
            row.problem(REMOVED, "id", id=row.key)
            self.kept[row.number] = GoneRelationship(row.key or 0)
        else:
            row.problem(UNKNOWN_ID, "id", id=row.key)

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
    date = timezone.localdate(record.withdrawn_at).isoformat()
    return {"date": date, "reason": reason_of(record).rstrip("。. ")}


def reason_of(record: Withdrawable) -> str:
    """Return why a record was withdrawn."""
    return record.withdrawal_reason_ja or record.withdrawal_reason_en
