"""Keys: what names of places are found by, the same in Python and in PostgreSQL.

A key is folded (``sistercity.folding``) and then loses what writers of one name differ in. Each
step is written once, in the regular expressions that both languages share, and does its work
in either; a property test holds the two together.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import combinations

from places.variants import FORMS, VARIANTS
from sistercity.folding import IGNORABLE, fold, template

# What tells the rank of a place: left off, or written in another language.
RANK_WORDS = {
    "city": "市 シ city shi si municipality",
    "town": "町 マチ チョウ town machi cho chou township borough",
    "village": "村 ムラ ソン village mura son",
    "ward": "区 ク ward ku gu",
    "prefecture": "県 府 都 道 prefecture ken fu to",
    "county": "郡 グン county gun shire",
    "state": "州 省 state province region do oblast krai",
    "district": "district",
}
RANKS = {word: rank for rank, words in RANK_WORDS.items() for word in words.split()}
LATIN = "|".join(word for word in RANKS if word.isascii())
JAPANESE = "|".join(word for word in RANKS if not word.isascii())

# Left out of keys, wherever they stand.
SIGNS = (
    " \t\n\r\f\v\u00a0\u3000"
    '-‐‑‒–—―−·・･.,，、。()（）[]［］{}<>「」『』〈〉【】/\\|&+*#@^_~〜=＝:;!?…%$"“”„«»‹›'
)
KANJI = "一-鿿々"


@dataclass(frozen=True)
class Step:
    """One replacement of a pattern, in the syntax that Python and PostgreSQL share."""

    pattern: str
    replacement: str = ""

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern: Python's ``$`` is true before a newline at the end, PostgreSQL's is not."""
        return re.compile(self.pattern.replace("$", r"\Z"))

    def apply(self, text: str) -> str:
        """Return the text after the step."""
        return self.compiled.sub(self.replacement, text)

    def sql(self, expression: str) -> str:
        """Return the step around an expression of SQL."""
        pattern = self.pattern.replace("'", "''")
        return f"regexp_replace({expression}, '{pattern}', '{self.replacement}', 'g')"


IGNORED = Step(IGNORABLE)
# Of names that are folded and without signs. Latin ones: long vowels in every way of writing
# them (Ōsaka, Oosaka, Ohsaka), n before b, m and p as official names have it.
# What a step leaves out follows what it keeps, so the key of a beginning begins the key.
KEY_STEPS = (
    Step(rf"([{KANJI}])[ガヵヶ]([{KANJI}])", r"\1ケ\2"),
    Step("ヴァ", "バ"),
    Step("ヴィ", "ビ"),
    Step("ヴェ", "ベ"),
    Step("ヴォ", "ボ"),
    Step("ヴ", "ブ"),
    Step("oh([bcdfghjklmnpqrstvwxyz]|$)", r"o\1"),
    Step("ou", "o"),
    Step(r"([aeiou])\1+", r"\1"),
    Step("m([bmp])", r"n\1"),
)
# Of names that are folded only: the rank goes, and what stands in brackets at the end.
BARE_STEPS = (
    Step(r" *[(][^()]*[)] *$"),
    Step(rf"^({LATIN}) of (the )?"),
    Step(rf"[ -]({LATIN})$"),
    Step(rf"([^ ])({JAPANESE})$", r"\1"),
)
RANK = re.compile(rf"^({LATIN}) of |[ -]({LATIN})\Z|[^ ]({JAPANESE})\Z")
ONE_FORM = str.maketrans(VARIANTS, FORMS)
NO_SIGNS = str.maketrans("", "", SIGNS)

# Not SQL's own functions: those are planned anew at each call, a hundred times the work.
LANGUAGE = "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $body$"

# The key, the bare key and the rank of a name are asked for one after the other.
LAST_NAMES = 1_000

# Two names may differ by slips; only so much of a key is compared by leaving letters out.
SLIP_LENGTH = 7
TWO_SLIPS_FROM = 6


def key(name: str) -> str:
    """Return what a name is found by: ``Ōsaka-shi``, ``OOSAKA SHI`` and ``Ohsakashi`` are one."""
    return squeeze(folded(name))


@lru_cache(maxsize=LAST_NAMES)
def folded(name: str) -> str:
    """Return a name folded, without what nobody sees."""
    return fold(IGNORED.apply(name))


