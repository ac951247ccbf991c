"""Writes of relationships."""

from collections.abc import Iterable

import pgtrigger
from django.db import transaction

from places.actions import next_public_id
from relationships.register.choices import Status
from relationships.register.models import Relationship


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
    relationships = Relationship.objects.in_force().filter(pk__in=list(keys))
    parked = dict(relationships.values_list("pk", "status"))
    with pgtrigger.ignore("register.Relationship:update_update"):
        relationships.update(status=Status.ENDED)
    return parked
