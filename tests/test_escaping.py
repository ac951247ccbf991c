"""Every place that tells Django that a text is safe HTML is known, and has its reason here."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string

from sistercity.texts import html_message, render_text
from tests.test_house import APP_FOLDERS, ROOT, sources

# File, function and what it uses; why no text of others can become markup there.
ALLOWED = {
    "sistercity/templatetags/site.py json_ld mark_safe": "escapes what could end the script",
    "sistercity/templatetags/site.py render SafeString": "keeps what a page's template rendered",
    "sistercity/texts.py html_message format_html": "takes messages of the catalogue only",
    "sistercity/texts.py render_text autoescape": "returns a plain str",
    "relationships/listing_cards.py valued html_message": "the form of “label: value” is a message",
    "places/joins.py joined render_to_string": "templates are named in the code, all of them HTML",
}
IN_TEMPLATES = re.compile(r"\|\s*safe(?:seq)?\b|\bautoescape\b")
# The index of the argument that must be a literal: it is not escaped.
FORMATS = {"format_html": 0, "format_html_join": 1}
GETTEXT = {"_", "gettext", "pgettext"}
# What makes a text safe whatever it holds.
NEVER = {"mark_safe", "SafeString", "SafeText", "html_safe"}


def is_literal(node: ast.expr) -> bool:
    """Whether an expression is a text written in the code."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_message(node: ast.expr) -> bool:
    """Whether an expression is a text of the catalogue."""
    return (
        isinstance(node, ast.Call) and called(node) in GETTEXT and all(map(is_literal, node.args))
    )


def called(node: ast.Call) -> str:
    """Return the name of the function that is called, without its module or object."""
    function = node.func
    return getattr(function, "attr", getattr(function, "id", ""))


def is_trusting(node: ast.Call) -> bool:
    """Whether a call takes something for markup that is not written in the code."""
    name, given = called(node), {keyword.arg for keyword in node.keywords}
    if name in NEVER:
        return True
    if name in FORMATS:
        return not is_literal(node.args[FORMATS[name]])
    if name == "html_message":
        return not is_message(node.args[0])
    if name == "render_to_string":
        return not (is_literal(node.args[0]) and ast.unparse(node.args[0]).endswith(".html'"))
    if name == "HttpResponse":  # its type is HTML unless another one is named
        return bool(node.args) and not is_literal(node.args[0]) and "content_type" not in given
    return False


def trusting(tree: ast.AST, function: str = "") -> Iterator[str]:
    """Yield each function that marks a text as safe, with what it uses for that."""
    for node in ast.iter_child_nodes(tree):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        inside = node.name if is_function else function  # type: ignore[attr-defined]
        if isinstance(node, ast.Call):
            if is_trusting(node):
                yield f"{inside} {called(node)}"
            for keyword in node.keywords:
                if keyword.arg in ("autoescape", "is_safe"):
                    yield f"{inside} {keyword.arg}"
        if is_function and inside == "__html__":
            yield f"{inside} def"
        decorators = getattr(node, "decorator_list", [])
        if any(getattr(one, "id", "") == "html_safe" for one in decorators):
            yield f"{getattr(node, 'name', '')} html_safe"
        yield from trusting(node, inside)


def test_only_known_places_in_the_code_mark_a_text_as_safe() -> None:
    found = {
        f"{path.relative_to(ROOT)} {place}"
        for path in sources(*APP_FOLDERS)
        for place in trusting(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert found == set(ALLOWED)


def test_no_template_marks_a_text_as_safe_or_turns_escaping_off() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for match in IN_TEMPLATES.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "code",
    [
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
    ],
)
def test_each_way_to_mark_a_text_as_safe_is_seen(code: str) -> None:
    assert list(trusting(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "format_html('<b>{}</b>', x)",
        "format_html_join(x, '{}', y)",
        "html_message(_('a %(b)s'), b=x)",
        "render_to_string('a.html', x)",
        "HttpResponse(x, content_type='text/plain')",
        "HttpResponse('ok')",
    ],
)
def test_what_escapes_is_no_fault(code: str) -> None:
    assert list(trusting(ast.parse(code))) == []


def test_text_and_messages_treat_hostile_values_as_text() -> None:
    hostile = "<b data-hostile>&"
    context = {"title": hostile, "plan": {"file_name": hostile, "counts": {"rows": 1}}}

    text = render_text("importing/report.html", context)
    message = html_message("%(one)s, %(two)s", one=hostile, two=html_message("<i>%(a)s", a=1))

    assert type(text) is str and f"{hostile}: {hostile}" in text
    assert message == "&lt;b data-hostile&gt;&amp;, <i>1"
    assert hostile not in render_to_string("importing/report.html", context)
