"""The FAQ in the search of the site: every word counts, in either language and any spelling."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from places.finding import find
from relationships.search.questions import questions
from sistercity.faq.models import Question
from tests.pages import LANGUAGES, get, soup
from tests.sistercity.faq.test_questions import new

pytestmark = pytest.mark.django_db


def anchors(text: str) -> set[str]:
    """Return the anchors of the questions that a text finds."""
    return set(questions(find(text)).values_list("anchor", flat=True))


@pytest.mark.parametrize(
    "text", ["CLAIR sample", "clair ｓａｍｐｌｅ", "文例", "提携書 文例", "sample 提携書"]
)
def test_words_of_question_and_answer_find_it(text: str) -> None:
    assert "written-agreement" in anchors(text)


@pytest.mark.parametrize("text", ["sample zeppelin", "文例 飛行船", "100%", "_"])
def test_every_word_must_be_there(text: str) -> None:
    assert anchors(text) == set()


def test_what_is_not_public_is_not_found() -> None:
    question = new(answer_en="A zeppelin.")
    assert anchors("zeppelin") == set()

    tomorrow = timezone.now() + datetime.timedelta(days=1)
    Question.objects.filter(pk=question.pk).update(published_at=tomorrow)
    assert anchors("zeppelin") == set()

    Question.objects.filter(pk=question.pk).update(published_at=timezone.now())
    assert anchors("zeppelin") == {"may-we-begin"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_leads_to_the_answer(client: Any, language: str) -> None:
    new(answer_en="A zeppelin.", answer_ja="飛行船です。", published_at=timezone.now())

    page = soup(get(client, f"/{language}/search/?q=zeppelin"))

    link = page.find("a", href=f"/{language}/faq/#may-we-begin")
    assert link
    assert link.text == {"en": "May we begin?", "ja": "始めてもよいですか"}[language]
