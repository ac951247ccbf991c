"""Where participants of a seminar came from: ``GB (Wales)``, or codes alone: ``AU NZ``."""

import re
from typing import Any

from places.lookup import NotFound
from sistercity.importing import cells
from sistercity.importing.cells import Cell
from sistercity.importing.importer import Row
from sistercity.importing.letters import text
from sistercity.importing.lists import whole
from sistercity.importing.parts import Items, Part

CODES = re.compile(r"[A-Z]{2}(\s+[A-Z]{2})+")
ORIGIN = re.compile(r"(?P<country>[^(（]+?)\s*[(（](?P<text>.*)[)）]", re.DOTALL)
BETWEEN = re.compile(r"[;；\n](?![^(（]*[)）])")  # not within brackets
stored_text = cells.at_most(300, cells.one_line)


def delegations(cell: Cell) -> tuple[tuple[str, str], ...]:
    """Return countries as they are written, each with the text in brackets after it."""
    plain = text(cell)
    if CODES.fullmatch(plain):
        return tuple((code, "") for code in plain.split())
    found = []
    for piece in filter(None, (piece.strip() for piece in BETWEEN.split(plain))):
        match = ORIGIN.fullmatch(piece)
        country, places = (match["country"], match["text"]) if match else (piece, "")
        found.append((cells.name(country), stored_text(places)))
    return tuple(found)


def format_delegations(values: tuple[tuple[str, str], ...]) -> str:
    """Return countries with their texts for a cell; the inverse of ``delegations``."""
    return "\n".join(f"{code} ({text})" if text else code for code, text in values)


class DelegationPart(Part):
    """Countries or regions of participants: code, and the texts in both languages."""

    def __init__(self) -> None:
        super().__init__(
            "delegations",
            ("delegations_ja", "delegations_en"),
            ("country_id", "text_ja", "text_en"),
        )

    def resolve(self, importer: Any, row: Row, cells: dict[str, Any]) -> Items | None:
        """Join what the two columns say of each country."""
        texts: dict[str, list[str]] = {}
        for index, column in enumerate(self.columns):
            for country, words in cells.get(column) or ():
                try:
                    code = importer.mentions.country(country)
                except NotFound as problem:
                    importer.problem(row, problem.code, column, **problem.values)
                    return None
                pair = texts.setdefault(code, ["", ""])
                pair[index] = ", ".join(filter(None, (pair[index], words)))
        return tuple((code, *pair) for code, pair in texts.items())

    def same(self, importer: Any, items: Items) -> set[tuple[Any, ...]]:
        """Compare texts as a cell can hold them."""
        return {(code, *(whole(words) for words in pair)) for code, *pair in items}

    def words(self, importer: Any, items: Any) -> str:
        """Return countries with the text in either language."""
        return "; ".join(f"{code} ({en or ja})" if en or ja else code for code, ja, en in items)

    def cells(self, importer: Any, items: Items) -> dict[str, str]:
        """Return the cells; the English one has countries without a text too."""
        ja = tuple((code, whole(text)) for code, text, _en in items if text)
        en = tuple((code, whole(text)) for code, _ja, text in items)
        return {"delegations_ja": format_delegations(ja), "delegations_en": format_delegations(en)}
