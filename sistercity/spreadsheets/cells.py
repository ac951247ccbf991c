"""What the cells of each kind of column mean.

A parser takes a cell and returns its value, or raises CellError. What an export writes with the
``format_`` function of the same name is read back to the same value.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.days import day, format_date, partial_date
from sistercity.spreadsheets.letters import (
    TOO_LONG,
    Cell,
    Serial1904,
    ascii_width,
    name,
    one_line,
    text,
)
from sistercity.spreadsheets.problems import CellError

__all__ = [
    "Cell",
    "Serial1904",
    "at_most",
    "choice",
    "choices",
    "day",
    "decimal",
    "digits",
    "format_date",
    "format_number",
    "format_words",
    "format_yes_no",
    "name",
    "one_line",
    "partial_date",
    "text",
    "url",
    "urls",
    "whole_number",
    "yes_no",
]

NOT_DIGITS = problems.error("not_digits", _("“%(text)s” is not a code of %(length)s digits."))
NOT_WHOLE = problems.error("not_whole_number", _("“%(text)s” is not a whole number."))
NOT_DECIMAL = problems.error("not_decimal", _("“%(text)s” is not a number."))
OUT_OF_RANGE = problems.error(
    "out_of_range", _("%(text)s is not between %(minimum)s and %(maximum)s.")
)
NOT_YES_NO = problems.error(
    "not_yes_no", _("“%(text)s” is neither yes nor no. Write yes or no, or 有 or 無.")
)
UNKNOWN_CHOICE = problems.error(
    "unknown_choice", _("“%(text)s” is not one of the words for this column: %(accepted)s.")
)
BAD_URL = problems.error(
    "bad_url",
    _("“%(text)s” is not a web address. Write it in full, beginning with https:// or http://."),
)
LONG_URL = problems.error(
    "long_url", _("The web address has %(length)s characters; at most %(limit)s are allowed.")
)

YES = frozenset(["yes", "true", "y", "t", "1", "有", "はい", "○", "〇", "◯", "あり", "有り"])
NO = frozenset(["no", "false", "n", "f", "0", "無", "いいえ", "×", "✕", "✗", "なし", "無し"])
LONGEST_URL = 500
WHOLE = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)", re.ASCII)
DECIMAL = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
SEPARATORS = re.compile(r"[;；、,，\n]")
# Signs that no URL has: they would end it early in a page or in a log.
BAD_IN_URL = re.compile(r"[\s\x00-\x20\x7f\"'<>\\^`{|}]")


def at_most(limit: int, parse: Callable[[Cell], str]) -> Callable[[Cell], str]:
    """Return a parser that takes no more characters than the database has room for."""

    def parse_short(cell: Cell) -> str:
        plain = parse(cell)
        if len(plain) > limit:
            raise CellError(TOO_LONG, length=len(plain), limit=limit)
        return plain

    return parse_short


def digits(length: int) -> Callable[[Cell], str]:
    """Return the parser of a code of so many digits; "" for an empty cell.

    Zeros that Excel dropped at the front are put back; where one was kept, none was dropped, so
    that a shorter code that begins with 0 is an error.
    """

    def parse(cell: Cell) -> str:
        plain = ascii_width(cell)
        if not plain:
            return ""
        padded = plain if plain.startswith("0") else plain.zfill(length)
        if len(padded) != length or not (padded.isascii() and padded.isdecimal()):
            raise CellError(NOT_DIGITS, text=plain, length=length)
        return padded

    return parse


def whole_number(minimum: int, maximum: int) -> Callable[[Cell], int | None]:
    """Return the parser of a whole number in a range; None for an empty cell."""

    def parse(cell: Cell) -> int | None:
        plain = ascii_width(cell)
        if not plain:
            return None
        if not WHOLE.fullmatch(plain) or len(plain) > 30:
            raise CellError(NOT_WHOLE, text=plain)
        value = int(plain.replace(",", ""))
        if not minimum <= value <= maximum:
            raise CellError(OUT_OF_RANGE, text=plain, minimum=minimum, maximum=maximum)
        return value

    return parse


def decimal(minimum: Decimal | int, maximum: Decimal | int) -> Callable[[Cell], Decimal | None]:
    """Return the parser of a decimal number in a range; None for an empty cell."""

    def parse(cell: Cell) -> Decimal | None:
        plain = ascii_width(cell)
        if not plain:
            return None
        if not DECIMAL.fullmatch(plain) or len(plain) > 30:
            raise CellError(NOT_DECIMAL, text=plain)
        value = Decimal(plain.replace(",", ""))
        if not minimum <= value <= maximum:
            limits = {"minimum": str(minimum), "maximum": str(maximum)}
            raise CellError(OUT_OF_RANGE, text=plain, **limits)
        return value

    return parse


def format_number(value: int | None) -> str:
    """Return a number for a cell; the inverse of ``whole_number``."""
    return "" if value is None else str(value)


def yes_no(cell: Cell) -> bool | None:
    """Return True or False, or None for an empty cell."""
    if isinstance(cell, bool):
        return cell
    plain = ascii_width(cell).casefold()
    if plain in YES or plain in NO:
        return plain in YES
    if plain:
        raise CellError(NOT_YES_NO, text=plain)
    return None


# By the value: what an export writes in English, and in Japanese.
YES_NO = {True: ("yes", "有"), False: ("no", "無")}


def format_yes_no(value: bool | None) -> str:
    """Return ``yes`` or ``no``, or "" for None; the inverse of ``yes_no``."""
    return "" if value is None else "yes" if value else "no"


def choice(
    options: type[TextChoices], *, also: Mapping[str, str] | None = None
) -> Callable[[Cell], str]:
    """Return the parser of one of the choices; "" for an empty cell.

    A choice is written as its value, its label in English or Japanese, or a word of ``also``
    (word: value). Case, width, spaces and hyphens do not matter.
    """
    known = cache(lambda: spellings(options, also or {}))

    def parse(cell: Cell) -> str:
        plain = one_line(cell)
        if not plain:
            return ""
        try:
            return known()[choice_key(plain)]
        except KeyError:
            raise CellError(UNKNOWN_CHOICE, text=plain, accepted=labels(options)) from None

    return parse


def choices(options: type[TextChoices]) -> Callable[[Cell], tuple[str, ...]]:
    """Return the parser of several choices, separated by ``;``, ``、``, ``,`` or new lines.

    The values come in the order of the cell, each once.
    """
    one = choice(options)

    def parse(cell: Cell) -> tuple[str, ...]:
        parts = (one(part) for part in SEPARATORS.split(text(cell)))
        return tuple(dict.fromkeys(part for part in parts if part))

    return parse


def spellings(options: type[TextChoices], also: Mapping[str, str]) -> dict[str, str]:
    """Return the value of every accepted spelling of the choices."""
    found = {choice_key(word): str(options(value).value) for word, value in also.items()}
    for language in ("ja", "en"):
        with translation.override(language):
            found |= {choice_key(str(option.label)): str(option.value) for option in options}
    return found | {choice_key(str(option.value)): str(option.value) for option in options}


def labels(options: type[TextChoices]) -> list[str]:
    """Return what can be written for each choice, in both languages."""
    with translation.override("en"):
        english = [str(option.label) for option in options if option.value]
    with translation.override("ja"):
        japanese = [str(option.label) for option in options if option.value]
    return [f"{en}（{ja}）" for en, ja in zip(english, japanese, strict=True)]


def choice_key(plain: str) -> str:
    """Return a spelling of a choice as spellings are compared."""
    return re.sub(r"[\s_-]", "", name(plain).casefold())


def format_words(values: Iterable[object]) -> str:
    """Return several values for one cell, one on each line.

    The inverse of ``choices`` and ``urls``.
    """
    return "\n".join(str(value) for value in values)


def url(cell: Cell) -> str:
    """Return a web address, "" for an empty cell.

    Raises CellError for other schemes than http and https, for names and passwords of users in
    it, for spaces and control characters, and for more than 500 characters.
    """
    plain = text(cell)
    if len(plain) > LONGEST_URL:
        raise CellError(LONG_URL, length=len(plain), limit=LONGEST_URL)
    if plain and not is_web_address(plain):
        raise CellError(BAD_URL, text=plain)
    return plain


def is_web_address(plain: str) -> bool:
    """Tell whether text is the URL of a page that anybody can ask for."""
    try:
        parts = urlsplit(plain)
        usual_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and "." in (parts.hostname or "").strip(".")
        and "@" not in parts.netloc
        and usual_port
        and not BAD_IN_URL.search(plain)
    )


def urls(cell: Cell) -> tuple[str, ...]:
    """Return the URLs in a cell, separated by spaces or line ends, each once."""
    return tuple(dict.fromkeys(url(word) for word in text(cell).split()))
