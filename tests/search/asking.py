"""The queries that the search is judged by, and how a test asks the search as a reader does."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from places.finding import find
from tests.pages import get, soup

FILE = Path(__file__).parent / "queries.csv"


@dataclass(frozen=True)
class Query:
    """One line of queries.csv.

    ``query`` is what is typed; ``kind`` is former, spelling, typo, name or two words;
    ``language`` that of the page it is typed into; ``expected`` the page to be reached, below the
    language; ``held_out`` is "yes" for those that nobody looks at who tunes the search.
    """

    query: str
    kind: str
    language: str
    expected: str
    held_out: str

    @property
    def path(self) -> str:
        """The address of the search."""
        return f"/{self.language}/search/?{urlencode({'q': self.query})}"


@cache
def queries() -> tuple[Query, ...]:
    """Return all lines of queries.csv."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Query(**row) for row in csv.DictReader(file))


def page_of(address: str) -> tuple[str, ...]:
    """Return what tells a page from others: neither its language, nor a partner's name in it.

    The conditions of a filtered list may stand in any order.
    """
    parts = urlsplit(address)
    path = parts.path.removeprefix("/en/").removeprefix("/ja/")
    if path.startswith("partners/"):
        path = path.partition("-")[0]
    return path, *sorted(f"{name}={value}" for name, value in parse_qsl(parts.query))


def answers(client: Any, address: str) -> list[str]:
    """Return the pages that a page of results leads to, from top to bottom."""
    return [str(link["href"]) for link in soup(get(client, address)).select("main a.result")]


def place_in_answers(client: Any, query: Query) -> int:
    """Return where the expected page stands among the answers, from 1; 0 where it does not.

    “Did you mean” may lead to another search: that stands for the page it would lead to.
    """
    return place_in(query, (led_to(client, address) for address in answers(client, query.path)))


def place_in_hits(query: Query) -> int:
    """Return the same of a query for one place, without its page: where the place itself stands.

    Where a word names no place, the page begins with the places that may be meant.
    """
    found = find(query.query)
    is_clear = all(term.names_places for term in found.terms)
    hits = found.hits + found.suggestions if is_clear else found.suggestions + found.hits
    return place_in(query, (hit.place.get_absolute_url() for hit in hits))


def place_in(query: Query, addresses: Iterable[str]) -> int:
    """Return where the expected page stands among addresses, from 1; 0 where it does not."""
    found = [page_of(address) for address in addresses]
    expected = page_of(query.expected)
    return found.index(expected) + 1 if expected in found else 0


def led_to(client: Any, address: str) -> str:
    """Return the address, or the first answer if it is that of a search."""
    return next(iter(answers(client, address)), "") if "/search/?" in address else address
