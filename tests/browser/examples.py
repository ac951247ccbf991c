"""The pages that the browser tests look at: of each kind the fullest, the emptiest, and others."""

import random
from dataclasses import dataclass

from tests.pages import sql

RANDOM_EXAMPLES = 10
SEED = 20261122
# The kinds with one or few pages; paths follow the language.
FIXED = {
    "home": [""],
    "list": [
        "relationships/",
        "relationships/?page=20",
        "relationships/?prefecture=13&country=us&kind=sister&sort=name",
        "relationships/?prefecture=47&country=no",
        "relationships/?prefecture=99&year_from=abc&sort=size",
        "relationships/?status=ended&counting=unconfirmed",
    ],
    "overviews": ["prefectures/", "countries/", "municipalities/"],
    "statistics": ["statistics/"],
    "search": [
        "search/",
        "search/?q=Fuchu",
        "search/?q=Shizunai",
        "search/?q=Takaoka+Fort+Wayne",
        "search/?q=Takaoka+Mirandola",
        "search/?q=Hokkaido+Canada",
        "search/?q=Xqzzt",
        "search/?q=san&group=places&page=2",
    ],
    "about": ["data/", "about/", "faq/"],
    "releases": ["releases/", "releases/1/"],
    "commendations": [
        "commendations/",
        "commendations/?country=us&prefecture=21",
        "commendations/?prefecture=13&country=us",
        "commendations/?year=x",
        "commendations/programme/",
        "commendations/6/",
        "commendations/10/",
        "commendations/unknown/",
    ],
    "seminars": [
        "seminars/",
        "seminars/?country=fr&prefecture=37",
        "seminars/?office=beijing&country=fr",
        "seminars/?office=rome&year=x",
        "seminars/offices/",
        "seminars/2019-singapore/",
        "seminars/2024-london/",
        "seminars/2021-seoul/",
    ],
    "conferences": [
        "conferences/",
        "conferences/trilateral/",
        "conferences/japan-france/",
        "conferences/japan-china/",
        "conferences/japan-france/2/",
        "conferences/japan-france/9/",
        "conferences/trilateral/7/",
        "conferences/trilateral/22/",
    ],
    "policies": ["accessibility/", "privacy/"],
    "styleguide": ["styleguide/"],
    "not-found": ["nothing/", "relationships/?page=999"],
}
# The kinds with a page for each record: paths in the order from the emptiest to the fullest.
RANKED = {
    "listing": """
        SELECT 'partner-search/' || s.public_id || '/' FROM listings_listing s
         WHERE s.published_at <= now()
         ORDER BY (SELECT count(*) FROM listings_listingwish w
                    WHERE w.listing_id = s.id)
                  + (SELECT count(*) FROM listings_listingsource w
                      WHERE w.listing_id = s.id)
                  + length(s.offers_en || s.looks_for_en || s.industries_en), s.public_id""",
    "relationship": """
        SELECT 'relationships/' || r.public_id || '/' FROM register_relationship r
         ORDER BY (SELECT count(*) FROM register_relationshipsource s
                    WHERE s.relationship_id = r.id)
                  + (r.story_en <> '')::int * 5 + (r.agreement_title <> '')::int
                  + (r.former_local_government_id IS NOT NULL)::int, r.public_id""",
    "prefecture": """
        SELECT 'prefectures/' || p.slug || '/' FROM places_prefecture p
         ORDER BY (SELECT count(*) FROM register_relationship r
                     JOIN places_localgovernment g ON g.id = r.local_government_id
                    WHERE g.prefecture_id = p.code), p.code""",
    "country": """
        SELECT 'countries/' || lower(c.code) || '/' FROM places_country c
          JOIN places_partner p ON p.country_id = c.code
         GROUP BY c.code
         ORDER BY (SELECT count(*) FROM register_relationship r
                     JOIN places_partner q ON q.id = r.partner_id
                    WHERE q.country_id = c.code AND r.confidence <> 'C'), c.code""",
    "municipality": """
        SELECT 'municipalities/' || g.slug || '/' FROM places_localgovernment g
         WHERE g.exists_until IS NULL AND g.kind <> 'prefecture'
         ORDER BY (SELECT count(*) FROM register_relationship r
                    WHERE r.local_government_id = g.id) * 3
                  + (SELECT count(*) FROM places_succession s WHERE s.successor_id = g.id),
                  g.slug""",
    "former": """
        SELECT 'municipalities/' || g.slug || '/' FROM places_localgovernment g
         WHERE g.exists_until IS NOT NULL
         ORDER BY (SELECT count(*) FROM register_relationship r
                    WHERE r.former_local_government_id = g.id), g.slug""",
    "partner": """
        SELECT 'partners/' || p.public_id || '-x/' FROM places_partner p
         ORDER BY (SELECT count(*) FROM register_relationship r WHERE r.partner_id = p.id) * 9
                  + (SELECT count(*) FROM places_placename n WHERE n.partner_id = p.id),
                  p.public_id""",
}
KINDS = [*FIXED, *RANKED]


@dataclass(frozen=True)
class Examples:
    """Pages of one kind: those looked at in every variant, and those looked at in one."""

    thorough: list[str]
    others: list[str]

    @property
    def paths(self) -> list[str]:
        """All of them."""
        return [*self.thorough, *self.others]


def examples(kind: str) -> Examples:
    """Return the pages of a kind; the same ones each time."""
    if kind in FIXED:
        return Examples(FIXED[kind], [])
    paths = [row[0] for row in sql(RANKED[kind])]
    chosen = random.Random(f"{SEED} {kind}").sample(paths[1:-1], RANDOM_EXAMPLES)
    return Examples([paths[0], paths[-1]], chosen)
