"""Finding places: from what was typed to hits, terms and corrections."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from django.utils import timezone

from places import keys
from places.finding.matches import NameMatch, Nearness, Phrase, beginning, exact, holding, near
from places.finding.places import Key, Ordered, Resolved, as_hits, in_public, resolve
from places.finding.results import MOST_LETTERS, Correction, Found, Place, Term
from places.models.keys import CODE
from sistercity.folding import fold
from sistercity.kept import kept_for_version

MOST_WORDS = 8
MOST_CORRECTIONS = 5
# What is kept of texts: one of a single letter has some hundreds of records.
MOST_KEPT = 50
# A word ends at a space or comma, and where kanji, katakana and other letters meet.
KANJI, KATAKANA = "一-鿿々ぁ-ゟ", "゠-ヿｦ-ﾟ"
WORD = re.compile(rf"[{KANJI}]+|[{KATAKANA}]+|[^\s,，、/{KANJI}{KATAKANA}]+")
# How much of their order hits share that bear a name equally well.
EQUALLY = 4
Span = tuple[int, int]


def find(text: str) -> Found:
    """Return what a text means: places under any of their names, and the parts of the text.

    The whole is looked for first, then its words, in the fewest parts that are names. A part
    that is no name means the names that begin with it, else those that hold it; where there are
    none either, corrections say what is nearest. No text raises; spaces around it and what
    exceeds MOST_LETTERS are left out.
    """
    text = " ".join(text.replace("\0", " ").split())[:MOST_LETTERS].strip()
    return found_on(text, timezone.localdate()) if text else Found(text)


@kept_for_version(MOST_KEPT)
def found_on(text: str, _day: datetime.date) -> Found:
    """Return what a text means on a day, which tells the places that are gone and yet to come.

    Kept, since the list, its pages and filters, and the other language ask for the same words.
    """
    phrases = phrases_of(text)
    if not phrases:
        return Found(text)
    known = exact(phrases.values())
    parts = [phrases[span] for span in split(phrases, known)]
    matches = [meaning(part, known[part.text], whole=len(parts) == 1) for part in parts]
    resolved = resolve(match for found in matches for match in found)
    matches = [in_public(found, resolved) for found in matches]
    hits = [as_hits(found, resolved) for found in matches]
    terms = [term_of(part, found, resolved) for part, found in zip(parts, matches, strict=True)]
    ordered = hits[0] if len(parts) == 1 else within(terms, hits)
    unclear = [part.text for part, found in zip(parts, matches, strict=True) if not found]
    if not ordered:
        ordered = in_turns(hits)
        unclear.insert(0, text)
    return Found(
        text=text,
        hits=[hit for _, hit in ordered],
        exact=exact_ones(ordered),
        terms=terms,
        corrections=corrections(text, unclear),
    )


def phrases_of(text: str) -> dict[Span, Phrase]:
    """Return every run of words of a text, by the numbers of the first and the last but one."""
    words = [match.span() for match in WORD.finditer(text)]
    if len(words) > MOST_WORDS:  # the last takes the rest
        words[MOST_WORDS - 1 :] = [(words[MOST_WORDS - 1][0], words[-1][1])]
    return {
        (first, end): Phrase(text[words[first][0] : words[end - 1][1]])
        for first in range(len(words))
        for end in range(first + 1, len(words) + 1)
    }


def split(phrases: Mapping[Span, Phrase], known: Mapping[str, list[NameMatch]]) -> list[Span]:
    """Return the parts in which the fewest words are in no name; the fewest parts of those."""
    words = max(end for _, end in phrases)
    # By number of words from the start: words in no name, parts, and the parts themselves.
    best: list[tuple[int, int, list[Span]]] = [(0, 0, [])]
    for end in range(1, words + 1):
        options = []
        for first in range(end):
            phrase, is_whole = phrases[first, end], end - first == words
            named = meant(phrase, known[phrase.text], whole=is_whole)
            unknown = 0 if named else end - first
            before = best[first]
            options.append((before[0] + unknown, before[1] + 1, [*before[2], (first, end)]))
        best.append(min(options))
    return best[words][2]


def meant(part: Phrase, matches: Iterable[NameMatch], *, whole: bool) -> list[NameMatch]:
    """Return the matches that a part of the text can mean; ``whole`` if it is all of it.

    “de” within a text is no code of Germany; names that are otherwise spelt count only where
    nothing is spelt so; and who types a name with its rank means that, if there is one.
    """
    possible = [match for match in matches if whole or match.kind != CODE]
    nearest = min((match.nearness for match in possible), default=Nearness.WHOLE)
    near_enough = nearest if keys.rank(part.text) else max(nearest, Nearness.RANKED)
    return [
        match
        for match in possible
        if match.nearness <= near_enough or match.nearness is Nearness.AREA
    ]


def meaning(part: Phrase, found: Iterable[NameMatch], *, whole: bool) -> list[NameMatch]:
    """Return all names that a part of the text can mean.

    What begins with it too where it is the whole text, which may be half typed; elsewhere only
    where nothing has that name. What holds it, only where nothing begins with it either.
    """
    matches = meant(part, found, whole=whole)
    if whole or not matches:
        matches += beginning(part)
    return matches or holding(part)


def term_of(part: Phrase, matches: Sequence[NameMatch], resolved: Mapping[Key, Resolved]) -> Term:
    """Return the places that a part of the text means, with their successors."""
    nearest = min((match.nearness for match in matches), default=Nearness.WHOLE)
    near_enough = max(nearest, Nearness.RANKED)
    places: dict[str, set[Any]] = defaultdict(set)
    for match in matches:
        if match.nearness <= near_enough or match.nearness is Nearness.AREA:
            places[match.column].add(match.pk)
            places[match.column] |= {end.pk for end in resolved[match.column, match.pk].ends}
    return Term(
        text=part.text,
        word=fold(part.text).strip(),
        governments=frozenset(places["local_government"]),
        partners=frozenset(places["partner"]),
        countries=frozenset(places["country"]),
        prefectures=frozenset(places["prefecture"]),
    )


def within(terms: Sequence[Term], hits: Sequence[list[Ordered]]) -> list[Ordered]:
    """Return the places that one part names and that lie in all others (Fuchu, Hiroshima)."""
    found = [
        ordered
        for number, part in enumerate(hits)
        for ordered in part
        if all(term.holds(ordered.hit.place) for n, term in enumerate(terms) if n != number)
    ]
    return once(sorted(found, key=lambda ordered: ordered.order))


def in_turns(hits: Sequence[list[Ordered]]) -> list[Ordered]:
    """Return the places of every part, the best of each first; none bears the whole name."""
    turns = (ordered for turn in zip_longest(*hits) for ordered in turn if ordered)
    return once(Ordered(order, replace(hit, is_exact=False)) for order, hit in turns)


def once(hits: Iterable[Ordered]) -> list[Ordered]:
    """Return the first hit of each place."""
    first: dict[Place, Ordered] = {}
    for ordered in hits:
        first.setdefault(ordered.hit.place, ordered)
    return list(first.values())


def exact_ones(hits: Sequence[Ordered]) -> int:
    """Return how many of the first hits bear the name equally well."""
    return sum(
        ordered.hit.is_exact and ordered.order[:EQUALLY] == hits[0].order[:EQUALLY]
        for ordered in hits
    )


def corrections(text: str, unclear: Iterable[str]) -> list[Correction]:
    """Return the text with each part that names nothing replaced by the nearest names."""
    candidates = [(part, *found) for part in dict.fromkeys(unclear) for found in near(Phrase(part))]
    candidates.sort(key=lambda candidate: candidate[1])
    resolved = resolve(match for _, _, match in candidates)
    found: dict[Place, Correction] = {}
    for part, _, match in candidates:
        for ordered in as_hits(in_public([match], resolved), resolved):
            right = text.replace(part, match.text)
            found.setdefault(ordered.hit.place, Correction(right, ordered.hit))
    return list(found.values())[:MOST_CORRECTIONS]
