"""Choices among prefectures and countries, and numbers of people, for filters and forms."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import get_language

from places.areas import countries_by_name, has_page, prefectures
from places.models import Region, WorldRegion
from sistercity.kept import kept_for_version
from sistercity.languages import LANGUAGES

Choices = list[tuple[str, list[tuple[str, str]]]]


def prefecture_choices() -> Choices:
    """Return code and name of the prefectures, in the order of the codes, by region."""
    return prefectures_in(get_language())


def country_choices() -> Choices:
    """Return code and name of the countries that have a partner, by region of the world."""
    return countries_in(get_language())


@kept_for_version(len(LANGUAGES))
def prefectures_in(_language: str | None) -> Choices:
    """Return the choices among prefectures in a language, which is the page's own."""
    return grouped(prefectures().values(), "region", Region)


@kept_for_version(len(LANGUAGES))
def countries_in(_language: str | None) -> Choices:
    """Return the choices among countries in a language, which is the page's own."""
    return grouped(
        (one for one in countries_by_name() if has_page(one.code)), "world_region", WorldRegion
    )


def grouped(places: Iterable[Any], field: str, groups: type[TextChoices]) -> Choices:
    """Return the places under the groups that a field of theirs names, in the groups' order.

    The values are codes in small letters, as URLs write them.
    """
    members: dict[str, list[tuple[str, str]]] = {group: [] for group in groups.values}
    for place in places:
        members[getattr(place, field)].append((place.code.lower(), place.name.text))
    return [(str(groups(group).label), found) for group, found in members.items() if found]


class CountryField(forms.ChoiceField):
    """A choice among countries, which people may write in capitals."""

    def to_python(self, value: Any) -> str:
        """Return the code in small letters."""
        return str(super().to_python(value)).lower()


def people(text: str) -> str:
    """Return a number of people as digits, however it is written: 12,000, １２０００, 12000人."""
    return unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").removesuffix("人")
