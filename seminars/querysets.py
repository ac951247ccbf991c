"""Reusable reads of seminars."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, CharField, F, Prefetch, Value, When

from places.finding.records import RecordIndex, of_terms
from seminars.offices import Office
from sistercity.dates import Passed, fiscal_year_of
from sistercity.events import EventQuerySet, event_passed
from sistercity.folding import fold

if TYPE_CHECKING:
    from places.finding import Term
    from seminars.models import Seminar


INDEX = RecordIndex(
    "seminars.Seminar",
    places=[
        ("local_government", "named_hosts__local_government"),
        ("country", "delegations__country"),
        ("office", "office"),
    ],
    words=[["search_text"]],
)


def matching(term: "Term") -> set[int]:
    """Return the keys of the seminars of a place that a term means, that hold its word, or both.

    An office goes by its name in the page's language.
    """
    offices = [office for office in Office if fold(str(office.label)).strip() == term.word]
    return INDEX.matching(term) | INDEX.of_places(("office", one) for one in offices)


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
        return of_terms(self, terms, matching)

    def with_hosts(self) -> Self:
        """Fetch the hosts with the seminars, as lists name them; in one query."""
        hosts: Any = self.model._meta.get_field("named_hosts").related_model
        named = hosts._default_manager.select_related("local_government")
        return self.prefetch_related(Prefetch("named_hosts", named))

    def with_places(self) -> Self:
        """Fetch the hosts, and where participants came from, with the seminars."""
        return self.prefetch_related(
            "named_hosts__local_government__prefecture", "delegations__country"
        )
