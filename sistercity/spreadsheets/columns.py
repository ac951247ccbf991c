"""The columns of a file format: their headings in both languages, and what their cells mean."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.cells import (
    YES_NO,
    Cell,
    choice,
    day,
    format_words,
    partial_date,
    text,
)
from sistercity.spreadsheets.days import conversion
from sistercity.spreadsheets.letters import (
    BLANK,
    BadCell,
    Remark,
    column_letters,
    is_blank,
    squeezed,
)
from sistercity.spreadsheets.problems import CellError, FileRefused, Problem

MISSING = problems.error(
    "missing_column",
    _("The file has no column %(wanted)s. Accepted headings are: %(headings)s."),
    of_column=True,
)
DOUBLE = problems.error(
    "double_column",
    _("Two columns are headed “%(first)s” and “%(second)s”, which mean the same. Leave one out."),
    of_column=True,
)
IGNORED = problems.warning(
    "ignored_column",
    _(
        "The heading “%(heading)s” of column %(letters)s (number %(position)s) is not known, so "
        "the column is not read. If it should be, correct the heading."
    ),
    of_column=True,
)
DITTO = problems.error(
    "ditto",
    _(
        "“%(text)s” stands for another cell, such as the one above. Fill in the value itself: each"
        " row is read alone."
    ),
)

LENGTH_OF_CODE = re.compile(r"(?<=コード)\W?\d桁\W?$")
# Signs and words for “as above”, as ``squeezed`` writes them, and what may stand around them. A
# straight quotation mark is none: that may be a text, and an export must come back as it is.
AROUND = r"[-‐‑‒–—―−ー~〜_*.,。、・:;()\[\]{}<>〈〉《》「」『』【】〔〕]"
DITTO_CELL = re.compile(
    rf"({AROUND}*("
    r"[〃〻〞〟”仝々]|′′|同[上前左右様断じ]?|[上前左右]記?[にと]?同[じ様]|(sameas|as)above|ditto|idem"
    rf"|do(?={AROUND})|(?<={AROUND})do"  # “do” alone may be a name
    rf"))+{AROUND}*"
)
# Of these each has one or more: nearly all cells are told by that alone.
DITTO_SIGNS = frozenset("〃〻〞〟”″仝々同dDｄＤvVｖＶ")
LONGEST_DITTO = 40
# Texts of a column that are kept with their values; of none longer than so many characters.
MOST_KEPT, LONGEST_KEPT = 2_000, 400
# Parsers of dates: of a moment they take the day that it is in Japan, which is to be said.
OF_DATES = (day, partial_date)


@dataclass(frozen=True)
class Column:
    """A column of a file format.

    ``parse`` takes a cell and returns its value, or raises CellError; ``format`` is its inverse
    and returns the text that an export writes. Two columns that together name one place have
    ``part_of`` set to the name of the field that the place is stored in. A column of codes has
    its ``choices``.
    """

    name: str
    en: str
    ja: str
    parse: Callable[[Cell], Any] = text
    format: Callable[[Any], str] = str
    also: tuple[str, ...] = ()  # other headings that are accepted
    part_of: str = ""
    choices: type[TextChoices] | None = None  # the words of a column that holds a code
    words_too: tuple[tuple[str, str], ...] = ()  # further words for its codes, each with the code
    help: str | Promise = ""  # what the heading does not say
    example: str = ""
    is_hidden: bool = False  # in workbooks that are written; it is for programs

    @property
    def label(self) -> str:
        """The usual heading in the language that is active."""
        return self.ja if get_language() == "ja" else self.en

    def words(self, value: Any) -> str:
        """Return a value as people read it, in the language that is active."""
        return ", ".join(self.labels(value))

    def written(self, value: Any) -> str:
        """Return the text that an export writes, in the language that is active.

        Codes are words of English already.
        """
        is_coded = self.choices is not None or isinstance(value, bool)
        if is_coded and get_language() == "ja":
            return format_words(self.labels(value))
        return "" if value in (None, "", ()) else self.format(value)

    def labels(self, value: Any) -> list[str]:
        """Return the words of a value, in the language that is active: of a code its label."""
        if value in (None, "", ()):
            return []
        if isinstance(value, bool):
            return [YES_NO[value][get_language() == "ja"]]
        if self.choices is None:
            return [self.format(value)]
        values = value if isinstance(value, tuple) else (value,)
        return [str(self.choices(one).label) for one in values]

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that is accepted, the two usual ones first."""
        return (self.en, self.ja, *self.also, self.name)


