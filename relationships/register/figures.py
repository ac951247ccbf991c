"""Figures: every total on the site and its tile map, each with the URL of the rows behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, TextChoices
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from places.models import Country, GovernmentKind, Prefecture, WorldRegion
from relationships.register.models import Relationship
from relationships.register.querysets import RelationshipQuerySet
from sistercity.languages import Localized

STEPS = 5


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
    """Return the URL of the list of relationships with these filters."""
    return f"{reverse('relationship_list')}?{urlencode(parameters)}"


def largest_first(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures by number; equal ones stay in their order."""
    return sorted(figures, key=lambda figure: -figure.number)


def counts_by(column: str, queryset: RelationshipQuerySet) -> dict[Any, int]:
    """Return how many relationships there are for each value of a column."""
    return dict(queryset.order_by().values_list(column).annotate(number=Count("pk")))


def everywhere() -> RelationshipQuerySet:
    """Return all relationships that the totals count."""
    return Relationship.objects.in_the_totals()


def overview() -> Overview:
    """Return the totals of the register."""
    row = everywhere().aggregate(
        relationships=Count("pk"),
        governments=Count("local_government", distinct=True),
        countries=Count("partner__country", distinct=True),
        latest=Max("established_on"),
    )
    latest = row.pop("latest")
    return Overview(**row, latest_year=latest.year if latest else None)


def by_prefecture(queryset: RelationshipQuerySet, **query: str | int) -> list[Figure]:
    """Return the figure of every prefecture, in the order of the codes, zeros included."""
    counts = counts_by("local_government__prefecture", queryset)
    return [
        Figure(
            label=prefecture.name,
            number=counts.get(prefecture.code, 0),
            rows=list_url(prefecture=prefecture.code, **query),
            url=prefecture.get_absolute_url(),
        )
        for prefecture in Prefecture.objects.all()
    ]


def by_country(queryset: RelationshipQuerySet, **query: str | int) -> list[Figure]:
    """Return the figure of every country that has any, largest first, then by name."""
    counts = counts_by("partner__country", queryset)
    return largest_first(
        Figure(
            label=country.name,
            number=counts[country.code],
            rows=list_url(**query, country=country.code.lower()),
            url=country.get_absolute_url(),
        )
        for country in Country.objects.filter(code__in=counts).by_name()
    )


def by_region() -> list[Figure]:
    """Return the figure of every region of the world, largest first."""
    counts = counts_by("partner__country__world_region", everywhere())
    return largest_first(
        Figure(str(label), counts.get(region, 0), list_url(region=region))
        for region, label in WorldRegion.choices
    )


def by_level() -> list[Figure]:
    """Return the figure of every type of local government, in the law's order."""
    counts = counts_by("local_government__kind", everywhere())
    return [
        Figure(str(label), counts.get(kind, 0), list_url(level=kind))
        for kind, label in GovernmentKind.choices
    ]


def by_choice(choices: type[TextChoices], column: str) -> list[tuple[str, int]]:
    """Return the label of each choice and how many records of the register have it."""
    counts = counts_by(column, Relationship.objects.with_page())
    return [(str(label), counts.get(value, 0)) for value, label in choices.choices]


def by_year(queryset: RelationshipQuerySet) -> list[Period]:
    """Return a figure for every year from the first to the last; undated ones are in none."""
    counts = counts_by("established_on__year", queryset.exclude(established_on=None))
    return [
        Period(year, str(year), counts.get(year, 0), list_url(year_from=year, year_to=year))
        for year in range(min(counts, default=0), max(counts, default=-1) + 1)
    ]


def by_decade(queryset: RelationshipQuerySet, **query: str | int) -> list[Period]:
    """Return a figure for every decade from the first to the last; undated ones are in none."""
    counts = counts_by("established_on__year", queryset.exclude(established_on=None))
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
    counts = counts_by("partner__country", everywhere())
    number = counts.get(country.code)
    return 1 + sum(other > number for other in counts.values()) if number else None


def tiles() -> list[Tile]:
    """Return the prefectures as tiles, in the order of the codes.

    The steps are quintiles: as many prefectures in each, so one large figure cannot make all
    others pale. Equal numbers have equal steps.
    """
    counts = counts_by("local_government__prefecture", everywhere())
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
        for prefecture in Prefecture.objects.all()
    ]


def legend(prefectures: list[Tile]) -> list[tuple[int, str]]:
    """Return each step of the tile map with the range of its numbers."""
    numbers: dict[int, list[int]] = {}
    for tile in prefectures:
        numbers.setdefault(tile.step, []).append(tile.number)
    return [
        (step, f"{min(group)}–{max(group)}" if min(group) < max(group) else f"{max(group)}")
        for step, group in sorted(numbers.items())
    ]
