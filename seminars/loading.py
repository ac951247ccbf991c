"""Loads seminars.csv with seminar_texts_ja.csv: one row for each seminar of an office in a year."""

import re
from typing import Any

from places.lookup.mentions import Mentions
from places.neighbours import loads, named_governments
from seminars.models import Seminar, SeminarDelegation, SeminarHost
from seminars.offices import Office
from sistercity.events import EventMode, EventStatus
from sistercity.loading import Fields, FixtureRow, joined_lines, split, this_second
from sistercity.spreadsheets import cells

SEMINAR: Fields = {
    "fiscal_year": ("fiscal_year", cells.whole_number(1988, 2200)),
    "office": ("clair_office", cells.choice(Office)),
    "starts": ("start_date", cells.partial_date),
    "ends": ("end_date", cells.partial_date),
    "mode": ("mode", cells.choice(EventMode)),
    "status": ("status", cells.choice(EventStatus)),
    "theme_ja": ("theme_ja", cells.one_line),
    "theme_en": ("theme", cells.one_line),
    "tokyo_programme_ja": ("tokyo_programme_ja", cells.text),
    "tokyo_programme_en": ("tokyo_programme", cells.text),
    "participant_count": ("participants", cells.whole_number(0, 32_767)),
    "note_ja": ("note_ja", cells.text),
    "note_en": ("note", cells.text),
    "source_url": ("source_url", cells.url),
}
DELEGATIONS = {"text_ja": "delegations_ja", "text_en": "participants_from"}
# Where participants came from: GB (Wales), or codes alone: AU NZ.
CODES = re.compile(r"[A-Z]{2}(\s+[A-Z]{2})+")
ORIGIN = re.compile(r"(?P<country>[^(（]+?)\s*[(（](?P<text>.*)[)）]")


@loads(Seminar)
def load_seminars(mentions: Mentions) -> None:
    """Load the seminars, public from now on, with their hosts and origins of participants."""
    for line in joined_lines("seminars", "seminar_texts_ja", ("fiscal_year", "clair_office")):
        seminar = Seminar(published_at=this_second())
        line.fill(seminar, SEMINAR)
        line.store(seminar, SEMINAR)
        for values in named_governments(mentions, line, "host_codes", "host_ja", "host_en"):
            line.store(SeminarHost(seminar=seminar, **values))
        for country, texts in delegations(mentions, line).items():
            line.store(SeminarDelegation(seminar=seminar, country_id=country, **texts))


def delegations(mentions: Mentions, line: FixtureRow) -> dict[str, dict[str, Any]]:
    """Return the texts in both languages by country: what the two columns say of it."""
    found: dict[str, dict[str, Any]] = {}
    for name, column in DELEGATIONS.items():
        with line.at(column) as cell:
            for country, text in origins(cell):
                found.setdefault(mentions.country(country), {})[name] = text
    return found


def origins(cell: str) -> list[tuple[str, str]]:
    """Return the countries of a cell, each with the text in brackets after it."""
    if CODES.fullmatch(cell):
        return [(code, "") for code in cell.split()]
    matches = ((part, ORIGIN.fullmatch(part)) for part in split(cell))
    return [(m["country"], m["text"]) if m else (part, "") for part, m in matches]
