"""Listings as the rows of a list: who looks, where, how large, for whom, on what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from relationships.listings.choices import ListingState
from relationships.listings.models import Listing
from relationships.listings.wanted import target_name
from sistercity.languages import Localized
from sistercity.lists.panel import labelled
from sistercity.printing import date, number
from sistercity.texts import html_message

Text = Localized | str


@dataclass(frozen=True)
class Card:
    """A listing as components/card_row.html shows it."""

    title: Localized
    url: str
    facts: list[Text]
    tags: list[tuple[Text, str]]


def cards(listings: Iterable[Listing]) -> list[Card]:
    """Return the rows of listings that were fetched with their places and wishes."""
    return [card(listing) for listing in listings]


def card(listing: Listing) -> Card:
    """Return the row of a listing."""
    return Card(
        title=listing.place.name,
        url=listing.get_absolute_url(),
        facts=[*areas(listing), *facts(listing)],
        tags=[(name, "info") for name in wishes(listing)],
    )


def areas(listing: Listing) -> list[Text]:
    """Return where the government is, from the nearest to the widest."""
    if listing.partner is None:
        return [listing.place.prefecture.name]  # type: ignore[union-attr]
    partner = listing.partner
    return [*([partner.state] if partner.state.text else []), partner.country.name]


def facts(listing: Listing) -> list[Text]:
    """Return population, fields and dates."""
    found: list[Text] = [valued(_("Population"), population(listing))]
    if listing.fields:
        found.append(valued(_("Fields"), _(", ").join(listing.field_labels)))
    if listing.posted:
        found.append(valued(_("Posted"), date(listing.posted)))
    found.append(confirmed_words(listing))
    return found


def confirmed_words(listing: Listing) -> str:
    """Return when a listing was last confirmed, and whether it may have lapsed since, today."""
    if listing.state_on(timezone.localdate()) == ListingState.UNSURE:
        confirmed = date(listing.confirmed)
        return html_message(_("Confirmed in %(period)s; may have lapsed"), period=confirmed)
    return valued(_("Last confirmed"), date(listing.confirmed))


def state_words(listing: Listing) -> str:
    """Return whether a listing is looking today."""
    state = listing.state_on(timezone.localdate())
    return confirmed_words(listing) if state == ListingState.UNSURE else str(state.label)


def population(listing: Listing) -> str:
    """Return the population with its date, or that it is not recorded."""
    if listing.inhabitants is None:
        return _("Not recorded")
    count, day = listing.inhabitants
    shown = date(day) if day else _("date not recorded")
    return html_message(_("%(number)s (%(date)s)"), number=number(count), date=shown)


def valued(label: str, shown: str) -> SafeString:
    """Return “label: value”, the value with its mark-up."""
    return html_message(labelled("%(label)s", "%(value)s"), label=label, value=shown)


def wishes(listing: Listing) -> list[Text]:
    """Return what is wished for, each thing once; a word for those who name no place."""
    names = [target_name(wish) for wish in listing.wishes.all()]
    named = [name for name in names if name]
    if named or listing.partner:
        return named
    return [_("No place named")]
