"""Loads commendations.csv with commendation_texts.csv: one row for each recipient."""

from commendations.choices import AwardKind, RecipientKind
from commendations.models import Commendation, Edition
from places.lookup.mentions import Mentions
from places.neighbours import loads, named_governments, named_partners
from sistercity.loading import Fields, FixtureRow, joined_lines, this_second
from sistercity.spreadsheets import cells

count = cells.whole_number(0, 32_767)
recipient_kinds = cells.choices(RecipientKind)

EDITION: Fields = {
    "number": ("edition", cells.whole_number(1, 32_767)),
    "fiscal_year": ("fiscal_year", cells.whole_number(2006, 2200)),
    "award_name_ja": ("award_name_ja", cells.one_line),
    "announced": ("Announced", cells.partial_date),
    "ceremony": ("event_date", cells.partial_date),
    "applicant_count": ("Number of applicants", count),
    "recipient_count": ("Number of recipients", count),
    "note_ja": ("Remark on the edition (Japanese)", cells.text),
    "note_en": ("Remark on the edition", cells.text),
}
COMMENDATION: Fields = {
    "kind": ("award_kind", cells.choice(AwardKind)),
    "recipient_ja": ("recipient_ja", cells.one_line),
    "recipient_en": ("recipient_en", cells.one_line),
    "recipient_kinds": ("Kind of recipient", lambda cell: list(recipient_kinds(cell))),
    "prefecture_id": ("recipient_prefecture_code", cells.digits(2)),
    "summary_ja": ("What they did (Japanese)", cells.text),
    "summary_en": ("summary", cells.text),
    "note_ja": ("Remark (Japanese)", cells.text),
    "note_en": ("note", cells.text),
    "source_url": ("source_url", cells.url),
}
PARTNERS = ("Partner ID", "Partners (Japanese)", "partner")
KEY = ("edition", "recipient_ja", "recipient_prefecture_code")


@loads(Commendation)
def load_commendations(mentions: Mentions) -> None:
    """Load the commendations, public from now on, and the editions that their rows name."""
    editions: dict[int | None, Edition] = {one.number: one for one in Edition.with_withdrawn.all()}
    stated: dict[int | None, Edition] = {}
    for line in joined_lines("commendations", "commendation_texts", KEY):
        edition = edition_of(line, stated)
        if edition.number not in editions:
            line.store(edition, EDITION)
            editions[edition.number] = edition
        commendation = Commendation(edition=editions[edition.number])
        line.fill(commendation, COMMENDATION)
        line.store(commendation, COMMENDATION)
        for values in named_governments(mentions, line, "jp_code"):
            line.store(commendation.named_governments.model(commendation=commendation, **values))
        for values in named_partners(mentions, line, PARTNERS, "partner_country"):
            line.store(commendation.named_partners.model(commendation=commendation, **values))


def edition_of(line: FixtureRow, stated: dict[int | None, Edition]) -> Edition:
    """Return the edition of a row; every row of it must say the same of it as the first."""
    edition = Edition(published_at=this_second())
    line.fill(edition, EDITION)
    first = stated.setdefault(edition.number, edition)
    for name, (column, _parse) in EDITION.items():
        if getattr(first, name) != getattr(edition, name):
            raise line.error(column, "an earlier row says otherwise of this edition")
    return first
