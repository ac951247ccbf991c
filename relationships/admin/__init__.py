"""The staff desk's pages of relationships, releases, listings, and what people sent."""

from relationships.admin.listings import ListingAdmin
from relationships.admin.messages import RenewalLinkAdmin, SubmissionAdmin
from relationships.admin.relationships import RelationshipAdmin
from relationships.admin.releases import ReleaseAdmin

__all__ = [
    "ListingAdmin",
    "RelationshipAdmin",
    "ReleaseAdmin",
    "RenewalLinkAdmin",
    "SubmissionAdmin",
]
