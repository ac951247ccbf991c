"""Plain text made from templates, and HTML made from translated messages."""

from typing import Any

from django.template import Context
from django.template.backends.django import Template as DjangoTemplate
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString


def render_text(template_name: str, context: dict[str, Any]) -> str:
    """Return plain text made from a template, a .txt file: nothing in it is escaped.

    The result is a plain str, which pages escape like any other text.
    """
    template = get_template(template_name)
    if isinstance(template, DjangoTemplate):
        return "" + template.template.render(Context(context, autoescape=False))
    return template.render(context)


def html_message(message: str, **values: Any) -> SafeString:
    """Return a translated message with its %(name)s filled in as HTML: values are escaped."""
    return format_html(message % {name: f"{{{name}}}" for name in values}, **values)
