"""The monthly import of the register: what a row of its file means."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import Any

import pghistory
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.lookup import SIDES, UNKNOWN_NAMES, Answers, Governments, NewPartner, Partners
from places.lookup.partners import ELSEWHERE, NEAR, OTHER_NAME
from places.lookup.records import PartnerRecord
from places.models import LocalGovernment, Partner
from places.reorganisations import carry_out_due
from relationships.imports import alarms
from relationships.imports.authors import authors_of
from relationships.imports.bases import Bases, News
from relationships.imports.marks import ExportMark
from relationships.imports.names import NewName, renamed_entries
from relationships.imports.numbers import follow_joined, leave_out, leave_out_foreign
from relationships.imports.pairs import chosen, held_by, sides_of
from relationships.imports.rules import Claims, check_values, what_keeps, wrong_end
from relationships.imports.sides import NEW_PARTNER, SECOND_NAME, Sides
from relationships.imports.totals import Counted, Totals
from relationships.imports.withdrawn import WithdrawnRecords
from relationships.imports.writing import RegisterWriter
from relationships.register.choices import Confidence, Counting, Status
from relationships.register.models import Relationship
from relationships.register.querysets import RelationshipQuerySet
from relationships.releases.actions import ensure_baseline, record_release
from relationships.releases.columns import COLUMNS, FIELDS, IMPORTER, LAYOUT, OWN
from relationships.releases.dataset import in_order, values_in_order, values_of
from relationships.releases.models import Release
from relationships.releases.values import label
from sistercity.imports.answers import MISSING, Meaning, MissingVerdict
from sistercity.imports.importer import Importer
from sistercity.imports.merging import Author, Base, Changes, Merge
from sistercity.imports.plan import (
    Alarm,
    Entry,
    EntryKind,
    Plan,
    Progress,
    PublicationDetails,
    Total,
)
from sistercity.imports.registry import register
from sistercity.imports.rows import Known, Row
from sistercity.spreadsheets import problems

NO_SIDES = problems.error(
    "no_sides", _("A row without a number must name the local government and the partner.")
)

# A cell left empty leaves these as they are; a new relationship gets what stands here.
NEVER_EMPTY = {
    "status": Status.ACTIVE.value,
    "counting": Counting.COUNTED.value,
    "confidence": Confidence.A.value,
    "story_ja_is_translated": False,
}


@register
class RegisterImporter(Importer):
    """Relationships, matched by their number or by their two sides."""

    name = IMPORTER
    title = _("Register of relationships")
    layout = LAYOUT
    model = Relationship
    fields = FIELDS
    alarm_names = dict(alarms.NAMES)
    sides = SIDES
    unknown_names = {**UNKNOWN_NAMES, NEW_PARTNER: "partner", SECOND_NAME: "partner"}
    renamable = ("partner",)
    acceptable = {NEAR: "new-partners", ELSEWHERE: "new-partners", OTHER_NAME: "new-names"}
    defaults = NEVER_EMPTY

    def prepare(self) -> None:
        """Read every place and its names, of today: what is due is done first."""
        carry_out_due()
        self.governments = Governments()
        self.partners = Partners(
            accept_new="new-partners" in self.options.accepted,
            accept_names="new-names" in self.options.accepted,
        )
        self.answers = Answers(self.options.names, self.governments, self.partners)
        as_of = self.options.as_of
        self.finder = Sides(self.governments, self.partners, self.answers, as_of)
        self.claims = Claims()
        self.earlier = Bases()
        self.withdrawn = WithdrawnRecords()
        self.countries = {pk: one.country for pk, one in self.partners.records.items()}
        self.watch, self.counts = alarms.Watch(), Totals()

    # what a row means

    def resolve(self, row: Row) -> None:
        """Find both sides; put the fields in the place of the columns that name them."""
        cells = row.values
        row.values = {
            name: value
            for name, value in cells.items()
            if name in OWN and not (name in NEVER_EMPTY and value in (None, ""))
        }
        row.key = cells.get("id")
        self.earlier.note_mark(row, cells.get("mark") or "")
        if row.values.get("ended") and "status" not in row.values:
            row.values["status"] = Status.ENDED
        self.finder.resolve(row, cells)
        if "fields" in row.values:
            row.values["fields"] = in_order(row.values["fields"])
        if "sources" in row.values:
            row.values["sources"] = tuple(sorted(set(row.values["sources"])))

    # which record it is

    def survey(self, rows: Sequence[Row]) -> None:
        """Find out whether the numbers of the rows are ours, and still those of a page."""
        leave_out_foreign(rows, self.finder)
        second = follow_joined(rows)
        leave_out(second, self, self.news)
        self.forget({row.number for row, _kept in second})

    def forget(self, rows: Collection[int]) -> None:
        """Forget the names of rows that are skipped."""
        self.finder.forget(rows)

    def find(self, rows: Sequence[Row]) -> dict[int, Known]:
        """Find records by number, else by both sides: the one in force before an ended one."""
        numbered = {row.key: row for row in rows if row.key is not None}
        by_id = {
            values["id"]: Known(key, values)
            for key, values in values_of(
                Relationship.objects.filter(public_id__in=numbered)
            ).items()
        }
        pairs = {row.number: self.finder.pairs(row) for row in rows if row.key is None}
        of_sides = held_by([pair for found in pairs.values() for pair in found])
        found: dict[int, Known] = {}
        for row in rows:
            if row.key is not None:
                known = by_id.get(row.key)
            else:
                held = (of_sides[pair] for pair in pairs[row.number] if pair in of_sides)
                known = chosen(row, next(held, []), numbered)
            if known is not None:
                found[row.number] = known
        without = {number: pairs[number] for number in pairs if number not in found}
        taken = [known.key for known in found.values()]
        found |= self.earlier.moved_or_ended(without, taken)
        rest = [(row, pairs.get(row.number, ())) for row in rows if row.number not in found]
        self.withdrawn.find(rest, self.news)
        for row, _pairs in rest:
            if row.key is not None and row.number not in self.withdrawn.rows:
                self.withdrawn.note_unknown(row, self.earlier.is_as_exported(row, self.cell))
        self.forget(self.withdrawn.kept.keys())
        return found

    def news(self, rows: Sequence[tuple[Row, Known]]) -> dict[int, News]:
        """Return what rows say that their sources did not say before, by number of the row."""
        return self.earlier.news(rows, self.differences)

    def identity(self, row: Row, known: Known | None) -> Hashable:
        """Return the record's key, or both sides of a new one."""
        return known.key if known is not None else sides_of(row)

    def is_told(self, row: Row, known: Known | None) -> bool:
        """Whether the row has a record, a withdrawn one too, or both sides of a new one."""
        has_record = known is not None or row.number in self.withdrawn.rows
        return has_record or (row.key is None and None not in sides_of(row))

    # what it changes

    def entries_of(
        self, row: Row, known: Known | None, first_rows: dict[Hashable, int], merge: Merge | None
    ) -> list[Entry]:
        """Return what becomes of a row; one whose record is not there any more changes nothing."""
        kept = self.withdrawn.kept.get(row.number)
        if kept is None:
            return super().entries_of(row, known, first_rows, merge)
        label = self.label(row.values | {"id": kept.number})
        return [Entry(EntryKind.KEPT, label, row.number, reason=kept.reason)]

    def bases(self, rows: Sequence[tuple[Row, Known]]) -> Mapping[int, Base]:
        """Return what the export or earlier files said of each row's record."""
        return self.earlier.of(rows)

    def authors(self, fields: Mapping[int, Collection[str]]) -> Mapping[int, dict[str, Author]]:
        """Return who wrote values, from the history of relationships and their sources."""
        return authors_of(fields)

    def settled(self, row: Row, known: Known | None) -> None:
        """Note which fields the file has of a record, and where a row makes it leave its sides."""
        self.earlier.note_fields(row, known)
        if known is not None:
            self.claims.note(row, known)

    def label(self, values: dict[str, Any]) -> str:
        """Return both sides by their Japanese names, as far as they are known."""
        government = self.governments.records.get(values.get("local_government", 0))
        partner = values.get("partner")
        if isinstance(partner, NewPartner):
            overseas = partner.name_ja or partner.name_en
        else:
            record = self.partners.records.get(partner or 0)
            overseas = (record.name_ja or record.name_en) if record else ""
        japanese = (government.name_ja or government.name_en) if government else ""
        number = f" No.{values['id']}" if values.get("id") else ""
        return " – ".join(filter(None, (japanese, overseas))) + number

    def check(self, row: Row, known: Known | None, after: dict[str, Any]) -> None:
        """Hold the values to each other, as the database would."""
        if known is None and None in sides_of(row):
            row.problem(NO_SIDES)
        if known is None:
            self.finder.warn_of_state(row)
        self.withdrawn.check_sides(row, after)
        check_values(row, after, as_of=self.options.as_of)
        self.claims.add(row, known, after)

    def check_together(self) -> None:
        """Judge who holds two sides in force after the plan; tell of names that are accepted."""
        for new in self.finder.new_names:
            self.watch.alarm("new-names", row=new.row, name=new.text, partner=new.label)
        self.claims.check(self.is_ended)

    def is_ended(self, key: int, number: int) -> bool:
        """Whether the import ends a relationship because the file lacks it."""
        answer = self.options.missing.get(missing_code(number))
        ends = answer.verdict == MissingVerdict.END if answer else self.options.end_missing
        return ends and key not in self.seen

    def kind(self, changes: dict[str, tuple[Any, Any]], known: Known) -> EntryKind:
        """Return what a difference amounts to: an end, a side's passing into another, or less."""
        if changes.get("status", ("", ""))[1] == Status.ENDED:
            return EntryKind.ENDED
        sides = [name for name in ("local_government", "partner") if name in changes]
        if sides and all(self.is_succession(name, *changes[name]) for name in sides):
            return EntryKind.RENAMED
        return EntryKind.CORRECTED

    def is_succession(self, side: str, before: int, after: int | NewPartner) -> bool:
        """Whether a side became the place that its own passed into."""
        if isinstance(after, NewPartner):
            return False
        if side == "partner":
            return bool(self.partners.successor(before).pk == after)
        return after in self.governments.ends(before)

    def missing(self, plan: Plan) -> Iterator[Entry]:
        """Yield the relationships in force that the file lacks, and what was said of each."""
        keys = Relationship.objects.in_force().values_list("pk", flat=True)
        lacking = Relationship.objects.filter(pk__in=set(keys) - self.seen)
        unknown = self.earlier.unknown_to_file(lacking)
        for key, values in values_of(lacking.exclude(pk__in=unknown).order_by("public_id")).items():
            code = missing_code(values["id"])
            answer = self.options.missing.get(code)
            label = self.label(values)
            kind = EntryKind.MISSING
            changes: Changes = {}
            reason = ""
            if self.is_ended(key, values["id"]):
                kind = EntryKind.ENDED
                changes = {"status": (values["status"], Status.ENDED)}
            if answer and answer.day:
                changes["ended"] = (values["ended"], answer.day)
                plan.add_problems(*wrong_end(values, answer.day, self.options.as_of, label))
            if answer and answer.verdict == MissingVerdict.SLIP:
                kind, reason = EntryKind.WITHDRAWN, answer.reason
                plan.add_problems(*what_keeps(key, label))
            entry = Entry(kind, label, None, key, changes, reason=reason, code=code)
            if answer is None or kind != EntryKind.MISSING:
                self.notice(entry, Known(key, values))
            yield entry

    def further_entries(self) -> Iterator[Entry]:
        """Yield the partners that get a new official name."""
        return renamed_entries(self.finder.named.renamings(), self.partners.records)

    # what looks wrong

    def notice(self, entry: Entry, known: Known | None) -> None:
        """Take note of an entry, for the alarms and the totals."""
        before = known.values if known else {}
        after = before | {name: value for name, (_, value) in entry.changes.items()}
        if entry.kind == EntryKind.WITHDRAWN:
            after = {}
        counted = self.counted(before), self.counted(after)
        self.counts.note(*counted)
        self.watch.note(entry, *(one.country if one else "" for one in counted))
        if entry.kind == EntryKind.NEW:
            self.watch.note_new(entry, after, self.partners)

    def counted(self, values: dict[str, Any]) -> Counted | None:
        """Return where the totals count a relationship of these values; None where they do not."""
        partner, government = values.get("partner"), values.get("local_government")
        counts = values.get("counting") == Counting.COUNTED and values["status"] != Status.ENDED
        if not (partner and government and counts):
            return None
        prefecture = self.governments.records[government].prefecture
        return Counted(prefecture, government, alarms.country_of(partner, self.countries))

    def alarms(self, plan: Plan) -> Iterator[Alarm]:
        """Yield what looks wrong about the plan, and about its day if a release comes of it."""
        yield from self.watch.alarms(plan)
        if not self.is_empty(plan):
            yield from alarms.earlier_day(self.options.as_of)

    def totals(self) -> Iterator[Total]:
        """Yield the totals of the register before and after the plan."""
        return self.counts.totals()

    @property
    def keeps_names(self) -> bool:
        """Whether there are names that become other names of their places."""
        return bool(self.names_to_keep())

    def names_to_keep(self) -> list[NewName]:
        """Return the names that become other names of their places."""
        found = [*self.finder.new_names, *self.finder.named.names]
        return [one for one in found if one.meaning == Meaning.OTHER]

    @classmethod
    def place_of(cls, side: str, number: str) -> int:
        """Return the key of a partner by its number, of a government of today by its code."""
        places: QuerySet[Any] = LocalGovernment.objects.of_today().filter(code=number)
        if side == "partner":
            places = Partner.objects.filter(public_id=int(number))
        key = places.values_list("pk", flat=True).first()
        if key is None:
            raise ValueError(number)
        return int(key)

    # words and writing

    @classmethod
    def lines(cls, relationships: RelationshipQuerySet | None = None) -> Iterator[list[str]]:
        """Yield relationships, or all, in the order of their numbers, each with its export mark."""
        moment = timezone.now()
        newest = Release.objects.standing().order_by("-number").first()
        release = newest.number if newest else 0
        wanted = Relationship.objects.all() if relationships is None else relationships
        for values in values_in_order(wanted):
            cells = (column.written(values[column.name]) for column in COLUMNS)
            yield [*cells, str(ExportMark.of(values, cls.cell, release, moment))]

    def shown(self, field: str, value: object) -> str:
        """Return a value as the file would write it; a side by its name."""
        if field == "local_government":
            return self.governments.records[value].label if isinstance(value, int) else ""
        if field == "partner":
            if isinstance(value, NewPartner | PartnerRecord):
                return value.label
            return self.partners.records[value].label if isinstance(value, int) else ""
        return super().shown(field, value)

    def field_label(self, field: str) -> str:
        """Return the name of a field; a side's by the column that names it."""
        return label(field)

    def publish(self, plan: Plan, publication: PublicationDetails, progress: Progress) -> Release:
        """Write the plan and record it as a release."""
        progress("apply", 0, 0)
        ensure_baseline(as_of=publication.as_of, published_by=publication.who)
        with pghistory.context(
            source="import_relationships", file=plan.file_name, who=publication.who
        ) as context:
            writer = RegisterWriter(
                partners=list(self.watch.new_partners),
                names=self.names_to_keep(),
                renamings=self.finder.named.renamings(),
                leaving=self.claims.parked,
                governments=self.governments,
            )
            writer.write(plan)
        progress("notice", 0, 0)
        release = Release(
            as_of=publication.as_of,
            published_by=publication.who,
            file_name=plan.file_name,
            file_sha256=plan.file_sha256,
            answers=publication.answers,
            note_en=publication.note_en,
            note_ja=publication.note_ja,
            history_context=context.id,
            kept=self.kept(plan),
            skipped=[
                {"row": entry.row, "label": entry.label, "reason": entry.reason}
                for entry in plan.entries
                if entry.kind == EntryKind.SKIPPED
            ],
        )
        record_release(release=release)
        self.earlier.store(release, plan, writer.added(), self.cell)
        return release

    def kept(self, plan: Plan) -> dict[str, list[str]]:
        """Return the names of the fields that kept their values, by public number."""
        kept = plan.kept
        numbers = Relationship.objects.filter(pk__in=kept).order_by("public_id")
        return {
            str(number): list(kept[key]) for key, number in numbers.values_list("pk", "public_id")
        }


def missing_code(number: int) -> str:
    """Return the code by which somebody answers what becomes of a relationship that is missing."""
    return f"{MISSING}-{number}"
