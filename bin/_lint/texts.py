"""The Japanese texts: in one style, and none hidden from the catalogue."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import _messages

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
