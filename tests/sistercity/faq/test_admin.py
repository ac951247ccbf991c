"""The staff desk's pages of the FAQ: both languages side by side, previews, publication."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sistercity.faq.models import Question
from tests.desk import editor, errors, form_data, soup, total
from tests.sistercity.faq.test_questions import FILE, new

pytestmark = pytest.mark.django_db
LIST = "/admin/faq/question/"


def address(question: Question, page: str = "change") -> str:
    return f"{LIST}{question.pk}/{page}/"


def save(client: Client, question: Question, **values: Any) -> Any:
    """Send the form of a question as it stands, but for some values."""
    page = address(question)
    return client.post(page, form_data(client.get(page), "question") | values)


def test_no_english_is_left_on_an_empty_page(admin_client: Client) -> None:
    Question.objects.all().delete()
    for page in ("", "add/"):
        parsed = soup(admin_client.get(f"{LIST}{page}"))
        texts = [*parsed.stripped_strings]
        for name in ("title", "aria-label", "alt", "placeholder"):
            texts += [str(tag[name]) for tag in parsed.select(f"[{name}]")]

        japanese = re.compile(r"[ぁ-んァ-ヶ一-龥]")
        english = [text for text in texts if re.search("[A-Za-z]{3}", text)]
        assert {text for text in english if not japanese.search(text)} <= {"admin", "URL"}


@pytest.mark.real_data
def test_the_list_is_in_the_order_of_the_page(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    admin_client.get(LIST)
    with django_assert_max_num_queries(24):
        page = soup(admin_client.get(LIST))

    shown = [cell.text for cell in page.select("#result_list tbody th")]
    assert shown == [row["question_ja"] for row in FILE.values()]
    assert len(page.select("#result_list thead th")) <= 7


@pytest.mark.parametrize("word", ["うまれかわる", "may-we-begin", "MAY WE BEGIN"])
def test_a_word_of_either_language_finds_the_question(admin_client: Client, word: str) -> None:
    new(answer_ja="生まれかわる、ウマレカワル。")

    assert total(admin_client.get(LIST, {"q": word})) == 1


def test_both_languages_stand_side_by_side(admin_client: Client) -> None:
    page = soup(admin_client.get(address(new())))

    for name in ("question", "answer", "link_label"):
        row = page.select_one(f".form-row.field-{name}_ja.field-{name}_en")
        assert row, name
        assert [field["name"] for field in row.select("input, textarea")] == [
            f"{name}_ja",
            f"{name}_en",
        ]


def test_a_form_saved_as_it_stands_changes_nothing(admin_client: Client) -> None:
    question = Question.objects.get(anchor="what-is-counted")
    before = question.history.count()  # type: ignore[attr-defined]
    # As a browser sends it.
    answer = question.answer_en.replace("\n", "\r\n")

    response = save(admin_client, question, answer_en=answer)

    assert response.status_code == 302, errors(response)
    assert question.history.count() == before  # type: ignore[attr-defined]


def test_a_draft_is_found_and_published_now_or_at_a_time(admin_client: Client) -> None:
    question = new()
    assert total(admin_client.get(f"{LIST}?publication=draft")) == 1

    assert save(admin_client, question, published_at="2099-05-01 9:00").status_code == 302
    assert total(admin_client.get(f"{LIST}?publication=planned")) == 1
    assert save(admin_client, question, published_at="今").status_code == 302

    assert Question.objects.published(timezone.now()).filter(pk=question.pk).exists()


def test_what_is_not_whole_stays_a_draft(admin_client: Client) -> None:
    question = new(question_en="", answer_en="")
    assert total(admin_client.get(f"{LIST}?translation=no_english")) == 1

    response = save(admin_client, question, published_at="今")

    assert response.status_code == 200
    assert "日本語と英語の両方で必要です" in errors(response)
    question.refresh_from_db()
    assert question.published_at is None


def test_a_link_to_no_page_is_an_error_at_its_field(admin_client: Client) -> None:
    response = save(admin_client, new(), link_path="nothing/")

    field = soup(response).select_one(".field-link_path")
    assert field
    assert "このパスのページはこのサイトにありません" in field.text


def test_the_anchor_is_given_once(admin_client: Client) -> None:
    added = soup(admin_client.get(f"{LIST}add/"))
    changed = soup(admin_client.get(address(new())))

    assert added.select_one("input[name=anchor]")
    assert not changed.select_one("input[name=anchor]")
    assert not added.find("a", string=re.compile("プレビュー"))


@pytest.mark.real_data
@pytest.mark.parametrize(("language", "text"), [("ja", "どうぞ。"), ("en", "You may.")])
def test_a_draft_is_seen_as_the_public_will_see_it(
    admin_client: Client, client: Client, language: str, text: str
) -> None:
    question = new()
    desk = soup(admin_client.get(address(question)))
    links = [link["href"] for link in desk.find_all("a", string=re.compile("プレビュー"))]
    preview = address(question, f"preview/{language}")
    assert preview in links

    page = soup(admin_client.get(preview))

    assert page.html["lang"] == language  # type: ignore[index]
    assert page.select_one(".notice.warning")
    heading = page.find("h3", id="may-we-begin")
    assert heading
    assert heading.find_next("p").text == text  # type: ignore[union-attr]
    # In its place among those that are public.
    assert len(page.select("h3")) == len(FILE) + 1
    assert "may-we-begin" not in client.get(f"/{language}/faq/").content.decode()


def test_another_draft_is_not_in_the_preview(admin_client: Client) -> None:
    question = new()
    new(anchor="another-draft")

    page = admin_client.get(address(question, "preview/en")).content.decode()

    assert "another-draft" not in page


def test_previews_are_for_those_who_may_see_the_record() -> None:
    question = new()

    reader = editor("faq.view_question")
    assert reader.get(address(question, "preview/ja")).status_code == 200
    assert reader.post(address(question, "preview/ja")).status_code == 405
    assert reader.get(address(question, "preview/fr")).status_code == 404
    assert reader.get(f"{LIST}0/preview/ja/").status_code == 404
    assert Client().get(address(question, "preview/ja")).status_code == 302


def test_a_preview_is_closed_to_other_staff() -> None:
    assert editor("places.view_partner").get(address(new(), "preview/ja")).status_code == 403


def test_the_history_tells_of_question_and_sources(admin_client: Client) -> None:
    question = new()
    question.sources.create(url="https://example.org/a")

    page = soup(admin_client.get(address(question, "history")))

    assert len(page.select("#change-history tbody tr")) == 2
