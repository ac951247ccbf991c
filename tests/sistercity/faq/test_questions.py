"""The FAQ: every answer is whole, in both languages, and leads on; drafts wait for their time."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone, translation

from sistercity.faq.loading import load_questions
from sistercity.faq.models import LINK, TEXTS, Question, QuestionGroup, paragraphs
from sistercity.languages import Localized
from sistercity.loading import Report, rows
from sistercity.models import DataVersion
from tests.clock import japan, set_clock
from tests.pages import LANGUAGES, get, parent, soup

pytestmark = pytest.mark.django_db
FILE = {row["anchor"]: row for row in rows("questions")}


def new(**values: Any) -> Question:
    """Store a question that is whole; a draft unless a moment is given."""
    standard = {
        "group": "forming",
        "anchor": "may-we-begin",
        "question_en": "May we begin?",
        "question_ja": "始めてもよいですか",
        "answer_en": "You may.",
        "answer_ja": "どうぞ。",
        "link_path": "relationships/",
        "link_label_en": "Begin",
        "link_label_ja": "始める",
    }
    return Question.objects.create(**(standard | values))


def test_the_file_holds_between_15_and_30_questions_in_every_group() -> None:
    assert 15 <= len(FILE) <= 30
    assert {row["group"] for row in FILE.values()} == set(QuestionGroup.values)


@pytest.mark.real_data
def test_a_question_is_whole_in_both_languages_and_says_where_it_is_from() -> None:
    for anchor, row in FILE.items():
        question = Question.objects.get(anchor=anchor)

        for name in (*TEXTS, *LINK):
            assert getattr(question, name) == row[name] != ""
        question.full_clean()
        assert question.is_published(timezone.now())
        assert sorted(map(str, question.sources.all())) == sorted(row["sources"].split())
        # What this site itself does needs no other page.
        assert question.sources.exists() or question.group == QuestionGroup.DATA


@pytest.mark.real_data
def test_every_question_leads_to_the_page_that_does_it(client: Any) -> None:
    with translation.override("ja"):
        urls = {question.link_url for question in Question.objects.all()}

    assert len(urls) > 10
    for url in urls:
        fragment = urlsplit(url).fragment
        page = soup(get(client, url))

        assert url.startswith("/ja/")
        assert not fragment or page.find(id=fragment), f"{url} has no such part"


@pytest.mark.real_data
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_question_with_its_answer_link_and_sources(
    client: Any, language: str
) -> None:
    page = soup(get(client, f"/{language}/faq/"))

    assert Question.objects.count() == len(FILE)
    for question in Question.objects.all():
        heading = page.find("h3", id=question.anchor)
        assert heading and heading.text == getattr(question, f"question_{language}")
        shown = text_below(heading)
        assert getattr(question, f"answer_{language}").split("\n")[0] in shown
        label = getattr(question, f"link_label_{language}")
        links = page.find_all("a", href=f"/{language}/{question.link_path}")
        assert label in [link.text for link in links]
        for source in question.sources.all():
            assert page.find("a", href=source.url, rel="external")
            assert source.label in shown


def text_below(heading: Any) -> str:
    """Return the text from a heading to the next one."""
    texts = []
    for sibling in heading.find_next_siblings():
        if sibling.name in ("h2", "h3"):
            break
        texts.append(sibling.text)
    return "\n".join(texts)


@pytest.mark.real_data
def test_the_contents_list_everything_in_the_order_of_the_page(client: Any) -> None:
    page = soup(get(client, "/en/faq/"))

    contents = page.find("nav", attrs={"aria-labelledby": "contents"})
    listed = [link["href"] for link in contents.select("a")]  # type: ignore[union-attr]
    parts = page.select("main h2[id]:not(#contents), main h3[id]")

    assert listed == [f"#{part['id']}" for part in parts]
    assert [f"#{group}" for group in QuestionGroup] == [link for link in listed if "-" not in link]
    for group in QuestionGroup:
        expected = Question.objects.filter(group=group).order_by("position")
        heading = page.find("a", href=f"#{group}")
        inner = parent(heading, "li").select("a")[1:]  # type: ignore[arg-type]
        assert [link["href"] for link in inner] == [f"#{one.anchor}" for one in expected]


def test_steps_and_points_are_lists_and_the_rest_is_paragraphs(client: Any) -> None:
    page = soup(get(client, "/en/faq/"))

    steps = page.find("h3", id="steps-to-an-agreement").find_next("ol")  # type: ignore[union-attr]
    offices = page.find("h3", id="help-from-clair").find_next("ul")  # type: ignore[union-attr]
    assert len(steps.select("li")) == 8  # type: ignore[union-attr]
    assert len(offices.select("li")) == 7  # type: ignore[union-attr]
    assert "1. " not in steps.text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("One.", [("", ["One."])]),
        ("One.\n\n\nTwo.", [("", ["One."]), ("", ["Two."])]),
        ("One.\r\n\r\nTwo.", [("", ["One."]), ("", ["Two."])]),
        ("So:\n\n1. One\n2. Two", [("", ["So:"]), ("steps", ["One", "Two"])]),
        ("- One\n- Two\n\nEnd.", [("points", ["One", "Two"]), ("", ["End."])]),
        ("1. One\nand more", [("", ["1. One\nand more"])]),
    ],
)
def test_an_answer_falls_into_parts(answer: str, expected: list[Any]) -> None:
    found = paragraphs(Localized(answer, "en"))

    assert [(part.list, [line.text for line in part.lines]) for part in found] == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_planned_question_appears_at_its_time_and_a_draft_never(
    client: Any, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    path = f"/{language}/faq/"
    set_clock(monkeypatch, "2026-12-01T12:00")
    new(published_at=japan("2026-12-01T12:01"))
    new(anchor="a-draft")
    before = client.get(path)
    assert "may-we-begin" not in before.content.decode()

    set_clock(monkeypatch, "2026-12-01T12:01")

    after = client.get(path, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "may-we-begin" in after.content.decode()
    assert "a-draft" not in after.content.decode()


def test_without_questions_the_page_says_so(client: Any) -> None:
    Question.objects.all().delete()

    html = get(client, "/en/faq/")

    assert "No questions have been published." in html
    assert not soup(html).find(id="contents")


def test_more_questions_take_no_more_queries(client: Any, django_assert_num_queries: Any) -> None:
    get(client, "/en/faq/")

    # The data version, the questions, their sources.
    with django_assert_num_queries(3):
        get(client, "/en/faq/")


def test_the_anchor_never_changes() -> None:
    question = new()

    with pytest.raises(DatabaseError, match="keep_anchor"), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(anchor="another-name")
    assert Question.objects.get(pk=question.pk).anchor == "may-we-begin"


@pytest.mark.real_data
def test_a_second_load_changes_nothing() -> None:
    Question.objects.filter(anchor="what-is-counted").update(answer_en="Edited.")
    version = DataVersion.objects.get().number

    load_questions(Report(say=lambda _: None))

    assert Question.objects.get(anchor="what-is-counted").answer_en == "Edited."
    assert Question.objects.count() == len(FILE)
    assert DataVersion.objects.get().number == version
