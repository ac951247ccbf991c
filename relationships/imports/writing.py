"""Writes the plan of an import of the register: partners first, then relationships."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from places.actions import next_public_id
from places.lookup import Governments, NewPartner
from places.models import NameKind, Partner, PlaceName
from relationships.imports.names import NewName
from relationships.register.actions import park
from relationships.register.models import Relationship, RelationshipSource
from relationships.releases.dataset import PARTIAL_DATES
from sistercity.copying import copy_records
from sistercity.imports.plan import Entry, EntryKind, Plan

CHANGED = (EntryKind.CORRECTED, EntryKind.RENAMED)
SOURCE = "register import"  # of names
AT_ONCE = 100  # rows in a statement; longer ones take longer for each row


class RegisterWriter:
    """Writes entries; whoever calls it holds the transaction."""

    def __init__(
        self,
        *,
        partners: Sequence[NewPartner],
        names: Iterable[NewName],
        renamings: Mapping[int, Sequence[NewName]],
        leaving: Iterable[int],
        governments: Governments,
    ) -> None:
        """``renamings`` are by primary key of the partner; ``leaving`` give up their sides."""
        self.new_partners, self.new_names, self.leaving = partners, names, leaving
        self.renamings = renamings
        self.governments = governments
        self.partners: dict[NewPartner, int] = {}
        self.new: range = range(0)  # public numbers of the relationships that were added
        self.parked: dict[int, str] = {}  # status by primary key

    def write(self, plan: Plan) -> None:
        """Write every entry of the plan: ends first, for they leave sides that others take."""
        self.add_partners()
        self.rename_partners()
        self.add_names()
        self.change([entry for entry in plan.entries if entry.kind == EntryKind.ENDED])
        self.withdraw([entry for entry in plan.entries if entry.kind == EntryKind.WITHDRAWN])
        self.parked = park(self.leaving)
        self.add([entry for entry in plan.entries if entry.kind == EntryKind.NEW])
        # An entry without a key is of a partner.
        self.change([one for one in plan.entries if one.kind in CHANGED and one.key is not None])
        with connection.cursor() as cursor:  # the dataset is read next, line by line
            cursor.execute("ANALYZE register_relationship, register_relationshipsource")

    def withdraw(self, entries: Sequence[Entry]) -> None:
        """Withdraw relationships that never were any, each with its reason."""
        records = Relationship.objects.in_bulk([entry.key for entry in entries])
        for entry in entries:
            record = records[entry.key]
            record.withdrawn_at, record.withdrawal_reason_ja = timezone.now(), entry.reason
            record.save(update_fields=["withdrawn_at", "withdrawal_reason_ja"])

    def add_partners(self) -> None:
        """Store the partners that are new, each under the next public number."""
        if not self.new_partners:
            return
        first = next_public_id(model=Partner)
        copy_records(
            Partner,
            (
                Partner(
                    public_id=number,
                    country_id=new.country,
                    name_en=new.name_en,
                    name_ja=new.name_ja,
                    state_en=new.state_en,
                    state_ja=new.state_ja,
                    level=new.level,
                )
                for number, new in enumerate(self.new_partners, first)
            ),
        )
        stored = Partner.objects.filter(public_id__gte=first).order_by("public_id")
        keys = stored.values_list("pk", flat=True)
        self.partners = dict(zip(self.new_partners, keys, strict=True))

    def add_names(self) -> None:
        """Keep the names that were answered or accepted as other names of their places."""
        PlaceName.objects.bulk_create(
            (
                PlaceName(
                    partner_id=one.place if one.side == "partner" else None,
                    local_government_id=one.place if one.side == "government" else None,
                    text=one.text,
                    language=one.language,
                    kind=NameKind.EXONYM,
                    source=SOURCE,
                )
                for one in self.new_names
            ),
            ignore_conflicts=True,
        )

    def rename_partners(self) -> None:
        """Give partners their new official names; the ones so far become former names."""
        for partner in Partner.objects.filter(pk__in=self.renamings).order_by("pk"):
            for new in self.renamings[partner.pk]:
                column = f"name_{new.language}"
                former = getattr(partner, column)
                setattr(partner, column, new.text)
                if new.language == "ja":
                    partner.name_ja_source = SOURCE
                if former:
                    keep_former_name(partner, former, new)
            partner.save()

    def add(self, entries: Sequence[Entry]) -> None:
        """Store new relationships, each under the next public number, with their sources."""
        pages: dict[int, Sequence[str]] = {}
        first = next_public_id(model=Relationship)
        self.new = range(first, first + len(entries))

        def records() -> Iterator[Relationship]:
            for number, entry in enumerate(entries, first):
                values = {name: after for name, (_, after) in entry.changes.items()}
                if sources := values.get("sources"):
                    pages[number] = sources
                yield Relationship(public_id=number, **self.columns(values))

        copy_records(Relationship, records())
        stored = self.stored().values_list("public_id", "pk") if pages else ()
        copy_records(
            RelationshipSource,
            (
                RelationshipSource(relationship_id=key, url=url)
                for number, key in list(stored)
                for url in pages.get(number, ())
            ),
        )

    def stored(self) -> QuerySet[Relationship]:
        """Return the relationships that were added."""
        return Relationship.objects.filter(
            public_id__gte=self.new.start, public_id__lt=self.new.stop
        )

    def added(self) -> list[int]:
        """Return the primary keys of the relationships that were added."""
        return list(self.stored().values_list("pk", flat=True))

    def change(self, entries: Sequence[Entry]) -> None:
        """Store what changed, in as few statements as there are sets of columns."""
        records = Relationship.objects.in_bulk([entry.key for entry in entries])
        groups: dict[tuple[str, ...], list[Relationship]] = defaultdict(list)
        for entry in entries:
            record = records[entry.key]
            values = {name: after for name, (_, after) in entry.changes.items()}
            columns = self.columns({"local_government": record.local_government_id, **values})
            if "local_government" not in values:
                del columns["local_government_id"]
            if entry.key in self.parked:
                columns.setdefault("status", self.parked[entry.key])
            for column, value in columns.items():
                setattr(record, column, value)
            if columns:
                groups[tuple(sorted(columns))].append(record)
        for names, changed in groups.items():
            Relationship.objects.bulk_update(changed, names, batch_size=AT_ONCE)
        for entry in entries:
            if "sources" in entry.changes:
                before, after = map(set, entry.changes["sources"])
                change_sources(records[entry.key], gone=before - after, new=after - before)

    def columns(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the columns that hold the values of fields.

        The values of a former name must come with those of the local government.
        """
        columns: dict[str, Any] = {}
        for name, value in values.items():
            if name in PARTIAL_DATES:
                columns[f"{name}_on"] = value.first if value else None
                columns[f"{name}_precision"] = str(value.precision) if value else ""
            elif name == "partner":
                columns["partner_id"] = self.partners.get(value, value)
            elif name == "local_government":
                columns["local_government_id"] = value
            elif name == "fields":
                columns[name] = list(value)
            elif name == "former":
                former = self.governments.former(values["local_government"], value)
                columns["former_local_government_id"] = former
                columns["former_name"] = "" if former else value
            elif name != "sources":
                columns[name] = value
        return columns


def keep_former_name(partner: Partner, text: str, new: NewName) -> None:
    """Keep what a partner was called before it got a new name."""
    PlaceName.objects.bulk_create(
        [
            PlaceName(
                partner=partner,
                text=text,
                language=new.language,
                kind=NameKind.FORMER,
                used_until=new.last_day,
                source=SOURCE,
            )
        ],
        ignore_conflicts=True,
    )


def change_sources(record: Relationship, *, gone: set[str], new: set[str]) -> None:
    """Drop the pages that a relationship no longer has, and add the ones it got."""
    record.sources.filter(url__in=gone).delete()
    RelationshipSource.objects.bulk_create(
        RelationshipSource(relationship=record, url=url) for url in sorted(new)
    )
