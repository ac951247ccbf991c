"""What the search page shows of what was found: places, and the records of each group."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import permutations
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from places.areas import countries_by_name, prefectures
from places.finding import Found, Hit
from places.finding.reasons import in_html, quoted, reason
from places.finding.results import Place
from places.models import Country, LocalGovernment, Partner, Prefecture
from relationships.register import figures
from relationships.search.groups import Result, SearchGroup, groups
from sistercity.languages import LANGUAGES, Localized

FIRST = 10
PLACES, RELATIONSHIPS = "places", "relationships"
# What the relationships of each sort of place are counted by, in the words of the figures.
COUNTED_BY: dict[type, str] = {
    LocalGovernment: "government",
    Partner: "partner",
    Country: "country",
    Prefecture: "prefecture",
}


@dataclass(frozen=True)
class PlaceFound:
    """A place among the results; ``rows`` is the list of its relationships, or empty."""

    title: Localized
    other_name: Localized
    url: str
    what: list[Localized | str]
    facts: list[Localized | str]
    note: SafeString
    number: str
    rows: str


@dataclass(frozen=True)
class ResultGroup:
    """All that was found of one sort: ``read`` reads a part, ``shown`` makes results of rows."""

    name: str
    label: str
    rows: QuerySet[Any] | list[Hit]
    read: Callable[[Any], list[Any]]
    count: Callable[[], int]
    shown: Callable[[Iterable[Any]], list[Any]]
    listed: Callable[[Found], str] | None = None


@dataclass(frozen=True)
class ResultSection:
    """The first results of a group; ``all_url`` shows all where there are more."""

    name: str
    label: str
    total: int
    items: Sequence[PlaceFound | Result]
    all_url: str


@dataclass(frozen=True)
class Offer:
    """A filtered list that answers a search for a prefecture and a country."""

    number: int
    prefecture: Prefecture
    country: Country
    url: str


def places(hits: Iterable[Hit]) -> list[PlaceFound]:
    """Return places as the page shows them."""
    return [place_found(hit) for hit in hits]


def place_found(hit: Hit) -> PlaceFound:
    """Return a place as the page shows it."""
    number = figures.numbers(COUNTED_BY[type(hit.place)]).get(hit.place.pk, 0)
    place = hit.place
    shown = ngettext("%(number)s relationship", "%(number)s relationships", number)
    shown %= {"number": f"{number:,}"}
    other = other_name(place)
    what = what_and_where(place)
    return PlaceFound(
        title=place.name,
        other_name=other,
        url=place.get_absolute_url(),
        what=what,
        facts=[*([other] if other.text else []), *what, shown],
        note=in_html(reason(hit)),
        number=shown,
        rows=rows_of(place) if number else "",
    )


def other_name(place: Place) -> Localized:
    """Return the name in the language that the page is not in; empty where it is not known."""
    (language,) = set(LANGUAGES) - {place.name.language}
    return Localized(getattr(place, f"name_{language}"), language)


def what_and_where(place: Place) -> list[Localized | str]:
    """Return what sort of place it is, and its prefecture, or its state and country."""
    if isinstance(place, LocalGovernment):
        return [place.get_kind_display(), place.prefecture.name]
    if isinstance(place, Partner):
        state = [place.state] if place.state.text else []
        return [place.get_level_display(), *state, place.country.name]
    return [_("Prefecture") if isinstance(place, Prefecture) else _("Country or region")]


def rows_of(place: Place) -> str:
    """Return the URL of the list of a place's relationships, where there is such a list."""
    if isinstance(place, Prefecture):
        return figures.list_url(prefecture=place.code)
    return figures.list_url(country=place.code.lower()) if isinstance(place, Country) else ""


def grouped(found: Found) -> list[ResultGroup]:
    """Return the groups in their order, the places first."""
    hits = found.hits
    of_places = ResultGroup(PLACES, _("Places"), hits, list, lambda: len(hits), places)
    return [of_places, *(result_group(one, found) for one in groups())]


