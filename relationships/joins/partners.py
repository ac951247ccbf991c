"""What becomes of two records of one partner: the kept one takes over all that the other has."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from places.models import NameKind, Partner, PlaceName
from places.reorganisations import Effect
from relationships.joins.models import Join
from relationships.listings.models import Listing
from relationships.register.actions import join_relationships
from relationships.register.choices import Status
from relationships.register.models import Relationship
from relationships.register.transfers import joined_into, moved
from sistercity.withdrawal import Withdrawable, is_owner, relations

SOURCE = "joined record"  # of names
# Facts that the kept record gets where it has none.
FILLED = (
    "name_en", "name_ja", "name_native", "state_en", "state_ja", "latitude", "longitude",
    "website", "wikidata_id", "exists_from",
)  # fmt: skip
# The own names of a partner: the sort and the language that each has as another name.
OWN_NAMES = {
    "name_ja": (NameKind.EXONYM, "ja"),
    "name_en": (NameKind.EXONYM, "en"),
    "name_native": (NameKind.NATIVE, "und"),
}


def check_partners(kept: Partner, joined: Partner) -> None:
    """Raise ValidationError where two partners cannot be one."""
    if kept.country_id != joined.country_id:
        raise ValidationError(
            "国・地域が違う相手先は統合できません。先に国・地域を直してください。"
        )
    if follows(kept, joined) or follows(joined, kept):
        raise ValidationError(
            "一方が他方の承継先です。統合するなら、先に承継先を空にしてください。"
        )


def follows(later: Partner, earlier: Partner) -> bool:
    """Whether a partner is what an earlier one became, in one step or in several."""
    step = earlier.successor
    while step is not None and step != later:
        step = step.successor
    return step is not None


def join_partners(kept: Partner, joined: Partner, on: datetime.date) -> Iterator[Effect]:
    """Join a partner into the kept one; yield what becomes of its records."""
    # First, so that the rules of what is recorded once do not see it any more.
    hide(joined, kept)
    joined.joined_to = kept
    joined.save()
    fill(kept, joined)
    kept.save()
    yield from pass_relationships(kept, joined, on)
    for model, column in referring():
        for row in model._base_manager.filter(**{column: joined}).order_by("pk"):
            yield from pass_on(row, column, kept)
    yield from add_names(kept, joined)


def hide(record: Withdrawable, kept: Partner) -> None:
    """Take a record from the public pages; at its own address the reason stands."""
    record.withdrawn_at = timezone.now()
    record.withdrawal_reason_ja = f"相手先No.{kept.public_id}に統合"
    record.withdrawal_reason_en = f"Joined with partner {kept.public_id}"


def fill(kept: Partner, joined: Partner) -> None:
    """Give the kept record what it lacks and the other one knows."""
    for name in FILLED:
        if getattr(kept, name) in (None, ""):
            setattr(kept, name, getattr(joined, name))
    if kept.name_ja == joined.name_ja:
        kept.name_ja_source = kept.name_ja_source or joined.name_ja_source


def add_names(kept: Partner, joined: Partner) -> Iterator[Effect]:
    """Give the kept partner the own names of the other one as other names."""
    known = {getattr(kept, name) for name in OWN_NAMES}
    known.update(kept.names.values_list("text", flat=True))
    for name, (kind, language) in OWN_NAMES.items():
        text = getattr(joined, name)
        if text and text not in known:
            kept.names.create(text=text, kind=kind, language=language, source=SOURCE)
            yield Effect("その他の名称", text, f"{kept}の名称に加える")
            known.add(text)


def pass_relationships(kept: Partner, joined: Partner, on: datetime.date) -> Iterator[Effect]:
    """Pass relationships to the kept partner; two in force with one government become one."""
    in_force = Relationship.objects.in_force().with_places().filter(partner=kept)
    held = {one.local_government_id: one for one in in_force}
    passing = Relationship.with_withdrawn.with_places().filter(partner=joined)
    for one in passing.order_by("public_id"):
        holds = one.status != Status.ENDED and one.withdrawn_at is None
        other = held.get(one.local_government_id) if holds else None
        subject, becomes = f"{one} No.{one.public_id}", moved(one, kept)
        survivor = one
        if other is not None:
            survivor = join_relationships(one=one, other=other, on=on)
            yield joined_into(survivor, other if survivor is one else one)
        one.partner = kept
        one.save()
        if holds and one.status != Status.ENDED:
            held[one.local_government_id] = one
        if survivor is one:
            yield Effect("提携", subject, becomes)


def referring() -> Iterator[tuple[type[models.Model], str]]:
    """Yield the tables that refer to partners, each with its column, but for relationships.

    Joins stay as they are: they say what was joined. Search keys and histories have no constraint.
    """
    for relation in relations(Partner()):
        column, model = relation.field, relation.related_model
        is_key = isinstance(column, models.ForeignKey) and getattr(column, "db_constraint", False)
        if is_key and model not in (Join, Relationship):
            yield model, column.name


def pass_on(row: Any, column: str, kept: Partner) -> Iterator[Effect]:
    """Pass a row to the kept partner, unless that has the same already; tell what becomes of it."""
    kind, subject = str(row._meta.verbose_name), subject_of(row)
    joined = getattr(row, column)
    setattr(row, column, kept)
    if is_saved(row, column):
        if column != "joined_to":
            yield Effect(kind, subject, f"{kept}に移る")
    elif isinstance(row, Listing):
        row.partner = joined
        hide(row, kept)
        row.save()
        yield Effect(kind, subject, f"{kept}にも募集があるため、取り下げる", collides=True)
    else:
        row.delete()
        yield Effect(kind, subject, f"{kept}に同じものがあるため、消える", collides=True)


def subject_of(row: Any) -> str:
    """Return the name of a row: of a part that names the partner, that of its record."""
    owners = [field for field in row._meta.concrete_fields if is_owner(field)]
    owner = next((getattr(row, field.name) for field in owners), None)
    if owner is None or isinstance(row, PlaceName):
        return str(row)
    return str(owner)


def is_saved(row: models.Model, *columns: str) -> bool:
    """Whether a row could be saved, or some columns of it: the kept partner has no such row yet."""
    try:
        with transaction.atomic():
            row.save(update_fields=columns or None)
    except IntegrityError:
        return False
    return True
