"""Prefectures and countries as the public sees them, read once for each data version.

The records are shared by all requests: nobody may change them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language

from places.models import Country, LocalGovernment, Partner, Prefecture
from sistercity.kept import kept_for_version
from sistercity.languages import LANGUAGES

PREFECTURE: Any = LocalGovernment._meta.get_field("prefecture")
COUNTRY: Any = Partner._meta.get_field("country")


@kept_for_version(1)
def prefectures() -> Mapping[str, Prefecture]:
    """Return the prefectures by their codes, in the order of these."""
    return {place.code: place for place in Prefecture.objects.all()}


@kept_for_version(1)
def countries() -> Mapping[str, Country]:
    """Return the countries and regions by their codes."""
    return {place.code: place for place in Country.objects.all()}


def has_page(code: str) -> bool:
    """Return whether a country or region, by its code, has a partner, and so a page."""
    return code in codes_with_page()


@kept_for_version(1)
def codes_with_page() -> frozenset[str]:
    """Return the codes of the countries and regions that have a partner, and are not withdrawn."""
    return frozenset(Country.objects.with_partners().values_list("code", flat=True))


def fill_prefectures(governments: Iterable[LocalGovernment]) -> None:
    """Give local governments their prefectures, which then need not be joined."""
    known = prefectures()
    for government in governments:
        if place := known.get(government.prefecture_id):
            PREFECTURE.set_cached_value(government, place)


def fill_countries(partners: Iterable[Partner]) -> None:
    """Give partners their countries or regions, which then need not be joined."""
    known = countries()
    for partner in partners:
        if place := known.get(partner.country_id):
            COUNTRY.set_cached_value(partner, place)


def countries_by_name() -> Sequence[Country]:
    """Return the countries and regions in the order of the page's language."""
    known = countries()
    return [known[code] for code in in_order_of(get_language()) if code in known]


@kept_for_version(len(LANGUAGES))
def in_order_of(language: str | None) -> Sequence[str]:
    """Return the codes of all countries in the order of a language, which is the page's own."""
    return tuple(Country.objects.by_name().values_list("code", flat=True))
