"""The environment of Jinja2, which prints the public pages; the desk has Django's templates.

What a template asks for and nobody gives raises an error: a misspelt name does not print nothing.
"""

from collections.abc import Callable
from typing import Any

from django.template import defaultfilters
from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, StrictUndefined, pass_eval_context, select_autoescape
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from sistercity import charts, printing
from sistercity.links import path_to

# What base.html reads and a view may leave out.
DEFAULTS: dict[str, Any] = {
    "title": "",
    "description": "",
    "noindex": False,
    "canonical": "",
    "search_text": "",
    "breadcrumbs": (),
}


def message(context: EvalContext, translated: str, values: dict[str, Any]) -> str:
    """Return a message of the catalogue with its values filled in, which HTML escapes."""
    if not context.autoescape:
        return translated % values
    return Markup(translated % {name: escape(value) for name, value in values.items()})  # noqa: S704


@pass_eval_context
def gettext(context: EvalContext, text: str, /, **values: Any) -> str:
    """Return a translated message."""
    return message(context, translation.gettext(text), values)


@pass_eval_context
def pgettext(context: EvalContext, meaning: str, text: str, /, **values: Any) -> str:
    """Return a translated message of one meaning."""
    return message(context, translation.pgettext(meaning, text), values)


@pass_eval_context
def ngettext(context: EvalContext, one: str, many: str, count: int, /, **values: Any) -> str:
    """Return a translated message for a number, which Jinja2 leaves out where its name is num."""
    values.setdefault("num", count)
    return message(context, translation.ngettext(one, many, count), values)


@pass_eval_context
def npgettext(
    context: EvalContext, meaning: str, one: str, many: str, count: int, /, **values: Any
) -> str:
    """Return a translated message of one meaning for a number."""
    values.setdefault("num", count)
    return message(context, translation.npgettext(meaning, one, many, count), values)


def in_language(code: str, caller: Callable[[], str]) -> str:
    """Return the body of a ``{% call %}``, rendered in a language."""
    with translation.override(code):
        return caller()


GLOBALS: dict[str, Any] = {
    "_": gettext,
    "gettext": gettext,
    "pgettext": pgettext,
    "ngettext": ngettext,
    "npgettext": npgettext,
    "url": path_to,
    "static": static,
    "language": printing.language,
    "text": printing.text,
    "date": printing.date,
    "contact_mail": printing.contact_mail,
    "contact_address": printing.contact_address,
    "contact_telephone": printing.contact_telephone,
    "event_tag": printing.event_tag,
    "in_language": in_language,
}
FILTERS: dict[str, Any] = {
    "number": printing.number,
    "host": printing.host,
    "in_brackets": printing.in_brackets,
    "elided": printing.elided,
    "one_line": printing.one_line,
    "json_ld": printing.json_ld,
    "breadcrumb_list": printing.breadcrumb_list,
    "columns": charts.columns,
    "date": printing.in_format,
    # Of Django, where Jinja2 has none or prints otherwise.
    "capfirst": defaultfilters.capfirst,
    "filesizeformat": defaultfilters.filesizeformat,
    "linebreaks": defaultfilters.linebreaks_filter,
    "linebreaksbr": defaultfilters.linebreaksbr,
}


def environment(**options: Any) -> Environment:
    """Return the environment with what the settings and Django's backend say of it."""
    made = Environment(  # noqa: S701  # pages are escaped, mails are plain text
        **options
        | {
            "autoescape": select_autoescape(["html"]),
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "extensions": ["jinja2.ext.i18n"],
        }
    )
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension
    made.policies["ext.i18n.trimmed"] = True
    made.globals.update(DEFAULTS | GLOBALS)
    made.filters.update(FILTERS)
    return made
