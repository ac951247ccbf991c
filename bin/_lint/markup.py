"""Every place that tells Django that a text is safe HTML is known, and has its reason here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from _lint.code import APPS, parsed

# File, function and what it uses; why no text of others can become markup there.
ALLOWED = {
    "sistercity/printing.py json_ld SafeString": "escapes what could end the script",
    "sistercity/printing.py one_line Markup": "is a space; what it joins is escaped",
    "sistercity/printing.py text SafeString": "escapes the text and its language",
    "sistercity/jinja.py message Markup": "escapes the values of a message of the catalogue",
    "sistercity/texts.py html_message format_html": "takes messages of the catalogue only",
    "sistercity/texts.py render_text render_to_string": "prints .txt files only, as a plain str",
    "relationships/listings/cards.py valued html_message": "“label: value” is a message",
    "places/page_sections.py rendered SafeString": "keeps what a template of a section rendered",
    "places/page_sections.py rendered render_to_string": "all its templates are HTML",
}
IN_TEMPLATES = re.compile(r"\|\s*safe(?:seq)?\b|\bautoescape\b")
# The index of the argument that must be a literal: it is not escaped.
FORMATS = {"format_html": 0, "format_html_join": 1}
GETTEXT = {"_", "gettext", "pgettext"}
# What makes a text safe whatever it holds.
NEVER = {"mark_safe", "SafeString", "SafeText", "Markup", "html_safe"}


def in_code(root: Path) -> Iterator[str]:
    """Yield each place that marks a text as safe and is not in ALLOWED, and the reverse."""
    unseen = set(ALLOWED)
    for file, tree in parsed(root, *APPS):
        for line, place in trusting(tree):
            name = f"{file} {place}"
            unseen.discard(name)
            if name not in ALLOWED:
                yield (
                    f"{file}:{line}: “{place}” takes a text for markup; use html_message with a"
                    " message or format_html with a literal"
                )
    for name in sorted(unseen):
        yield f"bin/_lint/markup.py: “{name}” is not there any more; drop it from ALLOWED"


def in_templates(root: Path) -> Iterator[str]:
    """Yield each place of a template that marks a text as safe or turns escaping off."""
    for path in sorted((root / "templates").rglob("*.*")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for match in IN_TEMPLATES.finditer(line):
                file = path.relative_to(root)
                yield f"{file}:{number}: “{match[0]}” takes a text for markup; leave it escaped"


def trusting(tree: ast.AST, function: str = "") -> Iterator[tuple[int, str]]:
    """Yield the line of what marks a text as safe, with its function and what it uses for that."""
    for node in ast.iter_child_nodes(tree):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        inside = node.name if is_function else function  # type: ignore[attr-defined]
        for used in uses(node):
            yield getattr(node, "lineno", 0), f"{inside} {used}"
        yield from trusting(node, inside)


def uses(node: ast.AST) -> Iterator[str]:
    """Yield what marks a text as safe in a node itself."""
    if isinstance(node, ast.Call):
        if is_trusting(node):
            yield called(node)
        yield from (k.arg for k in node.keywords if k.arg in ("autoescape", "is_safe"))
    if isinstance(node, ast.FunctionDef) and node.name == "__html__":
        yield "def"
    for decorator in getattr(node, "decorator_list", []):
        if getattr(decorator, "id", "") == "html_safe":
            yield "html_safe"


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


def called(node: ast.Call) -> str:
    """Return the name of the function that is called, without its module or object."""
    function = node.func
    return getattr(function, "attr", getattr(function, "id", ""))


def is_literal(node: ast.expr) -> bool:
    """Whether an expression is a text written in the code."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_message(node: ast.expr) -> bool:
    """Whether an expression is a text of the catalogue."""
    return (
        isinstance(node, ast.Call) and called(node) in GETTEXT and all(map(is_literal, node.args))
    )
