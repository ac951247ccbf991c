"""Health, robots.txt, the pages for errors, and the way to a language."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.pages import LANGUAGES, get, soup

pytestmark = pytest.mark.django_db

JAPANESE = re.compile(r"[ぁ-ん]")


def test_health_is_ok_while_the_database_answers(client: Any) -> None:
    response = client.get("/healthz")

    assert response.content == b"ok\n"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_robots_keeps_crawlers_from_the_desk_and_the_combinations(client: Any) -> None:
    lines = get(client, "/robots.txt").splitlines()

    assert lines[:2] == ["User-agent: *", "Disallow: /admin/"]
    for language in LANGUAGES:
        assert f"Disallow: /{language}/relationships/?*&" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


@pytest.mark.parametrize(
    ("accept", "language"),
    [("ja,en;q=0.8", "ja"), ("en-GB,en", "en"), ("fr,ja;q=0.5", "ja"), ("fr", "en"), ("", "en")],
)
@pytest.mark.parametrize("path", ["", "prefectures/13-tokyo/", "relationships/?kind=sister&page=2"])
def test_an_address_without_a_language_leads_to_the_reader_s(
    client: Any, accept: str, language: str, path: str
) -> None:
    response = client.get(f"/{path}", headers={"Accept-Language": accept})

    assert response.status_code == 302
    assert response["Location"] == f"/{language}/{path}"
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


def test_a_language_in_the_address_wins_over_the_browser_s(client: Any) -> None:
    response = client.get("/en/", headers={"Accept-Language": "ja"})

    assert response.status_code == 200
    assert soup(response.content.decode()).select("html")[0]["lang"] == "en"
    assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_page_speaks_the_language_of_its_address(client: Any, language: str) -> None:
    other = {"en": "ja", "ja": "en"}[language]

    html = get(Client(headers={"Accept-Language": other}), f"/{language}/nothing/", 404)

    page = soup(html)
    assert page.select("html")[0]["lang"] == language
    assert len(page.select(".language-block")) == 1
    assert page.select('meta[name="robots"][content="noindex"]')


def test_a_missing_page_without_a_language_speaks_both(client: Any) -> None:
    page = soup(get(client, "/nothing/", 404))

    first, second = page.select(".language-block")
    assert first.select("h1")[0].get_text() == "Page not found"
    assert second["lang"] == "ja"
    assert JAPANESE.search(second.select("h2")[0].get_text())


def test_a_request_that_cannot_be_understood_is_a_400_in_words(client: Any) -> None:
    response = client.get("/en/relationships/?" + "&".join(["q=1"] * 2000))

    assert response.status_code == 400
    page = soup(response.content.decode())
    assert page.select("h1")[0].get_text() == "This request cannot be answered"


def test_a_host_that_is_not_ours_is_refused_without_its_name(client: Any) -> None:
    response = client.get("/en/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert b"evil.example" not in response.content


@pytest.mark.parametrize("path", ["/en/", "/ja/nothing/", "/healthz", "/static/site.css"])
def test_every_answer_carries_the_protecting_headers(client: Any, path: str) -> None:
    response = client.get(path)

    policy = response["Content-Security-Policy"]
    directives = policy.split("; ")  # in any order
    assert "default-src 'none'" in directives
    assert "script-src 'self'" in directives or path.startswith("/static/")
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in response["Permissions-Policy"]
    response.close()
