"""Reusable reads of relationships."""

from typing import TYPE_CHECKING, Self

from django.db.models import F, QuerySet

if TYPE_CHECKING:
    from relationships.models import Relationship


class RelationshipQuerySet(QuerySet["Relationship"]):
    """Reads of relationships."""

    def counted(self) -> Self:
        """Keep what CLAIR's rule counts, in force or not."""
        return self.filter(counting="counted")

    def in_force(self) -> Self:
        """Leave out the ended ones; suspended and dormant ones are in force."""
        return self.exclude(status="ended")

    def in_the_totals(self) -> Self:
        """Keep what every total on the site counts."""
        return self.counted().in_force()

    def listed(self) -> Self:
        """Leave out records of confidence C, which are under review."""
        return self.exclude(confidence="C")

    def with_places(self) -> Self:
        """Fetch both sides with the relationship."""
        return self.select_related(
            "local_government__prefecture",
            "former_local_government",
            "partner__country",
        )

    def newest(self) -> Self:
        """Order by date, newest first, those without a date last."""
        return self.order_by(F("established_on").desc(nulls_last=True), "public_id")

    def oldest(self) -> Self:
        """Order by date, oldest first, those without a date last."""
        return self.order_by(F("established_on").asc(nulls_last=True), "public_id")
