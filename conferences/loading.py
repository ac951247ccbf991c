"""Loads conferences.csv with conference_details.csv: one row for each edition of a series."""

from conferences.known import SERIES
from conferences.models import (
    Conference,
    ConferenceGovernment,
    ConferencePartner,
    Series,
    SeriesCountry,
    SubTheme,
)
from places.lookup.mentions import Mentions
from places.neighbours import government_code, loads, named_governments, named_partners
from sistercity.dates import PartialDate
from sistercity.events import EventStatus
from sistercity.loading import Fields, FixtureRow, joined_lines, this_second
from sistercity.spreadsheets import cells

JAPAN = "JP"
status = cells.choice(EventStatus, also={"planned; outcome not found": EventStatus.UNKNOWN})

CONFERENCE: Fields = {
    "number": ("edition", cells.whole_number(1, 32_767)),
    "starts": ("start_date", cells.partial_date),
    "ends": ("end_date", cells.partial_date),
    "status": ("status", status),
    "host_name_ja": ("host_name_ja", cells.one_line),
    "host_name_en": ("host_en", cells.one_line),
    "city_ja": ("city_ja", cells.one_line),
    "city_en": ("venue_city_en", cells.one_line),
    "theme_ja": ("theme_ja", cells.one_line),
    "theme_en": ("theme", cells.one_line),
    "participants_ja": ("participants_ja", cells.text),
    "participants_en": ("participants", cells.text),
    "declaration_ja": ("declaration_ja", cells.text),
    "declaration_en": ("declaration", cells.text),
    "note_ja": ("note_ja", cells.text),
    "note_en": ("note", cells.text),
    "source_url": ("source_url", cells.url),
}
HOST = {"government_ja": "host_name_ja", "government_en": "host_en"}


@loads(Conference)
def load_conferences(mentions: Mentions) -> None:
    """Load the conferences, public from now on, with their series, themes and participants."""
    series = load_series()
    for line in joined_lines("conferences", "conference_details", ("series", "edition")):
        name = line.read("series", str)
        if name not in series:
            raise line.error("series", f"no series is named “{name}”")
        conference = Conference(series=series[name], published_at=this_second())
        line.fill(conference, CONFERENCE)
        fill_date(conference, line)
        fill_place(conference, line, mentions)
        line.store(conference, CONFERENCE)
        for ja, en in line.lists("sub_themes_ja", "sub_themes"):
            line.store(SubTheme(conference=conference, text_ja=ja, text_en=en))
        load_participants(conference, line, mentions)


def load_series() -> dict[str, Series]:
    """Store the series that are not there yet; return all that are known by their English name."""
    found = {one.slug: one for one in Series.with_withdrawn.all()}
    for position, known in enumerate(SERIES):
        if known.slug not in found:
            found[known.slug] = Series.objects.create(position=position, **known.columns)
            for country in known.countries:
                SeriesCountry.objects.create(series=found[known.slug], country_id=country)
    return {known.name_en: found[known.slug] for known in SERIES}


def fill_date(conference: Conference, line: FixtureRow) -> None:
    """Take the year for the first day where that is empty; both must agree."""
    year = line.read("year", cells.whole_number(1868, 2200))
    starts = conference.starts
    if year and starts is None:
        conference.starts = PartialDate.parse(f"{year:04}")
    elif year and starts.year != year:
        raise line.error("year", f"the first day is {starts.isoformat()}")


def fill_place(conference: Conference, line: FixtureRow, mentions: Mentions) -> None:
    """Set prefecture or country, and the host: by its code, or abroad by its name."""
    with line.at("prefecture") as prefecture:
        conference.prefecture_id = mentions.governments.prefecture(prefecture=prefecture) or None
    with line.at("country") as name:
        country = mentions.country(name)
    names = conference.host_name_ja, conference.host_name_en
    with line.at("host_jp_code", HOST) as cell:
        code = government_code(cell)
        conference.host_government_id = mentions.government(code, *names)
    if country == JAPAN:
        return
    conference.country_id = country or None
    if not code:
        with line.at("host_en"):
            conference.host_partner_id = mentions.partner(None, country, *names)


def load_participants(conference: Conference, line: FixtureRow, mentions: Mentions) -> None:
    """Store the local governments that attended; those overseas are of the series' country."""
    codes, ja = "governments_codes", "jp_governments_ja"
    for values in named_governments(mentions, line, codes, ja):
        line.store(ConferenceGovernment(conference=conference, **values))
    countries = conference.series.named_countries.values_list("country", flat=True)
    country = countries[0] if len(countries) == 1 else ""
    partners = named_partners(mentions, line, ("", "", "partner_governments"), country=country)
    for values in partners:
        line.store(ConferencePartner(conference=conference, **values))
