"""Loads seeking.csv and seeking_overseas.csv: one row for each page on which a listing stood.

Rows of one government are one listing. The newest row that says something about a field counts;
wishes are those of the newest rows; every page is kept with what it said.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from places.actions import next_public_id
from places.lookup import NewPartner
from places.lookup.mentions import Mentions
from places.lookup.records import PartnerRecord
from places.models import Partner, WorldRegion
from places.neighbours import government_code, loads
from relationships.listings.choices import Language
from relationships.listings.models import Listing, ListingSource, ListingWish
from relationships.register.choices import ExchangeField
from sistercity.dates import PartialDate
from sistercity.loading import Fields, FixtureRow, lines, split, this_second
from sistercity.spreadsheets import cells
from sistercity.spreadsheets.problems import CellError

MOST = 2**31 - 1
BRACKETS = re.compile(r"\([^()]*\)")
YEARS = re.compile(r"(\d{4})-(\d{4})", re.ASCII)
SPEAKING = re.compile(r"(?P<language>\w+)-speaking countries")
# What listings call fields of exchange.
FIELD_WORDS = {
    "tourism": ExchangeField.ECONOMY,
    "industry": ExchangeField.ECONOMY,
    "youth": ExchangeField.EDUCATION,
    "student exchange": ExchangeField.EDUCATION,
}
one_field = cells.choice(ExchangeField, also=FIELD_WORDS)
EMPTY: tuple[object, ...] = (None, "", [])
# The column of a wish that has what is wished for, and its value; words alone have neither.
Target = tuple[str, str]
WORDS_ALONE = ("", "")
Wishes = dict[Target, list[str]]


def fields_in(cell: str) -> list[str]:
    """Return the fields of exchange that words name; what is none of them is another field.

    What stands in brackets after a word is not looked at.
    """
    found: set[str] = set()
    for word in split(BRACKETS.sub("", cell)):
        try:
            found.add(one_field(word))
        except CellError:
            found.add(ExchangeField.OTHER)
    return [field for field in ExchangeField.values if field in found]


def area(cell: str) -> Decimal | None:
    """Return an area with two decimals, as it is stored."""
    value = cells.decimal(0, 9_999_999)(cell)
    return value and value.quantize(Decimal("0.01"))


def span(cell: str) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the first and the last date of 2016-2017; one date is both."""
    years = YEARS.fullmatch(cell)
    first, last = years.groups() if years else (cell, cell)
    return cells.partial_date(first), cells.partial_date(last)


SEEKING: Fields = {
    "population": ("population", cells.whole_number(0, MOST)),
    "counted": ("population_as_of", cells.partial_date),
    "area_km2": ("area_km2", area),
    "industries_en": ("industries", cells.text),
    "offers_en": ("offers", cells.text),
    "looks_for_en": ("looks_for", cells.text),
    "fields": ("desired_exchange_fields", fields_in),
    "website": ("official_url", cells.url),
    "contact_office_en": ("contact_office", cells.one_line),
}
OVERSEAS: Fields = {
    "population": ("population", cells.whole_number(0, MOST)),
    "area_km2": ("area_km2", area),
    "looks_for_en": ("wanted_partner", cells.text),
    "fields": ("wanted_fields", fields_in),
    "posted": ("listed_in", cells.partial_date),
}
PAGE: Fields = {
    "url": ("source_url", cells.url),
    "language": ("page_language", cells.one_line),
    "dated": ("date_modified", cells.partial_date),
}
# The columns that name a local government beside its code.
GOVERNMENT = {
    "prefecture_ja": "prefecture_code",
    "government_ja": "jp_name_ja",
    "government_en": "jp_name_en",
}
# What a page said, in the words of its columns.
SAID = ("desired_areas_text", "desired_characteristics", "desired_exchange_fields", "wanted_fields")


@dataclass
class ListingRow:
    """What a row says: of the listing, of the page, and what it wishes for."""

    line: FixtureRow
    listing: Listing
    page: ListingSource
    wishes: Wishes

    @property
    def dates(self) -> list[PartialDate]:
        """The dates at which the listing is known to have stood."""
        dates = (self.listing.posted, self.page.seen_until, self.page.dated)
        return [date for date in dates if date]

    @property
    def latest(self) -> datetime.date:
        """The latest day that the dates can mean."""
        return max((date.last for date in self.dates), default=datetime.date.min)


@loads(Listing)
def load_listings(mentions: Mentions) -> None:
    """Load the listings, public from now on, under the next public numbers."""
    for file, fields, column in (
        ("seeking", SEEKING, "local_government_id"),
        ("seeking_overseas", OVERSEAS, "partner_id"),
    ):
        place_of = government_of if file == "seeking" else partner_of
        found: dict[int, list[ListingRow]] = defaultdict(list)
        for line in lines(file):
            found[place_of(line, mentions)].append(listing_row(line, fields, mentions))
        for place, rows in found.items():
            rows.sort(key=lambda row: (row.latest, row.line.number))
            listing = merged(rows, fields)
            setattr(listing, column, place)
            store(listing, rows, fields)


def government_of(line: FixtureRow, mentions: Mentions) -> int:
    """Return the local government of a row."""
    prefecture, *names = (line.read(column, cells.name) for column in GOVERNMENT.values())
    with line.at("jp_code", GOVERNMENT) as cell:
        return mentions.governments.find(government_code(cell), prefecture, "", *names).pk


