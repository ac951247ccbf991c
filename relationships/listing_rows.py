"""Rows of one listing as one: a page keeps what it said, and the newest says what holds now."""

import datetime
from collections.abc import Iterable, Iterator

from relationships.listing_pages import PagePart
from relationships.wishing import WishPart
from sistercity.dates import PartialDate
from sistercity.importing.importer import Row
from sistercity.importing.records import EMPTY

WISHES, PAGES = WishPart(), PagePart()
OLDEST = datetime.date.min


def listing(rows: list[Row]) -> Row:
    """Return rows as one, in the order of their latest dates, then of the file.

    The last row that says something about a field counts. Wishes are those of the rows with the
    last date, pages those of all.
    """
    days = {row.number: latest(row) for row in rows}
    rows = sorted(rows, key=lambda row: (days[row.number], row.number))
    newest = [row for row in rows if days[row.number] == days[rows[-1].number]]
    one = Row(rows[-1].number, {}, key=rows[-1].key)
    for row in rows:
        for name, value in row.values.items():
            if value not in EMPTY or name not in one.values:
                one.values[name] = value
    if "counted" in one.values:
        one.values["counted"] = date_of_population(rows)
    if "wishes" in one.values:
        one.values["wishes"] = WISHES.joined(row.values.get("wishes", ()) for row in newest)
    if "sources" in one.values:
        one.values["sources"] = PAGES.joined(row.values.get("sources", ()) for row in rows)
    return one


def date_of_population(rows: Iterable[Row]) -> PartialDate | None:
    """Return the date in the last row that states the population."""
    stated = [row for row in rows if row.values.get("population") is not None]
    return stated[-1].values.get("counted") if stated else None


def confirm(row: Row) -> None:
    """Let a listing be confirmed by its latest date: on that day it still stood on a page."""
    dates = [date for date in dates_of(row) if date is not None]
    if dates:
        row.values["confirmed"] = max(dates, key=lambda date: date.last)


def dates_of(row: Row) -> Iterator[PartialDate | None]:
    """Yield the dates at which a listing is known to have stood: of its posting and its pages."""
    yield row.values.get("posted")
    for _url, _language, _seen_from, seen_until, dated, *_texts in row.values.get("sources", ()):
        yield from (seen_until, dated)


def latest(row: Row) -> datetime.date:
    """Return the latest day that the dates of a row can mean."""
    return max((date.last for date in dates_of(row) if date), default=OLDEST)
