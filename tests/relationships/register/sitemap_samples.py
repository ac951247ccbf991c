"""The sample of a section of the sitemap: fullest, emptiest, a page per branch, some by chance.

The fullest and the emptiest page are the last and the first by the number of rows and of filled
fields that the browser tests rank records by too (tests/browser/examples.py).
"""

import random
from dataclasses import dataclass

from tests.browser.examples import RANKED
from tests.pages import sql

BY_CHANCE = 10
# A section of at most this many pages in a language is looked at whole.
SMALL = 40


@dataclass(frozen=True)
class Kind:
    """How the pages of a section differ."""

    ranked: str
    # Tables and condition of the records, and the part of the path that tells them apart.
    rows: str
    key: str
    # What the templates branch on, as expressions of few values: a page has each value.
    branches: tuple[str, ...] = ()
    # Columns that say what the titles of two pages have in common.
    names: str = ""


def exists(table: str, condition: str) -> str:
    return f"EXISTS (SELECT FROM {table} x WHERE {condition})"


def in_table(record: str) -> tuple[str, ...]:
    """Return the branches by the relationships of a place: in force, others, unconfirmed."""
    rows = "register_relationship"
    counted = "x.counting = 'counted' AND x.status <> 'ended'"
    return (
        exists(rows, f"{record} AND {counted}"),
        exists(rows, f"{record} AND NOT ({counted}) AND x.confidence <> 'C'"),
        exists(rows, f"{record} AND x.confidence = 'C'"),
    )


def named(column: str, *tables: str) -> tuple[str, ...]:
    """Return the branches by whether rows of other tables name the record."""
    return tuple(exists(table, f"x.{column}") for table in tables)


def listing(column: str) -> str:
    """Return the branch by whether a place looks for a partner: now, perhaps, no more, never."""
    is_open = "x.closed_on IS NULL AND x.{}_on > current_date".format
    state = f"({is_open('may_lapse')}), ({is_open('lapses')})"
    return f"(SELECT min(({state})::text) FROM listings_listing x WHERE x.{column})"


