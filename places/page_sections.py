"""Sections that other apps add to the pages of the register; registered when apps are loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

# A place is a local government, prefecture, partner or country; withdrawn are relationships. The
# home page has no record: its first sections stand below the totals, the others at the end.
Page = Literal["place", "relationship", "withdrawn", "home_first", "home"]
Context = dict[str, Any]


@dataclass(frozen=True)
class PageSection:
    """A section of a page, shown where an app has something to say about the page's record.

    ``find`` takes the record and returns the template's context; empty: no section.
    """

    page: Page
    order: int
    template: str
    find: Callable[[Any], Context]


SECTIONS: list[PageSection] = []


def register(*sections: PageSection) -> None:
    """Add sections to pages."""
    SECTIONS.extend(sections)


def sections_of(page: Page, record: Any = None) -> list[SafeString]:
    """Return the sections of a page that have something to show, in their order."""
    wanted = sorted((one for one in SECTIONS if one.page == page), key=lambda one: one.order)
    found = [(section.template, section.find(record)) for section in wanted]
    return [SafeString(render_to_string(name, context)) for name, context in found if context]
