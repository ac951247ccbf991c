"""Reusable reads of the International Exchange Commendation."""

import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import F, Q, QuerySet

from sistercity.publication import PublicationQuerySet

if TYPE_CHECKING:
    from commendations.models import Commendation, Edition


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

    def newest(self) -> Self:
        """Order by edition, newest first, then as the edition lists them."""
        return self.order_by(F("edition__number").desc(nulls_last=True), "pk")
