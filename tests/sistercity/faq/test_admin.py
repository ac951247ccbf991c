"""The staff desk's pages of the FAQ: both languages side by side, links, what is not whole."""

import re
from typing import Any

import pytest
from django.test import Client

from sistercity.faq.models import Question
from tests.desk import errors, form_data, rows, soup, total
from tests.sistercity.faq.test_questions import FILE, new

pytestmark = pytest.mark.django_db
LIST = "/admin/faq/question/"


def address(question: Question, page: str = "change") -> str:
    return f"{LIST}{question.pk}/{page}/"


def save(client: Client, question: Question, **values: Any) -> Any:
    """Send the form of a question as it stands, but for some values."""
    page = address(question)
    return client.post(page, form_data(client.get(page), "question") | values)


@pytest.mark.real_data
def test_the_list_is_in_the_order_of_the_page(admin_client: Client) -> None:
    assert rows(admin_client.get(LIST)) == [row["question_ja"] for row in FILE.values()]


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


def test_what_is_not_whole_stays_a_draft(admin_client: Client) -> None:
    question = new(question_en="", answer_en="")
    assert total(admin_client.get(f"{LIST}?translation=no_english")) == 1

    response = save(admin_client, question, published_at="今")

    assert response.status_code == 200
    assert "日本語と英語の両方で必要です" in errors(response)
    question.refresh_from_db()
    assert question.published_at is None


@pytest.mark.parametrize("path", ["nothing/", "en/relationships/", "relationships"])
def test_a_link_to_no_page_is_an_error_at_its_field(admin_client: Client, path: str) -> None:
    response = save(admin_client, new(), link_path=path)

    field = soup(response).select_one(".field-link_path")
    assert field
    assert "このパスのページはこのサイトにありません" in field.text


def test_the_anchor_is_given_once(admin_client: Client) -> None:
    added = soup(admin_client.get(f"{LIST}add/"))
    changed = soup(admin_client.get(address(new())))

    assert added.select_one("input[name=anchor]")
    assert not changed.select_one("input[name=anchor]")
    assert not added.find("a", string=re.compile("プレビュー"))


def test_another_draft_is_not_in_the_preview(admin_client: Client) -> None:
    question = new()
    new(anchor="another-draft")

    page = admin_client.get(address(question, "preview/en")).content.decode()

    assert "another-draft" not in page
