"""Bad input: a 400 or 404 in the page's language that says what was wrong, never a 500."""

import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from relationships.register.filters import RelationshipFilter
from tests.pages import LANGUAGES, get, heading_count, row_numbers, soup

pytestmark = pytest.mark.django_db

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
# Query: the field that the message must be about, and what the message says in English.
WRONG = {
    "prefecture=99": ("prefecture", "not one of the choices"),
    "prefecture=tokyo": ("prefecture", "not one of the choices"),
    "prefecture=%00": ("prefecture", "not one of the choices"),
    "prefecture=13&prefecture=14": ("prefecture", "one value only"),
    "prefecture=" + "9" * 5000: ("prefecture", "not one of the choices"),
    "country=xx": ("country", "not one of the choices"),
    "country=jp": ("country", "not one of the choices"),
    "country=us&country=cn": ("country", "one value only"),
    "region=atlantis": ("region", "not one of the choices"),
    "region=asia&region=atlantis": ("region", "not one of the choices"),
    "level=county": ("level", "not one of the choices"),
    "kind=twin": ("kind", "not one of the choices"),
    "status=over": ("status", "not one of the choices"),
    "counting=all": ("counting", "not one of the choices"),
    "year_from=abc": ("year_from", "whole number"),
    "year_to=19x9": ("year_to", "whole number"),
    "year_from=-5": ("year_from", "greater than or equal to 1900"),
    "year_to=99999999999999999999": ("year_to", "less than or equal to 2100"),
    "year_from=2000&year_to=1990": ("year_from", "later than the last year"),
    "year_from=1990&year_from=2000": ("year_from", "one value only"),
    "q=%00": ("q", "NUL character"),
    "q=Tokyo%00": ("q", "NUL character"),
    "q=%CC%81": ("q", "at least one letter"),
    "q=a+b+c+d+e+f+g+h+i": ("q", "at most 8 words"),
    "q=" + "x" * 10_000: ("q", "at most 100 characters"),
    "q=a&q=b": ("q", "one value only"),
}
NO_SUCH_PAGE = ["999999", "abc", "0", "-1", "1.5", "%00", "9" * 30]
NOWHERE = [
    "prefectures/99-x/",
    "prefectures/48/",
    "countries/xx/",
    "countries/jp/",
    "municipalities/999999-x/",
    "municipalities/x/",
    f"relationships/{'9' * 30}/",
    "relationships/0/",
    "relationships/-1/",
    f"partners/{'9' * 30}-x/",
    "partners/0-x/",
    "releases/0/",
    "releases/999/",
    f"releases/{'9' * 30}/",
    "releases/x/",
    "nothing/",
    "%00/",
    "%E3%81%82/",
    "/",
]
METHODS = ["POST", "PUT", "PATCH", "DELETE", "BREW"]
PAGES = [
    "/en/",
    "/ja/relationships/",
    "/en/relationships/1/",
    "/en/prefectures/",
    "/ja/prefectures/13-tokyo/",
    "/en/countries/",
    "/ja/countries/us/",
    "/en/municipalities/131121-setagaya/",
    "/en/partners/1-alberta/",
    "/ja/statistics/",
    "/en/data/",
    "/en/about/",
    "/ja/releases/",
    "/en/releases/feed.xml",
    "/robots.txt",
    "/healthz",
]
short_of_time = hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NAMES = st.sampled_from([*RelationshipFilter.base_filters, "sort", "page"])
LIKELY = st.sampled_from(
    ["", "13", "us", "US", "asia", "city", "sister", "unknown", "1990", "ended", "counted", "name"]
)
VALUES = st.one_of(LIKELY, st.integers().map(str), st.text(max_size=30))
FILTERS = st.lists(
    st.tuples(NAMES, VALUES.map(lambda value: value.encode(errors="surrogatepass"))), max_size=5
).map(urlencode)
BYTES = st.binary(max_size=60).map(lambda value: quote(value, safe="=&"))


def messages(page: BeautifulSoup) -> dict[str, str]:
    """Return what is wrong, by the id of the field that it links to."""
    return {str(a["href"]): a.get_text() for a in page.select(".error-summary a")}


def label(page: BeautifulSoup, name: str) -> str:
    """Return the label of a field as the panel or the menu of orders prints it."""
    found = page.select_one(f'label[for="f-{name}"]') or page.select_one(f"#f-{name} legend")
    if found is None:
        with translation.override(str(page.select("html")[0]["lang"])):
            return gettext("Sort by")
    return found.get_text().strip()


