"""The check that every text is translated, and the upkeep of the catalogue."""

from typing import Any

import _messages
import pytest
from babel.messages.catalog import Catalog
from jinja2 import TemplateSyntaxError

TEMPLATE = """\
{% load i18n %}
<p title="it's {unbalanced">
    {# Translators: a heading #}
  {% translate "Two  spaces" %} {% translate "Open" context "door" as state %}
      {% blocktranslate trimmed count rows=n %}
        {{ rows }} row
        of 100 %
      {% plural %}
        {{ rows }} rows
      {% endblocktranslate %}
</p>{{ _("Constant")|upper }}{% if name == _("Argument") %}{% endif %}
"""
PUBLIC = """\
{% macro heading(rows) %}
  <h2>{{ pgettext("of a page", "Title") }}{{ note(body=_("%(n)s of 5 %%", n=rows)) }}</h2>
  {% trans n=rows, shown=rows|number %}
    {{ shown }} place
    of 100 %
  {% pluralize n %}
    {{ shown }} places
  {% endtrans %}
{% endmacro %}
"""
PYTHON = 'x = _("Plain")\ny = ngettext_lazy("%d city", "%d cities", 2)\n'


@pytest.fixture
def code(tmp_path) -> Catalog:
    (tmp_path / "templates" / "public").mkdir(parents=True)
    (tmp_path / "templates" / "desk.html").write_text(TEMPLATE)
    (tmp_path / "templates" / "public" / "page.html").write_text(PUBLIC)
    (tmp_path / "views.py").write_text(PYTHON)
    return _messages.extracted(tmp_path)


def catalogue(*messages: tuple[Any, Any]) -> Catalog:
    made = Catalog(locale="ja")
    for english, japanese in messages:
        made.add(english, japanese)
    return made


def found(english: str | tuple[str, str], translated: Catalog) -> list[str]:
    return list(_messages.problems(catalogue((english, "")), translated))


def test_texts_are_found_in_templates_and_in_python(code):
    keys = set(_messages.texts(code))

    assert keys == {
        (None, "Two  spaces"),
        ("door", "Open"),
        (None, "%(rows)s row of 100 %%"),
        (None, "Constant"),
        (None, "Argument"),
        ("of a page", "Title"),
        (None, "%(n)s of 5 %%"),
        (None, "%(shown)s place of 100 %%"),
        (None, "Plain"),
        (None, "%d city"),
    }


def test_a_template_that_cannot_be_read_is_an_error(tmp_path):
    (tmp_path / "templates" / "public").mkdir(parents=True)
    (tmp_path / "templates" / "public" / "page.html").write_text("{% trans %}Open")

    with pytest.raises(TemplateSyntaxError):
        _messages.extracted(tmp_path)


def test_tests_packages_and_generated_files_hold_no_texts(tmp_path):
    for folder in ("tests", ".venv", "var", "migrations"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "file.py").write_text(PYTHON)

    assert not _messages.texts(_messages.extracted(tmp_path))


@pytest.mark.parametrize(
    ("english", "translated", "problem"),
    [
        ("One", catalogue(), "missing: “One”"),
        ("One", catalogue(("One", "")), "untranslated: “One”"),
        ("One", catalogue(("One", "一"), ("Two", "二")), "obsolete: “Two”"),
        ("%(n)s a", catalogue(("%(n)s a", "%(m)s 甲")), "placeholders: “%(n)s a”"),
        ("{n} a", catalogue(("{n} a", "甲")), "placeholders: “{n} a”"),
        (("one", "%d all"), catalogue((("one", "%d all"), ("全部",))), "placeholders: “one”"),
    ],
)
def test_each_shortcoming_is_named(english, translated, problem):

    (line,) = found(english, translated)

    assert line.startswith(problem)


def test_an_unsure_translation_is_named():
    unsure = Catalog(locale="ja")
    unsure.add("One", "一", flags=["fuzzy"])

    assert found("One", unsure) == ["fuzzy: “One” (code)"]


def test_a_whole_translation_has_no_problems():
    translated = catalogue(("50 %% of {n}", "{n} の 50 %%"), (("%d a", "%d b"), ("%d 甲",)))

    assert list(_messages.problems(translated, translated)) == []


def test_an_update_keeps_translations_adds_texts_and_drops_obsolete_ones(tmp_path):
    code = catalogue(("New", ""), ("Kept", ""))
    path = tmp_path / "ja" / "django.po"

    _messages.write(_messages.updated(code, catalogue(("Kept", "残"), ("Gone", "去"))), path)

    again = _messages.texts(_messages.read(path))
    assert {english: message.string for (_, english), message in again.items()} == {
        "Kept": "残",
        "New": "",
    }


def test_the_file_is_sorted_and_changes_only_with_its_texts(tmp_path, code):
    path = tmp_path / "django.po"

    _messages.write(_messages.updated(code, Catalog(locale="ja")), path)
    first = path.read_text()
    _messages.write(_messages.updated(code, _messages.read(path)), path)

    assert path.read_text() == first
    assert "Date" not in first
    assert "views.py" not in first
    keys = [line for line in first.splitlines() if line.startswith("msgid ")][1:]
    assert keys == sorted(keys)
