"""Makes places/variants.py: the other writings of the kanji in fixtures/, from official tables.

    apt-get install icu-devtools unicode-data
    .venv/bin/pip install --target var/variants jntajis-python==0.1.0
    PYTHONPATH=var/variants .venv/bin/python bin/_variants.py

The tables are these; docs/decisions.md says why.

* MJ縮退マップ (文字情報技術促進協議会) gives for a character those of JIS X 0213 that can stand
  for it. Taken are the rules of unification of JIS and Unicode, and the notices of the Ministry of
  Justice on family registers, which list wrong and popular forms. Guesses by reading and shape are
  not.
* JIS縮退マップ (国税庁) gives for what JIS X 0213 added the characters of JIS X 0208.
* JIS C 6226 and JIS X 0208 give 28 codes to two forms of one character (鰺 in 1978, 鯵 since 1983):
  the code pages 942 and 943 of IBM, as ICU has them.
* Readings in Unihan: where both characters have Japanese ones and share none, they are two.
"""

import bz2
import re
import subprocess
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "places" / "variants.py"
READINGS = Path("/usr/share/unicode/Unihan_Readings.txt.bz2")
READING = re.compile(r"U\+(\w+)\tkJapanese(?:On|Kun)\t(.+)")
HAN = (range(0x3400, 0xA000), range(0xFA0E, 0xFA2A), range(0x20000, 0x32400))
LEADS = (*range(0x81, 0xA0), *range(0xE0, 0xEB))  # of two bytes in the code pages
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFD))
# What Japanese programs can write: JIS X 0213, JIS X 0212, and the additions of Windows.
ENCODINGS = ("euc_jis_2004", "euc_jp", "cp932")
# 塩竈市 may be written 塩釜市, says the city; no table joins the two.
BY_CUSTOM = {("竈", "釜")}
WIDTH = 40
HEADER = '''"""Second writings of kanji, each beside the form that keys have for it.

Made by bin/_variants.py, only for the kanji of fixtures/; docs/decisions.md says how. Derived from
MJ縮退マップ (文字情報技術促進協議会; CC BY-SA 2.1 JP, as this table is) and JIS縮退マップ
(国税庁), both as in jntajis-python 0.1.0, from ICU {icu} and from Unihan {unihan}.
"""
'''
Pair = tuple[str, str]


def kanji() -> Counter[str]:
    """Return the kanji of the data, and how often each stands there."""
    text = "".join(path.read_text("utf-8") for path in (ROOT / "fixtures").glob("*.csv"))
    return Counter(letter for letter in text if any(ord(letter) in block for block in HAN))


def can_be_written(letter: str) -> bool:
    """Whether a character is in one of the usual sets of Japan."""
    for encoding in ENCODINGS:
        try:
            letter.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


def shrunk() -> Iterator[Pair]:
    """Yield what the two maps join: a character, and one that can stand for it."""
    maps: Any = import_module("jntajis")
    rules = maps.MJShrinkSchemeCombo
    same = rules.JIS_INCORPORATION_UCS_UNIFICATION_RULE
    notices = rules.MOJ_NOTICE_582 | rules.MOJ_FAMILY_REGISTER_ACT_RELATED_NOTICE
    letters = (chr(code) for block in HAN for code in block)
    # Folding turns the compatibility ideographs of Unicode into what they stand for.
    for letter in filter(partial(unicodedata.is_normalized, "NFKC"), letters):
        wanted = same | notices if can_be_written(letter) else same
        found = maps.mj_shrink_candidates(letter, wanted)
        found.append(maps.jnta_shrink_translit(letter, passthrough=True))
        for other in (unicodedata.normalize("NFKC", one) for one in found):
            if len(other) == 1 and other != letter:
                yield letter, other


def exchanged() -> Iterator[Pair]:
    """Yield the characters that had one code in the standards of 1978 and of 1983."""
    codes = b"\n".join(bytes((lead, trail)) for lead in LEADS for trail in TRAILS)
    old, new = (decoded(codes, page) for page in ("ibm-942_P12A-1999", "ibm-943_P15A-2003"))
    for one, other in zip(old, new, strict=True):
        if one != other and "\ufffd" not in (one, other):
            yield one, other


def decoded(codes: bytes, page: str) -> list[str]:
    """Return the character of each code in a code page."""
    command = ["uconv", "-f", page, "-t", "utf-8", "--callback", "substitute"]
    found = subprocess.run(command, input=codes, capture_output=True, check=True)
    return found.stdout.decode().split("\n")


def readings(lines: list[str]) -> dict[str, set[str]]:
    """Return the Japanese readings of characters."""
    found: dict[str, set[str]] = defaultdict(set)
    for match in filter(None, map(READING.match, lines)):
        found[chr(int(match[1], 16))].update(match[2].split())
    return found


def groups(pairs: set[Pair]) -> list[set[str]]:
    """Return the characters that are one: all that the maps lead to at last stand for each other.

    What they lead to two characters by, that do not, can be either.
    """
    targets: dict[str, set[str]] = defaultdict(set)
    for letter, other in pairs:
        targets[letter].add(other)
    found: dict[str, set[str]] = {}
    for letter in sorted(targets):
        reached = all_of(letter, targets)
        last = min((all_of(other, targets) for other in reached), key=len)
        if all(last <= all_of(other, targets) for other in reached):
            joined = set().union(*(found.get(one, {one}) for one in {letter, *last}))
            found |= dict.fromkeys(joined, joined)
    return [set(group) for group in {frozenset(group) for group in found.values()}]


def all_of(letter: str, targets: dict[str, set[str]]) -> set[str]:
    """Return a character, and all that the maps lead to from it."""
    found, waiting = set[str](), {letter}
    while waiting:
        found |= waiting
        waiting = {other for one in waiting for other in targets.get(one, ())} - found
    return found


def table(known: Counter[str], pairs: set[Pair]) -> dict[str, str]:
    """Return the form of each variant: of a group the character that the data has most often."""
    found: dict[str, str] = {}
    for group in groups(pairs):
        form = max(group, key=lambda letter: (known[letter], -ord(letter)))
        if known[form]:
            found |= dict.fromkeys(group - {form}, form)
    return dict(sorted(found.items()))


def made() -> str:
    """Return the module."""
    unihan = bz2.decompress(READINGS.read_bytes()).decode().splitlines()
    read = readings(unihan)
    pairs = {
        (one, other)
        for one, other in [*shrunk(), *exchanged()]
        if not (read[one] and read[other]) or read[one] & read[other]
    }
    found = table(kanji(), pairs | BY_CUSTOM)
    icu = subprocess.run(["uconv", "-V"], capture_output=True, check=True).stdout.decode()
    version = next(line.split()[-1] for line in unihan if "Unicode version" in line)
    parts = [HEADER.format(icu=icu.split()[-1], unihan=version)]
    for name, letters in (("VARIANTS", found.keys()), ("FORMS", found.values())):
        text = "".join(letters)
        lines = [f'    "{text[n : n + WIDTH]}"\n' for n in range(0, len(text), WIDTH)]
        parts.append(f"{name} = (\n{''.join(lines)})\n")
    return "\n".join(parts)


if __name__ == "__main__":
    TABLE.write_text(made(), "utf-8")
