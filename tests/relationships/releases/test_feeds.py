"""The Atom feed of the change notices, in both languages."""

import re
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from relationships.releases import feeds
from relationships.releases.feeds import NEWEST
from relationships.releases.models import ChangeKind, Release
from sistercity.cache_headers import BROWSERS
from tests.pages import LANGUAGES, soup
from tests.relationships.releases.making import add_many, first, mark_undone, notice, release

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TAG = re.compile(r"tag:[a-z.]+,\d{4}(-\d\d)*:\S+")
Element = Any


def feed(client: Any, language: str = "en") -> Element:
    """Return the root of the feed."""
    response = client.get(f"/{language}/releases/feed.xml")
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def texts(element: Element, name: str) -> list[str]:
    """Return the texts of the children of a name."""
    return [child.text or "" for child in element.findall(ATOM + name)]


def links(element: Element) -> dict[str, str]:
    """Return the addresses that an element links to, by their relation."""
    return {link.get("rel"): link.get("href") for link in element.findall(f"{ATOM}link")}


def content(element: Element) -> Any:
    """Return the content of an entry as a tree of HTML."""
    (found,) = element.findall(f"{ATOM}content")
    assert found.get("type") == "html"
    return soup(found.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_has_what_atom_asks_for(client: Any, language: str) -> None:
    notice()

    root = feed(client, language)

    assert root.tag == f"{ATOM}feed"
    assert root.get(XML_LANG) == language
    home = f"http://testserver/{language}/releases/"
    assert links(root) == {"alternate": home, "self": f"{home}feed.xml"}
    (entry,) = root.findall(f"{ATOM}entry")
    assert links(entry) == {"alternate": f"{home}2/"}
    for element in (root, entry):
        for name in ("id", "title", "updated"):
            assert len(texts(element, name)) == 1 and texts(element, name)[0]
        assert TAG.fullmatch(texts(element, "id")[0])
        assert datetime.fromisoformat(texts(element, "updated")[0]).tzinfo
    assert root.findall(f"{ATOM}author/{ATOM}name")[0].text


def test_an_entry_is_a_notice(client: Any) -> None:
    notice(note_en="Names follow the new spelling.")

    (entry,) = feed(client).findall(f"{ATOM}entry")

    assert texts(entry, "title") == ["February 2026 (release 2)"]
    assert texts(entry, "summary") == ["3 new, 1 ended, 2 corrected, 1 renamed, 1 removed"]
    assert texts(entry, "updated") == ["2026-02-01T01:00:00+00:00"]
    html = content(entry)
    assert [heading.get_text() for heading in html.select("h2")] == [
        "New",
        "Ended",
        "Corrected",
        "Renamed",
        "Removed",
    ]
    text = " ".join(html.get_text().split())
    assert "Names follow the new spelling." in text
    assert "Hokkaido – Alberta (Canada)" in text
    assert "Established: 1989 → 1 May 1989" in text
    assert "met through their ports" not in text
    addresses = [link["href"] for link in html.select("a")]
    assert "http://testserver/en/relationships/1/" in addresses
    assert all(address.startswith(("http://", "https://")) for address in addresses)
    assert not html.select("[style], [onclick], script")


def test_ids_never_change_and_no_two_are_the_same(client: Any) -> None:
    notice()
    notice(3)

    before = [texts(entry, "id") for entry in feed(client).findall(f"{ATOM}entry")]
    other = feed(Client(headers={"host": "localhost"}))
    japanese = feed(client, "ja")

    assert before == [
        ["tag:clair.or.jp,2026:sister-city-information/en/releases/3"],
        ["tag:clair.or.jp,2026:sister-city-information/en/releases/2"],
    ]
    assert [texts(entry, "id") for entry in other.findall(f"{ATOM}entry")] == before
    ids = [element.text for root in (other, japanese) for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 6


def test_a_notice_that_was_undone_says_so_and_is_new_again(client: Any) -> None:
    made = notice()
    before = texts(feed(client).findall(f"{ATOM}entry")[0], "id")

    mark_undone(made)
    root = feed(client)

    (entry,) = root.findall(f"{ATOM}entry")
    assert texts(entry, "id") == before
    assert texts(entry, "title") == ["Undone: February 2026 (release 2)"]
    assert texts(entry, "updated") == texts(root, "updated") == ["2026-12-05T00:00:00+00:00"]
    assert "undone on 5 December 2026" in content(entry).get_text()


def test_the_feed_holds_the_newest(client: Any) -> None:
    first()
    for number in range(2, NEWEST + 4):
        release(number, f"2026-{number % 12 + 1:02}-01")

    found = [texts(entry, "id")[0] for entry in feed(client).findall(f"{ATOM}entry")]

    numbers = [int(one.rpartition("/")[2]) for one in found]
    assert numbers == list(range(NEWEST + 3, 3, -1))


def test_a_long_notice_is_cut_and_leads_to_its_page(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_most = 20
    monkeypatch.setattr(feeds, "AT_MOST", at_most)
    first()
    made = release(2)
    numbers = add_many(made, ChangeKind.CORRECTED, at_most + 1)
    short = release(3)
    add_many(short, ChangeKind.CORRECTED, at_most)

    whole, cut = (content(entry) for entry in feed(client).findall(f"{ATOM}entry"))

    page = "http://testserver/en/releases/2/"
    shown = [link["href"] for link in cut.select("a")]
    assert shown[-1] == page and len(shown) == at_most + 1
    assert not any(link.endswith(f"/{numbers[-1]}/") for link in shown)
    assert len(whole.select("a")) == at_most


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_notice_the_feed_is_empty_and_stays_the_same(client: Any, language: str) -> None:
    Release.objects.all().delete()

    first_time, second_time = (client.get(f"/{language}/releases/feed.xml") for _ in range(2))

    assert first_time.content == second_time.content
    assert not feed(client, language).findall(f"{ATOM}entry")


def test_readers_may_keep_it_and_need_no_cookie(client: Any) -> None:
    notice()

    response = client.get("/en/releases/feed.xml")

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Cache-Control"] == BROWSERS
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    again = client.get("/en/releases/feed.xml", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert client.post("/en/releases/feed.xml").status_code == 405


@pytest.mark.parametrize("path", ["", "releases/", "releases/1/"])
def test_the_home_page_and_the_pages_of_releases_name_the_feed(client: Any, path: str) -> None:
    page = soup(client.get(f"/ja/{path}").content.decode())

    (link,) = page.select('link[rel="alternate"][type="application/atom+xml"]')
    assert link["href"] == "/ja/releases/feed.xml"
    assert link["title"]
