"""The questions and answers among the results of the search; found when the app is loaded.

It stands here because ``sistercity``, where the questions are, knows nothing of the search.
"""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.finding.records import RecordIndex
from places.finding.results import Found
from relationships.search.groups import Result, SearchGroup, register
from sistercity.faq.models import Question

INDEX = RecordIndex("faq.Question", words=[["search_text"]])


def questions(found: Found) -> QuerySet[Question]:
    """Return the public questions whose texts, in either language, hold every word."""
    # A term that names no place may be several words.
    words = " ".join(term.word for term in found.terms).split()
    holding = [INDEX.holding(word) for word in words]
    keys = set.intersection(*holding) if holding else set()
    rows = Question.objects.published(timezone.now())
    return rows.filter(pk__in=sorted(keys)) if keys else rows.none()


def result(question: Question) -> Result:
    """Return a question as it stands among the results."""
    return Result(question.question, question.get_absolute_url(), [question.get_group_display()])


register(
    SearchGroup(
        name="questions",
        label=_("Questions and answers"),
        order=70,
        find=questions,
        result=result,
    )
)
