"""The staff desk's pages of relationships."""

from relationships.admin.relationships import RelationshipAdmin

__all__ = ["RelationshipAdmin"]
