"""The filter panel: the number beside a choice is what choosing it gives; orders and pages."""

import random
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import translation

from places.models import Country
from tests.pages import (
    LANGUAGES,
    Pairs,
    applied,
    choice_counts,
    get,
    heading_count,
    list_pages,
    parent,
    query_of,
    row_numbers,
    rows_of,
    soup,
    sql,
)

pytestmark = pytest.mark.django_db

# Filters in force when the numbers are read. Each name: a prefecture with much, with little; words
# that match on either side; several values of one filter; what the list leaves out by default.
COMBINATIONS = [
    "",
    "prefecture=01",
    "country=us&kind=sister",
    "q=san&region=north_america&region=latin_america",
    "level=town&level=village&year_from=1985&year_to=1994",
    "status=ended",
    "counting=unconfirmed&counting=one_field",
    "status=active&counting=counted&kind=friendship&country=cn&sort=name",
    "prefecture=47&country=fr",
]
SORTS = ("-date", "date", "place", "name", "country")
EVERYTHING = "status=active&status=suspended&status=dormant&status=ended&" + "&".join(
    f"counting={value}"
    for value in ("counted", "one_field", "no_agreement", "no_budget", "unconfirmed")
)
# The columns that each order goes by, in plain SQL; the public number settles the rest.
# A Japanese index does not tell voiced and small kana from the plain ones, and leaves out ー.
VOICED = (
    "'がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔぁぃぅぇぉっゃゅょゎー',"
    " 'かきくけこさしすせそたちつてとはひふへほはひふへほうあいうえおつやゆよわ'"
)
ORDERS = {
    ("-date", "en"): "r.established_on DESC NULLS LAST",
    ("-date", "ja"): "r.established_on DESC NULLS LAST",
    ("date", "en"): "r.established_on ASC NULLS LAST",
    ("date", "ja"): "r.established_on ASC NULLS LAST",
    ("place", "en"): "g.code",
    ("place", "ja"): "g.code",
    ("name", "en"): "g.name_en",
    ("name", "ja"): f"translate(g.kana, {VOICED}), g.kana",
    ("country", "en"): "c.name_en, p.name_en",
    ("country", "ja"): f"translate(c.kana, {VOICED}), c.kana, p.name_en",
}


def path(query: str, language: str = "en") -> str:
    return f"/{language}/relationships/" + (f"?{query}" if query else "")


@cache
def shown(query: str, language: str) -> BeautifulSoup:
    """Return the list of the small world, which no test here changes."""
    return soup(get(Client(), path(query, language)))


def chosen(query: str, name: str, value: str) -> str:
    """Return the query with one choice in place of what the filter had."""
    return urlencode([pair for pair in query_of(f"?{query}") if pair[0] != name] + [(name, value)])


