"""The data version, what every record of public content shares, and the runs of imports."""

from sistercity.models.content import (
    BumpDataVersion,
    DataVersion,
    PublicContent,
    RefuseCycle,
    broken_rule,
    choices_constraint,
    lock_content,
    with_history,
)
from sistercity.models.imports import EntryGroup, ImportEntry, ImportRun, RunStatus
from sistercity.models.questions import Question, QuestionGroup, QuestionSource

__all__ = [
    "BumpDataVersion",
    "DataVersion",
    "EntryGroup",
    "ImportEntry",
    "ImportRun",
    "PublicContent",
    "Question",
    "QuestionGroup",
    "QuestionSource",
    "RefuseCycle",
    "RunStatus",
    "broken_rule",
    "choices_constraint",
    "lock_content",
    "with_history",
]
