"""Maps of where the editions of a series were held: circles over the dots of the register's places.

The points are the register's, in an equirectangular projection true to scale in its middle. The
dots beneath are the local governments of Japan and the partners in the countries of the series:
many enough to draw the land.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from conferences.labels import LabelPosition, Mark, arranged, letters
from conferences.models import Conference
from places.models import Country, GovernmentKind, LocalGovernment, Partner
from sistercity.events import EventStatus
from sistercity.languages import Localized

WIDTH, HALF_WIDTH = 800, 400
FAR = 40  # degrees of longitude between places that stand on maps of their own
MARGIN, SIDE_MARGIN = 4, 7  # degrees around the places; to the sides labels need more
LEAST = 9  # degrees of latitude that a map shows at least
FLAT, STEEP = 1.9, 1.15  # the most and the least width for the height
DOT = 4  # dots nearer than this are one


class Spot(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Circle:
    """A place with the numbers of its editions, where it stands, and where its label does."""

    name: Localized
    numbers: str
    mark: Mark
    label: LabelPosition
    is_planned: bool


@dataclass(frozen=True)
class GraticuleLine:
    """A line of the graticule: its two ends, and its label, in degrees."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str


@dataclass(frozen=True)
class Panel:
    """One map."""

    width: int
    height: int
    lines: list[GraticuleLine]
    dots: str  # an SVG path
    circles: list[Circle]


@dataclass(frozen=True)
class SeriesMap:
    """The maps of a series, and the editions whose place has no point in the register."""

    panels: list[Panel]
    missing: list[Conference]


class Projection:
    """From degrees to the units of a drawing."""

    def __init__(self, spots: list[Spot], width: int) -> None:
        south, north = spread([spot.latitude for spot in spots], MARGIN, LEAST)
        squeeze = math.cos(math.radians((south + north) / 2))
        tall = (north - south) / squeeze
        west, east = spread([spot.longitude for spot in spots], SIDE_MARGIN, tall * STEEP)
        south, north = spread([south, north], 0, (east - west) * squeeze / FLAT)
        self.west, self.east, self.south, self.north = west, east, south, north
        self.width = width
        self.scale = width / (east - west)  # units for a degree of longitude
        self.rise = self.scale / squeeze  # and of latitude
        self.height = round((north - south) * self.rise)

    def __call__(self, spot: Spot) -> tuple[float, float]:
        """Return x and y of a point."""
        x = (spot.longitude - self.west) * self.scale
        return round(x, 1), round((self.north - spot.latitude) * self.rise, 1)

    def lines(self) -> list[GraticuleLine]:
        """Return meridians and parallels, from two to seven of each."""
        step = next(s for s in (2, 5, 10, 20) if (self.east - self.west) / s <= 7)
        found = []
        for degree in range(-180, 181, step):
            x, y = self(Spot(degree, degree))
            if self.west < degree < self.east:
                found.append(GraticuleLine(x, 0, x, self.height, f"{abs(degree)}°"))
            if self.south < degree < self.north:
                found.append(GraticuleLine(0, y, self.width, y, f"{abs(degree)}°"))
        return found

    def dots(self, spots: Iterable[Spot]) -> str:
        """Return a path with a dot for every point on the map; near ones are one."""
        points = {
            (round(x / DOT) * DOT, round(y / DOT) * DOT)
            for x, y in map(self, spots)
            if 0 < x < self.width and 0 < y < self.height
        }
        return "".join(f"M{x} {y}h0" for x, y in sorted(points))


def spread(values: list[float], margin: float, least: float) -> tuple[float, float]:
    """Return the first and last of a range that holds the values, and is so long at least."""
    first, last = min(values) - margin, max(values) + margin
    short = max(least - (last - first), 0) / 2
    return first - short, last + short


def series_map(conferences: list[Conference], countries: list[Country]) -> SeriesMap:
    """Return the maps of the conferences of a series with these countries or regions."""
    if not conferences:
        return SeriesMap([], [])
    land, capitals = japan()
    located: dict[Spot, list[Conference]] = {}
    missing = []
    for row in reversed(conferences):
        if found := spot_of(row, capitals):
            located.setdefault(found, []).append(row)
        else:
            missing.append(row)
    groups = apart(sorted(located, key=lambda spot: spot.longitude))
    land += partners(countries) if groups else []
    width = WIDTH if len(groups) < 2 else HALF_WIDTH
    return SeriesMap([panel(group, located, land, width) for group in groups], missing)


def japan() -> tuple[list[Spot], dict[str, Spot]]:
    """Return the points of Japan's local governments, and of each prefecture's by its code."""
    rows = LocalGovernment.objects.of_today().exclude(latitude=None).order_by()
    spots, capitals = [], {}
    for latitude, longitude, kind, prefecture in rows.values_list(
        "latitude", "longitude", "kind", "prefecture"
    ):
        found = spot(latitude, longitude)
        spots.append(found)
        if kind == GovernmentKind.PREFECTURE:
            capitals[prefecture] = found
    return spots, capitals


def spot(latitude: Any, longitude: Any) -> Spot:
    """Return a point of the database, whose columns are decimal numbers."""
    return Spot(float(latitude), float(longitude))


def partners(countries: list[Country]) -> list[Spot]:
    """Return the points of the partners in some countries or regions."""
    rows = Partner.objects.filter(country__in=countries).exclude(latitude=None).order_by()
    return [spot(*point) for point in rows.values_list("latitude", "longitude")]


def spot_of(conference: Conference, capitals: dict[str, Spot]) -> Spot | None:
    """Return where a conference is: its own point, the host's, or that of the prefecture."""
    for place in (conference, conference.host_partner, conference.host_government):
        if place and place.latitude is not None and place.longitude is not None:
            return spot(place.latitude, place.longitude)
    return capitals.get(conference.prefecture_id or "")


def apart(spots: list[Spot]) -> list[list[Spot]]:
    """Return points from west to east in groups that lie far from one another."""
    groups: list[list[Spot]] = []
    for spot in spots:
        if groups and spot.longitude - groups[-1][-1].longitude < FAR:
            groups[-1].append(spot)
        else:
            groups.append([spot])
    return groups


def panel(
    spots: list[Spot], located: dict[Spot, list[Conference]], land: list[Spot], width: int
) -> Panel:
    """Return the map of a group of places."""
    projection = Projection(spots, width)
    names = [label(located[spot]) for spot in spots]
    marks = [
        Mark(
            *projection(spot),
            min(4 + 2 * len(located[spot]), 10),
            letters(f"{name.text} {numbers}"),
        )
        for spot, (name, numbers) in zip(spots, names, strict=True)
    ]
    places = arranged(marks, projection.width, projection.height)
    circles = [
        Circle(*name, mark, place, all(row.status != EventStatus.HELD for row in located[spot]))
        for spot, name, mark, place in zip(spots, names, marks, places, strict=True)
    ]
    return Panel(width, projection.height, projection.lines(), projection.dots(land), circles)


def label(conferences: list[Conference]) -> tuple[Localized, str]:
    """Return the name of a place, and the numbers of its conferences."""
    return conferences[-1].where, ", ".join(str(row.number) for row in conferences)
