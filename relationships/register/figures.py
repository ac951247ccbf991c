"""Figures: every total on the site and its tile map, each with the URL of the rows behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, TextChoices
from django.utils.translation import gettext as _

from places.areas import countries_by_name, prefectures
from places.models import Country, GovernmentKind, WorldRegion
from relationships.register.models import Relationship
from relationships.register.querysets import RelationshipQuerySet
from sistercity.kept import kept_for_version
from sistercity.languages import Localized
from sistercity.links import path_to

STEPS = 5
# What relationships are counted by.
COLUMNS = {
    "government": "local_government",
    "prefecture": "local_government__prefecture",
    "level": "local_government__kind",
    "partner": "partner",
    "country": "partner__country",
    "region": "partner__country__world_region",
    "year": "established_on__year",
}
Numbers = Mapping[Any, int]


@dataclass(frozen=True)
class Figure:
    """A number of relationships and what it is of.

    ``rows`` is the URL of the list that shows them, ``url`` of the page about what it is of,
    or empty.
    """

    label: Localized | str
    number: int
    rows: str
    url: str = ""


@dataclass(frozen=True)
class Period:
    """The relationships established in a year, or from a year on; ``url`` lists them."""

    year: int
    label: str
    number: int
    url: str


@dataclass(frozen=True)
class Tile:
    """A prefecture on the tile map; ``step`` is the colour, 0 for none and 1 to 5 for more."""

    name: Localized
    number: int
    url: str
    row: int
    column: int
    step: int


@dataclass(frozen=True)
class Overview:
    """The numbers that head the home page."""

    relationships: int
    governments: int
    countries: int
    latest_year: int | None


def list_url(**parameters: str | int) -> str:
    """Return the URL of the list of relationships with these filters: codes and years."""
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    return f"{path_to('relationship_list')}?{query}"


def largest_first(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures by number; equal ones stay in their order."""
    return sorted(figures, key=lambda figure: -figure.number)


def everywhere() -> RelationshipQuerySet:
    """Return all relationships that the totals count."""
    return Relationship.objects.in_the_totals()


def numbers(of: str, **place: str) -> Numbers:
    """Return how many relationships the totals count for each value of a column.

    ``of`` names one of COLUMNS; a place is another one with a value: ``numbers("year",
    country="US")``. Values without any relationship are left out; the year of those without a date
    is None. Counted once for each data version.
    """
    if not place:
        return counted(of)
    ((within, value),) = place.items()
    return counted_within(of, within).get(value, {})


@kept_for_version(2)
def listed(of: str) -> Numbers:
    """Return how many relationships pages of places list, ended ones too, by the place."""
    rows = Relationship.objects.listed().order_by().values_list(COLUMNS[of])
    return dict(rows.annotate(number=Count("pk")))


@kept_for_version(len(COLUMNS))
def counted(of: str) -> Numbers:
    """Return the number of relationships for each value of a column."""
    return dict(everywhere().order_by().values_list(COLUMNS[of]).annotate(number=Count("pk")))


@kept_for_version(len(COLUMNS) ** 2)
def counted_within(of: str, within: str) -> Mapping[Any, Numbers]:
    """Return, for each value of a column, the number for each value of another one."""
    found: dict[Any, dict[Any, int]] = defaultdict(dict)
    groups = everywhere().order_by().values_list(COLUMNS[within], COLUMNS[of])
    for place, value, number in groups.annotate(number=Count("pk")):
        found[place][value] = number
    return dict(found)


def overview() -> Overview:
    """Return the totals of the register."""
    governments = numbers("government")
    return Overview(
        relationships=sum(governments.values()),
        governments=len(governments),
        countries=len(numbers("country")),
        latest_year=max(dated(numbers("year")), default=None),
    )


def dated(years: Numbers) -> Numbers:
    """Return the numbers by year without that of the relationships whose date is not known."""
    return {year: number for year, number in years.items() if year is not None}


def by_prefecture(**country: str) -> list[Figure]:
    """Return the figure of every prefecture, in the order of the codes, zeros included.

    With ``country="US"``, of the relationships with that country or region alone.
    """
    counts, query = numbers("prefecture", **country), in_small_letters(country)
    return [
        Figure(
            label=prefecture.name,
            number=counts.get(code, 0),
            rows=list_url(prefecture=code, **query),
            url=prefecture.get_absolute_url(),
        )
        for code, prefecture in prefectures().items()
    ]


