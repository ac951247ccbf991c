"""The orders of the list, and a part of it without sorting all rows before that."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.models import Count, F
from django.utils.translation import get_language

from places.models import Country, LocalGovernment
from places.querysets import name_order
from relationships.register.querysets import RelationshipQuerySet
from sistercity.kept import kept_for_version
from sistercity.languages import LANGUAGES

# The orders by a place: the column that names it.
PLACES = {"place": "local_government", "name": "local_government", "country": "partner__country"}


def columns(sort: str) -> list[Any]:
    """Return what the list is sorted by; the public number makes every order total."""
    date = F("established_on")
    orders: dict[str, list[Any]] = {
        "-date": [date.desc(nulls_last=True)],
        "date": [date.asc(nulls_last=True)],
        "place": ["local_government__code"],
        "name": name_order("local_government__"),
        "country": [*name_order("partner__country__"), "partner__name_en"],
    }
    return [*orders[sort], "public_id"]


def part(rows: RelationshipQuerySet, sort: str, first: int, last: int) -> RelationshipQuerySet:
    """Return the rows from one position up to another, in an order.

    An index has the orders by date. In those by a place, the numbers of rows tell which places the
    part is of: only the rows of these are sorted, and nothing is folded for each row.
    """
    if sort not in PLACES:
        return rows.order_by(*columns(sort))[first:last]
    column = PLACES[sort]
    numbers = dict(rows.order_by().values_list(column).annotate(Count("pk")))
    before, skipped = 0, 0
    shown: list[Any] = []
    for places in places_in_order(sort, get_language()):
        number = sum(numbers.get(place, 0) for place in places)
        if before + number <= first:
            skipped += number
        elif before < last:
            shown += places
        before += number
    found = rows.filter(**{f"{column}__in": shown}).order_by(*columns(sort))
    return found[first - skipped : last - skipped]


@kept_for_version(len(PLACES) * len(LANGUAGES))
def places_in_order(sort: str, language: str | None) -> Sequence[Sequence[Any]]:
    """Return the keys of all places in an order, for a language, which is the page's own.

    Those that are equal in it are together, as their rows are in the order of the numbers.
    """
    model = Country if sort == "country" else LocalGovernment
    by = ["code"] if sort == "place" else name_order()
    rows = model.with_withdrawn.order_by(*by).values_list("pk", *by)
    return [[pk for pk, *_name in equal] for _name, equal in groupby(rows, lambda row: row[1:])]
