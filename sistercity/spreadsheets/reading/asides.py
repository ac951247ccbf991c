"""Rows of a table that are no records: totals, and notes of whoever made the sheet."""

import re
from collections.abc import Sequence
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

# What is looked for in text of usual width, in lower case and without spaces.
TOTAL = re.compile(r".*(計|計数|総数|[計総]件数):?|(grand|sub|overall)?-?totals?:?")
NOTE = re.compile(r"[※*]|\(?注|(備考|出典|資料|source|note):|以上$")
QUANTITY = re.compile(r"[-+]?[\d,]+(\.\d+)?(件|組|団体|自治体|か国|都市|%)?")
# Letters that such a text can begin with or hold: nearly all rows are told by these alone.
SIGNS = frozenset("計総tT※＊*注備出資以sSnN")


def aside(cells: Sequence[Any]) -> tuple[str, str] | None:
    """Return the code of what a row is, and its words; None for a row that may be a record.

    A note stands alone in its row. Beside the word for a total are only numbers.
    """
    first = next((cell for cell in cells if not is_empty(cell)), None)
    if not isinstance(first, str) or SIGNS.isdisjoint(first[:100]):
        return None
    words, *others = (plain(cell) for cell in cells if not is_empty(cell))
    if not others and NOTE.match(words):
        return NOTE_ROW, first
    counted = QUANTITY.sub("", words) if not others else words
    if TOTAL.fullmatch(counted) and all(QUANTITY.fullmatch(other) for other in others):
        return TOTAL_ROW, first
    return None


def is_empty(cell: Any) -> bool:
    """Whether nothing can be seen in a cell."""
    return cell is None or (isinstance(cell, str) and is_blank(cell))


def plain(cell: Any) -> str:
    """Return what a cell says, as the words for totals and notes are looked for."""
    return squeezed(str(cell))
