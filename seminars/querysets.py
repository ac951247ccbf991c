"""Reusable reads of seminars."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, CharField, F, Prefetch, Q, Value, When

from places.models import Country
from places.querysets import any_of, of_terms
from seminars.offices import Office
from sistercity.dates import Passed, fiscal_year_of
from sistercity.events import EventQuerySet, event_passed
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


def seminar_passed(day: Any) -> Case:
    """Return whether a seminar is over on a day, in SQL; without a date its fiscal year tells."""
    year = fiscal_year_of(day)
    undated = Case(
        When(fiscal_year__lt=year, then=Value(Passed.YES)),
        When(fiscal_year=year, then=Value(Passed.PERHAPS)),
        default=Value(Passed.NO),
        output_field=CharField(),
    )
    return event_passed(day, undated=undated)


class SeminarQuerySet(EventQuerySet["Seminar"]):
    """Reads of seminars."""

    def passed(self, day: datetime.date) -> Case:
        """Return whether a seminar is over on a day, in SQL."""
        return seminar_passed(day)

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
            Prefetch("delegations__country", Country.with_withdrawn.with_page_mark()),
        )
