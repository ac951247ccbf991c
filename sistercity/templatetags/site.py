"""Template tags and filters that every page may use; all are built in, none needs {% load %}."""

import datetime
import json
import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from django import template
from django.core.paginator import Page
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sistercity import contact
from sistercity.dates import FORMATS, PartialDate, Precision
from sistercity.languages import Localized

register = template.Library()

# json.dumps leaves these as they are; inside <script> they could end it.
UNSAFE_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
MANY_COLUMNS = 12


@register.simple_tag
def text(value: Localized | str | Promise) -> str:
    """Print a text, in a <span lang> when it is not in the page's language."""
    if not isinstance(value, Localized):
        return value  # type: ignore[return-value]  # a lazy text prints as str
    if value.language and value.language != get_language():
        return format_html('<span lang="{}">{}</span>', value.language, value.text)
    return value.text


@register.simple_tag
def date(value: PartialDate | datetime.date | None) -> str:
    """Print a date as <time>, as precisely as it is known; “Not recorded” for None."""
    if value is None:
        return _("Not recorded")
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date()
    if isinstance(value, PartialDate):
        shown = str(value)
    else:
        shown = date_format(value, FORMATS[get_language() or "en"][Precision.DAY])
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.simple_tag
def contact_mail() -> SafeString:
    """Print a link to the office's mail address; with ``as`` for a translated text."""
    return format_html('<a href="mailto:{0}">{0}</a>', contact.MAIL)


@register.simple_tag
def contact_address() -> str:
    """Print the office's mail address alone, for a mail."""
    return contact.MAIL


@register.simple_tag
def contact_telephone(language: str = "") -> SafeString:
    """Print a link to the office's telephone, as dialled where the page's language is spoken."""
    number = contact.TELEPHONE[language or get_language() or "en"]
    dialled = contact.TELEPHONE["en"].replace("-", "")
    return format_html('<a class="nowrap" href="tel:{}">{}</a>', dialled, number)


@register.simple_tag
def event_tag(event: Any, day: datetime.date) -> SafeString:
    """Print what the public reads of an event's status on a day (today in Japan), as a tag."""
    return format_html('<span class="tag {1}">{0}</span>', *event.state(day))


@register.simple_tag(takes_context=True)
def report_url(context: Context, key: str = "") -> str:
    """Return the form for mistakes, about a record (``relationship:12``) or else this page."""
    path = context.request.path  # type: ignore[attr-defined]  # pages are printed for requests
    return reverse("report", query={"record": key or path})


@register.filter
def number(value: int | str) -> str:
    """Return a whole number with commas: 1,788; a text, such as a year, as it is."""
    return f"{value:,}" if isinstance(value, int) else value


@register.filter
def host(address: str) -> str:
    """Return the name of the site of an address, for the label of a link to a source."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


@register.filter
def in_brackets(value: int) -> str:
    """Return a count as it follows a choice: ``Tokyo (132)``, 東京都（132）."""
    return f"（{value:,}）" if get_language() == "ja" else f" ({value:,})"


@register.filter
def elided(page: Page[Any]) -> Iterator[int | str]:
    """Return the page numbers to link to: first, last, neighbours, and “…” for each gap."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def nav_link(context: Context, name: str, label: str) -> SafeString:
    """Print a link of the masthead: marked as the current page, or as the section it is in."""
    url = reverse(name)
    path = context["request"].path
    current = "page" if path == url else "true" if path.startswith(url) else ""
    mark = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<a href="{}"{}>{}</a>', url, mark, label)


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """Print schema.org data (without ``@context``) as a data block, safe in HTML."""
    block = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False, default=str)
    escaped = block.translate(UNSAFE_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{escaped}</script>')  # noqa: S308


@register.filter
def breadcrumb_list(crumbs: Iterable[tuple[Localized | str, str]], site_url: str) -> dict[str, Any]:
    """Return schema.org's BreadcrumbList of (label, path) pairs; the last path may be empty."""
    items = []
    for position, (label, path) in enumerate(crumbs, start=1):
        name = label.text if isinstance(label, Localized) else str(label)
        item = {"@type": "ListItem", "position": position, "name": name}
        items.append(item | ({"item": site_url + path} if path else {}))
    return {"@type": "BreadcrumbList", "itemListElement": items}


class Remember(Node):
    """Keeps what its content prints, so that base.html can use one block twice."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        """Print nothing."""
        context[self.name] = SafeString(self.nodelist.render(context).strip())
        return SafeString("")


@register.tag
def remember(parser: Parser, token: Token) -> Remember:
    """Parse ``{% remember name %}…{% endremember %}``."""
    name = token.split_contents()[1]
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return Remember(name, nodelist)


class ChartPoint(Protocol):
    """One column of a chart; a view's own dataclass fits it."""

    year: int
    number: int


class ChartBar(NamedTuple):
    """Where one column stands: all in percent of the drawing but ``number`` and ``tick``."""

    x: float
    width: float
    middle: float
    y: float
    height: float
    number: str  # empty when there is no room to print it
    tick: str  # the year below the column; empty when there is no room


class GridLine(NamedTuple):
    """A light line across the chart, with its number."""

    y: float
    number: int


class Columns(NamedTuple):
    """The drawing of a column chart. Its top is at 8 percent, its base at 88."""

    columns: list[ChartBar]
    lines: list[GridLine]
    left: int


def round_step(largest: int) -> int:
    """Return the distance of at most five lines, 1, 2 or 5 times a power of ten."""
    least = max(largest / 5, 1)
    power = 10 ** math.floor(math.log10(least))
    return next(int(power * step) for step in (1, 2, 5, 10) if power * step >= least)


@register.filter
def columns(points: list[ChartPoint]) -> Columns:
    """Return the drawing of a column chart: one column for each point, from left to right."""
    step = round_step(max((point.number for point in points), default=0))
    top = step * max(math.ceil(max((point.number for point in points), default=0) / step), 1)
    few = len(points) <= MANY_COLUMNS
    left = 0 if few else 8
    slot = (100 - left) / max(len(points), 1)
    drawn = [
        ChartBar(
            x=round(left + (index + 0.1) * slot, 2),
            width=round(0.8 * slot, 2),
            middle=round(left + (index + 0.5) * slot, 2),
            y=round(88 - 80 * point.number / top, 2),
            height=round(80 * point.number / top, 2),
            number=number(point.number) if few else "",
            tick=str(point.year) if few or point.year % 10 == 0 else "",
        )
        for index, point in enumerate(points)
    ]
    lines = [GridLine(round(88 - 80 * at / top, 2), at) for at in range(step, top + 1, step)]
    return Columns(drawn, [] if few else lines, left)
