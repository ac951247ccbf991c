"""Releases and their changes as people read them: names, counts, fields before and after."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from types import SimpleNamespace

from django.db.models import Case, F, QuerySet, SmallIntegerField, When, Window
from django.db.models.functions import DenseRank
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.models import GovernmentKind
from relationships.register.choices import Counting, Status
from relationships.register.models import Relationship
from relationships.releases.data_day import DataDay
from relationships.releases.models import Change, ChangeKind, Release
from relationships.releases.notices import whole_line
from relationships.releases.values import label, readable
from sistercity.dates import PartialDate, Precision
from sistercity.languages import LANGUAGES, Localized, localized

NOWHERE = NOTHING = Localized("", "")
LONG = 100  # characters; a longer value gets a paragraph of its own
TALLIES = {
    ChangeKind.NEW: gettext_lazy("%(number)s new"),
    ChangeKind.ENDED: gettext_lazy("%(number)s ended"),
    ChangeKind.CORRECTED: gettext_lazy("%(number)s corrected"),
    ChangeKind.RENAMED: gettext_lazy("%(number)s renamed"),
    ChangeKind.REMOVED: gettext_lazy("%(number)s removed"),
}
KIND_ORDER = Case(
    *(When(kind=kind, then=place) for place, kind in enumerate(ChangeKind)),
    output_field=SmallIntegerField(),
)


@dataclass(frozen=True)
class Tally:
    """How many relationships a release changed in one way."""

    kind: ChangeKind
    number: int

    @property
    def label(self) -> str:
        """The number in words: “3 new”."""
        return str(TALLIES[self.kind]) % {"number": f"{self.number:,}"}


@dataclass(frozen=True)
class Notice:
    """A release with what pages and feeds say of it, in the language that is active."""

    release: Release

    @property
    def month(self) -> PartialDate:
        """The month of the register's state."""
        return PartialDate(self.release.as_of.replace(day=1), Precision.MONTH)

    @property
    def data_day(self) -> DataDay:
        """The day that the release describes, and whether its data was gathered."""
        return DataDay.of(self.release)

    @property
    def name(self) -> str:
        """The month and the number; no two releases share it."""
        values = {"month": str(self.month), "number": self.release.number}
        return _("%(month)s (release %(number)s)") % values

    @property
    def tallies(self) -> list[Tally]:
        """The kinds of change it has, in the order of the notice."""
        counts = self.release.counts
        return [Tally(kind, counts[kind]) for kind in ChangeKind if counts.get(kind)]

    @property
    def summary(self) -> str:
        """All its counts in one line: “3 new, 1 ended, 2 corrected”."""
        return _(", ").join(tally.label for tally in self.tallies) or _("no relationship changed")

    @property
    def is_first(self) -> bool:
        """Whether it is the state before the first import, without changes."""
        return self.release.number == 1

    def get_absolute_url(self) -> str:
        """Return the page of the notice."""
        return self.release.get_absolute_url()


@dataclass(frozen=True)
class ReadableSide:
    """One side of a relationship: its name, its prefecture or country, its page or ""."""

    name: Localized
    area: Localized
    url: str = ""


@dataclass(frozen=True)
class FieldChange:
    """A field that was changed, as HTML that is safe to print; ``is_long`` asks for paragraphs."""

    label: str
    before: str
    after: str
    is_long: bool


@dataclass(frozen=True)
class ReleaseEntry:
    """What one release did to one relationship.

    Without ``url`` the relationship is gone, and its sides are named as the dataset named them;
    where no line of it is known either, there are none. ``facts`` are HTML that is safe to print.
    """

    release_id: int
    kind: ChangeKind
    public_id: int
    url: str
    sides: list[ReadableSide]
    facts: list[str]
    fields: list[FieldChange]
    withdrawal_reason: Localized = NOTHING

    @property
    def areas(self) -> list[Localized]:
        """The prefecture, unless it is itself a side, and the country or region."""
        return [side.area for side in self.sides if side.area.text]


@dataclass(frozen=True)
class KeptEntry:
    """A relationship that kept values which the file of a release does not have."""

    public_id: int
    url: str
    sides: list[ReadableSide]
    fields: str


def kept_entries(release: Release, limit: int) -> list[KeptEntry]:
    """Return the first of the relationships that kept values in a release."""
    numbers = sorted(map(int, release.kept))[:limit]
    found = Relationship.objects.with_places().filter(public_id__in=numbers)
    return [
        KeptEntry(
            record.public_id,
            record.get_absolute_url(),
            [japanese_side(record), partner_side(record)],
            _(", ").join(label(name) for name in release.kept[str(record.public_id)]),
        )
        for record in found.order_by("public_id")
    ]


def first_changes(
    changes: QuerySet[Change], partition: list[str], first: int, last: int
) -> QuerySet[Change]:
    """Keep the changes of the relationships at positions ``first`` to ``last`` of each partition.

    They are in the order of a notice: by release, kind, public number.
    """
    rank = Window(
        DenseRank(),
        partition_by=[F(column) for column in partition],
        order_by=[KIND_ORDER.asc(), F("public_id").asc()],
    )
    order = ("release", KIND_ORDER, "public_id", "pk")
    return changes.annotate(rank=rank).filter(rank__range=(first, last)).order_by(*order)


