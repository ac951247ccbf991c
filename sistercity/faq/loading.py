"""Loads the questions and answers of ``fixtures/questions.csv``, with their sources."""

from collections.abc import Iterator

from sistercity.faq.models import LINK, TEXTS, Question, QuestionSource
from sistercity.loading import Report, Row, add_missing, rows, this_second


def load_questions(report: Report) -> None:
    """Load questions.csv; what is added is public from now on."""
    now = this_second()
    records = (Question(published_at=now, **columns(row)) for row in rows("questions"))
    add_missing(Question, records, ("anchor",), report)
    add_missing(QuestionSource, sources(), ("question_id", "url"), report)


def columns(row: Row) -> Row:
    """Return the part of a row that the question itself holds."""
    return {name: row[name] for name in ("anchor", "group", "position", *TEXTS, *LINK)}


def sources() -> Iterator[QuestionSource]:
    """Yield the pages that each answer was taken from; spaces stand between them in the file."""
    keys = dict(Question.with_withdrawn.values_list("anchor", "pk"))
    for row in rows("questions"):
        for url in row["sources"].split():
            yield QuestionSource(question_id=keys[row["anchor"]], url=url)
