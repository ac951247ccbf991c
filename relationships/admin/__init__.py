"""The staff desk's pages of relationships, releases, partner searches, and what people sent."""

from relationships.admin.messages import RenewalLinkAdmin, SubmissionAdmin
from relationships.admin.relationships import RelationshipAdmin
from relationships.admin.releases import ReleaseAdmin
from relationships.admin.searches import PartnerSearchAdmin

__all__ = [
    "PartnerSearchAdmin",
    "RelationshipAdmin",
    "ReleaseAdmin",
    "RenewalLinkAdmin",
    "SubmissionAdmin",
]
