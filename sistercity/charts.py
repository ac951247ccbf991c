"""The drawing of a column chart, from numbers by year."""

import math
from typing import NamedTuple, Protocol

from sistercity.printing import number

MANY_COLUMNS = 12


class ChartPoint(Protocol):
    """One column of a chart; a view's own dataclass fits it."""

    year: int
    number: int


class ChartBar(NamedTuple):
    """Where one column stands: all in percent of the drawing but ``number`` and ``tick``."""

    x: float
    width: float
    middle: float
    y: float
    height: float
    number: str  # empty when there is no room to print it
    tick: str  # the year below the column; empty when there is no room


class GridLine(NamedTuple):
    """A light line across the chart, with its number."""

    y: float
    number: int


class Columns(NamedTuple):
    """The drawing of a column chart. Its top is at 8 percent, its base at 88."""

    columns: list[ChartBar]
    lines: list[GridLine]
    left: int


def round_step(largest: int) -> int:
    """Return the distance of at most five lines, 1, 2 or 5 times a power of ten."""
    least = max(largest / 5, 1)
    power = 10 ** math.floor(math.log10(least))
    return next(int(power * step) for step in (1, 2, 5, 10) if power * step >= least)


def columns(points: list[ChartPoint]) -> Columns:
    """Return the drawing of a column chart: one column for each point, from left to right."""
    step = round_step(max((point.number for point in points), default=0))
    top = step * max(math.ceil(max((point.number for point in points), default=0) / step), 1)
    few = len(points) <= MANY_COLUMNS
    left = 0 if few else 8
    slot = (100 - left) / max(len(points), 1)
    drawn = [
        ChartBar(
            x=round(left + (index + 0.1) * slot, 2),
            width=round(0.8 * slot, 2),
            middle=round(left + (index + 0.5) * slot, 2),
            y=round(88 - 80 * point.number / top, 2),
            height=round(80 * point.number / top, 2),
            number=number(point.number) if few else "",
            tick=str(point.year) if few or point.year % 10 == 0 else "",
        )
        for index, point in enumerate(points)
    ]
    lines = [GridLine(round(88 - 80 * at / top, 2), at) for at in range(step, top + 1, step)]
    return Columns(drawn, [] if few else lines, left)
