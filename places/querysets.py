"""Reusable reads of places."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import get_language

from sistercity.folding import Fold, PlainKana

if TYPE_CHECKING:
    from places.models import Country, LocalGovernment, Partner


def name_order(prefix: str = "") -> list[Any]:
    """Return the order of names in the page's language: by reading, or by letters without accents.

    ``prefix`` is the path to the place. The database's own collation goes by code point.
    """
    if get_language() == "ja":
        return [PlainKana(f"{prefix}kana"), f"{prefix}kana"]
    return [Fold(f"{prefix}name_en"), Lower(f"{prefix}name_en")]


class CountryQuerySet(QuerySet["Country"]):
    """Reads of countries and regions."""

    def with_partners(self) -> Self:
        """Keep those that have a partner, and so a page."""
        return self.filter(pk__in=self.model.objects.filter(partners__isnull=False))

    def by_name(self) -> Self:
        """Order by name, as the page's language does."""
        return self.order_by(*name_order())


class LocalGovernmentQuerySet(QuerySet["LocalGovernment"]):
    """Reads of local governments."""

    def of_today(self) -> Self:
        """Leave out the ones that were merged or renamed."""
        return self.filter(exists_until=None)

    def named(self, word: str) -> Self:
        """Keep those with the folded word in their names, a predecessor's or the prefecture's."""
        other, former = "names__search_text", "inheritances__predecessor__search_text"
        return self.filter(
            Q(search_text__contains=word)
            | Q(prefecture__search_text__contains=word)
            | Q(pk__in=self.model.objects.filter(**{f"{other}__contains": word}))
            | Q(pk__in=self.model.objects.filter(**{f"{former}__contains": word}))
        )


class PartnerQuerySet(QuerySet["Partner"]):
    """Reads of partners overseas."""

    def named(self, word: str) -> Self:
        """Keep those with the folded word in their names, a predecessor's or the country's."""
        other, former = "names__search_text", "predecessors__search_text"
        return self.filter(
            Q(search_text__contains=word)
            | Q(country__search_text__contains=word)
            | Q(pk__in=self.model.objects.filter(**{f"{other}__contains": word}))
            | Q(pk__in=self.model.objects.filter(**{f"{former}__contains": word}))
        )
