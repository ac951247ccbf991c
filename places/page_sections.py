"""Sections that other apps add to the pages of the register; registered when apps are loaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sistercity.kept import data_version, kept_for_version
from sistercity.publication import schedule

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


def sections_of(page: Page, record: Any = None) -> Sequence[SafeString]:
    """Return the sections of a page that have something to show, in their order.

    They are kept for the data version, the day in Japan and the newest publication, of which the
    ETag of every page is made too.
    """
    moment = schedule.latest(data_version(), timezone.now())
    return rendered(page, record, get_language(), timezone.localdate(), moment)


@kept_for_version(500)
def rendered(page: Page, record: Any, *_now: object) -> Sequence[SafeString]:
    """Return the sections of a page of a record, in the page's language, as they are now."""
    wanted = sorted((one for one in SECTIONS if one.page == page), key=lambda one: one.order)
    found = [(section.template, section.find(record)) for section in wanted]
    return tuple(SafeString(render_to_string(name, context)) for name, context in found if context)
