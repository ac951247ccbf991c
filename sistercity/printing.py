"""How pages print values: functions and filters of the templates, for Python code too."""

import datetime
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Page
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from sistercity import contact
from sistercity.dates import PartialDate
from sistercity.languages import Localized

# json.dumps leaves these as they are; inside <script> they could end it.
UNSAFE_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def language() -> str:
    """Return the code of the page's language: ``en`` or ``ja``."""
    return get_language() or "en"


def text(value: Localized | str | Promise) -> str:
    """Return a text, in a <span lang> when it is not in the page's language."""
    if not isinstance(value, Localized):
        return value  # type: ignore[return-value]  # a lazy text prints as str
    if value.language and value.language != get_language():
        return SafeString(f'<span lang="{escape(value.language)}">{escape(value.text)}</span>')
    return value.text


def plain(value: Localized | str | Promise) -> str:
    """Return a text alone, where no element can name its language."""
    return value.text if isinstance(value, Localized) else str(value)


def one_line(block: str) -> str:
    """Return what a block of a template printed, in one line."""
    return Markup(" ").join(line.strip() for line in block.strip().splitlines())


def date(value: PartialDate | datetime.date | None) -> str:
    """Return a date as <time>, as precisely as it is known; “Not recorded” for None."""
    if value is None:
        return _("Not recorded")
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date()
    return time_element(value if isinstance(value, PartialDate) else PartialDate(value), language())


@lru_cache(maxsize=8192)
def time_element(value: PartialDate, _language: str) -> SafeString:
    """Return a date as <time>; remembered for each language, as a list has many dates."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), value)


def in_format(value: datetime.date, pattern: str) -> str:
    """Return a date in a format of Django's letters; a moment as the day in Japan."""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value)
    return date_format(value, pattern)


def contact_mail() -> SafeString:
    """Return a link to the office's mail address."""
    return format_html('<a href="mailto:{0}">{0}</a>', contact.MAIL)


def contact_address() -> str:
    """Return the office's mail address alone, for a mail."""
    return contact.MAIL


def contact_telephone(language: str = "") -> SafeString:
    """Return a link to the office's telephone, as dialled where the page's language is spoken."""
    number = contact.TELEPHONE[language or get_language() or "en"]
    dialled = contact.TELEPHONE["en"].replace("-", "")
    return format_html('<a class="nowrap" href="tel:{}">{}</a>', dialled, number)


def event_tag(event: Any, day: datetime.date) -> SafeString:
    """Return what the public reads of an event's status on a day (today in Japan), as a tag."""
    return format_html('<span class="tag {1}">{0}</span>', *event.state(day))


def number(value: int | str) -> str:
    """Return a whole number with commas: 1,788; a text, such as a year, as it is."""
    return f"{value:,}" if isinstance(value, int) else value


def host(address: str) -> str:
    """Return the name of the site of an address, for the label of a link to a source."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def in_brackets(value: int) -> str:
    """Return a count as it follows a choice: ``Tokyo (132)``, 東京都（132）."""
    return f"（{value:,}）" if get_language() == "ja" else f" ({value:,})"


def elided(page: Page[Any]) -> Iterator[int | str]:
    """Return the page numbers to link to: first, last, neighbours, and “…” for each gap."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


def json_ld(data: dict[str, Any]) -> SafeString:
    """Return schema.org data (without ``@context``) as a data block, safe in HTML."""
    block = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False, default=str)
    escaped = block.translate(UNSAFE_IN_SCRIPT)
    return SafeString(f'<script type="application/ld+json">{escaped}</script>')


def breadcrumb_list(crumbs: Iterable[tuple[Localized | str, str]], site_url: str) -> dict[str, Any]:
    """Return schema.org's BreadcrumbList of (label, path) pairs; the last path may be empty."""
    items = []
    for position, (label, path) in enumerate(crumbs, start=1):
        item = {"@type": "ListItem", "position": position, "name": plain(label)}
        items.append(item | ({"item": site_url + path} if path else {}))
    return {"@type": "BreadcrumbList", "itemListElement": items}