def conditions(query: str) -> Pairs:
    return [pair for pair in query_of(f"?{query}") if pair[0] != "sort"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("query", COMBINATIONS)
def test_the_number_beside_a_choice_is_what_choosing_it_gives(
    client: Any, query: str, chance: random.Random
) -> None:
    counts = choice_counts(shown(query, "en"))

    given = {choice: rows_of(chosen(query, *choice)).count() for choice in counts}
    stated = {
        choice: heading_count(get(client, path(chosen(query, *choice))))
        for choice in chance.sample(sorted(counts), 5)
    }

    assert len(counts) == 47 + Country.objects.with_partners().count() + 6 + 6 + 5 + 4 + 5
    assert counts == given == given | stated


@pytest.mark.parametrize("query", COMBINATIONS)
def test_the_numbers_are_the_same_in_japanese(query: str) -> None:
    assert choice_counts(shown(query, "ja")) == choice_counts(shown(query, "en"))


@pytest.mark.real_data
@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_that_would_give_nothing_stay(client: Any, language: str) -> None:
    every = choice_counts(soup(get(client, path("", language))))

    narrow = choice_counts(soup(get(client, path("prefecture=47&country=fr", language))))

    assert narrow.keys() == every.keys()
    assert list(narrow.values()).count(0) > 100


def held(form: Tag) -> Pairs:
    """Return what the form would send, and what the menu of orders beside it would."""
    page = form.find_parent("html")
    assert isinstance(page, Tag)
    options = page.select("select option[selected]")
    typed = form.select("input:not([type=checkbox])") + form.select("input[checked]")
    pairs = [(str(parent(option, "select")["name"]), str(option["value"])) for option in options]
    pairs += [(str(field["name"]), str(field["value"])) for field in typed]
    return sorted(pair for pair in pairs if pair[1] and pair != ("sort", "-date"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", [*COMBINATIONS, "prefecture=47&country=fr&sort=name"])
def test_the_form_holds_what_is_chosen(query: str, language: str) -> None:
    (form,) = shown(query, language).select("form#filters")

    assert held(form) == sorted(query_of(f"?{query}"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", COMBINATIONS[1:])
def test_each_condition_is_a_link_that_removes_it_alone(query: str, language: str) -> None:
    links = applied(shown(query, language))

    removed = [
        [pair for pair in query_of(f"?{query}") if pair not in query_of(str(link["href"]))]
        for link in links
    ]

    assert sorted(removed) == sorted([pair] for pair in conditions(query))
    for link in links:
        assert len(query_of(str(link["href"]))) == len(query_of(f"?{query}")) - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_following_the_link_leaves_the_other_conditions(client: Any, language: str) -> None:
    links = applied(shown(COMBINATIONS[4], language))

    page = soup(get(client, str(links[0]["href"])))

    left = [link.get_text() for link in applied(page)]
    assert left == [link.get_text() for link in links[1:]]


@pytest.mark.real_data
def test_removing_a_condition_returns_to_the_first_page(client: Any) -> None:
    page = soup(get(client, path("region=asia&kind=friendship&page=2")))

    assert len(applied(page)) == 2
    for link in page.select("ul.applied a"):
        assert "page" not in dict(query_of(str(link["href"])))


def test_removing_all_keeps_the_words_and_the_order(client: Any) -> None:
    page = soup(get(client, path("q=san&region=asia&status=active&sort=name&page=1")))

    (clear,) = page.select("ul.applied a.clear")

    assert query_of(str(clear["href"])) == [("q", "san"), ("sort", "name")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_list_says_which_condition_to_drop(client: Any, language: str) -> None:
    page = shown("prefecture=47&country=fr", language)

    suggestions = [(link["href"], link.get_text()) for link in page.select(".empty li a")]

    assert len(suggestions) == 2
    for link, text in suggestions:
        rows = heading_count(get(client, str(link)))
        assert rows
        assert f"{rows:,}" in text


def in_order(query: str, language: str) -> list[int]:
    """Return the public numbers of the rows under a query, as the filter orders them."""
    with translation.override(language):
        return list(rows_of(query).values_list("public_id", flat=True))


@pytest.mark.real_data
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_total(sort: str, language: str) -> None:
    rows = sql(
        f"""SELECT r.public_id FROM register_relationship r
              JOIN places_localgovernment g ON g.id = r.local_government_id
              JOIN places_partner p ON p.id = r.partner_id
              JOIN places_country c ON c.code = p.country_id
             ORDER BY {ORDERS[sort, language]}, r.public_id"""
    )

    assert in_order(f"{EVERYTHING}&sort={sort}", language) == [row[0] for row in rows]


@pytest.mark.real_data
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_hold_every_row_once(client: Any, chance: random.Random, language: str) -> None:
    query = f"country=us&sort={chance.choice(SORTS)}"

    pages = [row_numbers(page) for page in list_pages(client, path(query, language))]
    last = row_numbers(get(client, path(f"{query}&page={len(pages)}", language)))

    assert [number for page in pages for number in page] == in_order(query, language)
    assert [len(page) for page in pages[:-1]] == [50] * (len(pages) - 1)
    assert last == pages[-1]


@pytest.mark.real_data
def test_a_page_says_which_rows_it_shows(client: Any) -> None:
    page = soup(get(client, path("country=us&page=2")))

    assert "Showing 51–100" in page.get_text()
    assert "(page 2 of" in str(page.title)


@pytest.mark.real_data
def test_an_order_keeps_the_filters_and_drops_the_page(client: Any) -> None:
    page = soup(get(client, path("country=us&status=active&page=2")))

    links = page.select("thead th a")

    assert len(links) == 3
    for link in links:
        query = dict(query_of(str(link["href"])))
        assert (query["country"], query["status"]) == ("us", "active")
        assert "page" not in query