def entries(changes: Iterable[Change]) -> list[ReleaseEntry]:
    """Return the entries of changes, which must be in the order of a notice: in two queries.

    Two more ask for the lines of relationships that are gone, and why they were withdrawn.
    """
    rows = list(changes)
    numbers = {change.public_id for change in rows}
    found = Relationship.objects.with_places().filter(public_id__in=numbers)
    records = {record.public_id: record for record in found}
    gone = numbers - records.keys()
    lines = lines_of(gone) if gone else {}
    withdrawn = Relationship.with_withdrawn.filter(public_id__in=gone) if gone else ()
    reasons = {record.public_id: record.withdrawal_reason for record in withdrawn}
    groups = groupby(rows, key=lambda change: (change.release_id, change.kind, change.public_id))
    return [
        entry(list(group), records.get(number), lines.get(number), reasons.get(number, NOTHING))
        for (_release, _kind, number), group in groups
    ]


def lines_of(numbers: set[int]) -> dict[int, dict[str, str]]:
    """Return the newest line that the notices hold of each relationship, if any."""
    changes = Change.objects.filter(public_id__in=numbers, column="").order_by("pk")
    return {change.public_id: whole_line(change) for change in changes}


def entry(
    changes: list[Change],
    record: Relationship | None,
    known: dict[str, str] | None,
    withdrawal_reason: Localized,
) -> ReleaseEntry:
    """Return the entry of one relationship in one release."""
    first = changes[0]
    whole = whole_line(first) if not first.column else None
    if record is not None:
        sides = [japanese_side(record), partner_side(record)]
    else:
        values = whole or known
        sides = [named(values, *names) for names in SIDES] if values else []
    return ReleaseEntry(
        release_id=first.release_id,
        kind=ChangeKind(first.kind),
        public_id=first.public_id,
        url=record.get_absolute_url() if record else "",
        sides=sides,
        facts=[readable(column, whole[column]) for column in facts(whole)] if whole else [],
        fields=[field(change) for change in changes if change.column],
        withdrawal_reason=withdrawal_reason if first.kind == ChangeKind.REMOVED else NOTHING,
    )


def japanese_side(record: Relationship) -> ReadableSide:
    """Return the local government; a prefecture is in no prefecture."""
    government = record.local_government
    is_prefecture = government.kind == GovernmentKind.PREFECTURE
    area = NOWHERE if is_prefecture else government.prefecture.name
    return ReadableSide(government.name, area, government.get_absolute_url())


def partner_side(record: Relationship) -> ReadableSide:
    """Return the partner and its country or region."""
    partner = record.partner
    return ReadableSide(partner.name, partner.country.name, partner.get_absolute_url())


# Beginnings of the columns that name a side, and where it is.
SIDES = (("government", "prefecture"), ("partner", "country"))


def named(values: dict[str, str], name: str, area: str) -> ReadableSide:
    """Return a side as a line of the dataset names it."""
    keys = [f"{column}_{language}" for column in (name, area) for language in LANGUAGES]
    record = SimpleNamespace(**{key: values.get(key, "") for key in keys})
    side, where = localized(record, name), localized(record, area)
    return ReadableSide(side, NOWHERE if where == side else where)


def facts(values: dict[str, str]) -> list[str]:
    """Return the columns of a whole line that the notice shows."""
    usual = {"status": Status.ACTIVE, "counting": Counting.COUNTED}
    unusual = [column for column, value in usual.items() if values.get(column, value) != value]
    return [column for column in ("established", "kind") if values.get(column)] + unusual


def field(change: Change) -> FieldChange:
    """Return a field of a corrected, renamed or ended relationship."""
    return FieldChange(
        label=label(change.column),
        before=readable(change.column, change.before),
        after=readable(change.column, change.after),
        is_long=max(len(change.before), len(change.after)) > LONG,
    )


@dataclass(frozen=True)
class ReleaseEvent:
    """What a release did to a relationship; ``date`` is the day of the register's state."""

    date: datetime.date
    text: str
    url: str


def history(record: Relationship) -> list[ReleaseEvent]:
    """Return what the notices in force say of a relationship, newest first."""
    changes = Change.objects.filter(
        public_id=record.public_id, release__in=Release.objects.notices().order_by()
    )
    rows = changes.select_related("release").order_by("-release__number", KIND_ORDER, "pk")
    groups = groupby(rows, key=lambda change: (change.release, change.kind))
    return [
        ReleaseEvent(release.as_of, told(kind, list(group)), release.get_absolute_url())
        for (release, kind), group in groups
    ]


def told(kind: str, changes: list[Change]) -> str:
    """Return a kind of change and the fields it concerned: “Corrected: Established, Status”."""
    fields = _(", ").join(label(change.column) for change in changes if change.column)
    shown = str(ChangeKind(kind).label)
    return _("%(kind)s: %(fields)s") % {"kind": shown, "fields": fields} if fields else shown
