"""One address for each URL pattern of the site, found in the resolver."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import URLPattern, get_resolver, resolve
from django.urls.resolvers import LocalePrefixPattern, RegexPattern
from django.utils import translation

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
BY_NAME = {"section": "relationships", "app_label": "places", "url": "admin/none"}
BY_CONVERTER = {
    "int": "1",
    "slug": "x",
    "str": "x",
    "path": "1",
    "uuid": str(UUID(int=1)),
    None: "x",
}


def example(pattern: Any) -> str:
    """Return a piece of an address that a pattern matches."""
    if isinstance(pattern, LocalePrefixPattern):
        return str(pattern.language_prefix)
    if isinstance(pattern, RegexPattern):  # the admin's: apps, and all other addresses
        names = "|".join(map(re.escape, BY_NAME))
        text = re.sub(rf"\(\?P<({names})>[^)]*\)", lambda m: BY_NAME[m[1]], str(pattern))
        return text.strip("^$")
    return PARAMETER.sub(lambda m: BY_NAME.get(m[2], BY_CONVERTER[m[1]]), str(pattern))


def walk(patterns: list[Any], prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Yield an address for each pattern below a prefix."""
    for pattern in patterns:
        path = prefix + example(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, pattern
        else:
            yield from walk(pattern.url_patterns, path)


@cache
def addresses() -> list[str]:
    """Return the addresses of all patterns, of public pages in both languages."""
    found: dict[str, None] = {}
    for language in ("en", "ja"):
        with translation.override(language):
            for path, pattern in walk(get_resolver().url_patterns):
                assert resolve(path).func is pattern.callback or path in found, path
                found[path] = None
    return list(found)
