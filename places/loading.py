"""Loads prefectures, countries, local governments with their lineage, and partners."""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from django.utils.text import slugify

from places.models import (
    PLACES,
    Country,
    GovernmentKind,
    LocalGovernment,
    Partner,
    PlaceName,
    Prefecture,
    Region,
    Succession,
)
from places.name_files import place_names
from places.partner_files import PartnerFiles
from sistercity.loading import Report, Row, add_missing, decimal_or_none, rows

# Weights of the check digit of a local government code (全国地方公共団体コード, 総務省).
CHECK_WEIGHTS = (6, 5, 4, 3, 2)
KIND_BY_SUFFIX = {
    "市": GovernmentKind.CITY,
    "町": GovernmentKind.TOWN,
    "村": GovernmentKind.VILLAGE,
    "区": GovernmentKind.SPECIAL_WARD,
}
REGIONS = {
    "Kinki (Kansai)": Region.KINKI,
    "Kyushu-Okinawa": Region.KYUSHU,
}


def load_places(report: Report) -> None:
    """Load every place of the files, in the order in which they need one another."""
    partners = PartnerFiles()
    add_missing(Prefecture, prefectures(), ("code",), report)
    add_missing(Country, countries(), ("code",), report)
    add_missing(LocalGovernment, local_governments(), ("slug",), report)
    add_missing(Succession, successions(), ("predecessor_id", "successor_id"), report)
    add_missing(Partner, partners.records(), ("public_id",), report)
    names = place_names(government_keys(), partners, report)
    add_missing(PlaceName, names, (*(f"{place}_id" for place in PLACES), "text", "kind"), report)


def check_digit(code5: str) -> str:
    """Return the six-digit local government code of its first five digits."""
    total = sum(int(digit) * weight for digit, weight in zip(code5, CHECK_WEIGHTS, strict=True))
    return f"{code5}{(11 - total % 11) % 10}"


def prefectures() -> Iterator[Prefecture]:
    """Yield the 47 prefectures with their place on the tile map."""
    tiles = {row["code"]: row for row in rows("prefecture_tiles")}
    for row in rows("prefectures"):
        region = row["region_en"]
        yield Prefecture(
            code=row["code"],
            name_en=row["name_en"],
            name_ja=row["name_ja"],
            kana=row["kana"],
            slug=f"{row['code']}-{slugify(row['name_en'])}",
            region=REGIONS.get(region) or Region(region.lower()),
            row=int(tiles[row["code"]]["row"]),
            column=int(tiles[row["code"]]["column"]),
        )


def countries() -> Iterator[Country]:
    """Yield the countries and regions."""
    names = ("code", "name_en", "name_ja", "kana", "world_region")
    for row in rows("countries"):
        yield Country(**{name: row[name] for name in names})


def local_governments() -> Iterator[LocalGovernment]:
    """Yield the local governments of today, then the ones that are gone."""
    for row in rows("local_governments"):
        yield LocalGovernment(
            code=row["code"],
            slug=slug_of(row),
            prefecture_id=row["prefecture_code"],
            kind=row["type"],
            name_en=row["name_en_full"],
            name_ja=row["name_ja"],
            name_en_macron=row["name_en_macron"],
            kana=row["kana"],
            latitude=decimal_or_none(row["lat"]),
            longitude=decimal_or_none(row["lng"]),
            website=row["official_url"],
            source_url=first_word(row["source_url"]),
        )
    for slug, row in former_municipalities():
        yield LocalGovernment(
            code=check_digit(row["former_code5"]),
            slug=slug,
            prefecture_id=row["former_prefecture_code"],
            kind=KIND_BY_SUFFIX[row["former_name_ja"][-1]],
            name_en=row["former_name_en"],
            name_ja=row["former_name_ja"],
            kana=row["former_kana"],
            exists_until=datetime.date.fromisoformat(row["event_date"]),
            source_url=first_word(row["source_url"]),
        )


def slug_of(row: Row) -> str:
    """Return the name in URLs of a row of local_governments.csv."""
    return f"{row['code']}-{slugify(row['name_en'])}"


def government_keys() -> dict[str, int]:
    """Return the primary key of each local government of the file, by its code.

    Found by the name in URLs, which stays when the staff mark it as merged away.
    """
    stored = dict(LocalGovernment.with_withdrawn.values_list("slug", "pk"))
    return {row["code"]: stored[slug_of(row)] for row in rows("local_governments")}


def former_municipalities() -> Iterator[tuple[str, Row]]:
    """Yield each row of former_names.csv with the name it has in URLs.

    A code can pass from one municipality to the next, so the year of the end is part of it.
    """
    taken: dict[str, int] = defaultdict(int)
    for row in rows("former_names"):
        name = slugify(row["former_name_en"].rsplit(" ", 1)[0])
        slug = f"{check_digit(row['former_code5'])}-{name}-{row['event_date'][:4]}"
        taken[slug] += 1
        yield (f"{slug}-{taken[slug]}" if taken[slug] > 1 else slug), row


def first_word(text: str) -> str:
    """Return the URL that a source begins with."""
    return text.split(maxsplit=1)[0] if text else ""


def successions() -> Iterator[Succession]:
    """Yield what became of each municipality that is gone."""
    by_slug = dict(LocalGovernment.with_withdrawn.values_list("slug", "pk"))
    today = government_keys()
    for slug, row in former_municipalities():
        yield Succession(
            predecessor_id=by_slug[slug],
            successor_id=today[row["successor_code"]],
            on=datetime.date.fromisoformat(row["event_date"]),
            kind=row["kind"].replace(" ", "_"),
            source_url=first_word(row["source_url"]),
        )
