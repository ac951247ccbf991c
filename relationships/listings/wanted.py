"""What wishes mean: which countries a wish takes in, and what it is called."""

from collections.abc import Iterable
from functools import cache

from babel import Locale
from babel.languages import get_official_languages
from django.utils.translation import gettext as _

from places.models import Country
from relationships.listings.choices import Language
from relationships.listings.models import ListingWish
from sistercity.languages import Localized

# A wish that says nothing but “any” still is one; who wishes for nothing has this value.
UNKNOWN = "unknown"


@cache
def languages_of(country: str) -> frozenset[str]:
    """Return the language areas that a country or region (ISO code) is part of.

    Those are the languages that it uses officially throughout, as Unicode's CLDR has them.
    """
    found = get_official_languages(country, de_facto=True)
    return frozenset(tag.partition("_")[0] for tag in found) & frozenset(Language.values)


@cache
def countries_speaking(language: str) -> frozenset[str]:
    """Return the countries and regions (ISO codes) of a language area."""
    territories = (code for code in map(str, Locale("en").territories) if len(code) == 2)
    return frozenset(code for code in territories if language in languages_of(code))


def countries_wanted(wishes: Iterable[ListingWish], regions: dict[str, str]) -> set[str]:
    """Return the countries (ISO codes) that wishes take in: by name, region or language.

    ``regions`` has the region of the world of every country.
    """
    found: set[str] = set()
    for wish in wishes:
        if wish.country_id:
            found.add(wish.country_id)
        elif wish.world_region:
            found |= {code for code, region in regions.items() if region == wish.world_region}
        elif wish.language_area:
            found |= countries_speaking(wish.language_area)
    return found


def regions_wanted(wishes: Iterable[ListingWish], regions: dict[str, str]) -> set[str]:
    """Return the regions of the world that wishes name, or that have a country they name."""
    named = {wish.world_region or regions.get(wish.country_id or "", "") for wish in wishes}
    return named - {""}


def regions_of_countries() -> dict[str, str]:
    """Return the region of the world of every country, by ISO code."""
    return dict(Country.with_withdrawn.values_list("code", "world_region"))


def target_name(wish: ListingWish) -> Localized | str:
    """Return what a wish is for, without its words; empty for words alone."""
    if wish.country:
        return wish.country.name
    if wish.prefecture:
        return wish.prefecture.name
    if wish.language_area:
        language = wish.get_language_area_display()
        return _("%(language)s-speaking countries") % {"language": language}
    return str(wish.get_world_region_display()) if wish.world_region else ""
