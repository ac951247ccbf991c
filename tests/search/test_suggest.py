"""The suggestions: few, in the words of the page, cached as every public page, and fast."""

import time
from typing import Any
from urllib.parse import urlencode

import pytest

from sistercity.cache_headers import BROWSERS
from tests.pages import LANGUAGES, get

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

# The broadest beginning, “s”, takes 0.03 on a free machine; beside other tests up to twice that.
MOST_SECONDS = 0.1
MOST_QUERIES = 9
BEGINNINGS = [
    *("s", "sap", "さっ", "札", "Mün", "fuch", "San ", "Kō", "北海道", "united", "Shizu", "q"),
]


def path(text: str, language: str = "en") -> str:
    return f"/{language}/search/suggest?{urlencode({'q': text})}"


def suggestions(client: Any, text: str, language: str = "en") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(path(text, language)).json()["suggestions"]
    return found


def detail(suggestion: dict[str, Any]) -> str:
    return "".join(text for text, _language in suggestion["detail"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_beginning_leads_to_the_pages_of_places(client: Any, language: str) -> None:
    found = suggestions(client, "sappo", language)

    assert found[0]["url"] == f"/{language}/municipalities/011002-sapporo/"
    assert found[0]["name"][0] == {"en": "Sapporo City", "ja": "札幌市"}[language]
    for suggestion in found:
        assert get(client, suggestion["url"])


def test_a_name_in_another_language_is_marked(client: Any) -> None:
    (first, *_rest) = suggestions(client, "札幌")

    assert first["name"][1] == ""
    assert ["札幌市", "ja"] in first["detail"]


def test_same_names_are_told_apart(client: Any) -> None:
    details = [detail(one) for one in suggestions(client, "Fuchu")]

    assert {"Tokyo", "Hiroshima"} <= set(details)


def test_a_former_municipality_says_what_became_of_it(client: Any) -> None:
    (first, *_rest) = suggestions(client, "Shizunai")

    assert "Shinhidaka" in first["name"][0]
    assert "Shizunai Town merged into Shinhidaka Town" in detail(first)
    assert "31 March 2006" in detail(first)


@pytest.mark.parametrize(
    ("text", "status"),
    [("Saporo City", "No suggestions"), ("shizunai", "1 suggestion"), ("a", "8 suggestions")],
)
def test_the_status_says_how_many(client: Any, text: str, status: str) -> None:
    assert client.get(path(text)).json()["status"] == status


@pytest.mark.parametrize("text", ["", "  ", "\x00", "́", "%", "\\", "🗾" * 60, "x" * 9999])
def test_odd_letters_suggest_nothing(client: Any, text: str) -> None:
    assert suggestions(client, text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_cached_like_a_page_and_not_indexed(client: Any, language: str) -> None:
    response = client.get(path("sappo", language))

    assert response["Content-Type"] == "application/json"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == BROWSERS
    assert not response.cookies
    again = client.get(path("sappo", language), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_only_reading_is_allowed(client: Any) -> None:
    assert client.post(path("sappo")).status_code == 405


def seconds(client: Any, text: str) -> float:
    """Return the time of the processor that an answer takes.

    Not the time on the clock: other tests run beside this one. The database's share is small.
    """
    start = time.process_time()
    client.get(path(text))
    return time.process_time() - start


@pytest.mark.parametrize("text", BEGINNINGS)
def test_an_answer_asks_few_queries(
    client: Any, django_assert_max_num_queries: Any, text: str
) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(path(text))


@pytest.mark.parametrize("text", BEGINNINGS)
def test_an_answer_is_fast(client: Any, text: str) -> None:
    assert any(seconds(client, text) < MOST_SECONDS for _ in range(10))
