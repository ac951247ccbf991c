"""What search engines are told of the register and of the places in it."""

from typing import Any

from django.db.models import QuerySet

from places.models import Country, GovernmentKind, LocalGovernment, Partner, Prefecture
from relationships.register.models import Relationship
from sistercity.sitemaps import BilingualSitemap

PATH = ("slug", "kind")  # what the path of a municipality is made of


class PrefectureSitemap(BilingualSitemap):
    """The prefectures."""

    def items(self) -> QuerySet[Any]:
        """Return all of them."""
        return Prefecture.objects.all()


class CountrySitemap(BilingualSitemap):
    """The countries and regions that have a partner."""

    def items(self) -> QuerySet[Any]:
        """Return those with a page."""
        return Country.objects.with_partners()


class LocalGovernmentSitemap(BilingualSitemap):
    """The local governments of today, but for prefectures, which have pages of their own."""

    def items(self) -> QuerySet[Any]:
        """Return the cities, special wards, towns and villages."""
        return (
            LocalGovernment.objects.of_today().exclude(kind=GovernmentKind.PREFECTURE).only(*PATH)
        )


class FormerMunicipalitySitemap(BilingualSitemap):
    """The municipalities that were merged, renamed or raised in rank."""

    def items(self) -> QuerySet[Any]:
        """Return all of them."""
        return LocalGovernment.objects.gone().order_by("slug").only(*PATH)


class PartnerSitemap(BilingualSitemap):
    """The partners overseas."""

    def items(self) -> QuerySet[Any]:
        """Return all of them."""
        return Partner.objects.order_by("public_id").only("public_id", "name_en")


class RelationshipSitemap(BilingualSitemap):
    """The relationships, but for the unconfirmed ones."""

    def items(self) -> QuerySet[Any]:
        """Return those that are listed."""
        return Relationship.objects.listed().only("public_id")


PAGES = (
    "home",
    "relationship_list",
    "prefecture_list",
    "local_government_list",
    "country_list",
    "statistics",
    "data",
)
SITEMAPS: dict[str, type[BilingualSitemap]] = {
    "prefectures": PrefectureSitemap,
    "countries": CountrySitemap,
    "municipalities": LocalGovernmentSitemap,
    "former": FormerMunicipalitySitemap,
    "partners": PartnerSitemap,
    "relationships": RelationshipSitemap,
}
