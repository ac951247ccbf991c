"""The checks of test_sitemap.py find what they are for: each is shown a page that is wrong."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.crawl import inspect

pytestmark = pytest.mark.django_db

PATH = "/ja/partners/1-alberta/"
Change = Callable[[str], str]


def swap(old: str, new: str) -> Change:
    """Return the change that puts one text in another's place, which must be there."""

    def change(html: str) -> str:
        assert old in html
        return html.replace(old, new, 1)

    return change


@pytest.mark.sampled(8)
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (swap("</main>", ""), "HTML"),
        (swap("<h1>", "<h1 class=a class=b>"), "HTML"),
        (swap("</main>", "<h1>二つ目</h1></main>"), "2 h1"),
        (swap('<html lang="ja"', '<html lang="en"'), "lang"),
        (swap('name="description" content="', 'name="x" content="'), "description"),
        (swap("<title>", "<title></title><title>"), "title"),
        (swap('rel="canonical" href="', 'rel="canonical" href="/x'), "canonical"),
        (swap('hreflang="x-default"', 'hreflang="fr"'), "hreflang"),
        (swap("<h1>", '<h1 style="color: red">'), "inline style"),
        (swap("</head>", "<style></style></head>"), "inline style"),
        (swap("<h1>", '<h1 onclick="x">'), "event handler"),
        (swap("</head>", "<script>x</script></head>"), "script"),
        (swap("</head>", '<script src="/static/other.js"></script></head>'), "script"),
        (swap(" defer></script>", "></script>"), "script"),
        (swap(" defer></script>", " defer>x</script>"), "script"),
        (swap("</main>", '<img alt="" src="https://example.org/x.png"></main>'), "third party"),
        (swap("</main>", '<img alt="" src="/static/none.png"></main>'), "missing file"),
        (swap("</main>", '<a href="#nowhere">前へ</a></main>'), "no element"),
        (swap("</main>", '<p id="main">前へ</p></main>'), "an id twice"),
        (swap("</main>", "<p>Left over</p></main>"), "not marked"),
        (swap("</main>", '<p aria-label="Left over">前へ</p></main>'), "not marked"),
        (swap('<span lang="en">Alberta</span>', "<span>Alberta</span>"), "not marked"),
        (swap("<title>", "<title>Left over "), "not marked"),
        (swap("<head>", '<head><meta name="robots" content="noindex">'), "not to be indexed"),
    ],
)
def test_a_page_with_a_fault_is_found(client: Client, change: Change, fault: str) -> None:
    html = client.get(PATH).content.decode()
    assert inspect(PATH, HttpResponse(html))[0] == []

    found, _ = inspect(PATH, HttpResponse(change(html)))

    assert [text for text in found if fault in text], found


def test_an_answer_that_sets_a_cookie_is_found(client: Client) -> None:
    response = client.get(PATH)
    response.set_cookie("seen", "1")

    assert inspect(PATH, response)[0] == ["sets a cookie"]


def test_an_answer_that_depends_on_a_cookie_is_found(client: Client) -> None:
    response = client.get(PATH)
    response["Vary"] = "Accept-Encoding, Cookie"

    assert inspect(PATH, response)[0] == ["depends on a cookie"]
