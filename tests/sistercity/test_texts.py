"""Plain text from templates, and HTML from messages; bin/_lint finds who does it otherwise."""

import pytest

from sistercity.texts import html_message, render_text


def test_text_and_messages_treat_hostile_values_as_text() -> None:
    hostile = "<b data-hostile>&"

    text = render_text("enquiries/mail/over_limit.txt", {"most": 1, "desk_url": hostile})
    message = html_message("%(one)s, %(two)s", one=hostile, two=html_message("<i>%(a)s", a=1))

    assert type(text) is str and hostile in text
    with pytest.raises(ValueError, match=r"only \.txt"):
        render_text("imports/report.html", {})
    assert message == "&lt;b data-hostile&gt;&amp;, <i>1"
