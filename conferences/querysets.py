"""Reusable reads of conferences."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Model, Prefetch, Q, QuerySet
from django.db.models.lookups import Contains

from places.querysets import any_of, of_terms
from sistercity.events import EventQuerySet
from sistercity.folding import fold_sql

if TYPE_CHECKING:
    from conferences.models import Conference
    from places.finding import Term


def matches(term: "Term") -> Q:
    """Return the condition that a conference is of a place that a term means, or holds its word.

    The places are those of the host, of who took part, and where it was held.
    """
    found = any_of({"prefecture": term.prefectures, "country": term.countries})
    for path in ("host_government", "named_governments__local_government"):
        found |= term.of_government(path)
    for path in ("host_partner", "named_partners__partner"):
        found |= term.of_partner(path)
    if term.word:
        found |= Q(search_text__contains=term.word) | Q(series__in=named(term.word))
    return found


def named(word: str) -> QuerySet[Any]:
    """Return the series whose names hold a folded word; apart, so that each is folded once."""
    series = apps.get_model("conferences", "Series")._default_manager
    names = (Q(Contains(fold_sql(column), word)) for column in ("name_ja", "name_en"))
    return series.filter(reduce(or_, names)).values("pk")


def fetched(model: type[Model], relation: str, *places: str) -> "Prefetch[Any]":
    """Return the prefetch of a relation's rows together with their places, in one query."""
    rows: Any = model._meta.get_field(relation).related_model
    return Prefetch(relation, rows._default_manager.select_related(*places))


class ConferenceQuerySet(EventQuerySet["Conference"]):
    """Reads of conferences."""

    def newest(self) -> Self:
        """Order by series, then by number, newest first."""
        return self.order_by("series__position", "-number")

    def matching(self, terms: Sequence["Term"]) -> Self:
        """Keep those that match each term of a search: by a place, the series, or their words."""
        return of_terms(self, terms, matches)

    def with_places(self) -> Self:
        """Fetch the series, where it is held, and the host with the conferences."""
        return self.select_related(
            "series",
            "prefecture",
            "country",
            "host_government__prefecture",
            "host_partner__country",
        )

    def with_people(self) -> Self:
        """Fetch who took part, the sub-themes and the documents with the conferences."""
        return self.prefetch_related(
            fetched(self.model, "named_governments", "local_government__prefecture"),
            fetched(self.model, "named_partners", "partner__country", "country"),
            "sub_themes",
            "documents",
        )
