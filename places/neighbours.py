"""Loading of the register's neighbours: records that name places as their sources write them."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from django.db.models import Model

from places.lookup import Governments, Partners
from places.lookup.mentions import Mentions
from sistercity.loading import FixtureRow, Report
from sistercity.spreadsheets.cells import digits, whole_number

Loader = Callable[[Mentions], None]
# By kind of record, in the order of the apps: each app's ``loading.py`` enters its own.
LOADERS: dict[type[Model], Loader] = {}
partner_number = whole_number(1, 2**31 - 1)
government_code = digits(6)


def loads(model: type[Model]) -> Callable[[Loader], Loader]:
    """Return the decorator that enters the loader of a kind of record."""

    def enter(load: Loader) -> Loader:
        LOADERS[model] = load
        return load

    return enter


def load_neighbours(report: Report) -> None:
    """Load each kind of record into a table that is still empty; any other is left alone.

    The places and their names are read once for all of them, and not at all for none. Raises
    ValueError, which names file, row and column, for a value that cannot be loaded.
    """
    mentions = cache(lambda: Mentions(Governments(), Partners(accept_new=True)))
    for model, load in LOADERS.items():
        present = model._base_manager.count()
        if not present:
            load(mentions())
        added = model._base_manager.count() - present
        report.say(f"{model._meta.model_name}: {added} added, {present} already there")


def named_governments(
    mentions: Mentions, line: FixtureRow, codes: str, ja: str = "", en: str = ""
) -> Iterator[dict[str, Any]]:
    """Yield the columns of a mention for each local government that cells of a row name.

    ``codes``, ``ja`` and ``en`` are the columns of codes and names. A name without a code is
    kept as it is written.
    """
    for code, name_ja, name_en in line.lists(codes, ja, en):
        with line.at(codes, {"government_ja": ja, "government_en": en}):
            place = mentions.government(government_code(code), name_ja, name_en)
        yield {"local_government_id": place, "name_ja": name_ja, "name_en": name_en}


def named_partners(
    mentions: Mentions,
    line: FixtureRow,
    columns: tuple[str, str, str],
    countries: str = "",
    country: str = "",
) -> Iterator[dict[str, Any]]:
    """Yield the columns of a mention for each partner that cells of a row name.

    ``columns`` are those of numbers and names in Japanese and English, ``countries`` that of ISO
    codes; without it all are of ``country``. A country is one for all names, or stands alone.
    A name that does not tell a partner is kept as it is written, and so is a second one of it.
    """
    items = line.lists(*columns)
    codes = line.read(countries, lambda cell: cell.replace(";", " ").split()) if countries else []
    items = items or [("", "", "")] * len(codes)
    codes = codes or [country]
    if len(codes) not in (1, len(items)):
        raise line.error(countries, f"{len(codes)} countries stand beside {len(items)} names")
    taken: set[int] = set()
    for (public_id, *names), stated in zip(items, codes * len(items), strict=False):
        with line.at(countries or columns[2]):
            code = mentions.country(stated)
        with line.at(columns[0] if public_id else columns[2]):
            place = mentions.partner(partner_number(public_id), code, *names)
        if place in taken:
            place = None
        elif place:
            taken.add(place)
        yield {
            "partner_id": place,
            "country_id": None if place else code or None,
            "name_ja": names[0],
            "name_en": names[1],
        }
