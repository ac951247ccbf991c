"""Reusable reads of conferences."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Model, Prefetch

from places.finding.records import RecordIndex, of_terms
from sistercity.events import EventQuerySet

if TYPE_CHECKING:
    from conferences.models import Conference
    from places.finding import Term


# What a conference is found by: the host, who took part, where it was held, its words.
INDEX = RecordIndex(
    "conferences.Conference",
    places=[
        ("prefecture", "prefecture"),
        ("country", "country"),
        ("local_government", "host_government"),
        ("local_government", "named_governments__local_government"),
        ("partner", "host_partner"),
        ("partner", "named_partners__partner"),
    ],
    words=[["search_text"], ["series__name_ja"], ["series__name_en"]],
)


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
        return of_terms(self, terms, INDEX.matching)

    def with_hosts(self) -> Self:
        """Fetch the series and the host with the conferences, as lists name them."""
        return self.select_related("series", "host_government", "host_partner")

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
