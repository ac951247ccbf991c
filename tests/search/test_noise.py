"""Whatever is typed, the search answers: no error, no long wait."""

import random
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from places.finding import find
from places.finding.matches import Phrase, near
from tests.pages import sql
from tests.search.asking import queries

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

SEED = 20261122
STRINGS, SLICES = 10_000, 40
LONGEST_WAIT = 3.0  # seconds
# First and last letter of the ranges that noise is made of.
RANGES = {
    "every plane": (0, sys.maxunicode),
    "basic plane": (0, 0xFFFF),
    "controls": (0, 0x1F),
    "ASCII": (0x20, 0x7E),
    "Latin": (0xC0, 0x24F),
    "kana": (0x3041, 0x30FF),
    "kanji": (0x4E00, 0x9FFF),
    "compatibility kanji": (0xF900, 0xFAFF),
    "hangul": (0xAC00, 0xD7A3),
    "jamo": (0x1100, 0x11FF),
    "Arabic": (0x600, 0x6FF),
    "Thai": (0xE00, 0xE7F),
    "combining marks": (0x300, 0x36F),
    "directions and joiners": (0x200B, 0x206F),
    "half and full width": (0xFF00, 0xFFEF),
    "ligatures": (0xFB00, 0xFDFF),
    "private use": (0xE000, 0xF8FF),
    "beyond": (0x10000, 0x1FFFF),
}
PIECES = [
    *("'", "''", '"', "\\", "%", "_", "%%", "*", ".*", "(", ")", "[", "]", "{", "}", "+", "?"),
    *("^", "$", "|", "&", "!", ":*", "<->", ";", "--", "/*", "*/", "\\u0000", "\\x00", "E'", "$$"),
    *("\x00", "\t", "\n", "\r", "\u00a0", "\u00ad", "\u200b", "\u200d", "\u202e", "\u2066"),
    *("\ufeff", "\ufffe", "\uffff", "\u0301", "\u20dd", "\u3000", "ー", "・", "ヶ", "ﾞ", "ﾟ"),
    *("SELECT", "OR 1=1", "DROP TABLE", "NULL", "<script>", "{{ q }}", "%s", "%(q)s", "../", "[^]"),
    *("İ", "ı", "ß", "ẞ", "ﬃ", "㍿", "㍻", "ǅ", "Σ", "ς", "🇯🇵", "👩‍👩‍👧", "𝕊𝕒𝕡𝕡𝕠𝕣𝕠", "①②③", "Å"),
    *("-shi", "-ken", "City of ", " City", "市", "町", "県", "道", "し", " Prefecture", "&", " "),
]
Noise = Callable[[random.Random], str]


def letters(chance: random.Random) -> str:
    """Return letters of one range."""
    first, last = chance.choice(list(RANGES.values()))
    return "".join(letter(chance, first, last) for _ in range(chance.randint(1, 30)))


def letter(chance: random.Random, first: int, last: int) -> str:
    """Return any letter between two; a surrogate alone is none."""
    while 0xD800 <= (number := chance.randint(first, last)) <= 0xDFFF:
        pass
    return chr(number)


def mixture(chance: random.Random) -> str:
    """Return letters of all ranges."""
    return "".join(letters(chance)[:2] for _ in range(chance.randint(1, 20)))


def signs(chance: random.Random) -> str:
    """Return what SQL, LIKE, regular expressions and templates would take for their own."""
    return "".join(chance.choices(PIECES, k=chance.randint(1, 12)))


def broken_name(chance: random.Random) -> str:
    """Return a query that means something, with noise put into it."""
    name = chance.choice(queries()).query
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(name))
        noise = chance.choice([chance.choice(PIECES), letters(chance)[:2]])
        name = name[:at] + noise + name[at + chance.randint(0, 2) :]
    return name


def words(chance: random.Random) -> str:
    """Return many words, or the pieces of names in no order."""
    names = [chance.choice(queries()).query for _ in range(chance.randint(2, 12))]
    return chance.choice([" ", "　", ",", "・", "\n"]).join(names)


def very_long(chance: random.Random) -> str:
    """Return a text that no name can be as long as."""
    return chance.choice(MAKERS[:-1])(chance) * chance.choice([10, 100, 1_000, 10_000])


MAKERS: list[Noise] = [letters, mixture, signs, broken_name, words, very_long]


def noise(part: int | str, number: int) -> list[str]:
    """Return random strings, the same ones each time."""
    chance = random.Random(f"{SEED} {part}")
    weights = [30, 20, 20, 20, 8, 2]
    return [maker(chance) for maker in chance.choices(MAKERS, weights, k=number)]


def seconds(text: str) -> float:
    """Return how long a search takes."""
    start = time.perf_counter()
    find(text)
    return time.perf_counter() - start


def quickest(text: str) -> float:
    """Return how long the quicker of two searches takes."""
    return min(seconds(text), seconds(text))


@pytest.mark.parametrize(
    "part", [0, *(pytest.param(part, marks=pytest.mark.full) for part in range(1, SLICES))]
)
def test_no_text_is_an_error_or_a_long_wait(part: int) -> None:
    slow = {}
    for text in noise(part, STRINGS // SLICES):
        # Again where it was long: other tests run beside this one.
        if seconds(text) > LONGEST_WAIT and (again := quickest(text)) > LONGEST_WAIT:
            slow[text[:100]] = again

    assert slow == {}


def test_names_with_slips_are_looked_up_in_the_index() -> None:
    with CaptureQueriesContext(connection) as queries:
        near(Phrase("Hokkiado"))

    (query,) = queries
    assert "search_key_slips" in str(sql(f"EXPLAIN {query['sql']}"))


@pytest.mark.sampled(3)
@pytest.mark.parametrize("part", range(8))
def test_the_page_answers_any_text_or_says_what_is_wrong(
    client: Any, part: int, full: bool
) -> None:
    texts = noise(f"page {part}", 50 if full else 10)

    answers = {text: client.get(f"/en/search/?q={quote(text[:5000])}") for text in texts}

    assert {page.status_code for page in answers.values()} <= {200, 400}
    assert all("<h1" in page.content.decode() for page in answers.values())


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    "query",
    ["q=%FF", "q=%ED%A0%80", "q=%00", "q=a&q=b", "q", "q=&q=", "q[]=1", "q=%", "q=" + "%E3" * 50],
)
def test_a_broken_address_is_answered(client: Any, language: str, query: str) -> None:
    page = client.get(f"/{language}/search/?{query}")

    assert page.status_code == 200
    assert "<h1" in page.content.decode()
