"""Relationships, releases of the register, listings that look for a partner, what people send."""

from relationships.models.listings import Listing
from relationships.models.messages import (
    FormCount,
    RenewalLink,
    Submission,
    SubmissionKind,
    SubmissionStatus,
)
from relationships.models.relationships import (
    Relationship,
    RelationshipEvent,
    RelationshipSource,
)
from relationships.models.releases import Change, ChangeKind, DatasetPart, Release
from relationships.models.wishes import ListingSource, ListingWish

__all__ = [
    "Change",
    "ChangeKind",
    "DatasetPart",
    "FormCount",
    "Listing",
    "ListingSource",
    "ListingWish",
    "Relationship",
    "RelationshipEvent",
    "RelationshipSource",
    "Release",
    "RenewalLink",
    "Submission",
    "SubmissionKind",
    "SubmissionStatus",
]
