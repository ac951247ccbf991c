"""The page of results: what leads, what is said, how many, and that the numbers agree."""

from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.pages import COUNT, LANGUAGES, get, heading_count, row_numbers, soup, whole

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

NOTHING = "Xqzzt"
# Searches of every sort: for one place, several, a former one, two sides, nothing.
TEXTS = ["Munich", "Fuchu", "Shizunai", "Takaoka Fort Wayne", "Hokkaido Canada", "a", NOTHING]
MOST_QUERIES = 17


def path(text: str, language: str = "en", **more: Any) -> str:
    return f"/{language}/search/?{urlencode({'q': text, **more})}"


def page(client: Any, text: str, language: str = "en", **more: Any) -> BeautifulSoup:
    return soup(get(client, path(text, language, **more)))


def links(shown: BeautifulSoup | Tag) -> list[str]:
    """Return the pages that the results lead to, from top to bottom."""
    return [str(link["href"]) for link in shown.select("main a.result")]


def words(shown: BeautifulSoup | Tag, selector: str = "main") -> str:
    """Return the text of an element with single spaces."""
    (element,) = shown.select(selector)
    return " ".join(element.get_text().split())


def number_in(text: str) -> int:
    """Return the number in brackets at the end of a text."""
    found = COUNT.search(text.strip())
    assert found, text
    return whole(found[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_one_place_of_a_name_comes_first_and_large(client: Any, language: str) -> None:
    shown = page(client, "Sapporo", language)

    (best,) = shown.select(".best")
    assert [link["href"] for link in best.select("a.result")] == links(shown)[:1]
    assert links(shown)[0] == f"/{language}/municipalities/011002-sapporo/"
    for text in ("Sapporo", "札幌市"):
        assert text in words(best, "h3")


def test_the_large_place_says_what_it_is_where_and_how_much_it_has(client: Any) -> None:
    facts = words(page(client, "Sapporo"), ".best .facts")

    assert facts.startswith("Designated city")
    assert "Hokkaido" in facts
    assert facts.endswith("5 relationships")


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Hokkaido", "/en/relationships/?prefecture=01"),
        ("Norway", "/en/relationships/?country=no"),
    ],
)
def test_a_prefecture_and_a_country_link_to_their_list(client: Any, text: str, listed: str) -> None:
    (link,) = page(client, text).select(".best .facts a")

    assert link["href"] == listed
    assert whole(link.get_text().split()[0]) == heading_count(get(client, listed))


def test_a_native_name_says_so(client: Any) -> None:
    shown = page(client, "Köln")

    assert "Köln is the native name of Cologne." in words(shown, ".best")


def test_a_name_in_japanese_is_marked_on_an_english_page(client: Any) -> None:
    shown = page(client, "さっぽろし")

    assert [one.get_text() for one in shown.select(".best p [lang=ja]")] == ["さっぽろし"]
    assert "さっぽろし is the reading of Sapporo City." in words(shown, ".best")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_former_municipality_says_what_became_of_it(client: Any, language: str) -> None:
    shown = page(client, "Shizunai" if language == "en" else "静内", language)

    (note,) = shown.select(".best p:last-child")
    (former,) = note.select("a")
    assert "shizunai" in former["href"]
    assert get(client, str(former["href"]))
    assert "shinhidaka" in links(shown)[0]
    assert ("31 March 2006" if language == "en" else "2006年3月31日") in note.get_text()
    if language == "en":
        assert "Shizunai Town merged into Shinhidaka Town" in note.get_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_places_of_a_name_are_all_there_and_none_is_large(
    client: Any, language: str
) -> None:
    shown = page(client, "Fuchu", language)

    assert not shown.select(".best")
    found = [address.split("/")[-2] for address in links(shown)[:3]]
    assert found == ["132063-fuchu", "342084-fuchu", "343021-fuchu"]
    prefectures = (
        ("東京都", "広島県", "広島県") if language == "ja" else ("Tokyo", *["Hiroshima"] * 2)
    )
    for facts, prefecture in zip(shown.select("#places ~ ul .facts"), prefectures, strict=False):
        assert prefecture in facts.get_text(" ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["Takaoka Fort Wayne", "Fort Wayne, Takaoka", "高岡　フォートウェーン"]
)
def test_two_sides_lead_to_their_relationship(client: Any, text: str, language: str) -> None:
    shown = page(client, text, language)

    assert links(shown)[0] == f"/{language}/relationships/658/"
    assert shown.select("main h2")[0]["id"] == "relationships"


