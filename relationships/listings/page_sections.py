"""Listings for other pages: of a place, for a country, the newest, and the pages of the section."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from places.models import Country, LocalGovernment, Partner, Prefecture
from places.page_sections import PageSection, register
from relationships.listings.cards import cards, confirmed_words
from relationships.listings.models import Listing
from relationships.listings.querysets import ListingQuerySet
from relationships.listings.wanted import languages_of
from sistercity.kept import kept_for_version

NEWEST = 5


@dataclass(frozen=True)
class PageTab:
    """A page of the section, as components/tabs.html shows it."""

    label: str
    url: str
    number: int | None
    current: bool


def public_listings() -> ListingQuerySet:
    """Return the listings that the public sees now: no draft, nothing planned."""
    return Listing.objects.published(timezone.now())


def perhaps_open_listings() -> ListingQuerySet:
    """Return the public listings that look for a partner today or may have lapsed by now."""
    return public_listings().perhaps_open_on(timezone.localdate())


def listings_wanting(country: Country) -> ListingQuerySet:
    """Return the listings, not lapsed for sure, that wish for a country.

    Wishes for its part of the world or its language are for the country too.
    """
    wish = (
        Q(wishes__country=country)
        | Q(wishes__world_region=country.world_region)
        | Q(wishes__language_area__in=sorted(languages_of(country.code)))
    )
    return Listing.objects.filter(
        pk__in=perhaps_open_listings().japanese().filter(wish).values("pk")
    )


def tabs(current: str) -> list[PageTab]:
    """Return the pages of the section, with how many listings are open; one query."""
    numbers = (
        public_listings()
        .open_on(timezone.localdate())
        .aggregate(japanese=Count("local_government"), overseas=Count("partner"))
    )
    rows = [
        ("listing_list", _("Local governments in Japan"), numbers["japanese"]),
        ("listing_overseas", _("Local governments overseas"), numbers["overseas"]),
        ("listing_match", _("Towns of your size and interests"), None),
    ]
    return [PageTab(label, reverse(name), number, name == current) for name, label, number in rows]


def of_place(place: Any) -> dict[str, Any]:
    """Return what a local government's or a partner's page shows of its listing, open or not."""
    if not isinstance(place, LocalGovernment | Partner):
        return {}
    side = "local_government" if isinstance(place, LocalGovernment) else "partner"
    if place.pk not in places_with_listing(side):
        return {}
    listing = public_listings().filter(**{side: place}).first()
    if listing is None:
        return {}
    state = listing.state_on(timezone.localdate())
    return {"listing": listing, "state": state, "confirmed": confirmed_words(listing)}


@kept_for_version(2)
def places_with_listing(side: str) -> frozenset[int]:
    """Return the keys of the places on a side that have a listing, be it a draft."""
    return frozenset(Listing.objects.exclude(**{side: None}).values_list(side, flat=True))


def of_area(place: Any) -> dict[str, Any]:
    """Return the listings within a prefecture, or those that want partners of a country."""
    match place:
        case Country():
            heading = _("Local governments that look for a partner there")
            return some(heading, listings_wanting(place), list_url(country=place.code.lower()))
        case Prefecture():
            heading = _("Local governments that look for a partner")
            rows = perhaps_open_listings().filter(local_government__prefecture=place)
            return some(heading, rows, list_url(prefecture=place.code))
    return {}


def newest(_record: None) -> dict[str, Any]:
    """Return the listings that the home page shows, of both kinds."""
    return some(_("Search for a partner"), perhaps_open_listings(), reverse("listing_list"))


def some(heading: str, rows: ListingQuerySet, url: str) -> dict[str, Any]:
    """Return those of some listings that stand first, and the URL of all of them."""
    first = rows.with_places().with_wishes().open_first(timezone.localdate())[:NEWEST]
    found = cards(first)
    return {"heading": heading, "cards": found, "list_url": url} if found else {}


def list_url(**conditions: str) -> str:
    """Return the URL of the list of Japanese listings that meet the conditions."""
    return f"{reverse('listing_list')}?{urlencode(conditions)}"


register(
    PageSection("place", 30, "listings/of_place.html", of_place),
    PageSection("place", 31, "listings/some.html", of_area),
    PageSection("home", 30, "listings/some.html", newest),
)
