"""What search engines are told of: every page in both languages."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from places.models import Country, GovernmentKind, LocalGovernment, Partner, Prefecture
from relationships.listing_page_sections import open_listings
from relationships.models import Relationship, Release


class BilingualSitemap(Sitemap):  # type: ignore[type-arg]  # generic in the stubs only
    """Pages that exist in both languages at the same path."""

    i18n = alternates = x_default = True
    limit = 5000


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
        return LocalGovernment.objects.of_today().exclude(kind=GovernmentKind.PREFECTURE)


class FormerMunicipalitySitemap(BilingualSitemap):
    """The municipalities that were merged, renamed or raised in rank."""

    def items(self) -> QuerySet[Any]:
        """Return all of them."""
        return LocalGovernment.objects.exclude(exists_until=None).order_by("slug")


class PartnerSitemap(BilingualSitemap):
    """The partners overseas."""

    def items(self) -> QuerySet[Any]:
        """Return all of them."""
        return Partner.objects.order_by("public_id")


class RelationshipSitemap(BilingualSitemap):
    """The relationships, but for the unconfirmed ones."""

    def items(self) -> QuerySet[Any]:
        """Return those that are listed."""
        return Relationship.objects.listed()


class ReleaseSitemap(BilingualSitemap):
    """The releases, but for those that were taken back."""

    def items(self) -> QuerySet[Any]:
        """Return those in force."""
        return Release.objects.standing()


class ListingSitemap(BilingualSitemap):
    """The listings of those who look for a partner today; lapsed and closed ones are left out."""

    def items(self) -> QuerySet[Any]:
        """Return the open ones."""
        return open_listings().order_by("public_id")


class PagesSitemap(BilingualSitemap):
    """The pages that are not about one record, by the names of their addresses."""

    names = (
        "home",
        "search",
        "relationship_list",
        "prefecture_list",
        "local_government_list",
        "country_list",
        "statistics",
        "data",
        "release_list",
        "listing_list",
        "listing_overseas",
        "listing_match",
        "seminar_list",
        "office_list",
        "conference_list",
        "faq",
        "commendation_list",
        "commendation_programme",
        "about",
        "accessibility",
        "privacy",
    )

    def items(self) -> tuple[str, ...]:
        """Return the names."""
        return self.names

    def location(self, item: str) -> str:
        """Return the address."""
        return reverse(item)


SITEMAPS: dict[str, type[BilingualSitemap]] = {
    "pages": PagesSitemap,
    "prefectures": PrefectureSitemap,
    "countries": CountrySitemap,
    "municipalities": LocalGovernmentSitemap,
    "former": FormerMunicipalitySitemap,
    "partners": PartnerSitemap,
    "relationships": RelationshipSitemap,
    "releases": ReleaseSitemap,
    "listings": ListingSitemap,
}
