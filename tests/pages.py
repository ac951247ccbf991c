"""Reads pages as the tests look at them: rows, counts, links, choices."""

import re
from html import unescape
from typing import Any, cast
from urllib.parse import parse_qsl

from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.http import QueryDict

from relationships.register.filters import RelationshipFilter
from relationships.register.querysets import RelationshipQuerySet

LANGUAGES = ("en", "ja")
ROW = re.compile(r'<tr id="r(\d+)">')
HEADING = re.compile(r'<h2 id="results"[^>]*>\D*([\d,]+)')
NEXT = re.compile(r'<a rel="next" href="([^"]+)"')
COUNT = re.compile(r"[(（]([\d,]+)[)）]$")
Pairs = list[tuple[str, str]]


def sql(query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query that goes past Django's models."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return list(cursor.fetchall())


def get(client: Any, path: str, status: int = 200) -> str:
    """Return the text of a page; fail when it answers anything but the status."""
    response = client.get(path)
    assert response.status_code == status, f"{path}: {response.status_code}"
    return str(response.content.decode())


def is_answered(client: Any, link: str) -> bool:
    """Return whether a link leads to a page, to another address, or to a file that is not empty."""
    response = client.get(link)
    if response.streaming:  # an error can come after the beginning
        assert b"".join(response.streaming_content)
    return response.status_code in (200, 301)


def soup(html: str) -> BeautifulSoup:
    """Return a page as a tree."""
    return BeautifulSoup(html, "html.parser")


def whole(text: str) -> int:
    """Return a number as pages write it: 1,462."""
    return int(text.replace(",", ""))


def row_numbers(html: str) -> list[int]:
    """Return the public numbers of a table's rows, from top to bottom."""
    return [int(number) for number in ROW.findall(html)]


def heading_count(html: str) -> int:
    """Return the number that the heading of a list states."""
    found = HEADING.search(html)
    assert found, "the list has no heading with a number"
    return whole(found[1])


def rows_of(query: str) -> RelationshipQuerySet:
    """Return the rows of the list of relationships under a query, without drawing its pages."""
    filters = RelationshipFilter(QueryDict(query))
    assert filters.is_valid(), f"{query}: {filters.errors}"
    return cast("RelationshipQuerySet", filters.qs)


def list_pages(client: Any, path: str) -> list[str]:
    """Return the pages of a list, from the path on, as its links to the next page lead."""
    pages = [get(client, path)]
    while found := NEXT.search(pages[-1]):
        pages.append(get(client, path.partition("?")[0] + "?" + unescape(found[1]).split("?")[1]))
    return pages


def query_of(path: str) -> Pairs:
    """Return names and values of a path's query."""
    return parse_qsl(path.partition("?")[2], keep_blank_values=True)


def choice_counts(page: BeautifulSoup) -> dict[tuple[str, str], int]:
    """Return the number beside every choice of the filter panel, by name and value."""
    counts = {}
    for option in page.select("form#filters select option"):
        if option["value"]:
            name = str(parent(option, "select")["name"])
            counts[name, str(option["value"])] = count_beside(option)
    for box in page.select("form#filters input[type=checkbox]"):
        counts[str(box["name"]), str(box["value"])] = count_beside(parent(box, "label"))
    return counts


def parent(element: Tag, name: str) -> Tag:
    """Return the nearest element of a name around another."""
    found = element.find_parent(name)
    assert isinstance(found, Tag)
    return found


def count_beside(element: Tag) -> int:
    """Return the number in brackets at the end of a label."""
    found = COUNT.search(element.get_text().strip())
    assert found, f"no number in {element}"
    return whole(found[1])


def applied(page: BeautifulSoup) -> list[Tag]:
    """Return the links that remove one condition each."""
    return page.select("ul.applied a:not(.clear)")