def result_group(group: SearchGroup, found: Found) -> ResultGroup:
    """Return what a group finds."""
    rows = group.find(found)
    return ResultGroup(
        name=group.name,
        label=str(group.label),
        rows=rows,
        read=group.read,
        count=partial(group.number, found) if group.number else rows.count,
        shown=partial(results, group),
        listed=group.all_url,
    )


def results(group: SearchGroup, records: Iterable[Any]) -> list[Result]:
    """Return the results that a group makes of its records."""
    return [group.result(record) for record in records]


def sections(found: Found) -> list[ResultSection]:
    """Return the groups that have results, with the first ones of each.

    Where the words name both sides of relationships, those come before the places.
    """
    shown = [one for one in (section(group, found) for group in grouped(found)) if one.total]
    if names_both_sides(found):
        shown.sort(key=lambda one: one.name != RELATIONSHIPS)
    return shown


def names_both_sides(found: Found) -> bool:
    """Return whether one word names a side in Japan and another one overseas."""
    in_japan = {n for n, term in enumerate(found.terms) if term.governments or term.prefectures}
    overseas = {n for n, term in enumerate(found.terms) if term.partners or term.countries}
    return any(one != other for one in in_japan for other in overseas) and not found.exact


def section(group: ResultGroup, found: Found) -> ResultSection:
    """Return the first results of a group; of the places all that bear exactly the name."""
    number = max(FIRST, found.exact) if group.name == PLACES else FIRST
    first = first_rows(group, number + 1)
    more = len(first) > number
    return ResultSection(
        name=group.name,
        label=group.label,
        total=group.count() if more else len(first),
        items=group.shown(first[:number]),
        all_url=all_url(group, found) if more else "",
    )


def first_rows(group: ResultGroup, number: int) -> list[Any]:
    """Return the first rows of a group; Django would compile a query that is known to be empty."""
    rows = group.rows
    is_empty = isinstance(rows, QuerySet) and rows.query.is_empty()
    return [] if is_empty else group.read(rows[:number])


def all_url(group: ResultGroup, found: Found) -> str:
    """Return the URL of all results of a group: its own list, else pages of the search."""
    listed = group.listed(found) if group.listed else ""
    return listed or search_url(q=found.text, group=group.name)


def corrections(found: Found) -> list[PlaceFound]:
    """Return what else may have been meant: a place, or the whole search with one name mended."""
    meant = places(found.suggestions)
    if len(found.terms) < 2:
        return meant
    return [
        replace(place, title=quoted(one.text), url=search_url(q=one.text))
        for one, place in zip(found.corrections, meant, strict=True)
    ]


def search_url(**parameters: str | int) -> str:
    """Return the URL of a search."""
    return f"{reverse('search')}?{urlencode(parameters)}"


def offer(found: Found) -> Offer | None:
    """Return the filtered list where two words name a prefecture and a country."""
    for one, other in permutations(found.terms, 2):
        if len(found.terms) == 2 and len(one.prefectures) == len(other.countries) == 1:
            return offered(min(one.prefectures), min(other.countries))
    return None


def offered(prefecture: str, country: str) -> Offer | None:
    """Return the list between a prefecture and a country, by their codes; None where empty."""
    number = figures.numbers("country", prefecture=prefecture).get(country, 0)
    named = next((place for place in countries_by_name() if place.code == country), None)
    if not number or named is None:
        return None
    rows = figures.list_url(prefecture=prefecture, country=country.lower())
    return Offer(number, prefectures()[prefecture], named, rows)


def in_the_other_language(text: str) -> tuple[str, str]:
    """Return the language that the page is not in, and the path of the same search there."""
    (language,) = set(LANGUAGES) - {get_language() or "en"}
    return language, f"/{language}/{search_url(q=text).split('/', 2)[2]}"
