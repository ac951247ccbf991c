"""The facts of a listing as its page shows them, each with its label."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from places.models import LocalGovernment
from relationships.listings.cards import Text, population, valued
from relationships.listings.models import Listing, ListingSource
from relationships.listings.wanted import target_name
from sistercity.languages import Localized
from sistercity.printing import date, number, text
from sistercity.texts import html_message

TEXTS = ("profile", "industries", "exchange_so_far", "offers", "looks_for", "contact_office")


@dataclass(frozen=True)
class Fact:
    """A line of components/summary_list.html."""

    label: str
    value: Text
    url: str = ""


@dataclass(frozen=True)
class Page:
    """A page on which a listing stood: when, and what it said."""

    url: str
    when: str
    said: Localized


def whom(listing: Listing) -> list[Fact]:
    """Return whom it looks for, and what it offers."""
    japanese = _("Wished-for countries and regions")
    label = japanese if listing.is_japanese else _("Wished-for places in Japan")
    return [
        Fact(label, wishes(listing)),
        Fact(_("What it looks for"), filled(listing.looks_for)),
        Fact(_("Fields of exchange"), _(", ").join(listing.field_labels)),
        Fact(_("Size of the partner"), wanted_size(listing)),
        Fact(_("What it offers"), filled(listing.offers)),
    ]


def who(listing: Listing) -> list[Fact]:
    """Return who it is; texts that are not there are left out, dates and numbers are not."""
    place = listing.place
    found = [Fact(_("Local government"), place.name, place.get_absolute_url())]
    if isinstance(place, LocalGovernment):
        area = place.prefecture
        found.append(Fact(_("Prefecture"), area.name, area.get_absolute_url()))
    else:
        if place.state.text:
            found.append(Fact(_("State or province"), place.state))
        country = place.country
        found.append(Fact(_("Country or region"), country.name, country.get_absolute_url()))
    size = (
        _("%(area)s km²") % {"area": f"{listing.area_km2.normalize():,f}"}
        if listing.area_km2
        else ""
    )
    texts = [
        Fact(_("Outline"), listing.profile),
        Fact(_("Population"), population(listing)),
        Fact(_("Area"), size or _("Not recorded")),
        Fact(_("Industries"), listing.industries),
        Fact(_("International exchange so far"), listing.exchange_so_far),
    ]
    found += [fact for fact in texts if filled(fact.value)]
    if listing.website:
        link = format_html('<a href="{0}" rel="external">{0}</a>', listing.website)
        found.append(Fact(_("Website"), link))
    found.append(Fact(_("Posted"), date(listing.posted)))
    found.append(Fact(_("Last confirmed"), date(listing.confirmed)))
    return found


def contact(listing: Listing) -> list[Fact]:
    """Return whom a reply reaches; the mail address is not public."""
    office = filled(listing.contact_office) or _("Not recorded: CLAIR finds the office")
    found = [Fact(_("Contact office"), office)]
    if listing.contact_address:
        found.append(Fact(_("Postal address"), listing.contact_address))
    languages = _(", ").join(listing.language_labels)
    return [*found, Fact(_("Languages it answers in"), languages)]


def filled(value: Text) -> Text:
    """Return a text, or nothing where there is none in either language."""
    return "" if isinstance(value, Localized) and not value.text else value


def wishes(listing: Listing) -> str:
    """Return a list of what is wished for, each with its words; or that no place is named."""
    rows = [(wish_text(target_name(wish), wish.text),) for wish in listing.wishes.all()]
    if not rows:
        return _("No place named")
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", rows))


def wish_text(name: Text, words: Localized) -> str:
    """Return a wish: its name, its words, or both."""
    if not name or not words.text:
        return text(name or words)
    return valued(text(name), text(words))


def wanted_size(listing: Listing) -> str:
    """Return how large the partner should be; nothing where it does not say."""
    least, most = listing.wanted_population_min, listing.wanted_population_max
    values = {"least": number(least or 0), "most": number(most or 0)}
    if least is not None and most is not None:
        return _("%(least)s to %(most)s inhabitants") % values
    if least is not None:
        return _("%(least)s inhabitants or more") % values
    if most is not None:
        return _("%(most)s inhabitants or fewer") % values
    return _("A similar population") if listing.wants_similar_size else ""


def pages(listing: Listing) -> Iterator[Page]:
    """Yield the pages on which the listing stood."""
    for source in listing.sources.all():
        said = source.text
        lines = "; ".join(said.text.splitlines())
        yield Page(source.url, when(source), Localized(lines, said.language))


def when(source: ListingSource) -> str:
    """Return the date on a page, and when the listing was seen there."""
    found = []
    if source.dated:
        found.append(html_message(_("dated %(day)s"), day=date(source.dated)))
    first, last = source.seen_from, source.seen_until
    if first and last and first != last:
        days = {"first": date(first), "last": date(last)}
        found.append(html_message(_("seen %(first)s to %(last)s"), **days))
    elif first or last:
        found.append(html_message(_("seen %(day)s"), day=date(first or last)))
    return format_html_join(_(", "), "{}", ((words,) for words in found))


def is_in_other_language(listing: Listing) -> bool:
    """Return whether a text of the listing is not in the page's language."""
    texts = [getattr(listing, name) for name in TEXTS]
    texts += [wish.text for wish in listing.wishes.all()]
    return bool({text.language for text in texts} - {"", get_language()})
