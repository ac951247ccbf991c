"""The editions of a series as its page lists them, those too that nothing is known of."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conferences.models import Conference, Series


@dataclass(frozen=True)
class EditionRow:
    """An edition; or numbers, from ``first`` to ``last``, that no record stands for."""

    first: int
    last: int
    conference: Conference | None = None


def rows(conferences: Iterable[Conference]) -> Iterator[EditionRow]:
    """Yield the editions of a series, newest first; the numbers below the newest are all there."""
    above = None
    for conference in [*conferences, None]:
        number = conference.number if conference else 0
        if above is not None and above - number > 1:
            yield EditionRow(number + 1, above - 1)
        if conference:
            yield EditionRow(number, number, conference)
        above = number


@dataclass(frozen=True)
class SeriesOverview:
    """A series with its editions, newest first, and which of them is next or was last.

    What is planned but can be over already, for only its month or year is known, is not next.
    """

    series: Series
    conferences: list[Conference]
    next: Conference | None
    perhaps_over: list[Conference]
    last: Conference | None

    @property
    def rows(self) -> list[EditionRow]:
        """The editions, with the numbers that are not recorded."""
        return list(rows(self.conferences))


def overview(
    series: Series, conferences: Iterable[Conference], day: datetime.date
) -> SeriesOverview:
    """Return a series with its conferences (newest first) as they stand on a day."""
    own = [conference for conference in conferences if conference.series_id == series.pk]
    upcoming = [conference for conference in own if conference.is_upcoming(day)]
    held = [conference for conference in own if conference.status == "held"]
    return SeriesOverview(
        series=series,
        conferences=own,
        next=min(upcoming, key=lambda row: (row.starts_on or datetime.date.max, row.number))
        if upcoming
        else None,
        perhaps_over=[conference for conference in own if conference.is_perhaps_over(day)],
        last=held[0] if held else None,
    )
