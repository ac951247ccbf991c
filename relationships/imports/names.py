"""Names of a file that no record has: what somebody answered, and what is written of them."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from places.lookup.records import PartnerRecord
from relationships.register.choices import Status
from relationships.register.models import Relationship
from sistercity.imports.answers import Meaning
from sistercity.imports.plan import Entry, EntryKind
from sistercity.imports.rows import Row
from sistercity.spreadsheets import problems

NOTICES = {
    Meaning.OFFICIAL: problems.notice(
        "official_name", _("“%(name)s” is the new official name of %(place)s, as answered.")
    ),
    Meaning.OTHER: problems.notice(
        "other_name", _("“%(name)s” is another name of %(place)s, as answered; it is kept.")
    ),
    Meaning.SLIP: problems.notice(
        "name_slip", _("“%(name)s” is a slip for %(place)s, as answered; it is not kept.")
    ),
}

FUTURE_LAST_DAY = problems.error(
    "future_last_day",
    _(
        "“%(name)s” is not the official name yet: the last day of the name before it, %(day)s, is"
        " after the day of the file, %(as_of)s. Correct the answer, or give it from the next day"
        " on."
    ),
)


@dataclass(frozen=True)
class NewName:
    """A name that a row gives a place and the place does not have yet.

    ``place`` is the primary key of a place of the ``side``, ``label`` names it; ``last_day`` is
    that of the official name which this one replaces.
    """

    row: int
    side: str
    place: int
    language: str
    text: str
    label: str
    meaning: Meaning = Meaning.OTHER
    last_day: datetime.date | None = None

    @property
    def column(self) -> str:
        """The column of the file that has it."""
        return f"{self.side}_{self.language}"

    def tell(self, row: Row, as_of: datetime.date) -> None:
        """Say on its row what was answered, or what is wrong with it in a file of a day."""
        if self.last_day and self.last_day > as_of:
            values = {"day": str(self.last_day), "as_of": str(as_of)}
            row.problem(FUTURE_LAST_DAY, self.column, name=self.text, **values)
        else:
            row.problem(NOTICES[self.meaning], self.column, name=self.text, place=self.label)


@dataclass
class AnsweredNames:
    """The names about which somebody answered, of all rows."""

    names: list[NewName] = field(default_factory=list)
    official: dict[tuple[int, str], str] = field(default_factory=dict)  # by place and language

    def add(self, names: Sequence[NewName]) -> bool:
        """Note the names of a row; return False for a second official name of one place."""
        official = {
            (one.place, one.language): one.text for one in names if one.meaning == Meaning.OFFICIAL
        }
        if any(self.official.get(key, text) != text for key, text in official.items()):
            return False
        self.official |= official
        self.names += names
        return True

    def forget(self, rows: Collection[int]) -> None:
        """Forget what rows said."""
        kept = [one for one in self.names if one.row not in rows]
        self.names, self.official = [], {}
        self.add(kept)

    def renamings(self) -> dict[int, list[NewName]]:
        """Return the new official names of partners, each once, by primary key."""
        found: dict[int, dict[str, NewName]] = {}
        for one in self.names:
            if one.meaning == Meaning.OFFICIAL:
                found.setdefault(one.place, {}).setdefault(one.language, one)
        return {place: list(names.values()) for place, names in found.items()}


class RegisteredPartners:
    """The partners of relationships, by what a row says beside a name that nobody knows."""

    def __init__(self) -> None:
        self.by_number: dict[int, int] = {}
        # Of those in force: by local government, country and date of establishment.
        self.by_date: dict[tuple[Any, ...], set[int]] = defaultdict(set)
        columns = ("public_id", "partner", "status", "local_government", "partner__country")
        dates = ("established_on", "established_precision")
        for number, partner, status, *rest in Relationship.objects.values_list(*columns, *dates):
            self.by_number[number] = partner
            if status != Status.ENDED:
                self.by_date[tuple(rest)].add(partner)

    def partner(self, row: Row, country: str) -> int | None:
        """Return the partner of the row's number, else of the only one with its date, or None."""
        if row.key is not None:
            return self.by_number.get(row.key)
        date = row.values.get("established")
        if date is None:
            return None
        place = (row.values.get("local_government"), country, date.first, str(date.precision))
        found = self.by_date.get(place, set())
        return next(iter(found)) if len(found) == 1 else None


def renamed_entries(
    renamings: dict[int, list[NewName]], records: dict[int, PartnerRecord]
) -> Iterator[Entry]:
    """Yield what becomes of each partner that gets a new official name."""
    for place, names in renamings.items():
        record = records[place]
        new: dict[str, Any] = {f"name_{one.language}": one.text for one in names}
        after = replace(record, **new)
        yield Entry(
            EntryKind.RENAMED, record.label, names[0].row, None, {"partner": (place, after)}
        )
