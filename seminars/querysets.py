"""Reusable reads of seminars."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from django.db.models import F, Prefetch, Q

from places.models import Country
from places.querysets import any_of, of_terms
from seminars.offices import Office
from sistercity.events import EventQuerySet
from sistercity.folding import fold

if TYPE_CHECKING:
    from places.finding import Term
    from seminars.models import Seminar


def matches(term: "Term") -> Q:
    """Return the condition that a seminar is of a place that a term means, or holds its word."""
    found = term.of_government("named_hosts__local_government")
    found |= any_of({"delegations__country": term.countries})
    if term.word:
        offices = [office for office in Office if fold(str(office.label)).strip() == term.word]
        found |= Q(search_text__contains=term.word) | Q(office__in=offices)
    return found


class SeminarQuerySet(EventQuerySet["Seminar"]):
    """Reads of seminars."""

    def newest(self) -> Self:
        """Order by fiscal year and first day, newest first, those without a date last."""
        return self.order_by(
            "-fiscal_year", F("starts_on").desc(nulls_last=True), "office", "sequence"
        )

    def matching(self, terms: Sequence["Term"]) -> Self:
        """Keep those that match each term of a search: by a place, the office, or their words."""
        return of_terms(self, terms, matches)

    def with_places(self) -> Self:
        """Fetch the hosts, and where participants came from, with the seminars."""
        return self.prefetch_related(
            "named_hosts__local_government__prefecture",
            Prefetch("delegations__country", Country.objects.with_page_mark()),
        )
