"""Reusable reads of relationships."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self, cast

from django.db.models import F, QuerySet

from places.areas import fill_countries, fill_prefectures
from places.finding.records import RecordIndex, of_terms

if TYPE_CHECKING:
    from places.finding import Term
    from relationships.register.models import Relationship


# What tables show of a relationship, of its two sides and of the links to them.
SHOWN = (
    *("public_id", "kind", "status", "counting", "confidence"),
    *("established_on", "established_precision"),
    *(f"local_government__{name}" for name in ("name_en", "name_ja", "kind", "slug", "prefecture")),
    *(f"partner__{name}" for name in ("name_en", "name_ja", "state_en", "state_ja")),
    *(f"partner__{name}" for name in ("public_id", "country")),
)


INDEX = RecordIndex(
    "register.Relationship",
    places=[("local_government", "local_government"), ("partner", "partner")],
    words=[["former_name"]],
)


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

    def in_full(self) -> list["Relationship"]:
        """Read the rows, in their order, with both sides and their areas.

        Their keys are read first: else PostgreSQL joins and sorts whole rows, with all their texts,
        of which a page shows 50.
        """
        keys = list(self.values_list("pk", flat=True))
        rows = {row.pk: row for row in self.model.objects.filter(pk__in=keys).filled()}
        return [rows[key] for key in keys if key in rows]

    def part_in_full(self, first: int, last: int) -> list["Relationship"]:
        """Read the rows from one position up to another."""
        return self[first:last].in_full()

    def filled(self) -> list["Relationship"]:
        """Read what tables show of the rows, with both sides and their areas.

        Without their keys first: for few rows, as those of a municipality.
        """
        rows = list(self.select_related("local_government", "partner").only(*SHOWN))
        fill_prefectures(row.local_government for row in rows)
        fill_countries(row.partner for row in rows)
        return rows

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
        return of_terms(self, terms, INDEX.matching)

    def newest(self) -> Self:
        """Order by date, newest first, those without a date last."""
        return self.order_by(F("established_on").desc(nulls_last=True), "public_id")

    def oldest(self) -> Self:
        """Order by date, oldest first, those without a date last."""
        return self.order_by(F("established_on").asc(nulls_last=True), "public_id")