@dataclass
class Bound:
    """A column of the format at its place in one file."""

    column: Column
    index: int
    heading: str

    def read(self, cells: Sequence[Cell | BadCell]) -> tuple[Any, Remark | None]:
        """Return the column's value in a row and what is to be said of it; raise CellError."""
        cell = cells[self.index] if self.index < len(cells) else None
        # Of other types, equal cells can mean different values, such as 1.0 and True.
        is_kept = cell is None or (isinstance(cell, str) and len(cell) <= LONGEST_KEPT)
        return self.read_kept(cell) if is_kept else self.read_cell(cell)

    @cached_property
    def read_kept(self) -> Callable[[Any], tuple[Any, Remark | None]]:
        """As ``read_cell``, but no text is read twice: in a column most are the same, or empty."""
        return lru_cache(MOST_KEPT)(self.read_cell)

    def read_cell(self, cell: Cell | BadCell) -> tuple[Any, Remark | None]:
        """Return what ``read`` returns of a cell."""
        if isinstance(cell, BadCell):
            raise CellError(cell.code, **cell.values)
        if is_ditto(cell):
            raise CellError(DITTO, text=cell)
        value = self.column.parse(cell)
        return value, conversion(cell) if self.column.parse in OF_DATES else None


@dataclass(frozen=True)
class Layout:
    """The columns of a file format, and which of them a file must have.

    ``required`` holds groups of names: of each group one column must be there.
    """

    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...] = ()

    def __getitem__(self, name: str) -> Column:
        return self.by_name[name]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    def headings(self) -> frozenset[str]:
        """Return every accepted heading, as ``heading_key`` writes them."""
        return frozenset(heading_key(h) for column in self.columns for h in column.headings)

    def bind(
        self, headings: Sequence[str], sheet: str, row: int
    ) -> tuple[list[Bound], list[Problem]]:
        """Return the columns found under a row of headings, and warnings of those ignored.

        Raises FileRefused where a required column is missing, or one is there twice.
        """
        known = {heading_key(h): column for column in self.columns for h in column.headings}
        bound: dict[str, Bound] = {}
        ignored, refused = [], []
        for index, heading in enumerate(headings):
            column = known.get(heading_key(heading))
            if column is None:
                if not is_blank(heading):
                    values = {**column_name(index), "heading": heading}
                    ignored.append(Problem(IGNORED, values, sheet, row))
            elif column.name in bound:
                values = {"first": bound[column.name].heading, "second": heading}
                refused.append(Problem(DOUBLE, values, sheet, row))
            else:
                bound[column.name] = Bound(column, index, heading)
        refused += [self.missing(group, sheet, row) for group in self.absent(bound)]
        if refused:
            raise FileRefused(*refused)
        return list(bound.values()), ignored

    def absent(self, names: Iterable[str]) -> list[tuple[str, ...]]:
        """Return the required groups of which no column is among the names."""
        return [group for group in self.required if not set(group) & set(names)]

    def missing(self, group: tuple[str, ...], sheet: str, row: int) -> Problem:
        """Return the problem of a required group that a file lacks."""
        columns = [self[name] for name in group]
        values = {
            "wanted": [f"{column.en}（{column.ja}）" for column in columns],
            "headings": [h for column in columns for h in column.headings],
        }
        return Problem(MISSING, values, sheet, row)


def column_name(index: int) -> dict[str, Any]:
    """Return what a column without a known heading is called: its letters, and its number."""
    return {"letters": column_letters(index), "position": index + 1}


def heading_key(heading: str) -> str:
    """Return a heading as headings are compared: without width, case, spaces and signs.

    Nor does it matter of how many digits a code is said to be: 団体コード（6桁）.
    """
    plain = LENGTH_OF_CODE.sub("", squeezed(heading))
    return "".join(letter for letter in plain if letter.isalnum())


def is_ditto(cell: Cell) -> bool:
    """Whether a cell only says that another, such as the one above, holds for it too."""
    if not isinstance(cell, str):
        return False
    plain = cell.strip(BLANK)
    if len(plain) > LONGEST_DITTO or DITTO_SIGNS.isdisjoint(plain):
        return False
    return DITTO_CELL.fullmatch(squeezed(plain)) is not None


def read_row(
    bound: Iterable[Bound], cells: Sequence[Cell | BadCell], sheet: str, row: int
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of a row by name of the column, and its problems.

    These are an error for each cell that cannot be read, and notices of others.
    """
    values: dict[str, Any] = {}
    found: list[Problem] = []
    for column in bound:
        said: CellError | Remark | None
        try:
            values[column.column.name], said = column.read(cells)
        except CellError as error:
            said = error
        if said:
            found.append(Problem(said.code, said.values, sheet, row, column.heading))
    return values, found


def coded(
    name: str, en: str, ja: str, choices: type[TextChoices], words: dict[str, str], **options: Any
) -> Column:
    """Return a column of codes: ``words`` are further ones that are accepted, with their code."""
    parse, further = choice(choices, also=words), tuple(words.items())
    return Column(name, en, ja, parse, choices=choices, words_too=further, **options)
