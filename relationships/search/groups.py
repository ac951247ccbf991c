"""The groups of the search page: what an app's records are found by, and how each is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from places.finding.results import Found
from sistercity.languages import Localized


@dataclass(frozen=True)
class Result:
    """A record in a list of results: a link, and what tells it from others."""

    title: Localized | str
    url: str
    facts: Sequence[Localized | str] = field(default_factory=tuple)


@dataclass(frozen=True)
class SearchGroup:
    """The records of one kind: ``name`` stands in URLs, ``label`` is a lazy text.

    ``find`` returns the records that all terms of a search match, ordered; ``result`` shows one;
    ``read`` reads a part of them, and ``number`` counts them, in a way of their own; ``all_url`` is
    the URL of the list that holds the same records, where there is one.
    """

    name: str
    label: Any
    order: int
    find: Callable[[Found], QuerySet[Any]]
    result: Callable[[Any], Result]
    read: Callable[[Any], list[Any]] = list
    number: Callable[[Found], int] | None = None
    all_url: Callable[[Found], str] | None = None


GROUPS: dict[str, SearchGroup] = {}


def register(group: SearchGroup) -> None:
    """Enter a group; raise ValueError for a second of one name."""
    if GROUPS.setdefault(group.name, group) is not group:
        raise ValueError(f"There are two groups named {group.name}.")


def groups() -> list[SearchGroup]:
    """Return every group in the order of the search page."""
    return sorted(GROUPS.values(), key=lambda group: group.order)
