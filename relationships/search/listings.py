"""The listings among the results of the search; found when the app is loaded."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.finding import Found
from places.finding.records import RecordIndex, of_terms
from relationships.listings.cards import areas, state_words, wishes
from relationships.listings.models import Listing
from relationships.listings.page_sections import public_listings
from relationships.search.groups import Result, SearchGroup, register
from sistercity.languages import LANGUAGES

TEXTS = ("profile", "industries", "exchange_so_far", "offers", "looks_for")


INDEX = RecordIndex(
    "listings.Listing",
    places=[
        ("local_government", "local_government"),
        ("partner", "partner"),
        ("country", "wishes__country"),
        ("prefecture", "wishes__prefecture"),
    ],
    words=[
        [f"{name}_{code}" for name in TEXTS for code in LANGUAGES],
        [f"wishes__text_{code}" for code in LANGUAGES],
    ],
)


def listings(found: Found) -> QuerySet[Listing]:
    """Return the public ones that are not closed, the open ones first, that a search names.

    Every term is the government or its area, a country or prefecture that is wished for, or a
    word of the texts.
    """
    rows = public_listings().standing_on(timezone.localdate())
    rows = of_terms(rows, found.terms, INDEX.matching)
    return rows.with_places().with_wishes().open_first(timezone.localdate())


def result(listing: Listing) -> Result:
    """Return a listing as it stands among the results."""
    facts = [*areas(listing), state_words(listing), *wishes(listing)]
    return Result(listing.place.name, listing.get_absolute_url(), facts)


register(
    SearchGroup(
        name="listings",
        label=_("Looking for a partner"),
        order=30,
        find=listings,
        result=result,
    )
)
