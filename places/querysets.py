"""Reusable reads of places."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import get_language

from sistercity.folding import PlainKana, fold_sql

if TYPE_CHECKING:
    from places.models import Country, LocalGovernment, Partner

Rows = TypeVar("Rows", bound=QuerySet[Any])
Term = TypeVar("Term")


def name_order(prefix: str = "") -> list[Any]:
    """Return the order of names in the page's language: by reading, or by letters without accents.

    ``prefix`` is the path to the place. The database's own collation goes by code point.
    """
    if get_language() == "ja":
        return [PlainKana(f"{prefix}kana"), f"{prefix}kana"]
    return [fold_sql(f"{prefix}name_en"), Lower(f"{prefix}name_en")]


def any_of(places: Mapping[str, Collection[Any]]) -> Q:
    """Return the condition that a column, named by its path, holds one of its places.

    Columns without places are left out, and with them the joins of tables on the way.
    """
    parts = [Q(**{f"{path}__in": sorted(pks)}) for path, pks in places.items() if pks]
    return reduce(or_, parts, Q(pk__in=()))


def of_terms(rows: Rows, terms: Iterable[Term], condition: Callable[[Term], Q]) -> Rows:
    """Keep the rows that meet the condition of every term of a search; none without a term.

    Their keys are read first: joins of the condition and of the rows in one query are too many
    for PostgreSQL to plan quickly.
    """
    found = None
    for term in terms:
        keys = set(rows.model._default_manager.filter(condition(term)).values_list("pk", flat=True))
        found = keys if found is None else found & keys
    return rows.filter(pk__in=found or ())


class CountryQuerySet(QuerySet["Country"]):
    """Reads of countries and regions."""

    def with_partners(self) -> Self:
        """Keep those that have a partner, and so a page."""
        return self.filter(pk__in=self.model.objects.filter(partners__isnull=False))

    def with_page_mark(self) -> Self:
        """Mark each by ``has_page``: whether it has a partner, and so a page."""
        own = self.model.objects.filter(pk=OuterRef("pk"), partners__isnull=False)
        return self.annotate(has_page=Exists(own))

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
