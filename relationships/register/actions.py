"""Writes of relationships."""

from django.db import transaction

from places.actions import next_public_id
from relationships.register.models import Relationship


@transaction.atomic
def add_relationship(*, relationship: Relationship) -> Relationship:
    """Store a new relationship under the next public number."""
    relationship.public_id = next_public_id(model=Relationship)
    relationship.save()
    return relationship
