"""Parting what was joined: each row that the join wrote becomes what it was, by its history."""

import datetime
from collections.abc import Collection, Iterable, Sequence

import pghistory
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from pghistory.models import Context

from places import reorganisations
from places.models import Partner, Reorganisation
from relationships.joins.models import Join
from relationships.register.actions import free_sides
from relationships.register.models import Relationship, RelationshipEvent
from relationships.releases import undo
from relationships.releases.models import Release
from sistercity.changes.reverting import Edits, Touched, edited_records
from sistercity.models import broken_rule, lock_content

SOURCE = "part"  # in the history


class CannotPart(Exception):
    """The two cannot be parted now; the message says why and what to do, with ``joins``, if any."""

    def __init__(self, message: str, joins: Iterable[Join] = ()) -> None:
        super().__init__(message)
        self.joins = list(joins)


@transaction.atomic
def part(*, record: Join, who: str, reason: str, edits: Edits = Edits.REFUSE) -> None:
    """Make two records again of what was joined.

    ``edits`` says what becomes of what was edited since in rows that the join wrote. Raises
    CannotPart, also where there are such edits and nobody said what becomes of them.
    """
    lock_content()
    record.refresh_from_db()
    if record.parted_at:
        raise CannotPart("すでに分離されています。")
    tables = tables_of(record)
    refuse_what_came_since(record, tables)
    if edits == Edits.REFUSE and edited_records(tables):
        raise CannotPart("統合の後に編集された記録があります。残すかどうかを選んでください。")
    with pghistory.context(source=SOURCE, who=who, reason=reason):
        try:
            with transaction.atomic():
                take_back(record, tables, edits)
        except IntegrityError as error:
            rule = broken_rule(Partner, error, *(table.model for table in tables))
            raise CannotPart(f"統合の後の変更と両立しないため、分離できません。{rule}") from error
    record.parted_at, record.parted_by, record.parting_reason = timezone.now(), who, reason
    record.save(update_fields=["parted_at", "parted_by", "parting_reason"])


def refuse_what_came_since(record: Join, tables: Sequence[Touched]) -> None:
    """Raise CannotPart where the same records were joined or reorganised since."""
    into_same = Join.objects.standing().filter(
        joined_at__gt=record.joined_at, **{f"kept_{record.kind}": record.kept}
    )
    if later := dict.fromkeys([*joins_since(tables, record.joined_at), *into_same]):
        message = "この後の統合が同じ記録に関わっています。先に次の統合を分離してください。"
        raise CannotPart(message, later)
    if reorganised := reorganisations_since(tables, record.joined_at):
        names = "、".join(f"「{one}」" for one in reorganised)
        raise CannotPart(f"この後の廃置分合（{names}）で同じ記録が移ったため、分離できません。")


def tables_of(record: Join) -> list[Touched]:
    """Return the tables that a join wrote."""
    tables = [
        Touched(model, record.history_context)
        for model in apps.get_models()
        if hasattr(model, "pgh_event_model") and model is not Join
    ]
    return [table for table in tables if events_of(table.model, [table.context]).exists()]


def events_of(
    model: type[models.Model], contexts: Iterable[object]
) -> models.QuerySet[models.Model]:
    """Return the events of a table in some contexts."""
    events: type[models.Model] = getattr(model, "pgh_event_model")  # noqa: B009
    return events._default_manager.filter(pgh_context_id__in=contexts)


def joins_since(tables: Iterable[Touched], moment: datetime.datetime) -> list[Join]:
    """Return the joins after a moment that wrote rows of some tables, unless parted since."""
    return overlapping(tables, Join.objects.standing().filter(joined_at__gt=moment))


def overlapping(tables: Iterable[Touched], joins: Iterable[Join]) -> list[Join]:
    """Return the joins that wrote rows which were written in some tables too."""
    by_context = {one.history_context: one for one in joins}
    found = contexts_of_rows(tables, by_context)
    return [one for context, one in by_context.items() if context in found]


def contexts_of_rows(tables: Iterable[Touched], contexts: Collection[object]) -> set[object]:
    """Return those of some contexts in which rows were written that were written in tables."""
    found: set[object] = set()
    if contexts:
        for table in tables:
            events = events_of(table.model, contexts).filter(pgh_obj_id__in=table.written())
            found |= set(events.values_list("pgh_context_id", flat=True))
    return found


def reorganisations_since(
    tables: Iterable[Touched], moment: datetime.datetime
) -> list[Reorganisation]:
    """Return the reorganisations since a moment that wrote rows of some tables."""
    contexts = Context.objects.filter(
        metadata__source=reorganisations.SOURCE, created_at__gt=moment
    )
    keys: dict[object, int] = {one.pk: one.metadata["reorganisation"] for one in contexts}
    found = contexts_of_rows(tables, keys)
    return list(Reorganisation.objects.filter(pk__in=[keys[context] for context in found]))


def take_back(record: Join, tables: Iterable[Touched], edits: Edits) -> None:
    """Write back what the join changed and deleted, and delete what it added."""
    for table in tables:
        table.find_targets(edits)
    for table in tables:
        # That the two were joined is true no more, even where somebody edited the words of it.
        table.delete_added(Edits.UNDO if table.model is RelationshipEvent else edits)
    for table in tables:
        if table.model is Relationship:
            free_sides(table)
        if table.model is Partner:
            # The kept one first: it may have got a name or a number of the other one.
            table.restore(f"target.id <> {record.joined_partner_id}")
        table.restore()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def joins_of(release: Release) -> list[str]:
    """Return the joins that wrote rows which the release wrote, and stand or were parted since.

    One that was made before the release and parted after it would be made anew by half.
    """
    tables, moment = undo.tables_of(release), release.published_at
    parted = overlapping(tables, Join.objects.filter(joined_at__lt=moment, parted_at__gt=moment))
    return [str(one) for one in (*joins_since(tables, moment), *parted)]


undo.OBSTACLES.append(joins_of)
