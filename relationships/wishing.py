"""What a listing wishes for, as a cell says it: ``US: Boston``, ``Asia``, ``English-speaking``.

A wish is a target and the words beside it. A target is the name of the wish's column (country,
world_region, language_area, prefecture) with its value; words alone have none.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import translation

from places.keys import key
from places.lookup import Governments, NotFound
from places.lookup.countries import Countries
from places.models import WorldRegion
from relationships.choices import Language
from sistercity.importing.importer import Row
from sistercity.importing.letters import TOO_LONG
from sistercity.importing.lists import NOTHING, split
from sistercity.importing.parts import Items, Part

TARGETS = ("country", "world_region", "language_area", "prefecture")
WORDS_ALONE = ("", "")
COLON = re.compile(r"\s*[:：]\s*")
SPEAKING = {"en": "{}-speaking countries", "ja": "{}圏"}
OTHER = re.compile(r"other |その他の")
LONGEST = 300

Target = tuple[str, str]


class Targets:
    """Everything that can be wished for, by each of its names."""

    def __init__(self, countries: Countries, governments: Governments) -> None:
        self.countries, self.governments = countries, governments
        self.names: dict[str, Target] = {}
        for column, choices in (("world_region", WorldRegion), ("language_area", Language)):
            for option in choices:
                for name in names(column, option):
                    self.names[key(name)] = column, str(option.value)

    def find(self, text: str) -> Target | None:
        """Return the target of a name, or None."""
        plain = OTHER.sub("", text)
        if found := self.names.get(key(plain)):
            return found
        for column, find in (("country", self.country), ("prefecture", self.prefecture)):
            try:
                return column, find(plain)
            except NotFound:
                continue
        return None

    def country(self, name: str) -> str:
        """Return the code of a country; raise NotFound."""
        return self.countries.find(country=name)

    def prefecture(self, name: str) -> str:
        """Return the code of a prefecture by its name; raise NotFound."""
        return self.governments.prefecture(prefecture=name)

    def word(self, target: Target) -> str:
        """Return what a cell has for a target; the inverse of ``find``."""
        column, value = target
        if column == "prefecture":
            return self.governments.prefecture_names[value]
        if column == "language_area":
            return names(column, Language(value))[0]
        return names(column, WorldRegion(value))[0] if column == "world_region" else value

    def read(self, text: str) -> Iterator[tuple[Target, str]]:
        """Yield the targets of a cell, each with the words after its colon.

        What stands after such words and is no target itself belongs to them.
        """
        last: Target = WORDS_ALONE
        for piece in split(text):
            if piece == NOTHING:
                continue
            head, *rest = COLON.split(piece, 1)
            target = self.find(head)
            if target is None:
                yield last, piece
                continue
            yield target, rest[0] if rest else ""
            last = target if rest else WORDS_ALONE


def names(column: str, option: Any) -> list[str]:
    """Return the names of a region of the world or a language area, the English one first."""
    found = []
    for language in ("en", "ja"):
        with translation.override(language):
            label = str(option.label)
        if column == "language_area":
            found.append(SPEAKING[language].format(label))
        else:
            found.append(label)
    return [*found, str(option.value)] if column == "world_region" else found


class WishPart(Part):
    """Wishes of a listing: name of the target, its value, and the words in both languages."""

    def __init__(self) -> None:
        columns = ("wishes_ja", "wishes_en", "wish_countries")
        super().__init__("wishes", columns, ())

    def item(self, row: Any) -> tuple[Any, ...]:
        """Return a stored wish as an item."""
        values = {name: getattr(row, f"{name}_id", getattr(row, name, None)) for name in TARGETS}
        target = next(((name, value) for name, value in values.items() if value), WORDS_ALONE)
        return (*target, row.text_ja, row.text_en)

    def fill(self, row: Any, item: tuple[Any, ...]) -> None:
        """Set the columns of a wish."""
        target, value, row.text_ja, row.text_en = item
        if target:
            foreign = target in ("country", "prefecture")
            setattr(row, f"{target}_id" if foreign else target, value)

    def resolve(self, importer: Any, row: Row, cells: dict[str, Any]) -> Items | None:
        """Join what the columns wish for; a target stands once, with all its words."""
        found: dict[Target, list[list[str]]] = {}
        for name in cells.get("wish_countries") or ():
            try:
                found["country", importer.mentions.country(name)] = [[], []]
            except NotFound as problem:
                importer.not_found(row, problem, "wish_countries")
                return None
        for index, column in enumerate(("wishes_ja", "wishes_en")):
            for target, words in importer.targets.read(cells.get(column) or ""):
                texts = found.setdefault(target, [[], []])[index]
                if words:
                    texts.append(words)
        items = tuple(
            (*target, *("; ".join(texts) for texts in pair)) for target, pair in found.items()
        )
        longest = max((len(words) for item in items for words in item[2:]), default=0)
        if longest > LONGEST:
            importer.problem(row, TOO_LONG, "wishes_en", length=longest, limit=LONGEST)
            return None
        return items

    def joined(self, wishes: Iterable[Items]) -> Items:
        """Return the wishes of several rows; a target stands once, with the words of all."""
        found: dict[Target, list[list[str]]] = {}
        for target, value, *texts in (wish for one in wishes for wish in one):
            pair = found.setdefault((target, value), [[], []])
            for text, known in zip(texts, pair, strict=True):
                if text and text not in known:
                    known.append(text)
        return tuple(
            (*target, *("; ".join(texts) for texts in pair)) for target, pair in found.items()
        )

    def same(self, importer: Any, items: Items) -> set[tuple[Any, ...]]:
        """Compare wishes as a cell gives them back."""
        cells = self.cells(importer, items)
        return set(self.resolve(importer, Row(0, {}), cells) or ())

    def words(self, importer: Any, items: Iterable[tuple[Any, ...]]) -> str:
        """Return the wishes as the file has them."""
        return "; ".join(cell_of(importer.targets, one) for one in items)

    def cells(self, importer: Any, items: Items) -> dict[str, Any]:
        """Return the cells; targets without words stand in the English one."""
        # Words alone come first: behind a target with words they would be its own.
        items = tuple(sorted(items, key=lambda one: bool(one[0])))
        ja = [cell_of(importer.targets, (*one[:3], "")) for one in items if one[2]]
        en = [
            cell_of(importer.targets, (*one[:2], "", one[3]))
            for one in items
            if one[3] or not one[2]
        ]
        return {"wishes_ja": "\n".join(ja), "wishes_en": "\n".join(en)}


def cell_of(targets: Targets, item: tuple[Any, ...]) -> str:
    """Return a wish for a cell."""
    target, value, ja, en = item
    words = ja or en
    if not target:
        return str(words)
    name = targets.word((target, value))
    return f"{name}: {words}" if words else name
