"""The page of questions and answers."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistercity.faq.models import Question, QuestionGroup, QuestionQuerySet


@require_safe
def faq(request: HttpRequest) -> HttpResponse:
    """Show every question that is public."""
    return page(request, Question.objects.published(timezone.now()))


def page(
    request: HttpRequest, questions: QuestionQuerySet, *, preview: Question | None = None
) -> HttpResponse:
    """Return the page of some questions, in their groups; groups without any are left out.

    ``preview`` is the question that the staff look at before the public does.
    """
    groups = groupby(questions.with_sources(), key=lambda question: question.group)
    return render(
        request,
        "faq/faq.html",
        {
            "groups": [(QuestionGroup(group), list(members)) for group, members in groups],
            "canonical": reverse("faq"),
            "breadcrumbs": [(_("Questions and answers"), "")],
            "preview": preview,
        },
    )
