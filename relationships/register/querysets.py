"""Reusable reads of relationships."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self, cast

from django.db.models import F, Q, QuerySet

from sistercity.folding import fold_sql

if TYPE_CHECKING:
    from places.finding import Term
    from relationships.register.models import Relationship


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
        """Leave out records of confidence C, which are under review, and those without a page."""
        return self.with_page().exclude(confidence="C")

    def with_page(self) -> Self:
        """Leave out those that were joined with another one, whose numbers lead to that one."""
        return self.filter(joined_to=None)

    def with_places(self) -> Self:
        """Fetch both sides with the relationship."""
        return self.select_related(
            "local_government__prefecture",
            "former_local_government",
            "partner__country",
        )

    def between(self, sides: Iterable[tuple[int, int]]) -> Self:
        """Keep those of the given pairs of local government and partner, by primary key."""
        governments, partners = zip(*sides, strict=True)
        # Pairs of two lists: the query interface has no words for it.
        found = self.extra(
            where=["(local_government_id, partner_id) IN (SELECT * FROM unnest(%s, %s))"],
            params=[list(governments), list(partners)],
        )
        return cast("Self", found)

    def matching(self, terms: Sequence["Term"]) -> Self:
        """Keep those of which a side, or the former name of one, matches each term of a search."""
        if not terms:
            return self.none()
        found = self.alias(folded_former_name=fold_sql("former_name"))
        for term in terms:
            # Most have no former name: those need not be folded.
            former = Q(former_name__gt="", folded_former_name__contains=term.word)
            found = found.filter(term.of_government() | term.of_partner() | former)
        return found

    def newest(self) -> Self:
        """Order by date, newest first, those without a date last."""
        return self.order_by(F("established_on").desc(nulls_last=True), "public_id")

    def oldest(self) -> Self:
        """Order by date, oldest first, those without a date last."""
        return self.order_by(F("established_on").asc(nulls_last=True), "public_id")
