"""Writes of relationships."""

import datetime
from collections.abc import Iterable

import pgtrigger
from django.db import connection, transaction
from django.db.models import QuerySet

from places.actions import next_public_id
from relationships.register.choices import EventKind, ExchangeField, Status
from relationships.register.models import Relationship
from sistercity.changes.reverting import Touched
from sistercity.dates import PartialDate, Precision


@transaction.atomic
def add_relationship(*, relationship: Relationship) -> Relationship:
    """Store a new relationship under the next public number."""
    relationship.public_id = next_public_id(model=Relationship)
    relationship.save()
    return relationship


def park(keys: Iterable[int]) -> dict[int, str]:
    """Take relationships from the sides that they hold in force, for another one to get them.

    The database lets no two hold them even within a transaction. They count as ended until
    they get their own new sides, in a statement of which the history tells; of this one it
    does not. Returns their status by primary key: it must be written again with the sides.
    """
    relationships = Relationship.with_withdrawn.in_force().filter(pk__in=list(keys))
    parked = dict(relationships.values_list("pk", "status"))
    with pgtrigger.ignore("register.Relationship:update_update"):
        relationships.update(status=Status.ENDED)
    return parked


def free_sides(table: Touched) -> None:
    """End the relationships that had ended, and park those that get other sides back."""
    table.restore("target.status = 'ended'")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT now.id FROM register_relationship now JOIN {table.targets} target USING (id)
            WHERE (now.local_government_id, now.partner_id)
               <> (target.local_government_id, target.partner_id)"""  # noqa: S608
        )
        park(key for (key,) in cursor.fetchall())


def join_relationships(
    *, one: Relationship, other: Relationship, on: datetime.date
) -> Relationship:
    """Make one relationship of two with the same partner; return the older one, which is kept."""
    kept, joined = sorted((one, other), key=age)
    join_into(kept=kept, joined=joined, on=on)
    return kept


@transaction.atomic
def join_into(*, kept: Relationship, joined: Relationship, on: datetime.date) -> None:
    """Join a relationship into the one that is kept, which gets what both say.

    That is their stories, events, sources and fields of exchange. The other one ends on the day,
    unless it had ended, and leads to the kept one for good, with all that led to it.
    """
    if joined.status != Status.ENDED and (joined.established_on or on) <= on:
        joined.ended = PartialDate(on, Precision.DAY)
    joined.status, joined.joined_to = Status.ENDED, kept
    joined.end_reason_ja, joined.end_reason_en = reasons_of_join(kept)
    joined.save()
    lead_to(kept, Relationship.with_withdrawn.filter(joined_to=joined), joined)
    for name in ("story_ja", "story_en"):
        stories = dict.fromkeys(filter(None, (getattr(kept, name), getattr(joined, name))))
        setattr(kept, name, "\n\n".join(stories))
    kept.story_ja_is_translated |= joined.story_ja_is_translated
    both = {*kept.fields, *joined.fields}
    kept.fields = [field for field in ExchangeField.values if field in both]
    for name in ("kind", "agreement_title", "agreement_exists"):
        setattr(kept, name, getattr(kept, name) or getattr(joined, name))
    if joined.confidence < kept.confidence:
        kept.confidence, kept.counting = joined.confidence, joined.counting
    kept.save()
    joined.events.update(relationship=kept)
    known = kept.sources.values_list("url", flat=True)
    joined.sources.exclude(url__in=list(known)).update(relationship=kept)
    tell_of_join(kept, joined, on)


def reasons_of_join(kept: Relationship) -> tuple[str, str]:
    """Return why a relationship ended that was joined into another one, in both languages."""
    return (f"提携No.{kept.public_id}に統合", f"Joined with relationship {kept.public_id}")


def lead_to(kept: Relationship, earlier: QuerySet[Relationship], joined: Relationship) -> None:
    """Let what was joined into a relationship before it was joined itself lead to the kept one."""
    names = ("end_reason_ja", "end_reason_en")
    for name, old, new in zip(names, reasons_of_join(joined), reasons_of_join(kept), strict=True):
        earlier.filter(**{name: old}).update(**{name: new})
    earlier.update(joined_to=kept)


def tell_of_join(kept: Relationship, joined: Relationship, on: datetime.date) -> None:
    """Say in the history of a relationship which one was joined into it."""
    government = joined.local_government
    text_ja = f"{government}の提携（No.{joined.public_id}）と統合"
    text_en = f"Joined with that of {government.name_en or government} (No. {joined.public_id})"
    if government == kept.local_government:
        text_ja = f"重複して登録されていた提携（No.{joined.public_id}）と統合"
        text_en = f"Joined with No. {joined.public_id}, a second record of it"
    kept.events.create(
        kind=EventKind.OTHER,
        happened_on=on,
        happened_precision=Precision.DAY,
        text_ja=text_ja,
        text_en=text_en,
    )


def age(relationship: Relationship) -> tuple[bool, datetime.date, int]:
    """Return what relationships are ordered by, the oldest first; those without a date last."""
    day = relationship.established_on
    return day is None, day or datetime.date.max, relationship.public_id