@pytest.mark.sampled(15)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", WRONG, ids=lambda query: query[:40])
def test_a_wrong_filter_is_a_400_that_names_the_field(
    client: Any, query: str, language: str
) -> None:
    name, reason = WRONG[query]

    html = get(client, f"/{language}/relationships/?{query}", 400)

    page = soup(html)
    assert page.select("html")[0]["lang"] == language
    (text,) = messages(page).values()
    assert f"#f-{name}" in messages(page)
    assert text.startswith(label(page, name))
    message = text.removeprefix(label(page, name))
    assert reason in message if language == "en" else JAPANESE.search(message)
    assert page.select(f"#f-{name}"), "the message leads nowhere"
    assert row_numbers(html) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("sort=size", "Sort by: This is not one of the choices."),
        ("sort=name&sort=date", "Sort by: Give one value only."),
        ("prefektur=13", "There is no filter of the name “prefektur”."),
    ],
)
def test_what_has_no_field_is_a_400_that_leads_to_the_form(
    client: Any, query: str, reason: str, language: str
) -> None:
    html = get(client, f"/{language}/relationships/?{query}", 400)

    page = soup(html)
    (text,) = messages(page).values()
    assert text == reason if language == "en" else JAPANESE.search(text)
    assert page.select("#filters")
    assert row_numbers(html) == []


@pytest.mark.parametrize("query", ["utm_source=x", "fbclid=y", "level=&q="])
def test_what_other_sites_and_empty_fields_add_does_no_harm(client: Any, query: str) -> None:
    assert heading_count(get(client, f"/en/relationships/?{query}")) == heading_count(
        get(client, "/en/relationships/")
    )


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("prefectures/13/", "prefectures/13-tokyo/"),
        ("prefectures/13-edo/", "prefectures/13-tokyo/"),
        ("countries/US/", "countries/us/"),
        ("municipalities/131121/", "municipalities/131121-setagaya/"),
        ("municipalities/012327/", "municipalities/012327-kameda-1973/"),
        ("partners/1/", "partners/1-alberta/"),
    ],
)
def test_an_address_cut_short_leads_to_the_whole_one(client: Any, short: str, full: str) -> None:
    response = client.get(f"/en/{short}")

    assert (response.status_code, response["Location"]) == (301, f"/en/{full}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_several_wrong_filters_is_named(client: Any, language: str) -> None:
    html = get(client, f"/{language}/relationships/?prefecture=99&year_to=x&kind=twin&q=oslo", 400)

    page = soup(html)
    assert set(messages(page)) == {"#f-prefecture", "#f-year_to", "#f-kind"}
    assert page.select("#f-q")[0]["value"] == "oslo"
    for target in messages(page):
        assert page.select(target)


def test_a_null_character_is_called_one_in_japanese(client: Any) -> None:
    page = soup(get(client, "/ja/relationships/?q=%00", 400))

    # Django's own translation says "enter some characters".
    assert "何か文字を入力" not in messages(page)["#f-q"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", NO_SUCH_PAGE)
def test_a_page_that_the_list_has_not_is_a_404_that_says_so(
    client: Any, number: str, language: str
) -> None:
    html = get(client, f"/{language}/relationships/?prefecture=13&page={number}", 404)

    with translation.override(language):
        reason = gettext("The list has no page of this number.")
    assert reason in soup(html).select("main")[0].get_text()
    assert row_numbers(html) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", NOWHERE, ids=lambda path: path[:40])
def test_an_address_without_a_page_is_a_404_in_its_language(
    client: Any, path: str, language: str
) -> None:
    page = soup(get(client, f"/{language}/{path}", 404))

    assert page.select("html")[0]["lang"] == language
    heading = page.select("h1")[0].get_text()
    assert heading == "Page not found" if language == "en" else JAPANESE.search(heading)
    assert page.select(f'main a[href="/{language}/"]')


@pytest.mark.sampled(5)
@pytest.mark.real_data
@pytest.mark.parametrize("path", PAGES)
def test_head_answers_like_get_without_a_body(client: Any, path: str) -> None:
    got, head = client.get(path), client.head(path)

    assert head.status_code == got.status_code == 200
    assert head.content == b""
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_can_only_be_read(client: Any, path: str) -> None:
    for method in METHODS:
        response = client.generic(method, path)

        assert response.status_code == 405, method
        assert not response.cookies


def test_a_stranger_who_posts_gets_no_more_than_a_refusal() -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/en/relationships/", {"q": "x"})

    assert response.status_code == 403
    assert not response.cookies


@short_of_time
@given(query=FILTERS | BYTES, language=st.sampled_from(LANGUAGES))
def test_no_query_is_an_error_of_the_server(client: Any, query: str, language: str) -> None:
    response = client.get(f"/{language}/relationships/?{query}")

    assert response.status_code in (200, 400, 404)
    assert response.status_code == 200 or not row_numbers(response.content.decode())


@short_of_time
@given(
    section=st.sampled_from(
        ["", "relationships/", "prefectures/", "countries/", "municipalities/", "partners/"]
    ),
    rest=st.one_of(st.text(max_size=30), st.integers().map(str), st.integers().map("{}-x/".format)),
    language=st.sampled_from(["en/", "ja/", "", "fr/"]),
)
def test_no_path_is_an_error_of_the_server(
    client: Any, section: str, rest: str, language: str
) -> None:
    path = f"/{language}{section}" + quote(rest.encode(errors="surrogatepass"))

    response = client.get(path)

    assert response.status_code in (200, 301, 302, 400, 404)
