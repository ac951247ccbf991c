"""Answers from a file: the report of a plan in CSV, its last column filled in."""

import csv
import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sistercity.dates import PartialDate
from sistercity.imports.answers import (
    MISSING,
    ROW,
    Answer,
    Meaning,
    MissingAnswer,
    MissingVerdict,
)
from sistercity.imports.importer import Importer
from sistercity.imports.merging import Verdict
from sistercity.imports.reports import answer_headings

SKIP = "skip"
CONFLICT_ANSWERS = (Verdict.KEEP, Verdict.TAKE)


class UnreadableAnswers(Exception):
    """The file of answers cannot be read: what is wrong, where, and what to do."""


@dataclass
class FileAnswers:
    """What a report answers, by what was asked; each by its code."""

    conflicts: dict[str, Verdict] = field(default_factory=dict)
    names: dict[str, Answer] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    missing: dict[str, MissingAnswer] = field(default_factory=dict)


def read_answers(path: Path, importer: type[Importer]) -> FileAnswers:
    """Return the answers in a report; what has none stays open.

    Raises UnreadableAnswers for a file that is no report of a plan in the language that is active,
    for an answer that is none, and for two answers to one question.
    """
    heading, answer = answer_headings()
    found, here = FileAnswers(), _("%(path)s, line %(line)s")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {heading, answer} <= set(reader.fieldnames or ()):
                raise UnreadableAnswers(
                    _(
                        "%(path)s has no columns “%(code)s” and “%(answer)s”: it is no report of"
                        " a plan."
                    )
                    % {"path": path, "code": heading, "answer": answer}
                )
            for row in reader:
                code, word = row[heading], (row[answer] or "").strip()
                if code and word:
                    enter(
                        found, code, word, importer, here % {"path": path, "line": reader.line_num}
                    )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableAnswers(
            _("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": error}
        ) from error
    return found


def enter(found: FileAnswers, code: str, word: str, importer: type[Importer], where: str) -> None:
    """Enter the answer that a word is to the question of a code; raise UnreadableAnswers."""
    kind = code.partition("-")[0]
    read: Callable[[str], Any]
    answers: Any  # of one kind
    if kind in importer.sides:
        answers, read = found.names, lambda text: name_answer(text, code, kind, importer)
        usage = _("official, other or slip, with the number of the place and the last day")
    elif kind == ROW:
        answers, read, usage = found.skipped, skip_reason, _("skip: and the reason")
    elif kind == MISSING:
        answers, read = found.missing, missing_answer
        usage = _("keep, end and the day, or slip: and the reason")
    else:
        answers, read, usage = found.conflicts, verdict_of, _("keep or take")
    values = {"where": where, "word": word, "usage": usage}
    try:
        answer = read(word)
    except ValueError:
        raise UnreadableAnswers(
            _("%(where)s: “%(word)s” is no answer. Write %(usage)s.") % values
        ) from None
    if answers.setdefault(code, answer) != answer:
        raise UnreadableAnswers(
            _("%(where)s: “%(word)s” is another answer than above to the same question.") % values
        )


def verdict_of(word: str) -> Verdict:
    """Return the answer to a conflict; raise ValueError."""
    for answer in CONFLICT_ANSWERS:
        if word in (answer.value, str(answer.label)):
            return answer
    raise ValueError(word)


def skip_reason(word: str) -> str:
    """Return why a row is skipped, of “skip: the reason”; raise ValueError."""
    verb, _colon, reason = word.replace("：", ":").partition(":")
    if verb.strip() != SKIP or not reason.strip():
        raise ValueError(word)
    return reason.strip()


def missing_answer(word: str) -> MissingAnswer:
    """Return what becomes of a missing record; raise ValueError.

    The answers are “keep”, “end 2026-10-31” and “slip: the reason”.
    """
    slip, colon, reason = word.replace("：", ":").partition(":")
    if colon and slip.strip() == MissingVerdict.SLIP and reason.strip():
        return MissingAnswer(MissingVerdict.SLIP, reason=reason.strip())
    verb, *days = word.split()
    verdict = MissingVerdict(verb)
    if verdict == MissingVerdict.SLIP or len(days) != (verdict == MissingVerdict.END):
        raise ValueError(word)
    return MissingAnswer(verdict, PartialDate.parse(days[0]) if days else None)


def name_answer(word: str, code: str, side: str, importer: type[Importer]) -> Answer:
    """Return what a name means, of “official 474 2026-10-31”; raise ValueError.

    The number is that of the place, which may be left out where one is proposed. Of several places
    that have the name, the number alone is the answer.
    """
    words = word.split()
    meaning = Meaning(words.pop(0)) if words[0] in Meaning.values else Meaning.OTHER
    day = datetime.date.fromisoformat(words.pop()) if words and "-" in words[-1] else None
    place = importer.place_of(side, words.pop()) if words else None
    may_rename = side in importer.renamable
    if words or (meaning == Meaning.OFFICIAL and not may_rename):
        raise ValueError(word)
    if day and meaning != Meaning.OFFICIAL:
        raise ValueError(word)
    return Answer(code, place, meaning, day)
