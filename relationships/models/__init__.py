"""Relationships, the releases of the register, and the listings that look for a partner."""

from relationships.models.relationships import (
    Relationship,
    RelationshipEvent,
    RelationshipSource,
)
from relationships.models.releases import Change, ChangeKind, DatasetPart, Release
from relationships.models.searches import PartnerSearch
from relationships.models.wishes import PartnerSearchSource, PartnerSearchWish

__all__ = [
    "Change",
    "ChangeKind",
    "DatasetPart",
    "PartnerSearch",
    "PartnerSearchSource",
    "PartnerSearchWish",
    "Relationship",
    "RelationshipEvent",
    "RelationshipSource",
    "Release",
]
