"""Rows of a table that are no records: totals, and notes of whoever made the sheet."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.letters import is_blank, squeezed

TOTAL_ROW = problems.notice(
    "total_row", _("This row holds a total (“%(text)s”) and was not read as data.")
)
NOTE_ROW = problems.notice(
    "note_row", _("This row holds a note (“%(text)s”) and was not read as data.")
)

# What is looked for in text as ``squeezed`` writes it. Brackets may stand around a word.
OPEN, CLOSE = r"[-(<\[{〈《「【〔]?", r"[-)>\]}〉》」】〕]?"
NUMBER = (
    r"(うち\D*)?[-+]?[\d,]+(\.\d+)?(件|組|団体|自治体|[かヶカケ箇]?国|都市|市町村|%)?"
    r"(\([^()]*\d[^()]*\))?"
)
JAPANESE_TOTAL = r"([合小総累]|総合)?計(件?数)?|総件?数"
ENGLISH_TOTAL = r"(grand|sub|overall)?-?totals?"
QUANTITY = re.compile(NUMBER)
TOTAL = re.compile(
    rf"{OPEN}(.*({JAPANESE_TOTAL})|{ENGLISH_TOTAL}){CLOSE}(\([^()]*\))?:?({NUMBER})?"
)
# With what it is the total of in a cell before it: 北海道, 計, 10.
TOTAL_OF = re.compile(rf"{OPEN}({JAPANESE_TOTAL}|{ENGLISH_TOTAL}){CLOSE}:?")
OF = re.compile(r"\D{1,20}")
# A sign or a space follows the word: 注文津 is a place.
NOTE_WORD = r"(注[記意]?|備 ?考|出 ?[典所]|資 ?料|参 ?考|source|notes?)"
NOTE = re.compile(
    rf"{OPEN} ?([※*]|{NOTE_WORD} ?(\d|[:.)>\]}}〉》」】〕]|$)|(?!source|note){NOTE_WORD} "
    rf"|(以 ?上|以下余白) ?{CLOSE}$)"
)
MARK = re.compile(rf"{OPEN} ?([※*]+|{NOTE_WORD}) ?\d* ?{CLOSE}[:.]?")
# What such a text can begin with or hold: nearly all rows are told by this alone.
HINT = re.compile("[計総※＊*注備出資参以ｔｓｎＴＳＮ]|total|source|note", re.IGNORECASE)


def aside(cells: Sequence[Any]) -> tuple[str, str] | None:
    """Return the code of what a row is, and its words; None for a row that may be a record."""
    first = list(islice((cell for cell in cells if not is_empty(cell)), 2))
    if not first or not isinstance(first[0], str):
        return None
    if not any(HINT.search(str(cell)[:100]) for cell in first):
        return None
    filled = {index: str(cell) for index, cell in enumerate(cells) if not is_empty(cell)}
    if is_note(filled):
        return NOTE_ROW, " ".join(filled.values())
    words = words_of_total([*filled.values()])
    return (TOTAL_ROW, words) if words else None


def is_note(filled: dict[int, str]) -> bool:
    """Whether cells, by their index, are nothing but notes, or a mark with the note next to it."""
    if all(NOTE.match(squeezed(text, " ")) for text in filled.values()):
        return True
    if len(filled) != 2:
        return False
    (first, mark), (second, text) = filled.items()
    is_mark = second == first + 1 and MARK.fullmatch(squeezed(mark, " "))
    return bool(is_mark and not QUANTITY.fullmatch(squeezed(text)))


def words_of_total(filled: list[str]) -> str:
    """Return the words of a row in which only numbers stand beside them, "" for another row."""
    first = squeezed(filled[0])
    if TOTAL.fullmatch(first):
        words = 1
    elif len(filled) > 2 and OF.fullmatch(first) and TOTAL_OF.fullmatch(squeezed(filled[1])):
        words = 2
    else:
        return ""
    are_numbers = all(QUANTITY.fullmatch(squeezed(cell)) for cell in filled[words:])
    return " ".join(filled[:words]) if are_numbers else ""


def is_empty(cell: Any) -> bool:
    """Whether nothing can be seen in a cell."""
    return cell is None or (isinstance(cell, str) and is_blank(cell))
