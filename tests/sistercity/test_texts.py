"""Plain text from templates, and HTML from messages; bin/_lint finds who does it otherwise."""

from django.template.loader import render_to_string

from sistercity.texts import html_message, render_text


def test_text_and_messages_treat_hostile_values_as_text() -> None:
    hostile = "<b data-hostile>&"
    context = {"title": hostile, "plan": {"file_name": hostile, "counts": {"rows": 1}}}

    text = render_text("imports/report.html", context)
    message = html_message("%(one)s, %(two)s", one=hostile, two=html_message("<i>%(a)s", a=1))

    assert type(text) is str and f"{hostile}: {hostile}" in text
    assert message == "&lt;b data-hostile&gt;&amp;, <i>1"
    assert hostile not in render_to_string("imports/report.html", context)
