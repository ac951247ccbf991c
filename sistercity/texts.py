"""Plain text made from templates, and HTML made from translated messages."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString


def render_text(template_name: str, context: dict[str, Any]) -> str:
    """Return plain text made from a template, in which nothing is escaped.

    Its file must be a .txt file: ValueError for another one. The result is a plain str, which
    pages escape like any other text.
    """
    if not template_name.endswith(".txt"):
        raise ValueError(f"{template_name} is escaped: only .txt files become plain text")
    return render_to_string(template_name, context)


def html_message(message: str, **values: Any) -> SafeString:
    """Return a translated message with its %(name)s filled in as HTML: values are escaped."""
    return format_html(message % {name: f"{{{name}}}" for name in values}, **values)