def test_relationships_stand_in_the_order_of_their_list(client: Any) -> None:
    shown = page(client, "Hokkaido Canada")

    found = [
        int(link.split("/")[-2])
        for link in links(shown)
        if link.startswith("/en/relationships/") and link.endswith("/")
    ]
    listed = row_numbers(get(client, "/en/relationships/?q=Hokkaido+Canada"))
    assert found == listed[: len(found)]
    assert len(found) == 10


def test_relationships_of_the_very_name_come_first(client: Any) -> None:
    titles = [a.get_text() for a in page(client, "Fuchu").select("h2#relationships ~ ul h3 a")]

    of_the_name = [title.startswith("Fuchu") for title in titles]
    assert of_the_name[0]
    assert not all(of_the_name)
    assert of_the_name == sorted(of_the_name, reverse=True)


def test_an_ended_relationship_is_found_too(client: Any) -> None:
    shown = page(client, "Osaka San Francisco")

    assert links(shown)[0] == "/en/relationships/1056/"
    assert "Ended" in shown.select(".cards .facts")[0].get_text()


@pytest.mark.parametrize("text", ["Hokkaido Canada", "カナダ 北海道"])
def test_a_prefecture_and_a_country_lead_to_the_filtered_list(client: Any, text: str) -> None:
    shown = page(client, text)

    first = shown.select("main a.result")[0]
    assert first["href"] == "/en/relationships/?prefecture=01&country=ca"
    number, *rest = first.get_text().split(maxsplit=1)
    assert rest == ["relationships between Hokkaido and Canada"]
    assert whole(number) == heading_count(get(client, str(first["href"])))


@pytest.mark.parametrize("text", ["Fuchu Tokyo", "Rome Italy"])
def test_a_place_and_where_it_lies_lead_to_the_place(client: Any, text: str) -> None:
    assert links(page(client, text))[0].split("/")[2] in ("municipalities", "partners")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_each_page_of_results_says_what_was_searched_and_how_much_was_found(
    client: Any, text: str, language: str
) -> None:
    shown = page(client, text, language)

    assert [meta["content"] for meta in shown.select("meta[name=robots]")] == ["noindex, follow"]
    assert len(shown.select("meta[name=description][content]")) == 1
    assert shown.title
    assert text in shown.title.get_text()
    (field,) = shown.select("input[type=search]")
    assert field["value"] == text
    jumps = {str(a["href"])[1:]: number_in(a.get_text()) for a in shown.select(".jump a")}
    heads = {str(h["id"]): number_in(h.get_text()) for h in shown.select("main h2[tabindex]")}
    assert jumps in (heads, {})
    assert jumps or len(heads) < 2
    assert 0 not in heads.values()


def every_result(client: Any, shown: BeautifulSoup, group: str) -> int:
    """Return how many results the page of all of a group states, as its link leads there."""
    heading = shown.select(f"h2#{group}")[0]
    links = [p.find("a") for p in heading.find_next_siblings("p")]
    address = next(str(a["href"]) for a in links if isinstance(a, Tag) and "All" in a.get_text())
    return heading_count(get(client, address)) if "group=" not in address else 0


def test_all_relationships_are_in_the_list_that_is_linked(client: Any) -> None:
    shown = page(client, "Canada")

    number = number_in(words(shown, "h2#relationships"))
    assert number > 10
    assert every_result(client, shown, "relationships") == number
    heading = shown.select("h2#relationships")[0]
    (cards,) = heading.find_next_siblings("ul", limit=1)
    assert isinstance(cards, Tag)
    assert len(cards.select("a.result")) == 10


