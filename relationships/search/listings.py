"""The listings among the results of the search; found when the app is loaded."""

from django.db.models import Func, Q, QuerySet, TextField, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.finding import Found, Term
from places.querysets import any_of
from relationships.listings.cards import areas, state_words, wishes
from relationships.listings.models import Listing, ListingWish
from relationships.listings.page_sections import public_listings
from relationships.search.groups import Result, SearchGroup, register
from sistercity.folding import fold_sql
from sistercity.languages import LANGUAGES

TEXTS = ("profile", "industries", "exchange_so_far", "offers", "looks_for")


class Joined(Func):
    """Texts as one, with spaces between them."""

    function = "concat_ws"
    output_field = TextField()


def listings(found: Found) -> QuerySet[Listing]:
    """Return the public ones that are not closed, the open ones first, that a search names.

    Every term is the government or its area, a country or prefecture that is wished for, or a
    word of the texts.
    """
    rows = public_listings().standing_on(timezone.localdate())
    if not found.terms:
        return rows.none()
    columns = [f"{name}_{code}" for name in TEXTS for code in LANGUAGES]
    rows = rows.alias(words=fold_sql(Joined(Value(" "), *columns)))
    for term in found.terms:
        wished = ListingWish.objects.filter(of_wish(term)).values("listing")
        place = term.of_government() | term.of_partner() | Q(pk__in=wished)
        rows = rows.filter(place | Q(words__contains=term.word))
    return rows.with_places().with_wishes().open_first(timezone.localdate())


def of_wish(term: Term) -> Q:
    """Return the condition that a wish is for a country or a prefecture of a term, or says it."""
    said = ListingWish.objects.alias(words=fold_sql(Joined(Value(" "), "text_en", "text_ja")))
    return any_of({"country": term.countries, "prefecture": term.prefectures}) | Q(
        pk__in=said.filter(words__contains=term.word).values("pk")
    )


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
