"""The register as a file, one line per relationship.

The same columns are imported, exported, frozen with each release, and compared in its notice.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from relationships.register.choices import ExchangeField
from relationships.register.models import RelationshipSource
from relationships.register.querysets import RelationshipQuerySet
from relationships.releases.columns import COLUMNS
from sistercity.dates import PartialDate

# What a line is made of: paths of columns, by the name that a value has in a line.
PATHS = {
    "id": "public_id",
    "local_government": "local_government",
    "government_code": "local_government__code",
    "prefecture_ja": "local_government__prefecture__name_ja",
    "prefecture_en": "local_government__prefecture__name_en",
    "government_ja": "local_government__name_ja",
    "government_en": "local_government__name_en",
    "former": "former_name",
    "former_municipality": "former_local_government__name_ja",
    "partner": "partner",
    "partner_id": "partner__public_id",
    "country_code": "partner__country",
    "country_ja": "partner__country__name_ja",
    "country_en": "partner__country__name_en",
    "state_ja": "partner__state_ja",
    "state_en": "partner__state_en",
    "partner_ja": "partner__name_ja",
    "partner_en": "partner__name_en",
    "partner_level": "partner__level",
    "established_on": "established_on",
    "established_precision": "established_precision",
    "re_signed_on": "re_signed_on",
    "re_signed_precision": "re_signed_precision",
    "ended_on": "ended_on",
    "ended_precision": "ended_precision",
}
PARTIAL_DATES = ("established", "re_signed", "ended")
# All other columns are stored under their own name.
PATHS |= {
    column.name: column.name
    for column in COLUMNS
    if column.name not in (*PATHS, *PARTIAL_DATES, "sources")
}
LINES_AT_ONCE = 5_000
FIELD_ORDER = tuple(ExchangeField.values)


def values_of(relationships: RelationshipQuerySet) -> dict[int, dict[str, Any]]:
    """Return what the register says of relationships, by primary key, in the queryset's order.

    A value has the type that its column's parser returns; the two sides are there by primary
    key too, as ``local_government`` and ``partner``.
    """
    found = {
        key: joined(dict(zip(PATHS, values, strict=True)))
        for key, *values in relationships.values_list("pk", *PATHS.values())
    }
    pages: dict[int, list[str]] = defaultdict(list)
    sources = RelationshipSource.objects.filter(relationship__in=relationships.values("pk"))
    for key, url in sources.values_list("relationship", "url"):
        pages[key].append(url)
    for key, values in found.items():
        values["sources"] = tuple(sorted(pages[key]))
    return found


def joined(values: dict[str, Any]) -> dict[str, Any]:
    """Join the columns of partial dates, and the two ways in which a former name is stored."""
    for name in PARTIAL_DATES:
        first, precision = values.pop(f"{name}_on"), values.pop(f"{name}_precision")
        values[name] = PartialDate(first, precision) if first else None
    values["former"] = values.pop("former_municipality") or values["former"]
    values["fields"] = in_order(values["fields"])
    return values


def in_order(fields: Collection[str]) -> tuple[str, ...]:
    """Return fields of exchange in their usual order, each once."""
    return tuple(field for field in FIELD_ORDER if field in fields)


def line(values: dict[str, Any]) -> list[str]:
    """Return the cells of a relationship's line; what is not known is empty."""
    return [
        "" if values[column.name] in (None, "", ()) else column.format(values[column.name])
        for column in COLUMNS
    ]


def lines(relationships: RelationshipQuerySet) -> Iterator[list[str]]:
    """Yield the lines of relationships in the order of their numbers."""
    return map(line, values_in_order(relationships))


def values_in_order(relationships: RelationshipQuerySet) -> Iterator[dict[str, Any]]:
    """Yield what the register says of each, in the order of their numbers.

    A few thousand are read at a time.
    """
    last = 0
    ordered = relationships.order_by("public_id")
    while found := values_of(ordered.filter(public_id__gt=last)[:LINES_AT_ONCE]):
        yield from found.values()
        last = next(reversed(found.values()))["id"]
