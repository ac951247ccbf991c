"""The rules of the house: each finds what breaks it, and nothing where it is kept."""

import ast
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _lint import code, documents, markup, style_sheet, texts
from _lint.__main__ import RULES, main

ROOT = Path(__file__).resolve().parents[2]
Rule = Callable[[Path], Iterator[str]]
COPIED = ("bin", "docs", ".ci", "static", "locale")
# Of the site's own code and data, only what the rules of documents read.
FILES = ("README.md", "fixtures/README.md", "sistercity/settings.py")
APP, TEMPLATE, CSS = "places/one.py", "templates/one.html", style_sheet.FILE
PAGE = "templates/public/a.html"
JAPANESE, NEW = "locale/ja/LC_MESSAGES/django.po", '\nmsgid "A new text"\nmsgstr "'

# The rule; a file, what is replaced in it (nothing: the text is added) by what; the problem.
BREACHES: list[tuple[Rule, str, str, str, str]] = [
    (code.long_functions, APP, "", "def f():\n" + " x\n" * 50, f"{APP}:1: f has 51 lines"),
    (code.usual_length, APP, "", "def f():\n" + " x\n" * 8, "50% of the functions have up to 9"),
    (code.usual_length, APP, "", "def f():\n" + " x\n" * 25, "90% of the functions have up to 26"),
    (code.long_files, APP, "", "x\n" * 501, f"{APP}:1: 501 lines"),
    (code.class_names, APP, "", "class A:\n x\nclass A:\n x", f"{APP}:3: {APP} has a class A too"),
    (markup.in_code, APP, "", "def f(x):\n return mark_safe(x)", f"{APP}:2: “f mark_safe”"),
    (markup.in_code, "sistercity/texts.py", "", "", "“sistercity/texts.py html_message format_htm"),
    (markup.in_templates, TEMPLATE, "", "<p>\n{{ name|safe }}", f"{TEMPLATE}:2: “|safe”"),
    (markup.in_templates, TEMPLATE, "", "{% autoescape off %}", f"{TEMPLATE}:1: “autoescape”"),
    (texts.hidden, APP, "", "x = f'a {_(\"b\")}'", f"{APP}:1: a text inside an f-string"),
    (texts.kept, PAGE, "", '{% include "x" without context %}', f"{PAGE}:1: an include without"),
    (texts.kept, PAGE, "", '{% from "a.html" import x %}{{ _("b") }}', f"{PAGE}:1: a call outside"),
    (texts.kept, PAGE, "", '{% from "a.html" import x %}{% set y = url("b") %}', "a call outside"),
    (texts.style, JAPANESE, "", f'{NEW}２"', "holds full-width digits"),
    (texts.style, JAPANESE, "", f'{NEW}こちら"', "holds こちら"),
    (texts.style, JAPANESE, "", f'{NEW}市("', "holds a bracket"),
    (texts.style, JAPANESE, "", f'{NEW}市, "', "holds a comma"),
    (texts.style, JAPANESE, "", f'{NEW}提携先"', "holds 提携先"),
    (style_sheet.contrast, CSS, "--ink: #1a1a1a", "--ink: #777777", "ink on paper (light) is 4.48"),
    (style_sheet.contrast, CSS, "--paper: #14171c", "--paper: #ffffff", "ink on paper (dark)"),
    (style_sheet.contrast, CSS, "--brand: #0b2438", "--brand: #ffd43d", "focus on brand (dark)"),
    (style_sheet.tokens, CSS, "@layer print {", "b { color: #123 }\n@layer print {", ": #123 "),
    (style_sheet.tokens, CSS, "--radius:", "--unused: 1px;\n--radius:", "nothing uses --unused"),
    (style_sheet.size, CSS, "", " " * 40_000, "more than 40000"),
    (style_sheet.size, CSS, "", "".join(map(chr, range(256, 9000))), "compressed it has"),
    (style_sheet.forbidden, CSS, "", "b { font-size: 12px }", "“font-size: 12px”"),
    (style_sheet.forbidden, CSS, "@layer reset {", "@layer reset { b { x: y !important }", "!impo"),
    (style_sheet.forbidden, CSS, "", '@import "x";', "“@import”"),
    (style_sheet.forbidden, CSS, "", "b { background: url(//x/y.png) }", "“url(//x/y.png”"),
    (documents.variables, "README.md", "| `CHROME` |", "| CHROME |", "the variable CHROME is miss"),
    (documents.variables, "README.md", "| `CHROME` |", "| `X` |\n| `CHROME` |", "the variable X;"),
    (documents.settings_of_a_deployment, "docs/deploy.md", "| `DEBUG` |", "| `X` |", "DEBUG is mi"),
    (documents.settings_of_a_deployment, "docs/deploy.md", "| `DEBUG` |", "| `X` |", "setting X;"),
    (
        documents.settings_of_a_deployment, "docs/deploy/sister-city-information.env",
        "\nSECRET_KEY=", "\n#SECRET_KEY=", "the needed setting SECRET_KEY is missing",
    ),
    (documents.commands, "places/management/commands/find.py", "", "", "manage.py find is missing"),
    (documents.scripts, "bin/mend", "", "", "bin/mend is missing"),
    (documents.length, "README.md", "", "\n" * 150, "more than 150"),
    (documents.links, "docs/import.md", "", "\n[x](none.md)", "there is no docs/none.md"),
    (documents.links, "README.md", "", "\n`docs/none.md`", "there is no docs/none.md"),
    (documents.programs, "README.md", "", "\n    bin/none --now\n", "names bin/none"),
    (documents.programs, "docs/deploy.md", "", "\n```sh\nA=1 bin/none\n```\n", "names bin/none"),
    (documents.shell, "bin/manage", "", "\nif true\n", "bin/manage: "),
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the rules read, with an app of one short file."""
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach[-1])
def test_a_breach_is_found(project: Path, breach: tuple[Rule, str, str, str, str]) -> None:
    rule, file, old, new, problem = breach
    path = project / file
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old in before
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before.replace(old, new, 1) if old else before + new, encoding="utf-8")

    found = list(rule(project))

    assert any(problem in line for line in found), found


def test_every_rule_has_its_breach() -> None:
    assert {rule for rule, *_ in BREACHES} == set(RULES)


def test_a_breach_is_printed_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("_lint.__main__.RULES", (lambda _root: iter(["one", "two"]),))

    assert (main(), capsys.readouterr().out) == (1, "one\ntwo\n")


def test_the_ratio_is_that_of_the_standard() -> None:
    assert style_sheet.ratio("#000000", "#ffffff") == pytest.approx(21)
    assert style_sheet.ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


TRUSTING = (
    "mark_safe(x)",
    "safestring.SafeString(x)",
    "format_html(x)",
    "format_html('<b>{}</b>' + x)",
    "html.format_html(f'<b>{x}</b>')",
    "format_html(_('a') % {'b': x}, 1)",
    "format_html_join('', x, y)",
    "html_message(x)",
    "html_message(_(x))",
    "html_message(_('a') + x)",
    "render_to_string('mail.txt')",
    "render_to_string(x)",
    "HttpResponse(f'<p>{x}')",
    "Context({}, autoescape=False)",
    "register.filter(is_safe=True)",
    "class A:\n  def __html__(self): ...",
    "@html_safe\nclass A: ...",
)
ESCAPING = (
    "format_html('<b>{}</b>', x)",
    "format_html_join(x, '{}', y)",
    "html_message(_('a %(b)s'), b=x)",
    "render_to_string('a.html', x)",
    "HttpResponse(x, content_type='text/plain')",
    "HttpResponse('ok')",
)


def test_each_way_to_mark_a_text_as_safe_is_found_and_no_way_to_escape_one() -> None:
    found = [one for one in (*TRUSTING, *ESCAPING) if list(markup.trusting(ast.parse(one)))]

    assert found == list(TRUSTING)