def by_country(**prefecture: str) -> list[Figure]:
    """Return the figure of every country that has any, largest first, then by name.

    With ``prefecture="13"``, of the relationships of that prefecture alone.
    """
    counts = numbers("country", **prefecture)
    return largest_first(
        Figure(
            label=country.name,
            number=counts[country.code],
            rows=list_url(**prefecture, country=country.code.lower()),
            url=country.get_absolute_url(),
        )
        for country in countries_by_name()
        if country.code in counts
    )


def in_small_letters(place: Mapping[str, str]) -> dict[str, str]:
    """Return a place as the parameter of a URL, which has codes in small letters."""
    return {name: code.lower() for name, code in place.items()}


def by_region() -> list[Figure]:
    """Return the figure of every region of the world, largest first."""
    counts = numbers("region")
    return largest_first(
        Figure(str(label), counts.get(region, 0), list_url(region=region))
        for region, label in WorldRegion.choices
    )


def by_level() -> list[Figure]:
    """Return the figure of every type of local government, in the law's order."""
    counts = numbers("level")
    return [
        Figure(str(label), counts.get(kind, 0), list_url(level=kind))
        for kind, label in GovernmentKind.choices
    ]


def by_choice(choices: type[TextChoices], column: str) -> list[tuple[str, int]]:
    """Return the label of each choice and how many records of the register have it."""
    counts = records(column)
    return [(str(label), counts.get(value, 0)) for value, label in choices.choices]


@kept_for_version(2)
def records(column: str) -> Numbers:
    """Return how many records of the register there are for each value of a column."""
    rows = Relationship.objects.with_page().order_by().values_list(column)
    return dict(rows.annotate(number=Count("pk")))


def by_year() -> list[Period]:
    """Return a figure for every year from the first to the last; undated ones are in none."""
    counts = dated(numbers("year"))
    return [
        Period(year, str(year), counts.get(year, 0), list_url(year_from=year, year_to=year))
        for year in range(min(counts, default=0), max(counts, default=-1) + 1)
    ]


def by_decade(**place: str) -> list[Period]:
    """Return a figure for every decade from the first to the last, of a place's relationships."""
    counts, query = dated(numbers("year", **place)), in_small_letters(place)
    return [
        Period(
            year=year,
            label=_("%(year)ss") % {"year": year},
            number=sum(counts.get(year + offset, 0) for offset in range(10)),
            url=list_url(**query, year_from=year, year_to=year + 9),
        )
        for year in range(min(counts, default=0) // 10 * 10, max(counts, default=-1) + 1, 10)
    ]


def rank(country: Country) -> int | None:
    """Return a country's place by number of relationships, shared by equals; None without any."""
    counts = numbers("country")
    number = counts.get(country.code)
    return 1 + sum(other > number for other in counts.values()) if number else None


def tiles() -> list[Tile]:
    """Return the prefectures as tiles, in the order of the codes.

    The steps are quintiles: as many prefectures in each, so one large figure cannot make all
    others pale. Equal numbers have equal steps.
    """
    counts = numbers("prefecture")
    ranked = sorted(counts.values())
    steps = {number: 1 + ranked.index(number) * STEPS // len(ranked) for number in ranked}
    return [
        Tile(
            name=prefecture.name,
            number=counts.get(prefecture.code, 0),
            url=prefecture.get_absolute_url(),
            row=prefecture.row,
            column=prefecture.column,
            step=steps.get(counts.get(prefecture.code, 0), 0),
        )
        for prefecture in prefectures().values()
    ]


def legend(tiles: list[Tile]) -> list[tuple[int, str]]:
    """Return each step of the tile map with the range of its numbers."""
    numbers: dict[int, list[int]] = {}
    for tile in tiles:
        numbers.setdefault(tile.step, []).append(tile.number)
    return [
        (step, f"{min(group)}–{max(group)}" if min(group) < max(group) else f"{max(group)}")
        for step, group in sorted(numbers.items())
    ]