def partner_of(line: FixtureRow, mentions: Mentions) -> int:
    """Return the government overseas of a row, which becomes a partner where it is none yet."""
    with line.at("country") as country:
        countries = (("country", mentions.country(country)),)
    state = line.read("region", cells.one_line)
    with line.at("name_en") as name:
        wanted = NewPartner("", name, "", state, "", "")
        found = mentions.partners.find(None, countries, wanted)
    return stored(line, mentions, found) if isinstance(found, NewPartner) else found.pk


def stored(line: FixtureRow, mentions: Mentions, new: NewPartner) -> int:
    """Store a partner under the next public number."""
    number = next_public_id(model=Partner)
    names = {"name_en": new.name_en, "state_en": new.state_en, "level": new.level}
    partner = Partner(public_id=number, country_id=new.country, **names)
    line.store(partner)
    columns = new.country, new.name_en, "", new.state_en, "", new.level
    mentions.partners.enter(PartnerRecord(partner.pk, number, *columns, successor=None))
    return partner.pk


def listing_row(line: FixtureRow, fields: Fields, mentions: Mentions) -> ListingRow:
    """Return what a row says."""
    listing, page = Listing(), ListingSource()
    line.fill(listing, fields)
    line.fill(page, {name: how for name, how in PAGE.items() if how[0] in line.cells})
    if "listing_seen_in" in line.cells:
        page.seen_from, page.seen_until = line.read("listing_seen_in", span)
    page.text_en = "\n".join(filter(None, (line.cells.get(column) for column in SAID)))
    return ListingRow(line, listing, page, wishes_of(line, mentions))


def merged(rows: list[ListingRow], fields: Fields) -> Listing:
    """Return the listing of rows, oldest first: of each field what the last row says of it.

    The date of the population is that of the last row with one. The latest of all dates confirms
    the listing: on that day it still stood on a page.
    """
    listing = Listing(published_at=this_second())
    for row in rows:
        for name in fields:
            if (value := getattr(row.listing, name)) not in EMPTY:
                setattr(listing, name, value)
        if row.listing.population is not None:
            listing.counted = row.listing.counted
    dates = [date for row in rows for date in row.dates]
    listing.confirmed = max(dates, key=lambda date: date.last, default=None)
    return listing


def store(listing: Listing, rows: list[ListingRow], fields: Fields) -> None:
    """Store a listing, the wishes of its newest rows, and the pages of all."""
    newest = rows[-1]
    listing.public_id = next_public_id(model=Listing)
    newest.line.store(listing, fields)
    wishes = joined(row.wishes for row in rows if row.latest == newest.latest)
    for (column, value), words in wishes.items():
        wish = ListingWish(listing=listing, text_en="; ".join(words))
        if column:
            setattr(wish, column, value)
        newest.line.store(wish, {"text_en": ("desired_areas_text", str)})
    for row in pages(rows):
        row.page.listing = listing
        row.line.store(row.page, PAGE)


def pages(rows: list[ListingRow]) -> Iterable[ListingRow]:
    """Return the rows whose pages differ; what several rows say of one page is in the first."""
    found: dict[object, ListingRow] = {}
    for row in rows:
        page = row.page
        first = found.setdefault((page.url, page.seen_from, page.seen_until), row).page
        if page is not first:
            first.language, first.dated = page.language or first.language, page.dated or first.dated
            if page.text_en not in first.text_en.split("\n"):
                first.text_en = "\n".join(filter(None, (first.text_en, page.text_en)))
    return found.values()


def wishes_of(line: FixtureRow, mentions: Mentions) -> Wishes:
    """Return what a row wishes for, each once with all its words."""
    found: Wishes = {}
    if "desired_areas_text" not in line.cells:
        return found
    with line.at("desired_countries_iso2") as countries:
        for code in countries.split():
            found["country_id", mentions.country(code)] = []
    for target, words in wishes_in(line.cells["desired_areas_text"], mentions):
        found.setdefault(target, []).extend(filter(None, [words]))
    return found


def wishes_in(cell: str, mentions: Mentions) -> Iterator[tuple[Target, str]]:
    """Yield the targets of a cell such as ``Asia; US: Boston; Denver``, each with its words.

    What stands after words and is no target itself belongs to them.
    """
    last: Target = WORDS_ALONE
    for piece in split(cell):
        head, colon, words = piece.partition(":")
        target = target_of(head.strip(), mentions)
        if target is None:
            yield last, piece
        else:
            yield target, words.strip()
            last = target if colon else WORDS_ALONE


def target_of(words: str, mentions: Mentions) -> Target | None:
    """Return the part of the world, language area or country of a name, or None."""
    plain = words.removeprefix("other ")
    speaking = SPEAKING.fullmatch(plain)
    try:
        if speaking:
            return "language_area", cells.choice(Language)(speaking["language"])
        return "world_region", cells.choice(WorldRegion)(plain)
    except CellError:
        pass
    try:
        return "country_id", mentions.country(plain)
    except CellError:
        return None


def joined(wishes: Iterable[Wishes]) -> Wishes:
    """Return the wishes of several rows, each once with the words of all."""
    found: Wishes = {}
    for one in wishes:
        for target, texts in one.items():
            known = found.setdefault(target, [])
            known += [text for text in texts if text not in known]
    return found
