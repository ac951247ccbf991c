"""Reusable reads of the International Exchange Commendation."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import F, Prefetch, Q, QuerySet

from places.finding.records import RecordIndex, of_terms
from places.lineage import heritage
from places.models import Country, LocalGovernment, Partner, Prefecture
from sistercity.languages import LANGUAGES
from sistercity.publication import PublicationQuerySet

if TYPE_CHECKING:
    from commendations.models import Commendation, Edition
    from places.finding import Term

# What a page is about: a commendation may name any of these.
Place = LocalGovernment | Partner | Prefecture | Country
# The texts that a search looks into beside the names of recipients and places.
WORDS = ("summary", "edition__award_name", "named_partners__name")
INDEX = RecordIndex(
    "commendations.Commendation",
    places=[
        ("local_government", "named_governments__local_government"),
        ("partner", "named_partners__partner"),
        ("country", "named_partners__country"),
        ("prefecture", "prefecture"),
    ],
    words=[
        ["search_text"],
        *([f"{path}_{code}"] for path in WORDS for code in LANGUAGES),
    ],
)


class EditionQuerySet(PublicationQuerySet["Edition"]):
    """Reads of editions."""

    def newest(self) -> Self:
        """Order by number, newest first, the one of unknown number last."""
        return self.order_by(F("number").desc(nulls_last=True))


class CommendationQuerySet(QuerySet["Commendation"]):
    """Reads of commendations."""

    def published(self, at: datetime.datetime) -> Self:
        """Keep those whose edition the public sees at a moment (with its time zone)."""
        return self.filter(edition__published_at__lte=at)

    def with_country(self, code: str) -> Self:
        """Keep those for exchange with a country or region, whether or not with a partner."""
        named = Q(named_partners__partner__country=code) | Q(named_partners__country=code)
        return self.filter(pk__in=self.model.objects.filter(named))

    def naming(self, place: Place) -> Self:
        """Keep those that name a place: for a prefecture its governments' too, as for a country."""
        if isinstance(place, Country):
            return self.with_country(place.code)
        if isinstance(place, Partner):
            named = Q(named_partners__partner=place)
        elif isinstance(place, LocalGovernment):
            named = Q(named_governments__local_government__in=heritage(place))
        else:
            of_it = Q(named_governments__local_government__prefecture=place)
            named = Q(prefecture=place) | of_it
        return self.filter(pk__in=self.model.objects.filter(named))

    def matching(self, terms: Sequence["Term"]) -> Self:
        """Keep those that match each term of a search: by a place of theirs, or by their words."""
        return of_terms(self, terms, INDEX.matching)

    def with_places(self) -> Self:
        """Fetch the edition, and every place that is named."""
        governments, partners = (
            apps.get_model("commendations", name)._default_manager
            for name in ("CommendationGovernment", "CommendationPartner")
        )
        return self.select_related("edition", "prefecture").prefetch_related(
            Prefetch(
                "named_governments", governments.select_related("local_government__prefecture")
            ),
            Prefetch(
                "named_partners",
                partners.select_related("partner__country", "country"),
            ),
        )

    def newest(self) -> Self:
        """Order by edition, newest first, then as the edition lists them."""
        return self.order_by(F("edition__number").desc(nulls_last=True), "pk")
