"""Text in cells: what is taken out of it in silence, and what is refused.

Spreadsheets carry invisible letters along, and a file saved in the wrong encoding has lost some.
The first are dropped, the second are errors: nobody can tell what stood there.
"""

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from sistercity.folding import IGNORABLE
from sistercity.spreadsheets import problems
from sistercity.spreadsheets.problems import CellError

# An empty cell is None in a workbook and "" in a CSV file.
Cell = (
    str
    | int
    | float
    | bool
    | datetime.datetime
    | datetime.date
    | datetime.time
    | datetime.timedelta
    | None
)
LONGEST = 5_000


class Serial1904(float):
    """A number in a workbook that counts days from 1904, as Excel on the Mac once did."""


@dataclass(frozen=True)
class BadCell:
    """A cell that has no value: what takes its place in the row, with the problem it is."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Remark:
    """What is to be said of a cell that was read: the code of a notice, and its values."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


TOO_LONG = problems.error(
    "too_long",
    _("The cell holds %(length)s characters; at most %(limit)s are allowed. Shorten it."),
)
NOT_TEXT = problems.error(
    "not_text", _("The cell holds the logical value %(value)s; text is wanted here.")
)
NO_NUMBER = problems.error("no_number", _("The cell holds no number that can be read."))
CONTROL = problems.error(
    "control_character",
    _("“%(text)s” holds the invisible character %(character)s. Type the text again."),
)
LOST = problems.error(
    "lost_character",
    _(
        "“%(text)s” holds %(character)s: a character was lost when the file was saved. Type it "
        "again and save the file as an Excel workbook (.xlsx) or as CSV UTF-8."
    ),
)

# Not to be seen, and of no meaning in a table: zero-width space, word joiner, byte order mark,
# soft hyphen, marks of direction.
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad\u200e\u200f\u061c"))
LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
OUTER = " \t\n\u00a0\u3000\u1680\u202f\u205f\u3164\u2800" + "".join(map(chr, range(0x2000, 0x200E)))
# What nobody sees: a cell or a heading of these alone is empty.
BLANK = OUTER + "".join(map(chr, INVISIBLE)) + "\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
EDGES = re.compile(f"^[{OUTER}]+|[{OUTER}]+$")
# Zero-width joiners are letters within a word of Persian or Hindi.
SPACES = re.compile("[ \n\u00a0\u3000\u1680\u2000-\u200a\u202f\u205f]+")
# Control characters, and those that turn the direction of what follows.
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# U+FFFD stands for a lost character; 外字 are in the private use area; halves of surrogate pairs
# and the last two of each plane are no characters.
LOST_ONES = re.compile(
    "[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff\U000f0000-\U0010ffff]"
    "|["
    + "".join(chr(plane * 0x10000 + end) for plane in range(1, 15) for end in (0xFFFE, 0xFFFF))
    + "]"
)
UNSEEN = re.compile(IGNORABLE)
WIDE = re.compile("[\uff01-\uffee]+")
# Between letters that are neither kana nor kanji: there ー and ― are letters themselves.
DASHES = re.compile(r"(?<=[^\W_\u2e80-\uffff])[‐‑‒–—―−﹣](?=[^\W_\u2e80-\uffff])")


def is_blank(raw: str) -> bool:
    """Whether nothing of a text can be seen."""
    return not raw.strip(BLANK)


def text(cell: Cell) -> str:
    """Return prose: NFC, trimmed, with one kind of line end; "" for an empty cell.

    A whole number is written without a point, as Excel shows it. Raises CellError for control
    characters, characters that were lost, logical values, and more than 5,000 characters.
    """
    if isinstance(cell, str):
        return normalize_text(cell)
    return "" if cell is None else written(cell)


def normalize_text(raw: str) -> str:
    """Return text without what is invisible; raise CellError for what is no text."""
    if len(raw) > LONGEST:
        raise CellError(TOO_LONG, length=len(raw), limit=LONGEST)
    if raw.isascii() and raw.isprintable():  # most cells: nothing in them can be wrong
        return raw.strip()
    plain = LINE_ENDS.sub("\n", raw.translate(INVISIBLE)).replace("\t", " ")
    plain = EDGES.sub("", unicodedata.normalize("NFC", plain))
    for code, pattern in ((CONTROL, CONTROLS), (LOST, LOST_ONES)):
        if found := pattern.search(plain):
            raise CellError(code, text=sound(plain), character=f"U+{ord(found[0]):04X}")
    return plain


def sound(raw: str) -> str:
    """Return the beginning of text that is to be quoted, without halves of surrogate pairs."""
    return raw[:100].encode("utf-8", "replace").decode()


def written(cell: float | bool | datetime.date | datetime.time | datetime.timedelta) -> str:
    """Return a cell that is not text as text; raise CellError where it has none."""
    if isinstance(cell, bool):
        raise CellError(NOT_TEXT, value=str(cell).upper())
    if isinstance(cell, (int, float)):
        return number(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)


def number(value: float) -> str:
    """Return a number as a spreadsheet program shows it: 11002 for 11002.0."""
    if not math.isfinite(value):
        raise CellError(NO_NUMBER)
    return str(int(value)) if value == int(value) else f"{float(value):.15g}"


def one_line(cell: Cell) -> str:
    """Return text on one line, with single spaces; raise CellError as ``text`` does."""
    return SPACES.sub(" ", text(cell))


def name(cell: Cell) -> str:
    """Return a name as it is compared: on one line, of usual width, with plain hyphens.

    Half-width kana become full-width, full-width letters and digits ASCII. Other compatibility
    characters stay: NFKC would make a 2 of ². ー stays in words of kana.
    """
    plain = usual_width(one_line(cell))
    return plain if plain.isascii() else DASHES.sub("-", plain)


def usual_width(plain: str) -> str:
    """Return text with half-width kana and full-width letters in their usual width."""
    if plain.isascii():
        return plain
    narrowed = WIDE.sub(lambda run: unicodedata.normalize("NFKC", run[0]), plain)
    return unicodedata.normalize("NFC", narrowed)


def ascii_width(cell: Cell) -> str:
    """Return one line of usual width without any spaces: for numbers, codes and dates."""
    return usual_width(one_line(cell)).replace(" ", "")


def squeezed(raw: str, space: str = "") -> str:
    """Return text as set words are looked for: NFKC, in lower case, without what nobody sees.

    ``space`` is what takes the place of spaces between words.
    """
    seen = UNSEEN.sub("", unicodedata.normalize("NFKC", raw))
    return space.join(seen.split()).casefold()


def column_letters(index: int) -> str:
    """Return the letters of a column by its index: A for 0, AA for 26."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
