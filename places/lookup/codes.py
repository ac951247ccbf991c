"""Codes of local governments as files write them: not always with all six digits."""

import re

from places.loading import check_digit
from sistercity.spreadsheets.cells import NOT_DIGITS
from sistercity.spreadsheets.letters import Cell, ascii_width
from sistercity.spreadsheets.problems import CellError

LENGTH = 6  # with the check digit (JIS X 0402 has five)
# 11002.0, as some programs write whole numbers; 01100-2, with the check digit apart.
OTHER_FORMS = re.compile(r"(\d{4,6})\.0+|(\d{5})[-‐‑‒–—―−ー](\d)", re.ASCII)


def written_code(cell: Cell) -> str:
    """Return the digits of a code as the cell has them, "" for an empty one.

    The zero that a spreadsheet program dropped may be missing, and so may the check digit; that
    may stand behind a hyphen. Raises CellError for anything else.
    """
    plain = ascii_width(cell)
    if other := OTHER_FORMS.fullmatch(plain):
        plain = "".join(filter(None, other.groups()))
    if not plain:
        return ""
    if not (plain.isascii() and plain.isdecimal()) or not readings(plain):
        raise CellError(NOT_DIGITS, text=plain, length=LENGTH)
    return plain


def readings(digits: str) -> list[str]:
    """Return the codes of six digits that four to six digits can stand for.

    Five can lack the check digit or the zero in front: 12203 is 市川市, or 士別市. Where a zero
    was kept, none was dropped.
    """
    if len(digits) == LENGTH:
        return [digits]
    with_zero = digits if digits.startswith("0") else f"0{digits}"
    codes = [check_digit(code) for code in (digits, with_zero) if len(code) == LENGTH - 1]
    return [*dict.fromkeys(codes), *([with_zero] if len(with_zero) == LENGTH else [])]
