"""What the pages of the register show of other apps: each enters its parts when it is loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

# A place is a local government, prefecture, partner or country; home has no record.
Page = Literal["place", "relationship", "home"]
Context = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A part of a page.

    ``find`` takes the page's record and returns what the template shows; empty: no part.
    """

    page: Page
    order: int
    template: str
    find: Callable[[Any], Context]


PARTS: list[Part] = []


def register(*parts: Part) -> None:
    """Enter parts of pages."""
    PARTS.extend(parts)


def joined(page: Page, record: Any = None) -> list[SafeString]:
    """Return the parts of a page that have something to show, in their order."""
    parts = sorted((part for part in PARTS if part.page == page), key=lambda part: part.order)
    found = [(part.template, part.find(record)) for part in parts]
    return [render_to_string(template, context) for template, context in found if context]
