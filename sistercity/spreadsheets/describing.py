"""What can be written in a column, for people: for the template and for the reference."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.translation import get_language

from sistercity.spreadsheets import cells
from sistercity.spreadsheets.columns import Column
from sistercity.spreadsheets.letters import Cell

EXAMPLES: dict[Callable[[Cell], Any], str] = {
    cells.partial_date: "1989-05",
    cells.day: "1989-05-01",
    cells.url: "https://www.example.jp/",
    cells.urls: "https://www.example.jp/",
}


class Word(NamedTuple):
    """A word that a column takes: what is stored, both languages, and what is taken for it."""

    code: str
    en: str
    ja: str
    also: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The word in the language that is active."""
        return self.ja if get_language() == "ja" else self.en


def words(column: Column) -> list[Word]:
    """Return the words that a column takes; none where it takes any text, number or date."""
    if column.parse is cells.yes_no:
        return [Word(cells.format_yes_no(value), *pair) for value, pair in cells.YES_NO.items()]
    if column.choices is None:
        return []
    return [
        Word(
            str(option.value),
            in_language("en", option.label),
            in_language("ja", option.label),
            tuple(word for word, code in column.words_too if code == option.value),
        )
        for option in column.choices
        if option.value
    ]


def takes_several(column: Column) -> bool:
    """Whether a cell of the column can hold more than one value."""
    return column.format is cells.format_words


def example(column: Column) -> str:
    """Return what a cell of the column can look like, in the language that is active."""
    known = words(column)
    return column.example or (known[0].label if known else EXAMPLES.get(column.parse, ""))


def in_language(language: str, text: object) -> str:
    """Return a text of gettext in a language."""
    with translation.override(language):
        return str(text)
