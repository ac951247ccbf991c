"""The pages of a long change notice, and addresses that ask for what is not there."""

import re
from typing import Any

import pytest
from django.utils import translation

from relationships.releases.models import Release
from sistercity.lists.paging import PER_PAGE
from tests.crawl import HOST
from tests.pages import LANGUAGES, get, list_pages, soup

pytestmark = pytest.mark.django_db


def numbers_of(html: str, kind: str) -> list[int]:
    """Return the numbers of the relationships in a section."""
    return [int(number) for number in re.findall(rf'<li id="{kind}-(\d+)">', html)]


def test_a_long_section_is_cut_and_leads_to_all_of_it(
    client: Any, large: tuple[Release, list[int]]
) -> None:
    _, corrected = large
    assert len(corrected) > PER_PAGE

    html = get(client, "/en/releases/2/")

    assert numbers_of(html, "corrected") == corrected[:PER_PAGE]
    assert numbers_of(html, "renamed") == corrected[:1]
    assert f"Showing 1–{PER_PAGE}" in html
    (link,) = soup(html).find_all("a", href="/en/releases/2/?kind=corrected")
    assert link.get_text() == f"Corrected: all {len(corrected)}"


def test_the_pages_of_a_kind_hold_every_relationship_once(
    client: Any, large: tuple[Release, list[int]]
) -> None:
    _, corrected = large

    pages = list_pages(client, "/en/releases/2/?kind=corrected")

    first, second = (numbers_of(page, "corrected") for page in pages)
    assert (first, second) == (corrected[:PER_PAGE], corrected[PER_PAGE:])
    assert [numbers_of(page, "renamed") for page in pages] == [[], []]
    assert f"Showing {PER_PAGE + 1}–{len(corrected)}" in pages[1]


def test_a_kind_that_a_release_lacks_is_an_empty_page(client: Any, large: Any) -> None:
    html = get(client, "/en/releases/2/?kind=removed")

    assert "This release changed no relationship in this way." in html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["kind=x", "kind=new&kind=ended", "kind=%00", "kind=New"])
def test_a_wrong_kind_is_a_400(client: Any, large: Any, query: str, language: str) -> None:
    html = get(client, f"/{language}/releases/2/?{query}", 400)

    with translation.override(language):
        assert translation.gettext("There is no change of this kind.") in html


@pytest.mark.parametrize(
    "query",
    [
        "page=2",
        "page=x",
        "page=1&page=2",
        "kind=corrected&page=3",
        "kind=corrected&page=0",
        "kind=renamed&page=2",
    ],
)
def test_a_page_that_there_is_not_is_a_404(client: Any, large: Any, query: str) -> None:
    assert "The list has no page of this number." in get(client, f"/en/releases/2/?{query}", 404)


@pytest.mark.parametrize("query", ["kind=", "page=1", "utm_source=x"])
def test_a_notice_has_one_address(client: Any, large: Any, query: str) -> None:
    page = soup(get(client, f"/en/releases/2/?{query}"))

    assert page.select('link[rel="canonical"]')[0]["href"] == f"{HOST}/en/releases/2/"
