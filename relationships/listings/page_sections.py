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
from relationships.listings.cards import cards
from relationships.listings.choices import ListingState
from relationships.listings.models import Listing
from relationships.listings.querysets import ListingQuerySet
from relationships.listings.wanted import languages_of

NEWEST = 5


@dataclass(frozen=True)
class PageTab:
    """A page of the section, as components/tabs.html shows it."""

    label: str
    url: str
    number: int | None
    current: bool


@dataclass(frozen=True)
class ListingOfPlace:
    """The listing of a place with its state today; for listings/of_place.html."""

    listing: Listing
    state: ListingState


def public_listings() -> ListingQuerySet:
    """Return the listings that the public sees now: no draft, nothing planned."""
    return Listing.objects.published(timezone.now())


def open_listings() -> ListingQuerySet:
    """Return the public listings that look for a partner today."""
    return public_listings().open_on(timezone.localdate())


def listing_of(place: LocalGovernment | Partner) -> ListingOfPlace | None:
    """Return the public listing of a place, open or not, or None; one query."""
    side = "local_government" if isinstance(place, LocalGovernment) else "partner"
    listing = public_listings().filter(**{side: place}).with_places().first()
    if listing is None:
        return None
    return ListingOfPlace(listing, listing.state_on(timezone.localdate()))


def listings_wanting(country: Country) -> ListingQuerySet:
    """Return the open listings that wish for a country, its part of the world or its language."""
    wish = (
        Q(wishes__country=country)
        | Q(wishes__world_region=country.world_region)
        | Q(wishes__language_area__in=sorted(languages_of(country.code)))
    )
    found = open_listings().japanese().filter(wish).values("pk")
    return Listing.objects.filter(pk__in=found).with_places().with_wishes().open_first()


def newest_listings(number: int = NEWEST) -> ListingQuerySet:
    """Return the open listings that were confirmed last, of both kinds."""
    return open_listings().with_places().with_wishes().open_first()[:number]


def tabs(current: str) -> list[PageTab]:
    """Return the pages of the section, with how many listings are open; one query."""
    numbers = open_listings().aggregate(
        japanese=Count("local_government"), overseas=Count("partner")
    )
    rows = [
        ("listing_list", _("Local governments in Japan"), numbers["japanese"]),
        ("listing_overseas", _("Local governments overseas"), numbers["overseas"]),
        ("listing_match", _("Towns of your size and interests"), None),
    ]
    return [PageTab(label, reverse(name), number, name == current) for name, label, number in rows]


def of_place(place: Any) -> dict[str, Any]:
    """Return what a local government's or a partner's page shows of its listing."""
    if not isinstance(place, LocalGovernment | Partner):
        return {}
    found = listing_of(place)
    return {"found": found} if found else {}


def of_area(place: Any) -> dict[str, Any]:
    """Return the open listings within a prefecture, or those that want partners of a country."""
    match place:
        case Country():
            heading, rows = (
                _("Local governments that look for a partner there"),
                listings_wanting(place),
            )
            url = list_url(country=place.code.lower())
        case Prefecture():
            heading, rows = _("Local governments that look for a partner"), listings_in(place)
            url = list_url(prefecture=place.code)
        case _:
            return {}
    found = cards(rows[:NEWEST])
    return {"heading": heading, "cards": found, "url": url} if found else {}


def newest(_record: None) -> dict[str, Any]:
    """Return the listings that the home page shows."""
    found = cards(newest_listings())
    heading = _("Looking for a partner now")
    url = reverse("listing_list")
    return {"heading": heading, "cards": found, "url": url} if found else {}


def listings_in(prefecture: Prefecture) -> ListingQuerySet:
    """Return the open listings of the local governments in a prefecture."""
    rows = open_listings().filter(local_government__prefecture=prefecture)
    return rows.with_places().with_wishes().open_first()


def list_url(**conditions: str) -> str:
    """Return the URL of the list of Japanese listings that meet the conditions."""
    return f"{reverse('listing_list')}?{urlencode(conditions)}"


register(
    PageSection("place", 30, "listings/of_place.html", of_place),
    PageSection("place", 31, "listings/some.html", of_area),
    PageSection("home", 30, "listings/some.html", newest),
)
