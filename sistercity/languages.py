"""Texts kept in both languages: which one a page shows, and in which language it then is."""

from typing import NamedTuple

from django.utils.translation import get_language

LANGUAGES = ("en", "ja")
# What the path of a page in each language begins with.
PREFIXES = tuple(f"/{language}/" for language in LANGUAGES)


class Localized(NamedTuple):
    """A text and the language it is in; both are empty when neither language has one."""

    text: str
    language: str


def localized(record: object, field: str) -> Localized:
    """Return ``<field>_en`` or ``<field>_ja``: the page's language, else the other one."""
    current = get_language() or "en"
    for language in sorted(LANGUAGES, key=lambda known: known != current):
        if text := getattr(record, f"{field}_{language}"):
            return Localized(text, language)
    return Localized("", "")
