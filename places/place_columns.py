"""Columns that name several places in one cell: codes, names, countries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sistercity.importing import cells
from sistercity.importing.columns import Column
from sistercity.importing.letters import Cell
from sistercity.importing.lists import NOTHING, format_several, several, split

SEVERAL_HELP = _("Several with ; or new lines between. A hyphen keeps the place of an unknown one.")
NAMES_HELP = _(
    "As the source writes them, in the order of the codes. With the prefecture before the name,"
    " or after it and a comma, a code is not needed."
)
PARTNERS_HELP = _(
    "As the source writes them, in the order of the numbers. The country or region tells the"
    " partner, and the state after a comma or in brackets."
)
COUNTRIES_HELP = _("Codes (ISO 3166-1) or names, one for each partner or one for all.")
source_name = cells.at_most(200, cells.one_line)


def country_names(cell: Cell) -> tuple[str, ...]:
    """Return names or codes of countries; codes may have spaces alone between them."""
    parts = [cells.name(part) for part in split(cell)]
    words = parts[0].split() if len(parts) == 1 else []
    if len(words) > 1 and all(len(word) == 2 and word.isupper() for word in words):
        return tuple(words)
    return tuple("" if part == NOTHING else part for part in parts)


@dataclass(frozen=True)
class Headings:
    """The headings of a column: English, Japanese, and others that are accepted."""

    en: str
    ja: str
    also: tuple[str, ...] = ()


def government_columns(field: str, *headings: Headings) -> list[Column]:
    """Return the columns ``<field>_codes``, ``_ja`` and ``_en`` that name local governments."""
    digits, names = several(cells.digits(6)), several(source_name)
    kinds = (
        ("codes", digits, SEVERAL_HELP, "041009; 151009"),
        ("ja", names, NAMES_HELP, "仙台市; 新潟市"),
        ("en", names, NAMES_HELP, "Sendai; Niigata"),
    )
    return listed(field, kinds, headings)


def partner_columns(field: str, *headings: Headings) -> list[Column]:
    """Return the columns ``<field>_ids``, ``_countries``, ``_ja`` and ``_en`` of partners."""
    numbers, names = several(cells.whole_number(1, 2**31 - 1)), several(source_name)
    kinds = (
        ("ids", numbers, SEVERAL_HELP, "12; 34"),
        ("countries", country_names, COUNTRIES_HELP, "DE; FR"),
        ("ja", names, PARTNERS_HELP, "トリーア; ナンシー"),
        ("en", names, PARTNERS_HELP, "Trier; Nancy"),
    )
    return listed(field, kinds, headings)


def listed(
    field: str, kinds: Iterable[tuple[str, Any, Any, str]], headings: Iterable[Headings]
) -> list[Column]:
    """Return columns of several values: each has the end of its name, a parser, help, example."""
    return [
        Column(
            f"{field}_{end}",
            heading.en,
            heading.ja,
            parse,
            format_several,
            heading.also,
            part_of=field,
            help=text,
            example=example,
        )
        for (end, parse, text, example), heading in zip(kinds, headings, strict=True)
    ]
