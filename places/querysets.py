"""Reusable reads of places."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import get_language

from places.keys import RANK_WORDS, bare, key, rank
from sistercity.dates import Today
from sistercity.folding import fold_sql, plain_kana_sql

if TYPE_CHECKING:
    from places.models import (
        Country,
        LocalGovernment,
        Partner,
        Prefecture,
        Reorganisation,
        Succession,
    )

Place_co = TypeVar("Place_co", bound=Model, covariant=True)


def gone(path: str = "") -> Q:
    """Return the condition that a place, at the path, is no more today: ``Point.is_gone``."""
    return Q(**{f"{path}exists_until__lte": Today()})


def to_come(path: str = "") -> Q:
    """Return the condition that a place, at the path, is yet to come: ``Point.is_to_come``."""
    return Q(**{f"{path}exists_from__gt": Today()})


def of_today(path: str = "") -> Q:
    """Return the condition that a place, at the path, is one of today: ``Point.is_of_today``."""
    return ~gone(path) & ~to_come(path)


def name_order(prefix: str = "") -> list[Any]:
    """Return the order of names in the page's language: by reading, or by letters without accents.

    ``prefix`` is the path to the place. The database's own collation goes by code point.
    """
    if get_language() == "ja":
        return [plain_kana_sql(f"{prefix}kana"), f"{prefix}kana"]
    return [fold_sql(f"{prefix}name_en"), Lower(f"{prefix}name_en")]


class PlaceQuerySet(QuerySet[Place_co]):
    """Reads of places of any kind, which have keys of their names (``places.models.SearchKey``)."""

    # The ranks, as ``places.keys`` has them, that a name of such a place can be given.
    ranks: Collection[str] = ()

    def bearing(self, word: str, lookup: str = "contains") -> Self:
        """Keep those of which a name, or the code, has the word in its key, or begins with it.

        ``lookup`` is "contains" or "startswith". A name with its rank in another language is found
        too, where the rank can be that of such a place: Osaka-shi is Osaka City, no prefecture. A
        word of signs alone is in no key.
        """
        if not (wanted := key(word)):
            return self.none()
        # An m may be an n in the key, as what follows says: “gotem” begins Gotemba.
        half_typed = key(f"{word}b").removesuffix("b")
        condition = Q(**{f"keys__key__{lookup}": wanted}) | Q(
            **{f"keys__key__{lookup}": half_typed}
        )
        if rank(word) in self.ranks and (without_rank := bare(word)):
            condition |= Q(keys__key=without_rank)
        found = self.model._base_manager.filter(condition)
        return self.filter(pk__in=found.values("pk"))

    def named(self, word: str) -> Self:
        """Keep those that a word finds."""
        return self.bearing(word)


class CountryQuerySet(PlaceQuerySet["Country"]):
    """Reads of countries and regions."""

    def with_partners(self) -> Self:
        """Keep those that have a partner, and so a page."""
        return self.filter(pk__in=partners_of(self).values("country"))

    def by_name(self) -> Self:
        """Order by name, as the page's language does."""
        return self.order_by(*name_order())


def partners_of(countries: CountryQuerySet) -> "PartnerQuerySet":
    """Return the partners overseas; those that were withdrawn are none."""
    model: Any = countries.model._meta.get_field("partners").related_model
    found: PartnerQuerySet = model.objects.all()
    return found


class PrefectureQuerySet(PlaceQuerySet["Prefecture"]):
    """Reads of prefectures."""

    ranks = ("prefecture",)


class LocalGovernmentQuerySet(PlaceQuerySet["LocalGovernment"]):
    """Reads of local governments."""

    ranks = RANK_WORDS

    def of_today(self) -> Self:
        """Leave out the ones that were merged or renamed, and those that are yet to come."""
        return self.filter(of_today())

    def gone(self) -> Self:
        """Keep the ones that were merged, renamed or raised in rank."""
        return self.filter(gone())

    def bearing(self, word: str, lookup: str = "contains") -> Self:
        """Keep those that have the name; that of a prefecture is its government's too."""
        own = super().bearing(word, lookup)
        of_prefectures = Q(
            kind="prefecture", prefecture__in=prefectures_bearing(self, word, lookup)
        )
        return self.filter(Q(pk__in=own.values("pk")) | of_prefectures)

    def named(self, word: str) -> Self:
        """Keep those with the word in their names, a predecessor's or the prefecture's."""
        every = self.model.with_withdrawn.all()
        own = every.bearing(word)
        heirs = every.filter(
            inheritances__predecessor__in=own.values("pk"), inheritances__on__lte=Today()
        )
        return self.filter(
            Q(pk__in=own.values("pk"))
            | Q(pk__in=heirs.values("pk"))
            | Q(prefecture__in=prefectures_bearing(self, word))
        )


def prefectures_bearing(
    rows: LocalGovernmentQuerySet, word: str, lookup: str = "contains"
) -> PrefectureQuerySet:
    """Return the prefectures that have a name."""
    model: Any = rows.model._meta.get_field("prefecture").related_model
    found: PrefectureQuerySet = model.objects.bearing(word, lookup)
    return found


class ReorganisationQuerySet(QuerySet["Reorganisation"]):
    """Reads of reorganisations."""

    def planned(self) -> Self:
        """Keep those that were not carried out yet, the next first."""
        return self.filter(state="planned").order_by("on", "pk")

    def of_place(self, place: "LocalGovernment") -> Self:
        """Keep those that a local government is a side of."""
        sides = Q(successions__predecessor=place) | Q(successions__successor=place)
        return self.filter(sides).distinct()

    def due(self) -> Self:
        """Keep those of which the day has come, the first one first."""
        return self.planned().filter(on__lte=Today())


class SuccessionQuerySet(QuerySet["Succession"]):
    """Reads of what became of local governments, and of what is to become of them."""

    def happened(self) -> Self:
        """Keep those of which the day has come."""
        return self.filter(on__lte=Today())

    def of_place(self, place: "LocalGovernment") -> Self:
        """Keep those of a local government, on either side, with both sides, the latest first."""
        rows = self.filter(Q(predecessor=place) | Q(successor=place))
        return rows.select_related("predecessor", "successor", "reorganisation")


class PartnerQuerySet(PlaceQuerySet["Partner"]):
    """Reads of partners overseas."""

    ranks = RANK_WORDS

    def named(self, word: str) -> Self:
        """Keep those with the word in their names, a predecessor's or the country's."""
        every = self.model.with_withdrawn.all()
        own = every.bearing(word)
        heirs = every.filter(predecessors__in=own.values("pk"))
        countries: Any = self.model._meta.get_field("country").related_model
        return self.filter(
            Q(pk__in=own.values("pk"))
            | Q(pk__in=heirs.values("pk"))
            | Q(country__in=countries.objects.bearing(word))
        )
