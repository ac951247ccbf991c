"""What becomes of relationships when another local government takes them over."""

import datetime
from collections.abc import Iterator, Sequence

from places.models import LocalGovernment, Partner
from places.reorganisations import TRANSFERS, Effect
from relationships.register.actions import join_relationships
from relationships.register.choices import Status
from relationships.register.models import Relationship
from sistercity.withdrawal import Withdrawable


def take_over(
    predecessors: Sequence[LocalGovernment], successor: LocalGovernment, on: datetime.date
) -> Iterator[Effect]:
    """Pass relationships to a successor; of those in force with one partner the oldest is kept.

    Withdrawn ones pass on too, and stay withdrawn: each can be put back where it belongs then.
    """
    own = Relationship.objects.with_places().in_force().filter(local_government=successor)
    held = {one.partner_id: one for one in own}
    passing = Relationship.with_withdrawn.filter(local_government__in=predecessors)
    for one in passing.with_places().oldest():
        yield passes(one, successor, on)
        if one.status == Status.ENDED or one.withdrawn_at:
            continue
        other = held.get(one.partner_id)
        kept = held[one.partner_id] = one
        if other is not None:
            kept = held[one.partner_id] = join_relationships(one=one, other=other, on=on)
            yield joined_into(kept, other if kept is one else one)
    # After the joins, so that the stories say whose each relationship was.
    for one in passing.select_related("local_government"):
        one.former_local_government = one.former_local_government or one.local_government
        one.local_government = successor
        one.save(update_fields=["local_government", "former_local_government"])


def passes(one: Relationship, successor: LocalGovernment, on: datetime.date) -> Effect:
    """Return what becomes of a relationship that passes to the successor."""
    subject, becomes = f"{one} No.{one.public_id}", moved(one, successor)
    is_late = one.established is not None and one.established.first >= on
    if is_late:
        becomes += f"（{one.established.isoformat()}に締結。期日を確かめてください）"
    return Effect("提携", subject, becomes, doubtful=is_late, number=one.public_id)


def moved(record: Withdrawable, successor: LocalGovernment | Partner) -> str:
    """Return what becomes of a record that passes to a successor, or to a kept partner."""
    return f"取下げのまま、{successor}に移る" if record.withdrawn_at else f"{successor}に移る"


def joined_into(kept: Relationship, joined: Relationship) -> Effect:
    """Return what becomes of the one of two relationships that is joined into the other."""
    subject = f"{joined} No.{joined.public_id}"
    becomes = f"{kept} No.{kept.public_id}と重なるため、No.{kept.public_id}に統合"
    return Effect("提携", subject, becomes, collides=True, number=joined.public_id)


TRANSFERS.append(take_over)
