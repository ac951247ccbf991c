"""Reusable reads of relationships, releases and listings."""

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self, cast

from django.db.models import F, Q, QuerySet

from sistercity.folding import fold_sql
from sistercity.publication import PublicationQuerySet

if TYPE_CHECKING:
    from places.search import Term
    from relationships.models import Listing, Relationship, Release


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


class ReleaseQuerySet(QuerySet["Release"]):
    """Reads of releases."""

    def standing(self) -> Self:
        """Leave out those that were taken back."""
        return self.filter(undone_at=None)

    def notices(self) -> Self:
        """Keep those with a change notice, newest first; the first release has none."""
        return self.standing().filter(number__gt=1).order_by("-number")


class ListingQuerySet(PublicationQuerySet["Listing"]):
    """Reads of listings that look for a partner."""

    def open_on(self, day: datetime.date) -> Self:
        """Keep those that look for a partner on a day: neither closed nor lapsed.

        A listing lapses 12 months after the latest day that its last confirmation can mean.
        """
        return self.filter(lapses_on__gt=day).exclude(closed_on__lte=day)

    def standing_on(self, day: datetime.date) -> Self:
        """Leave out those that are closed on a day; lapsed ones stay."""
        return self.exclude(closed_on__lte=day)

    def japanese(self) -> Self:
        """Keep Japanese governments that look for a partner overseas."""
        return self.filter(local_government__isnull=False)

    def overseas(self) -> Self:
        """Keep governments overseas that look for a Japanese one."""
        return self.filter(partner__isnull=False)

    def with_places(self) -> Self:
        """Fetch the government with the listing."""
        return self.select_related("local_government__prefecture", "partner__country")

    def with_wishes(self) -> Self:
        """Fetch what the listing wishes for with it."""
        return self.prefetch_related("wishes__country", "wishes__prefecture")

    def open_first(self) -> Self:
        """Order by the day of lapsing, latest first: the open ones, then those lapsed last.

        Holds for listings that are not closed.
        """
        return self.order_by(F("lapses_on").desc(nulls_last=True), "public_id")

    def newest(self) -> Self:
        """Order by the last confirmation, newest first."""
        return self.order_by(F("confirmed_on").desc(nulls_last=True), "public_id")
