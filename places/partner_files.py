"""The partners overseas as the files of ``fixtures/`` name them, each once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models.functions import Coalesce

from places.models import Partner
from sistercity.loading import Row, decimal_or_none, rows


@dataclass(frozen=True)
class PartnerKey:
    """How the files name a partner; the level only where it tells two places of one name apart."""

    country: str
    name: str
    state: str
    level: str = ""


def partner_key(row: Row) -> PartnerKey:
    """Return the key of a row of any file that names partners, as it spells it."""
    return PartnerKey(row["partner_country"], row["partner_name_en"], row["partner_region_en"])


@dataclass
class FilePartner:
    """A partner as the files know it: its best key and the rows that name it."""

    key: PartnerKey
    rows: list[Row]

    def first(self, column: str) -> str:
        """Return the first value in the column of the rows that give the place's own state.

        Where a row's state is wrong, its point on the map is of another place too.
        """
        rows = (row for row in self.rows if row["partner_region_en"] == self.key.state)
        return next((row[column] for row in rows if row[column]), "")


class PartnerFiles:
    """The partners of relationships.csv, each once.

    Rows name the same place with its state, with another (geocoded) one, or without: country,
    name and GeoNames number together tell that it is one place. The state printed by a source
    wins over a geocoded one, that over none. The city and the state of São Paulo share all but
    their level: partner_names_ja.csv gives the level of such pairs. Other spellings of one place
    are listed in partner_spellings.csv, each with the reason.
    """

    def __init__(self) -> None:
        self.spellings = {
            partner_key(row): replace(
                partner_key(row), name=row["same_as_name_en"], state=row["same_as_region_en"]
            )
            for row in rows("partner_spellings")
        }
        self.numbers = {
            replace(partner_key(row), level=row["partner_level"]): int(row["public_id"])
            for row in rows("partner_numbers")
        }
        self.japanese: dict[PartnerKey, Row] = {}
        for row in rows("partner_names_ja"):
            self.japanese[replace(self.canonical(row), level=row["partner_level"])] = row
        self.aliases: dict[PartnerKey, list[Row]] = defaultdict(list)
        for row in rows("partner_aliases"):
            self.aliases[self.canonical(row)].append(row)
        self.rows: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in rows("relationships"):
            self.rows[self.identity(self.key(row))].append(row)

    def canonical(self, row: Row) -> PartnerKey:
        """Return the key of a row of any file, without the level, in the spelling that is kept."""
        return self.spellings.get(partner_key(row), partner_key(row))

    def key(self, row: Row) -> PartnerKey:
        """Return the key of a row of relationships.csv."""
        key = self.canonical(row)
        exact = replace(key, level=row["partner_level"])
        return exact if exact in self.japanese else key

    def aliases_of(self, key: PartnerKey) -> list[Row]:
        """Return the other names of a partner.

        Of two that share a name they are the city's, but for the state's own Japanese name.
        """
        if key.level == "region":
            return []
        state = self.japanese.get(replace(key, level="region"), {}).get("name_ja", "")
        return [row for row in self.aliases[replace(key, level="")] if row["alias"] != state]

    def identity(self, key: PartnerKey) -> tuple[str, ...]:
        """Return country, name, level, and the GeoNames number or else the state."""
        numbers = {row["geoname_id"] for row in self.aliases_of(key)} - {""}
        return key.country, key.name, key.level, min(numbers, default=key.state)

    def places(self) -> Iterator[FilePartner]:
        """Yield each partner under the key whose state is best known."""
        rank = {"source": 0, "geocoded": 1, "": 2}
        for group in self.rows.values():
            best = min(group, key=lambda row: rank[row["partner_region_source"]])
            yield FilePartner(self.key(best), group)

    def records(self) -> Iterator[Partner]:
        """Yield a partner per place."""
        states = {
            (row["partner_country"], row["state_en"]): row["state_ja"]
            for row in rows("partner_states")
        }
        for place in self.places():
            japanese = self.japanese.get(place.key, {})
            yield Partner(
                public_id=self.number(place.key),
                country_id=place.key.country,
                state_en=place.key.state,
                state_ja=states.get((place.key.country, place.key.state), ""),
                name_en=place.key.name,
                name_ja=japanese.get("name_ja", ""),
                name_ja_source=japanese.get("source", ""),
                level=place.rows[0]["partner_level"],
                wikidata_id=place.first("partner_wikidata_id"),
                latitude=decimal_or_none(place.first("partner_lat")),
                longitude=decimal_or_none(place.first("partner_lng")),
            )

    def number(self, key: PartnerKey) -> int:
        """Return the public number that partner_numbers.csv gives a partner."""
        if key not in self.numbers:
            raise ValueError(
                f"{key.name} ({key.state}, {key.country}) has no number: add it to the end of"
                " fixtures/partner_numbers.csv with the next one."
            )
        return self.numbers[key]

    def keys(self) -> dict[PartnerKey, int]:
        """Return the primary key of the partner that each key means: not of a joined one."""
        kept = Coalesce("joined_to", "pk")
        stored = dict(Partner.with_withdrawn.values_list("public_id", kept))
        return {
            self.key(row): stored[self.number(place.key)]
            for place in self.places()
            for row in place.rows
        }