@lru_cache(maxsize=LAST_NAMES)
def squeeze(plain: str) -> str:
    """Return the key of a name that is folded already."""
    text = plain.translate(NO_SIGNS).translate(ONE_FORM)
    return reduce(lambda text, step: step.apply(text), KEY_STEPS, text)


def bare(name: str) -> str:
    """Return the key of a name without its rank: that of ``Otaru City`` is ``otaru``."""
    return squeeze(reduce(lambda text, step: step.apply(text), BARE_STEPS, folded(name)))


def rank(name: str) -> str:
    """Return the rank that a name states, such as ``city``, or ""."""
    match = RANK.search(folded(name))
    return RANKS[next(filter(None, match.groups()))] if match else ""


def known_rank(name: str, of_place: str, *, is_bare: bool) -> str:
    """Return the rank that a stored name has, or its place where the name leaves it off.

    ``is_bare`` tells that the key is the name without its rank. The whole of a name may end like
    a rank: ザルツブルク is no ward.
    """
    return (rank(name) if is_bare else "") or of_place


def is_latin(text: str) -> bool:
    """Whether a key is in Latin letters, where a name is longer than in kana or kanji."""
    return text.isascii()


def slips_allowed(text: str) -> int:
    """Return how many letters of a key may be wrong: one, two in a longer one in Latin script."""
    return 2 if is_latin(text) and len(text) >= TWO_SLIPS_FROM else 1


def slips(text: str) -> list[str]:
    """Return the beginning of a key, and what is left of it without one letter, or two.

    Keys that differ by as many slips have one of these in common (symmetric deletion, as in
    SymSpell by Wolf Garbe).
    """
    start = text[:SLIP_LENGTH]
    left_out = range(slips_allowed(text) + 1)
    return sorted(
        {
            "".join(letter for n, letter in enumerate(start) if n not in gone)
            for number in left_out
            for gone in combinations(range(len(start)), number)
        }
    )


def functions() -> str:
    """Return the statements that make the same functions in PostgreSQL.

    Migrations hold copies: those of a database change with a migration, not with this file.
    """
    plain = template() % {"expressions": IGNORED.sql("$1")}
    signs = escaped(SIGNS)
    squeezed = f"translate(translate($1, E'{signs}', ''), '{VARIANTS}', '{FORMS}')"
    key_sql = reduce(lambda sql, step: step.sql(sql), KEY_STEPS, squeezed)
    bare_sql = reduce(lambda sql, step: step.sql(sql), BARE_STEPS, plain)
    return f"""
        CREATE OR REPLACE FUNCTION places_squeeze(text) RETURNS text {LANGUAGE}
        BEGIN RETURN {key_sql}; END $body$;

        CREATE OR REPLACE FUNCTION places_key(text) RETURNS text {LANGUAGE}
        BEGIN RETURN places_squeeze({plain}); END $body$;

        CREATE OR REPLACE FUNCTION places_bare(text) RETURNS text {LANGUAGE}
        BEGIN RETURN places_squeeze({bare_sql}); END $body$;

        CREATE OR REPLACE FUNCTION places_keys(text) RETURNS TABLE (key text, is_bare boolean)
        {LANGUAGE}
        DECLARE
            whole text := places_key($1);
            short text := places_bare($1);
        BEGIN
            RETURN QUERY SELECT whole, false WHERE whole <> '';
            RETURN QUERY SELECT short, true WHERE short <> '' AND short <> whole;
        END $body$;

        CREATE OR REPLACE FUNCTION places_slips(text) RETURNS text[] {LANGUAGE}
        DECLARE
            start text := left($1, {SLIP_LENGTH});
            two boolean := $1 ~ '^[\\x01-\\x7f]*$' AND length($1) >= {TWO_SLIPS_FROM};
            found text[] := ARRAY[start];
            rest text;
        BEGIN
            FOR n IN 1..length(start) LOOP
                rest := overlay(start PLACING '' FROM n FOR 1);
                found := found || rest;
                IF two THEN
                    FOR m IN n..length(rest) LOOP
                        found := found || overlay(rest PLACING '' FROM m FOR 1);
                    END LOOP;
                END IF;
            END LOOP;
            RETURN found;
        END $body$;
    """  # noqa: S608  (patterns of our own)


def escaped(text: str) -> str:
    """Return a text for an E'…' string: by number what is invisible there or has a meaning."""
    return "".join(c if c.isprintable() and c not in "'\\" else f"\\u{ord(c):04x}" for c in text)
