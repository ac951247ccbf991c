"""The staff desk's pages of relationships, their releases, and partner searches."""

from relationships.admin.relationships import RelationshipAdmin
from relationships.admin.releases import ReleaseAdmin
from relationships.admin.searches import PartnerSearchAdmin

__all__ = ["PartnerSearchAdmin", "RelationshipAdmin", "ReleaseAdmin"]
