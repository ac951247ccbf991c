"""Folding: one spelling for names that differ in width, case, accents or kana only.

Defined once for Python and once for PostgreSQL; a property test holds the two together.
"""

import re
import unicodedata
from typing import Any

from django.db.models import Func, TextField

MARKS = re.compile("[\u0300-\u036f]")
# What Unicode calls Default_Ignorable_Code_Point (DerivedCoreProperties.txt): nobody sees it. With
# a variation selector 葛 has seven strokes less, and is the same character.
IGNORABLE = (
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Letters that Unicode does not decompose, then hiragana to katakana, then ヶ written large.
HIRAGANA = "".join(map(chr, range(0x3041, 0x3097)))
KATAKANA = "".join(map(chr, range(0x30A1, 0x30F7)))
FROM = "łđøı" + HIRAGANA + "ヶ"
TO = "ldoi" + KATAKANA.replace("ヶ", "ケ") + "ケ"
TABLE = str.maketrans(FROM, TO)
DOUBLE = {"ß": "ss", "æ": "ae", "œ": "oe"}
# Signs within names that one writes and the next leaves out: Xi'an, Xi’an, Xian.
APOSTROPHES = "'’‘ʻʼ`"
NO_APOSTROPHES = str.maketrans("", "", APOSTROPHES)
# Voiced and small katakana beside the plain ones; a Japanese index does not tell them apart.
VOICED = "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴァィゥェォッャュョヮー"
PLAIN = "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホウアイウエオツヤユヨワ"


def fold(text: str) -> str:
    """Return the text as names are compared: ``Kōchi`` and ``KOCHI`` are one, so are さ and サ."""
    if text.isascii():  # the steps below would not do more
        return text.translate(NO_APOSTROPHES).lower()
    text = MARKS.sub("", unicodedata.normalize("NFKD", text))
    text = unicodedata.normalize("NFKC", text.translate(NO_APOSTROPHES))
    # Letter by letter: str.lower() would write Σ at the end of a word another way than PostgreSQL.
    text = "".join(map(str.lower, text)).translate(TABLE)
    for letter, pair in DOUBLE.items():
        text = text.replace(letter, pair)
    return text


def template() -> str:
    """Return the steps of ``fold`` as SQL around one expression."""
    sql = "regexp_replace(normalize(%(expressions)s, NFKD), E'[\\u0300-\\u036f]', '', 'g')"
    dropped = APOSTROPHES.replace("'", "''")
    sql = f"normalize(translate({sql}, '{dropped}', ''), NFKC)"
    sql = f"translate(lower({sql}), '{FROM}', '{TO}')"
    for letter, pair in DOUBLE.items():
        sql = f"replace({sql}, '{letter}', '{pair}')"
    return sql


def fold_sql(expression: Any) -> Func:
    """Return ``fold`` of an expression or a column in PostgreSQL.

    Its functions are immutable, so a generated column can use it. It is a plain ``Func``: a
    migration writes down the whole text, and what is released does not change with this module.
    """
    return Func(expression, template=template(), output_field=TextField())


def plain_kana_sql(expression: Any) -> Func:
    """Return the order of Japanese readings: folded, without voicing, small letters and ー."""
    sql = f"translate({template()}, '{VOICED}', '{PLAIN}')"
    return Func(expression, template=sql, output_field=TextField())