GOVERNMENT = (
    "g.kind",
    "g.website = ''",
    "g.population IS NULL",
    "(SELECT least(count(*), 2) FROM places_succession x WHERE x.successor_id = g.id)",
    *in_table("x.local_government_id = g.id"),
    *named(
        "local_government_id = g.id",
        "commendations_commendationgovernment",
        "conferences_conferencegovernment",
        "seminars_seminarhost",
    ),
    *named("host_government_id = g.id", "conferences_conference"),
    listing("local_government_id = g.id"),
)
FORMER = (
    "(SELECT least(count(*), 2) FROM places_succession x WHERE x.predecessor_id = g.id)",
    "(SELECT min(x.kind) FROM places_succession x WHERE x.predecessor_id = g.id)",
    """EXISTS (SELECT FROM places_succession x JOIN places_localgovernment s
                 ON s.id = x.successor_id AND s.exists_until IS NOT NULL
              WHERE x.predecessor_id = g.id)""",
    *in_table("x.former_local_government_id = g.id"),
)
PARTNER = (
    "p.level",
    "p.website = ''",
    "p.state_en = ''",
    "p.name_ja = ''",
    "p.successor_id IS NULL",
    *named("successor_id = p.id", "places_partner"),
    "(SELECT least(count(*), 2) FROM places_placename x WHERE x.partner_id = p.id)",
    *in_table("x.partner_id = p.id"),
    *named(
        "partner_id = p.id",
        "commendations_commendationpartner",
        "conferences_conferencepartner",
    ),
    *named("host_partner_id = p.id", "conferences_conference"),
    listing("partner_id = p.id"),
)
COUNTRY = "x.partner_id IN (SELECT id FROM places_partner WHERE country_id = c.code)"
RELATIONSHIP = (
    "g.kind = 'prefecture'",
    "p.state_en = ''",
    "r.kind",
    "r.status",
    "r.counting",
    "r.confidence",
    "(r.established_precision, r.established_on IS NULL)",
    "r.established_basis",
    "r.former_local_government_id IS NULL",
    "r.former_name = ''",
    "r.re_signed_on IS NULL",
    "r.ended_on IS NULL",
    "r.end_reason_en = ''",
    "r.term_ends_on IS NULL",
    "least(cardinality(r.fields), 2)",
    "(r.agreement_exists, r.agreement_title = '')",
    "r.last_confirmed_on IS NULL",
    "(r.story_en = '', r.story_ja = '', r.story_ja_is_translated)",
    *named("relationship_id = r.id", "register_relationshipevent"),
    """(SELECT (least(count(*), 2), bool_or(x.stated_on IS NOT NULL))
          FROM register_relationshipsource x WHERE x.relationship_id = r.id)""",
    """EXISTS (SELECT FROM commendations_commendationgovernment x
                 JOIN commendations_commendationpartner y USING (commendation_id)
              WHERE x.local_government_id = g.id AND y.partner_id = p.id)""",
    """EXISTS (SELECT FROM conferences_conferencegovernment x
                 JOIN conferences_conferencepartner y USING (conference_id)
              WHERE x.local_government_id = g.id AND y.partner_id = p.id)""",
)
KINDS = {
    "prefectures": Kind("prefecture", "places_prefecture p", "p.slug"),
    "countries": Kind(
        "country",
        "places_country c WHERE EXISTS (SELECT FROM places_partner x WHERE x.country_id = c.code)",
        "lower(c.code)",
        ("c.world_region", *in_table(COUNTRY)),
    ),
    "municipalities": Kind(
        "municipality",
        "places_localgovernment g WHERE g.exists_until IS NULL AND g.kind <> 'prefecture'",
        "g.slug",
        GOVERNMENT,
        "g.prefecture_id, g.name_en",
    ),
    "former": Kind(
        "former",
        "places_localgovernment g WHERE g.exists_until IS NOT NULL",
        "g.slug",
        GOVERNMENT + FORMER,
        "g.prefecture_id, g.name_en, extract(year FROM g.exists_until)",
    ),
    "partners": Kind(
        "partner", "places_partner p", "p.public_id", PARTNER, "p.country_id, p.state_en, p.name_en"
    ),
    "relationships": Kind(
        "relationship",
        """register_relationship r
             JOIN places_localgovernment g ON g.id = r.local_government_id
             JOIN places_partner p ON p.id = r.partner_id WHERE r.confidence <> 'C'""",
        "r.public_id",
        RELATIONSHIP,
        "g.id, p.country_id, p.name_en",
    ),
}


def key_of(path: str) -> str:
    """Return the part of a record's path that tells it apart; a partner's name is left out."""
    kind, key = path.strip("/").split("/")[-2:]
    return key.partition("-")[0] if kind == "partners" else key


def sample(section: str, paths: list[str], chance: random.Random) -> list[str]:
    """Return the pages of a section to look at, in the order of the sitemap."""
    if len(paths) <= SMALL:
        return paths
    kind = KINDS[section]
    by_key = {key_of(path): path for path in paths}
    ranked = [key for (path,) in sql(RANKED[kind.ranked]) if (key := key_of(path)) in by_key]
    keys = {ranked[0], ranked[-1], *of_branches(kind, chance), *namesakes(kind)}
    chosen = {by_key[key] for key in keys} | {*chance.sample(paths, BY_CHANCE)}
    return [path for path in paths if path in chosen]


def of_branches(kind: Kind, chance: random.Random) -> set[str]:
    """Return records that together have each value of each branch; few, as each has many."""
    branches = "".join(f", ({branch})::text" for branch in kind.branches)
    rows = sql(f"SELECT ({kind.key})::text{branches} FROM {kind.rows} ORDER BY 1")
    values = {key: set(enumerate(found)) for key, *found in chance.sample(rows, len(rows))}
    missing: set[tuple[int, str]] = set().union(*values.values())
    chosen: set[str] = set()
    while missing:
        best = max(values, key=lambda key: len(values[key] & missing))
        chosen.add(best)
        missing -= values[best]
    return chosen


def namesakes(kind: Kind) -> set[str]:
    """Return the records of the name that most records share; their titles must differ."""
    if not kind.names:
        return set()
    query = f"""SELECT array_agg(({kind.key})::text) FROM {kind.rows}
                 GROUP BY {kind.names} ORDER BY count(*) DESC, 1 LIMIT 1"""
    return set(sql(query)[0][0])
