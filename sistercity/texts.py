"""Plain text made from templates, and HTML made from translated messages."""

from typing import Any

from django.template import Context, Engine
from django.utils.html import format_html
from django.utils.safestring import SafeString


def render_text(template_name: str, context: dict[str, Any]) -> str:
    """Return plain text made from a template: nothing in it is escaped.

    The result is a plain str, which pages escape like any other text. Django's own functions mark
    whatever a template renders as safe HTML.
    """
    template = Engine.get_default().get_template(template_name)
    rendered = template.render(Context(context, autoescape=False))
    return "" + rendered  # str() would return the safe string itself


def html_message(message: str, **values: Any) -> SafeString:
    """Return a translated message with its %(name)s filled in as HTML: values are escaped."""
    return format_html(message % {name: f"{{{name}}}" for name in values}, **values)
