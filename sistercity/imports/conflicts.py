"""Answers to conflicts from a file: the report of a plan in CSV, its last column filled in."""

import csv
from pathlib import Path

from django.utils.translation import gettext as _

from sistercity.imports.merging import ConflictAnswers, Verdict
from sistercity.imports.reports import answer_headings

ANSWERS = (Verdict.KEEP, Verdict.TAKE)


class UnreadableAnswers(Exception):
    """The file of answers cannot be read: what is wrong, where, and what to do."""


def read_answers(path: Path) -> ConflictAnswers:
    """Return the answers in a report; a conflict without one stays open.

    Raises UnreadableAnswers for a file that is no report of a plan in the language that is active,
    and for an answer that is none.
    """
    code, answer = answer_headings()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {code, answer} <= set(reader.fieldnames or ()):
                raise UnreadableAnswers(
                    _(
                        "%(path)s has no columns “%(code)s” and “%(answer)s”: it is no report of"
                        " a plan."
                    )
                    % {"path": path, "code": code, "answer": answer}
                )
            found = {
                row[code]: verdict_of(row[answer], path, reader.line_num)
                for row in reader
                if row[code] and row[answer]
            }
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableAnswers(
            _("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": error}
        ) from error
    return ConflictAnswers(single=found)


def verdict_of(word: str, path: Path, line: int) -> Verdict:
    """Return the answer that a word means; raise UnreadableAnswers where it means none."""
    for answer in ANSWERS:
        if word.strip() in (answer.value, str(answer.label)):
            return answer
    raise UnreadableAnswers(
        _("%(path)s, line %(line)s: “%(word)s” is no answer. Write %(keep)s or %(take)s.")
        % {"path": path, "line": line, "word": word, "keep": Verdict.KEEP, "take": Verdict.TAKE}
    )
