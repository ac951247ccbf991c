"""Writes of relationships and partner searches."""

from django.db import transaction

from places.actions import next_public_id
from relationships.models import PartnerSearch, Relationship


@transaction.atomic
def add_relationship(*, relationship: Relationship) -> Relationship:
    """Store a new relationship under the next public number."""
    relationship.public_id = next_public_id(model=Relationship)
    relationship.save()
    return relationship


@transaction.atomic
def add_partner_search(*, search: PartnerSearch) -> PartnerSearch:
    """Store a new listing under the next public number."""
    search.public_id = next_public_id(model=PartnerSearch)
    search.save()
    return search
