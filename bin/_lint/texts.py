"""The Japanese texts: in one style, none hidden from the catalogue, none kept in one language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import _messages
from jinja2 import Environment, nodes

from _lint.code import APPS, parsed
from _lint.markup import called

STYLE = (
    ("full-width digits or letters", re.compile("[０-９Ａ-Ｚａ-ｚ]")),
    ("こちら, a link that does not say where it leads", re.compile("こちら")),
    ("a bracket of half width beside Japanese", re.compile(r"[぀-鿿]\(|\)[぀-鿿]")),
    ("a comma or full stop of half width", re.compile(r"[぀-鿿][,.](?:\s|$)")),
    ("提携先 for a partner; write 相手先", re.compile("提携先")),
)


def style(root: Path) -> Iterator[str]:
    """Yield each Japanese text of the catalogue that is not in its style."""
    catalogue = _messages.CATALOGUE.relative_to(_messages.ROOT)
    messages = _messages.texts(_messages.read(root / catalogue)).values()
    assert messages, f"{catalogue} holds no text"
    for message in messages:
        text = _messages.japanese(message)
        for what, pattern in STYLE:
            if pattern.search(text):
                yield f"{catalogue}:{message.lineno}: “{text}” holds {what}"


def hidden(root: Path) -> Iterator[str]:
    """Yield each text within the braces of an f-string: it is not found, nobody translates it."""
    for file, tree in parsed(root, *APPS):
        for node in ast.walk(tree):
            if isinstance(node, ast.FormattedValue) and any(map(is_text, ast.walk(node))):
                yield f"{file}:{node.lineno}: a text inside an f-string; put it before"


def is_text(node: ast.AST) -> bool:
    """Whether a node fetches a text of the catalogue."""
    return isinstance(node, ast.Call) and called(node) in _messages.KEYWORDS


def kept(root: Path) -> Iterator[str]:
    """Yield each text of a template that Jinja2 would keep in the language of the first page.

    It keeps the module of a template that is imported, or included without context: only what is
    inside of macros is rendered for each page.
    """
    folder = root / "templates" / "public"
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    trees = {file: environment.parse(file.read_text()) for file in sorted(folder.rglob("*.*"))}
    imports = [node for tree in trees.values() for node in tree.find_all(nodes.FromImport)]
    imported = {node.template.value for node in imports if isinstance(node.template, nodes.Const)}
    for file, tree in trees.items():
        name = file.relative_to(root)
        for include in tree.find_all(nodes.Include):
            if not include.with_context:
                yield f"{name}:{include.lineno}: an include without context; make it a macro"
        for node in tree.body if str(file.relative_to(folder)) in imported else ():
            if not isinstance(node, nodes.Macro) and node.find(nodes.Call):
                yield f"{name}:{node.lineno}: a call outside of a macro; put it into one"