def test_all_results_of_a_group_stand_on_its_pages(client: Any) -> None:
    number = number_in(words(page(client, "san"), "h2#places"))

    found: list[str] = []
    for n in range(1, -(-number // 50) + 1):
        found += links(page(client, "san", group="places", page=n))

    assert number > 10
    assert len(found) == len(set(found)) == number
    assert get(client, path("san", group="places", page=99), 404)
    assert get(client, path("san", group="nothing"), 404)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_words_there_are_ways_in(client: Any, language: str) -> None:
    for address in (f"/{language}/search/", path("  ", language)):
        shown = soup(get(client, address))

        assert len(shown.select("main a[href*='/prefectures/']")) == 47 + 1
        assert len(shown.select("main a[href*='/countries/']")) > 60
        assert not shown.select("meta[name=robots]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_says_what_to_try(client: Any, language: str) -> None:
    shown = page(client, NOTHING, language)

    other = {"en": "ja", "ja": "en"}[language]
    assert NOTHING in words(shown, "h1")
    if language == "en":
        assert words(shown, "h1").startswith("Nothing found")
    assert not links(shown)
    assert shown.select(f"main a[href='/{other}/search/?q={NOTHING}'][lang={other}]")
    assert shown.select(f"main a[href='/{language}/prefectures/']")
    assert shown.select("main ul li")


def test_a_slip_in_one_of_two_names_is_mended(client: Any) -> None:
    shown = page(client, "Sapporo Munihc")

    assert "Munihc is not the name of a place" in words(shown)
    assert links(shown)[0] == "/en/search/?q=Sapporo+Munich"


def test_a_slip_is_asked_about(client: Any) -> None:
    shown = page(client, "Saporro")

    assert words(shown, "h2#suggestions") == "Did you mean"
    assert links(shown)[0] == "/en/municipalities/011002-sapporo/"


def test_a_long_text_is_cut_and_the_page_says_so(client: Any) -> None:
    shown = page(client, "Sapporo" + " " * 20 + "x" * 200)

    assert "Only its first 100 letters were searched for." in words(shown)


def test_what_was_typed_is_inert(client: Any) -> None:
    html = get(client, path("<b onclick=x>&\"'"))

    assert "<b onclick" not in html


def test_every_search_form_leads_here(client: Any) -> None:
    for address in ("/en/", "/en/about/", "/en/search/", "/ja/nothing/"):
        shown = soup(client.get(address).content.decode())
        (form,) = shown.select("search form")

        assert form["action"] == f"/{address[1:3]}/search/"


def queries(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("text", TEXTS)
def test_more_results_ask_no_more_queries(client: Any, text: str) -> None:
    assert queries(client, path(text)) <= MOST_QUERIES


def test_a_group_without_results_asks_no_query(client: Any) -> None:
    assert queries(client, path(NOTHING)) == 1  # the data version


def test_the_list_says_what_became_of_a_former_municipality(client: Any) -> None:
    shown = soup(get(client, "/en/relationships/?q=Shizunai"))

    note = words(shown, "main .notice")
    assert "Shizunai Town merged into Shinhidaka Town" in note
    assert "on 31 March 2006" in note
    addresses = [str(a["href"]) for a in shown.select("main .notice a")]
    assert len(addresses) == 2
    assert all(get(client, address) for address in addresses)
    assert heading_count(get(client, "/en/relationships/?q=Shizunai")) == heading_count(
        get(client, "/en/relationships/?q=Shinhidaka")
    )


@pytest.mark.parametrize("text", ["札幌", "Kōchi", "Muenchen", "St. Louis", "Takaoka Fort Wayne"])
def test_the_list_finds_what_the_search_finds(client: Any, text: str) -> None:
    number = number_in(words(page(client, text), "h2#relationships"))

    listed = get(client, f"/en/relationships/?{urlencode({'q': text})}")

    assert heading_count(listed) == number
