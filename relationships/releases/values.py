"""What stands in the register's columns, as people read it: headings, dates, labels of codes."""

from collections.abc import Callable

from django.db.models import TextChoices
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from relationships.register.models import JAPANESE
from relationships.releases.columns import LAYOUT
from sistercity.dates import PartialDate
from sistercity.languages import LANGUAGES, Localized
from sistercity.printing import date, text

COLUMNS = {column.name: column for column in LAYOUT.columns}
# Names whose language only their letters tell.
NAMES = {"former", "agreement_title"}
SIDES = {"local_government": "government_ja", "partner": "partner_ja"}


def label(name: str) -> str:
    """Return the heading of a column in the page's language; of an unknown one, its name.

    A side is named by the column of its name.
    """
    name = SIDES.get(name, name)
    return COLUMNS[name].label if name in COLUMNS else name


def readable(column: str, value: str) -> str:
    """Return a value of the dataset as people read it, as HTML that is safe to print.

    What does not read as its column should is printed as it is.
    """
    if not value:
        return _("Not recorded")
    if column in COLUMNS and (choices := COLUMNS[column].choices):
        return words(choices, value)
    if column in WRITERS:
        return WRITERS[column](value)
    return format_html("{}", text(Localized(value, language_of(column, value))))


def partial_date(value: str) -> str:
    """Return a date in words."""
    try:
        return date(PartialDate.parse(value))
    except ValueError:
        return format_html("{}", value)


def agreement(value: str) -> str:
    """Return whether there is an agreement."""
    yes, no = pgettext("written agreement", "Yes"), pgettext("written agreement", "No")
    return format_html("{}", {"yes": yes, "no": no}.get(value, value))


def yes_no(value: str) -> str:
    """Return a yes or no in words."""
    return format_html("{}", {"yes": _("Yes"), "no": _("No")}.get(value, value))


def links(value: str) -> str:
    """Return URLs of web pages as links, anything else as it is."""
    return format_html_join(" ", "{}", ((link(url),) for url in value.split()))


def link(url: str) -> str:
    """Return the URL of a web page as a link."""
    if not url.startswith(("http://", "https://")):
        return url
    return format_html('<a href="{0}" rel="external">{0}</a>', url)


def words(choices: type[TextChoices], value: str) -> str:
    """Return the labels of a code, or of several."""
    labels = ((choices(code).label if code in choices.values else code,) for code in value.split())
    return format_html_join(_(", "), "{}", labels)


def language_of(column: str, value: str) -> str:
    """Return the language of a column's text (BCP 47), or "" where it is the page's own."""
    if column in NAMES:
        return "ja" if JAPANESE.search(value) else "en" if value.isascii() else "und"
    ending = column.rpartition("_")[2]
    return ending if ending in LANGUAGES else ""


WRITERS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(
        ("established", "re_signed", "ended", "term_ends_on", "last_confirmed_on"), partial_date
    ),
    "agreement_exists": agreement,
    "story_ja_is_translated": yes_no,
    "sources": links,
}
