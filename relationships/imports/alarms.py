"""What looks wrong about a month's changes of the register as a whole.

Each alarm stops the import until whoever runs it accepts it; a threshold is a share of the
relationships that the register holds, set in ``IMPORT_THRESHOLDS``, or a number of rows, set in
``IMPORT_TOLERATED``.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from places.keys import key
from places.lookup import NewPartner, Partners
from places.models import Country
from relationships.register.models import Relationship
from relationships.releases import data_day
from sistercity.dates import PartialDate
from sistercity.imports.plan import Alarm, Entry, EntryKind, Plan

MOST_OF_A_KIND = 100  # alarms about single rows; more of one kind are not kept
# Fewer records than these are looked at one by one; a share of so few says nothing.
A_FEW = 5
SMALLEST_COUNTRY = 4
# Nagasaki and Saint Paul: the first relationship of all (CLAIR, Sister City Relationships FAQ).
FIRST = datetime.date(1955, 12, 1)
# Years between the same year of two eras (明治, 大正, 昭和, 平成, 令和) that were mistaken.
ERA_OFFSETS = {44, 14, 58, 63, 30, 93}
DECADES = {10, 20, 100, 1000}

NAMES = {
    "missing": _("the file lacks many relationships that the register holds"),
    "country-drop": _("a country loses more than half of its relationships"),
    "ended": _("many relationships end at once"),
    "new": _("many relationships are new at once"),
    "corrected": _("many relationships are corrected at once"),
    "moved-dates": _("many dates move at once"),
    "date-slips": _("a date changes as by a slip: day and month exchanged, another era or decade"),
    "early-dates": _("a date lies before the first sister city relationship of all"),
    "emptied": _("many cells are emptied at once"),
    "changed-sides": _("a relationship changes to another government or partner"),
    "reopened": _("a relationship that had ended is in force again"),
    "duplicates": _("a new relationship looks like one that is there already"),
    "new-names": _("a known partner gets a name that no record has"),
    "new-partners": _("a partner is new although a known one has nearly the same name"),
    "older-file": _("cells go back to what an earlier file said"),
    "earlier-day": _("the day of the file is before that of the newest release"),
}

TEXTS = {
    "missing": _("The file lacks %(number)s of %(total)s relationships in force (%(share)s %%)."),
    "country-drop": _("%(country)s would fall from %(before)s relationships to %(after)s."),
    "ended": _("%(number)s of %(total)s relationships would end at once (%(share)s %%)."),
    "new": _("%(number)s relationships would be new beside %(total)s (%(share)s %%)."),
    "corrected": _("%(number)s of %(total)s relationships would be corrected (%(share)s %%)."),
    "moved-dates": _("%(number)s dates of %(total)s relationships would move (%(share)s %%)."),
    "emptied": _("%(number)s cells that are filled would be emptied (%(share)s %%)."),
    "date-slips": _("Row %(row)s, %(label)s: %(before)s would become %(after)s, as by a slip."),
    "early-dates": _("Row %(row)s, %(label)s: %(date)s is before the first relationship, 1955-12."),
    "changed-sides": _("Row %(row)s, %(label)s: a side would become another place."),
    "reopened": _("Row %(row)s, %(label)s: ended, and would be in force again."),
    "duplicates": _("Row %(row)s, %(label)s: looks like relationship %(other)s, %(other_label)s."),
    "new-names": _("Row %(row)s: “%(name)s” would become another name of %(partner)s."),
    "new-partners": _("%(first)s and %(second)s would be two new partners. Are they one?"),
    "older-file": _(
        "%(number)s cells would go back to what an earlier file said. Is this an older file?"
    ),
    "earlier-day": _(
        "The file is of %(day)s, before the newest release, which is of %(newest)s. The site would"
        " go back to the earlier day."
    ),
}

RowLabel = tuple[int | None, str]  # a row by its number and the label of its record


class Watch:
    """Counts what a plan changes, and tells what looks wrong about it."""

    def __init__(self) -> None:
        totals = Relationship.objects.in_the_totals()
        self.total = totals.count()
        self.before = Counter(totals.values_list("partner__country", flat=True))
        self.change: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.single: list[Alarm] = []
        self.new_partners: dict[NewPartner, None] = {}  # of rows without errors, in their order
        # Pairs of a government and a partner that may be the one of a new relationship.
        self.doubtful: dict[tuple[int, int], RowLabel] = {}
        # New relationships by local government, country and date of establishment.
        self.dated: dict[tuple[int, str, Any], list[RowLabel]] = defaultdict(list)

    def alarm(self, name: str, /, **values: Any) -> None:
        """Note an alarm about one row."""
        self.counts[name] += 1
        if self.counts[name] <= MOST_OF_A_KIND:
            self.single.append(Alarm(name, TEXTS[name], values))

    def note_new(self, entry: Entry, values: dict[str, Any], partners: Partners) -> None:
        """Note a new relationship, to be held against those of such a name, or of its date."""
        partner, government, row = values["partner"], values["local_government"], named(entry)
        if isinstance(partner, NewPartner):
            country = partner.country
            alike = partners.alike_names(country, partner.name_en, partner.name_ja)
        else:
            country = partners.records[partner].country
            alike = partners.alike(partner)
        if date := values.get("established"):
            self.dated[government, country, date].append(row)
        for other in alike:
            self.doubtful[government, other] = row

    def check_new_partners(self) -> None:
        """Note new partners that share a name: one place, written in two ways."""
        known: dict[tuple[str, str], NewPartner] = {}
        for partner in self.new_partners:
            for name in filter(None, (partner.name_en, partner.name_ja)):
                first = known.setdefault((partner.country, key(name)), partner)
                if first != partner:
                    self.alarm("new-partners", first=first.label, second=partner.label)

    def check_duplicates(self) -> None:
        """Note the new relationships whose government has one with a partner of such a name.

        Or with one of the same country since the same date: a name can be written in many ways.
        """
        looks_like: dict[tuple[RowLabel, int], Relationship] = {}
        held = Relationship.objects.in_force().select_related("local_government", "partner")
        if self.doubtful:
            for other in held.between(self.doubtful):
                row = self.doubtful[other.local_government_id, other.partner_id]
                looks_like[row, other.public_id] = other
        governments = {government for government, _country, _date in self.dated}
        days = {date.first for _government, _country, date in self.dated}
        for other in held.filter(local_government__in=governments, established_on__in=days):
            date = other.established
            dated = self.dated.get((other.local_government_id, other.partner.country_id, date), ())
            looks_like |= {(row, other.public_id): other for row in dated}
        for ((number, label), public_id), other in looks_like.items():
            values = {"other": public_id, "other_label": str(other)}
            self.alarm("duplicates", row=number, label=label, **values)

    def note(self, entry: Entry, before: str, after: str) -> None:
        """Take note of an entry.

        ``before`` and ``after`` are the countries whose totals count the relationship, empty
        where none does.
        """
        changes = entry.changes
        partner = changes.get("partner", (None, None))[1]
        if isinstance(partner, NewPartner):
            self.new_partners[partner] = None
        self.counts[entry.kind] += bool(before) or entry.kind != EntryKind.MISSING
        if before:
            self.change[before] -= 1
        if after and entry.kind != EntryKind.MISSING:
            self.change[after] += 1
        if entry.kind == EntryKind.NEW:
            self.note_date(entry, None, changes.get("established", (None, None))[1])
            return
        for name in ("established", "re_signed", "ended"):
            if name in changes:
                self.note_date(entry, *changes[name])
        self.counts["emptied"] += sum(
            before not in (None, "", ()) and after in (None, "", ())
            for before, after in changes.values()
        )
        self.note_single(entry)

    def note_single(self, entry: Entry) -> None:
        """Note what one row alone makes doubtful."""
        values = {"row": entry.row, "label": entry.label}
        sides = {"local_government", "partner"} & set(entry.changes)
        if sides and entry.kind != EntryKind.RENAMED:
            self.alarm("changed-sides", **values)
        if entry.changes.get("status", ("", ""))[0] == "ended":
            self.alarm("reopened", **values)

    def note_date(
        self, entry: Entry, before: PartialDate | None, after: PartialDate | None
    ) -> None:
        """Note a date that is new or moved."""
        if after is None:
            return
        values: dict[str, Any] = {"row": entry.row, "label": entry.label}
        if after.last < FIRST:
            self.alarm("early-dates", date=after.isoformat(), **values)
        if before is not None:
            self.counts["moved-dates"] += 1
            if is_slip(before, after):
                stated = {"before": before.isoformat(), "after": after.isoformat()}
                self.alarm("date-slips", **stated, **values)

    def alarms(self, plan: Plan) -> Iterator[Alarm]:
        """Yield the alarms: of shares, of countries, of single rows, of an older file."""
        for name in ("missing", "ended", "new", "corrected", "moved-dates", "emptied"):
            number = self.counts[name]
            if self.total and number > max(A_FEW, self.total * settings.IMPORT_THRESHOLDS[name]):
                share = round(100 * number / self.total, 1)
                values: dict[str, Any] = {"number": number, "total": self.total, "share": share}
                yield Alarm(name, TEXTS[name], values)
        yield from self.dropped()
        self.check_duplicates()
        self.check_new_partners()
        yield from self.of_sound_rows(plan.rows_with_errors)
        if plan.goes_back > settings.IMPORT_TOLERATED["older-file"]:
            yield Alarm("older-file", TEXTS["older-file"], {"number": plan.goes_back})

    def of_sound_rows(self, wrong: set[int]) -> Iterator[Alarm]:
        """Yield the alarms about single rows, but for those of rows with errors.

        ``IMPORT_TOLERATED`` says how many of a name may look so without being asked about.
        """
        left_out = Counter(alarm.name for alarm in self.single if alarm.values.get("row") in wrong)
        counts = self.counts - left_out
        for alarm in self.single:
            is_sound = alarm.values.get("row") not in wrong
            if is_sound and counts[alarm.name] > settings.IMPORT_TOLERATED[alarm.name]:
                yield alarm

    def dropped(self) -> Iterator[Alarm]:
        """Yield an alarm per country that loses too many relationships."""
        names = dict(Country.objects.values_list("code", "name_ja"))
        for country, before in sorted(self.before.items()):
            after = before + self.change[country]
            lowest = before * (1 - settings.IMPORT_THRESHOLDS["country-drop"])
            if before >= SMALLEST_COUNTRY and after <= lowest:
                values = {"country": names[country], "before": before, "after": after}
                yield Alarm("country-drop", TEXTS["country-drop"], values)


def is_slip(before: PartialDate, after: PartialDate) -> bool:
    """Whether a date became another as fingers slip: day for month, another era, a wrong digit."""
    first, second = before.first, after.first
    if (first.month, first.day) == (second.day, second.month) and first != second:
        return True
    years = abs(first.year - second.year)
    same_day = (first.month, first.day) == (second.month, second.day)
    digits = sorted(str(first.year)) == sorted(str(second.year)) and first.year != second.year
    return same_day and (years in ERA_OFFSETS | DECADES or digits)


def named(entry: Entry) -> RowLabel:
    """Return what names the row of an entry."""
    return entry.row, entry.label


def earlier_day(as_of: datetime.date) -> Iterator[Alarm]:
    """Yield an alarm where the day of a file is before that of the newest release."""
    newest = data_day.newest()
    if newest is not None and as_of < newest.as_of.first:
        values = {"day": str(as_of), "newest": newest.as_of.isoformat()}
        yield Alarm("earlier-day", TEXTS["earlier-day"], values)


def country_of(partner: int | NewPartner, known: dict[int, str]) -> str:
    """Return the country of a side's new value: a primary key, or a partner that is new."""
    return partner.country if isinstance(partner, NewPartner) else known.get(partner, "")
