"""Joining two records of one thing into one of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.transaction import atomic
from django.utils import timezone

from places.models import Partner
from places.reorganisations import Effect
from relationships.joins.models import Join, JoinKind
from relationships.joins.pairs import check_relationships, join_pair
from relationships.joins.partners import check_partners, join_partners
from relationships.register.models import Relationship
from sistercity.models import broken_rule, lock_content

SOURCE = "join"  # in the history


@dataclass(frozen=True)
class Joinable:
    """A kind of record that can be joined: its model, what is checked, and what joins two."""

    model: type[Partner | Relationship]
    check: Callable[[Any, Any], None]
    join: Callable[..., Iterable[Effect]]


JOINABLE = {
    JoinKind.PARTNER: Joinable(Partner, check_partners, join_partners),
    JoinKind.RELATIONSHIP: Joinable(Relationship, check_relationships, join_pair),
}


@atomic
def join(
    *, kind: JoinKind, kept: Any, joined: Any, who: str, reason: str
) -> tuple[Join, list[Effect]]:
    """Join a record into the one that is kept; return the join, and what became of records.

    Raises ValidationError where the two cannot be one, or a rule would be broken.
    """
    lock_content()
    joinable = JOINABLE[kind]
    for one in (kept, joined):
        one.refresh_from_db()
    check(kept, joined)
    joinable.check(kept, joined)
    try:
        with pghistory.context(source=SOURCE, who=who, reason=reason) as context, atomic():
            effects = list(joinable.join(kept, joined, timezone.localdate()))
    except IntegrityError as error:
        raise ValidationError(broken_rule(joinable.model, error)) from error
    record = Join(joined_at=timezone.now(), joined_by=who, reason=reason)
    record.history_context = context.id
    setattr(record, f"kept_{kind}", kept)
    setattr(record, f"joined_{kind}", joined)
    record.save()
    return record, effects


def check(kept: Any, joined: Any) -> None:
    """Raise ValidationError where one of two records cannot be joined at all."""
    if kept == joined:
        raise ValidationError("同じ記録です。別の記録の公開番号を入力してください。")
    for one in (kept, joined):
        if one.joined_to:
            raise ValidationError(
                f"No.{one.public_id}は、すでにNo.{one.joined_to.public_id}に統合されています。"
            )
        if one.withdrawn_at:
            raise ValidationError(
                f"No.{one.public_id}は取り下げられています。統合するなら、先に公開に戻してください。"
            )
