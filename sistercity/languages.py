"""Texts kept in both languages: which one a page shows, and in which language it then is."""

from typing import NamedTuple

from django.utils.translation import get_language

LANGUAGES = ("en", "ja")
# What the path of a page in each language begins with.
PREFIXES = tuple(f"/{language}/" for language in LANGUAGES)
# The languages in the order in which a page in each of them looks for a text.
OWN_FIRST = {"en": ("en", "ja"), "ja": ("ja", "en")}


class Localized(NamedTuple):
    """A text and the language it is in; both are empty when neither language has one."""

    text: str
    language: str


def localized(record: object, field: str) -> Localized:
    """Return ``<field>_en`` or ``<field>_ja``: the page's language, else the other one."""
    for language in OWN_FIRST.get(get_language() or "", LANGUAGES):
        if text := getattr(record, f"{field}_{language}"):
            return Localized(text, language)
    return Localized("", "")
