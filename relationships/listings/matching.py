"""“Towns of your size and interests”: which listings suit a visitor, why, and what is against it.

The score of a listing is the sum of the points of its reasons, and all of them are shown:

place   it names the visitor's country: +3; its part of the world or its language: +2; no place at
        all: +1; other places only: -3; other places, but in words that may take in more: 0
size    the visitor's population is in the range that it wishes for: +2; outside of it: -2; without
        a range, the larger population is at most 1.5 times the smaller: +2; at most 3 times: +1;
        5 times or more: -1, and -2 where it wishes for a similar size; unknown: 0
fields  each field that both name: +1, three at most; it names fields, but none of them: -1
words   each word of the visitor's that its texts have: +1, three at most

A listing fits where the place is not against it and the score is more than 0. The higher score
comes first, then the fewer reasons against it, then the later confirmation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from places.models import Country, WorldRegion
from relationships.listings.cards import Card, card
from relationships.listings.models import Listing, ListingWish
from relationships.listings.wanted import languages_of, target_name
from relationships.register.choices import ExchangeField
from sistercity.folding import fold
from sistercity.languages import LANGUAGES, Localized
from sistercity.printing import number, text
from sistercity.texts import html_message

SIMILAR, NEAR, FAR = 1.5, 3, 5
MOST = 3  # points for fields, and for words
TEXTS = ("profile", "industries", "exchange_so_far", "offers", "looks_for")


@dataclass(frozen=True)
class Visitor:
    """Who looks for towns: a local government in a country, with what it said about itself."""

    country: Country
    population: int | None = None
    fields: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Reason:
    """Why a listing suits, with more than 0 points; what is against it, with less."""

    points: int
    text: str

    @property
    def signed(self) -> str:
        """The points with their sign."""
        return signed(self.points)

    @property
    def tone(self) -> str:
        """How components/tag.html shows them; the sign says the same."""
        return "success" if self.points > 0 else "warning" if self.points < 0 else ""


@dataclass
class ListingMatch:
    """A listing with the reasons for and against it, the reason of place first."""

    listing: Listing
    reasons: list[Reason] = field(default_factory=list)

    @cached_property
    def score(self) -> int:
        """The sum of all points."""
        return sum(reason.points for reason in self.reasons)

    @property
    def signed_score(self) -> str:
        """The score with its sign."""
        return signed(self.score)

    @property
    def fits(self) -> bool:
        """Whether it is worth a look."""
        return self.score > 0 and self.reasons[0].points >= 0

    @cached_property
    def card(self) -> Card:
        """Its row as in the lists."""
        return card(self.listing)

    @property
    def sorted_reasons(self) -> list[Reason]:
        """The reasons, the weightiest in its favour first, what is against it last."""
        return sorted(self.reasons, key=lambda reason: -reason.points)

    def rank(self) -> tuple[int, int]:
        """Return what the order goes by; equal ones stay in the order they came in."""
        return -self.score, sum(reason.points < 0 for reason in self.reasons)


def signed(points: int) -> str:
    """Return points with their sign: +3, −1, 0."""
    return f"{points:+}".replace("-", "−") if points else "0"


def ranked(visitor: Visitor, listings: Iterable[Listing]) -> list[ListingMatch]:
    """Return listings (with places and wishes, the latest confirmed first), the best first."""
    matches = [ListingMatch(listing, list(reasons(visitor, listing))) for listing in listings]
    return sorted(matches, key=ListingMatch.rank)


def reasons(visitor: Visitor, listing: Listing) -> Iterator[Reason]:
    """Yield the reasons for and against a listing, that of place first."""
    yield of_place(visitor.country, listing)
    if visitor.population is not None:
        yield of_size(visitor.population, listing)
    if visitor.fields:
        yield of_fields(visitor.fields, listing)
    yield from of_words(visitor.words, listing)


def of_place(country: Country, listing: Listing) -> Reason:
    """Return how the visitor's country stands to the wishes."""
    if not listing.is_japanese:
        return Reason(1, _("It looks for a partner in Japan."))
    wishes = list(listing.wishes.all())
    if not wishes:
        return Reason(1, _("It names no place."))
    values = {"country": country.name.text}
    if any(wish.country_id == country.code for wish in wishes):
        return Reason(3, _("It names %(country)s.") % values)
    region = WorldRegion(country.world_region)
    languages = languages_of(country.code)
    for wish in wishes:
        if wish.world_region == region or wish.language_area in languages:
            return Reason(2, _("It wishes for %(places)s.") % {"places": place_name(wish)})
    if words := [wish.text for wish in wishes if not target_name(wish)]:
        said = {"words": text(words[0])}
        return Reason(0, html_message(_("It names other places, and says: %(words)s."), **said))
    values |= {"region": str(region.label), "places": _(", ").join(map(place_name, wishes))}
    return Reason(-3, _("It wishes for %(places)s; %(country)s is in %(region)s.") % values)


def place_name(wish: ListingWish) -> str:
    """Return what a wish is for, as text."""
    name = target_name(wish)
    return name.text if isinstance(name, Localized) else name


def of_size(population: int, listing: Listing) -> Reason:
    """Return how the visitor's population stands to the wished-for one, or to its own."""
    least, most = listing.wanted_population_min, listing.wanted_population_max
    if least is not None or most is not None:
        is_within = (least or 0) <= population and (most is None or population <= most)
        if is_within:
            return Reason(2, _("Your population is in the range that it wishes for."))
        return Reason(-2, _("Your population is outside of the range that it wishes for."))
    if not listing.inhabitants or not listing.inhabitants[0]:
        return Reason(0, _("Its population is not recorded."))
    own = listing.inhabitants[0]
    times = max(own, population) / min(own, population)
    values = {"own": number(own), "yours": number(population), "times": rounded(times)}
    if times <= SIMILAR:
        return Reason(2, _("Its population, %(own)s, is close to yours.") % values)
    points = -2 if listing.wants_similar_size else -1
    points = 1 if times <= NEAR else 0 if times < FAR else points
    if population > own:
        return Reason(points, _("Your population is %(times)s times its own.") % values)
    return Reason(points, _("Its population is %(times)s times yours.") % values)


def rounded(times: float) -> str:
    """Return a ratio as people say it: 1.6, 12, 1,300."""
    return f"{times:.1f}".removesuffix(".0") if times < 10 else f"{times:,.0f}"


def of_fields(wanted: Iterable[str], listing: Listing) -> Reason:
    """Return which of the visitor's fields of exchange it names."""
    if not listing.fields:
        return Reason(0, _("It names no fields of exchange."))
    shared = [name for name in listing.fields if name in wanted]
    fields = shared or listing.fields
    names = _(", ").join(str(ExchangeField(name).label) for name in fields)
    if shared:
        return Reason(min(len(shared), MOST), _("Fields of both: %(fields)s.") % {"fields": names})
    return Reason(-1, _("It wishes for other fields: %(fields)s.") % {"fields": names})


def of_words(words: str, listing: Listing) -> Iterator[Reason]:
    """Yield which of the visitor's words its texts have, if any."""
    texts = [getattr(listing, f"{name}_{code}") for name in TEXTS for code in LANGUAGES]
    texts += [part for wish in listing.wishes.all() for part in (wish.text_en, wish.text_ja)]
    whole = fold(" ".join(texts))
    found = [word for word in words.split() if fold(word).strip() and fold(word).strip() in whole]
    if found:
        names = _(", ").join(found)
        yield Reason(min(len(found), MOST), _("Its texts have: %(words)s.") % {"words": names})
