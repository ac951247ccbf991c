"""What becomes of relationships when another local government takes them over."""

import datetime
from collections.abc import Iterator

from places.models import LocalGovernment
from places.reorganisations import TRANSFERS, Effect
from relationships.register.actions import join_relationships
from relationships.register.choices import Status
from relationships.register.models import Relationship


def take_over(
    predecessor: LocalGovernment, successor: LocalGovernment, on: datetime.date
) -> Iterator[Effect]:
    """Pass relationships to a successor; two in force with one partner become one."""
    held = {
        one.partner_id: one
        for one in Relationship.objects.in_force().filter(local_government=successor)
    }
    taken = Relationship.objects.with_places().filter(local_government=predecessor)
    for one in taken.order_by("public_id"):
        other = held.get(one.partner_id) if one.status != Status.ENDED else None
        subject = f"{one} No.{one.public_id}"
        yield Effect("提携", subject, f"{successor}に移る", number=one.public_id)
        if other is not None:
            kept = join_relationships(one=one, other=other, on=on)
            yield joined_into(kept, other if kept is one else one)
        one.refresh_from_db()
        one.local_government = successor
        if one.former_local_government is None:
            one.former_local_government = predecessor
        one.save()
        if one.status != Status.ENDED:
            held[one.partner_id] = one


def joined_into(kept: Relationship, joined: Relationship) -> Effect:
    """Return what becomes of the one of two relationships that is joined into the other."""
    subject = f"{joined} No.{joined.public_id}"
    becomes = f"{kept} No.{kept.public_id}と重なるため、No.{kept.public_id}に統合"
    return Effect("提携", subject, becomes, collides=True, number=joined.public_id)


TRANSFERS.append(take_over)
