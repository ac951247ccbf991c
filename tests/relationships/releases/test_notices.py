"""The list of releases, and the pages that lead to it and to the notices."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from relationships.releases.models import Change, ChangeKind, Release
from tests.crawl import HOST, inspect
from tests.pages import LANGUAGES, get, is_answered, soup
from tests.relationships.releases.making import (
    GONE,
    add,
    add_many,
    count,
    first,
    mark_undone,
    notice,
    numbers_with,
    release,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 10


def queries(client: Any, path: str) -> int:
    """Return how many queries a page takes, once what a process keeps is there."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        get(client, path)
    return len(captured)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "rest", ["", "1/", "2/", "2/?kind=corrected", "2/?kind=corrected&page=2", "2/?kind=renamed"]
)
def test_every_page_is_sound(client: Any, large: Any, rest: str, language: str) -> None:
    path = f"/{language}/releases/{rest}"

    faults, _page = inspect(path, client.get(path))

    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_of_every_kind_is_sound(client: Any, written: Any, language: str) -> None:
    path = f"/{language}/releases/2/"

    faults, page = inspect(path, client.get(path))
    _, other = inspect(f"/{language}/about/", client.get(f"/{language}/about/"))

    assert page and other and faults == []
    # Without those that stand on every page.
    links = {link.partition("#")[0] for link in page.links} - set(other.links)
    assert [link for link in links if not is_answered(client, link)] == []


def test_no_two_pages_share_a_title(client: Any, large: Any) -> None:
    release(3, "2026-02-20")  # the same month as the second
    paths = ["", "1/", "2/", "3/", "2/?kind=corrected", "2/?kind=corrected&page=2", "2/?kind=new"]

    titles = [soup(get(client, f"/en/releases/{path}")).title for path in paths]

    assert len({title.get_text() for title in titles if title}) == len(paths)


def test_the_list_names_every_release_newest_first(client: Any, written: Release) -> None:
    taken = notice(3)
    mark_undone(taken)
    Release.objects.filter(number=1).update(as_of="2025-12-31")

    page = soup(get(client, "/en/releases/"))

    items = [item.get_text(" ", strip=True) for item in page.select("main .cards > li")]
    assert [re.split(" as of| Gathered", item)[0] for item in items] == [
        "March 2026 (release 3) 3 new, 1 ended, 2 corrected, 1 renamed, 1 removed",
        "February 2026 (release 2) 3 new, 1 ended, 2 corrected, 1 renamed, 1 removed",
        "December 2025 (release 1) The state before the first import, without changes",
    ]
    assert items[0].endswith("Undone on 5 December 2026")
    assert "Undone" not in items[1]
    assert "published 1 February 2026" in items[1]
    years = [heading["id"] for heading in page.select("h2[id^=year]")]
    assert years == ["year-2026", "year-2025"]


def test_the_list_leads_to_the_feed_and_to_the_files_of_the_latest(client: Any) -> None:
    notice()
    mark_undone(notice(3))

    page = soup(get(client, "/en/releases/"))

    links = [link["href"] for link in page.select("#follow + ul a")]
    assert links == [
        "/en/releases/feed.xml",
        "/releases/2/changes.csv",
        "/releases/2/register.csv",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_release_the_list_says_so(client: Any, language: str) -> None:
    Release.objects.all().delete()

    html = get(client, f"/{language}/releases/")

    with translation.override(language):
        assert translation.gettext("No release has been published yet.") in html
    assert not soup(html).select("main .cards")


def test_a_notice_takes_few_queries_whatever_its_size(client: Any) -> None:
    notice()
    small = queries(client, "/en/releases/2/")
    made = release(3)
    add_many(made, ChangeKind.CORRECTED)
    add(made, ChangeKind.REMOVED, GONE + 1, {"": (Change.objects.get(public_id=GONE).before, "")})
    count(made)
    notice(4)

    assert queries(client, "/en/releases/3/?kind=corrected&page=2") <= MOST_QUERIES
    assert queries(client, "/en/releases/3/") <= small <= MOST_QUERIES
    assert queries(client, "/en/releases/") <= MOST_QUERIES
    assert queries(client, "/en/releases/feed.xml") <= MOST_QUERIES


def test_home_names_the_latest_notice_in_force(client: Any) -> None:
    notice()
    mark_undone(notice(3))

    page = soup(get(client, "/en/"))

    (link,) = page.find_all("a", href="/en/releases/2/")
    assert link.parent and link.parent.get_text() == (
        "Latest changes: release as of 1 February 2026:"
        " 3 new, 1 ended, 2 corrected, 1 renamed, 1 removed"
    )
    assert page.select('link[type="application/atom+xml"]')[0]["href"] == "/en/releases/feed.xml"


def test_home_is_silent_without_a_notice(client: Any) -> None:
    first()

    page = soup(get(client, "/en/"))

    assert "Latest changes" not in page.get_text()


def test_a_relationship_tells_its_own_changes_newest_first(client: Any) -> None:
    made = notice()
    (number,) = numbers_with(made, "established")
    last = release(3)
    add(last, ChangeKind.ENDED, number, {"status": ("active", "ended")})
    taken = release(4)
    add(taken, ChangeKind.CORRECTED, number, {"kind": ("sister", "")})
    mark_undone(taken)

    page = soup(get(client, f"/en/relationships/{number}/"))

    events = page.select("main .timeline:last-of-type > li")
    assert [" ".join(event.get_text(" ").split()) for event in events] == [
        "1 March 2026 Ended: Status",
        (
            "1 February 2026 Corrected: Established, Basis of the date, Kind, Fields of exchange,"
            " Written agreement, Title of the agreement, History, Sources"
        ),
    ]
    assert [link["href"] for link in page.select("main .timeline a")] == [
        "/en/releases/3/",
        "/en/releases/2/",
    ]


def test_a_relationship_that_no_notice_names_is_silent_of_them(client: Any) -> None:
    first()

    assert "in the notices" not in get(client, "/en/relationships/1/")


def test_the_sitemap_holds_the_releases_in_force(client: Any) -> None:
    notice()
    mark_undone(notice(3))

    xml = get(client, "/sitemap-releases.xml")

    assert re.findall(r"<loc>http://testserver/en(.*?)</loc>", xml) == [
        "/releases/2/",
        "/releases/1/",
    ]
    assert f"<loc>{HOST}/en/releases/</loc>" in get(client, "/sitemap-pages.xml")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "data/", "about/"])
def test_the_releases_are_found_from_the_other_pages(client: Any, path: str, language: str) -> None:
    assert soup(get(client, f"/{language}/{path}")).select(f'a[href="/{language}/releases/"]')
