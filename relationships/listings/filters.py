"""The filters of the two lists of listings, and the counts beside their choices.

A government has one listing, so there are never more than a few hundred: what they can be filtered
by is read whole and compared here. That way a wish for Oceania is found under
Australia, and a wish for English-speaking countries under Canada.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, MultipleChoiceFilter

from places.forms import CountryField, country_choices, grouped, prefecture_choices
from places.models import Country, WorldRegion
from relationships.listings.choices import ListingState
from relationships.listings.models import Listing
from relationships.listings.querysets import ListingQuerySet
from relationships.listings.wanted import (
    UNKNOWN,
    countries_wanted,
    regions_of_countries,
    regions_wanted,
)
from relationships.register.choices import ExchangeField
from sistercity.lists.filters import ListFilter
from sistercity.lists.forms import ListForm

# The least population of each band, and its name in URLs.
SIZES = (
    (200_000, "200000", _("200,000 or more")),
    (50_000, "50000", _("50,000 to 199,999")),
    (10_000, "10000", _("10,000 to 49,999")),
    (0, "0", _("under 10,000")),
)
NOT_STATED = (UNKNOWN, _("Not recorded"))
STATES = [
    (ListingState.OPEN.value, _("Looking now")),
    (ListingState.UNSURE.value, ListingState.UNSURE.label),
    (ListingState.EARLIER.value, _("Earlier")),
]
Facets = dict[str, set[str]]


class CountryChoice(ChoiceFilter):
    """A country or region, which people may write in capitals."""

    field_class = CountryField


class ListingFilter(ListFilter):
    """What a list of listings can be narrowed to, on a day.

    Its rows are the open listings and, behind them, those that may have lapsed and those that
    have; none that is closed.
    """

    field = MultipleChoiceFilter(
        label=_("Fields of exchange"), choices=[*ExchangeField.choices, NOT_STATED]
    )
    size = MultipleChoiceFilter(
        label=_("Population"),
        choices=[*((value, label) for _least, value, label in reversed(SIZES)), NOT_STATED],
    )
    state = MultipleChoiceFilter(
        label=_("Listing"),
        choices=STATES,
        help_text=_("Without a choice: all, and the numbers count all."),
    )

    class Meta:
        model = Listing
        fields: list[str] = []
        form = ListForm

    def __init__(self, data: QueryDict, queryset: QuerySet[Any] | None = None) -> None:
        self.day = timezone.localdate()
        super().__init__(data, queryset)

    @cached_property
    def rows_with_facets(self) -> list[tuple[Listing, Facets]]:
        """All listings, the open ones first, each with its values by filter."""
        regions = regions_of_countries()
        standing = cast("ListingQuerySet", self.queryset).standing_on(self.day)
        return [
            (listing, {**self.of_places(listing, regions), **self.of_itself(listing)})
            for listing in standing.with_places().with_wishes().open_first(self.day)
        ]

    def of_places(self, listing: Listing, regions: dict[str, str]) -> Facets:
        """Return the values of the filters that are about places."""
        raise NotImplementedError

    def of_itself(self, listing: Listing) -> Facets:
        """Return the values of the other filters."""
        return {
            "field": set(listing.fields) or {UNKNOWN},
            "size": {size_of(listing)},
            "state": {str(listing.state_on(self.day))},
        }

    def passing(self, *left_out: str) -> Iterator[tuple[Listing, Facets]]:
        """Yield the listings that pass every filter but those left out, with their values."""
        chosen = {
            name: set(value) if isinstance(value, list) else {value}
            for name, value in self.form.cleaned_data.items()
            if value and name not in left_out
        }
        for listing, facets in self.rows_with_facets:
            if all(facets[name] & wanted for name, wanted in chosen.items()):
                yield listing, facets

    def narrowed(self, *left_out: str) -> list[Listing]:
        """Return the listings that pass every filter but those left out, the open ones first."""
        return [listing for listing, _facets in self.passing(*left_out)]

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many listings each choice of each filter would give with the others as they are."""
        return {
            name: Counter(
                value for _listing, facets in self.passing(name) for value in facets[name]
            )
            for name in self.filters
        }

    def count_without(self, name: str) -> int:
        """Return how many listings there would be without one filter."""
        return len(self.narrowed(name))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """How many listings pass every filter, by their state."""
        return Counter(state for _listing, facets in self.passing() for state in facets["state"])


class JapaneseListingFilter(ListingFilter):
    """Filters of the local governments in Japan that look for a partner overseas."""

    country = CountryChoice(
        label=_("Wished-for country or region"),
        help_text=_("Also found: wishes for its part of the world, or for its language."),
    )
    region = MultipleChoiceFilter(
        label=_("Wished-for region of the world"),
        choices=[*WorldRegion.choices, (UNKNOWN, _("No place named"))],
    )
    prefecture = ChoiceFilter(label=_("Prefecture"))

    def __init__(self, data: QueryDict, queryset: QuerySet[Any] | None = None) -> None:
        super().__init__(data, queryset)
        self.filters["country"].extra["choices"] = overseas_choices()
        self.filters["prefecture"].extra["choices"] = prefecture_choices()

    def of_places(self, listing: Listing, regions: dict[str, str]) -> Facets:
        """Return the countries and regions wished for, and the prefecture it is in."""
        wishes = listing.wishes.all()
        countries = countries_wanted(wishes, regions)
        places = regions_wanted(wishes, regions)
        assert listing.local_government is not None  # noqa: S101  (rows of Japanese governments)
        return {
            "country": {code.lower() for code in countries},
            "region": places or (set() if countries else {UNKNOWN}),
            "prefecture": {listing.local_government.prefecture_id},
        }


class OverseasListingFilter(ListingFilter):
    """Filters of the local governments overseas that look for a partner in Japan."""

    country = CountryChoice(label=_("Country or region"))
    region = MultipleChoiceFilter(label=_("Region of the world"), choices=WorldRegion.choices)
    prefecture = ChoiceFilter(label=_("Wished-for prefecture"))

    def __init__(self, data: QueryDict, queryset: QuerySet[Any] | None = None) -> None:
        super().__init__(data, queryset)
        self.filters["country"].extra["choices"] = country_choices()
        self.filters["prefecture"].extra["choices"] = prefecture_choices()

    def of_places(self, listing: Listing, regions: dict[str, str]) -> Facets:
        """Return where it is, and the prefectures wished for."""
        assert listing.partner is not None  # noqa: S101  (rows of governments overseas)
        country = listing.partner.country_id
        return {
            "country": {country.lower()},
            "region": {regions[country]},
            "prefecture": {wish.prefecture_id or "" for wish in listing.wishes.all()} - {""},
        }


def overseas_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return code and name of all countries but Japan, by region of the world."""
    return grouped(Country.objects.exclude(code="JP").by_name(), "world_region", WorldRegion)


def size_of(listing: Listing) -> str:
    """Return the band of a listing's population."""
    if listing.inhabitants is None:
        return UNKNOWN
    number, _date = listing.inhabitants
    return next(value for least, value, _label in SIZES if number >= least)
