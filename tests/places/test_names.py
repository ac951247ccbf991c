"""The names of the files: every one is stored, and finds its place."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from places import keys
from places.finding import find
from places.loading import former_municipalities, government_keys
from places.models import (
    PLACES,
    Country,
    LocalGovernment,
    NameKind,
    Partner,
    PlaceName,
    SearchKey,
)
from places.name_files import ALIAS_KINDS
from places.partner_files import PartnerFiles
from sistercity.loading import rows
from tests.load import load
from tests.pages import sql

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]
OFFICIAL, KANA, ROMANISATION = NameKind.OFFICIAL, NameKind.KANA, NameKind.ROMANISATION
# A name as the table must hold it: column of the place, its primary key, the name, its kind.
Name = tuple[str, Any, str, str]
COLUMNS = (*(f"{place}_id" for place in PLACES), "place_name_id", "text", "kind", "key", "is_bare")


class Stored(NamedTuple):
    """Every name that is found, and the keys of the places' own names."""

    names: set[Name]
    own_keys: set[tuple[str, Any, str]]


@pytest.fixture(scope="module")
def stored(django_db_setup: None, django_db_blocker: Any) -> Stored:
    """Every name of the real data."""
    found = Stored(set(), set())
    with django_db_blocker.unblock():
        for *pks, other, text, kind, key, _ in SearchKey.objects.values_list(*COLUMNS):
            ((place, pk),) = [pair for pair in zip(PLACES, pks, strict=True) if pair[1] is not None]
            found.names.add((place, pk, text, kind))
            if other is None:
                found.own_keys.add((place, pk, key))
    return found


def in_local_governments() -> Iterator[Name]:
    """The names of the governments of today; a prefecture is found as such."""
    pks = government_keys()
    for row in rows("local_governments"):
        if row["type"] != "prefecture":
            yield "local_government", pks[row["code"]], row["name_ja"], OFFICIAL
            yield "local_government", pks[row["code"]], row["name_en_full"], OFFICIAL
            yield "local_government", pks[row["code"]], row["kana"], KANA
            if row["name_en_macron"]:
                yield "local_government", pks[row["code"]], row["name_en_macron"], ROMANISATION


def in_former_names() -> Iterator[Name]:
    """The names of the municipalities that are gone."""
    pks = dict(LocalGovernment.objects.values_list("slug", "pk"))
    for slug, row in former_municipalities():
        yield "local_government", pks[slug], row["former_name_ja"], OFFICIAL
        yield "local_government", pks[slug], row["former_name_en"], OFFICIAL
        yield "local_government", pks[slug], row["former_kana"], KANA


def in_prefectures() -> Iterator[Name]:
    """The names of the prefectures, short ones too."""
    for row in rows("prefectures"):
        yield "prefecture", row["code"], row["name_ja"], OFFICIAL
        yield "prefecture", row["code"], row["name_en"], OFFICIAL
        yield "prefecture", row["code"], row["kana"], KANA
        if row["short_name_ja"] != row["name_ja"]:
            yield "prefecture", row["code"], row["short_name_ja"], NameKind.SHORT
        yield "prefecture", row["code"], row["name_en_full"], OFFICIAL
    for row in rows("prefecture_names"):
        yield "prefecture", row["code"], row["text"], row["kind"]


def in_countries() -> Iterator[Name]:
    """The names of the countries and regions in both languages, with short and official ones."""
    for row in rows("countries"):
        yield "country", row["code"], row["name_en"], OFFICIAL
        yield "country", row["code"], row["name_ja"], OFFICIAL
        yield "country", row["code"], row["kana"], KANA
    for row in rows("country_names"):
        yield "country", row["country"], row["text"], row["kind"]


def in_partner_files() -> Iterator[Name]:
    """The names of the partners in relationships.csv and in the files that add to it."""
    files = PartnerFiles()
    stored = dict(Partner.objects.values_list("public_id", "pk"))
    for place in files.places():
        pk = stored[files.number(place.key)]
        yield "partner", pk, place.key.name, OFFICIAL
        if japanese := files.japanese.get(place.key):
            yield "partner", pk, japanese["name_ja"], OFFICIAL
    for row in rows("partner_names_more"):
        yield "partner", stored[int(row["public_id"])], row["text"], row["kind"]


def in_partner_aliases() -> Iterator[Name]:
    """The other names of the partners, but for those that are wrong or that another file states."""
    files = PartnerFiles()
    numbers = dict(Partner.objects.values_list("pk", "public_id"))
    stated = {
        (int(row["public_id"]), row[column])
        for name, column in (("partner_names_left_out", "name"), ("partner_names_more", "text"))
        for row in rows(name)
    }
    for key, pk in files.keys().items():
        for row in files.aliases_of(key):
            if (numbers[pk], row["alias"]) not in stated:
                yield "partner", pk, row["alias"], ALIAS_KINDS[row["kind"]][0]


def in_government_names() -> Iterator[Name]:
    """Former names from before the lineage begins."""
    pks = government_keys()
    for row in rows("government_names"):
        yield "local_government", pks[row["code"]], row["text"], row["kind"]


@pytest.mark.parametrize(
    ("names", "at_least"),
    [
        (in_local_governments, 6_900),
        (in_former_names, 6_500),
        (in_prefectures, 240),
        (in_countries, 1_000),
        (in_partner_files, 3_300),
        (in_partner_aliases, 10_300),
        (in_government_names, 70),
    ],
)
def test_every_name_of_the_files_is_found(
    stored: Stored, names: Callable[[], Iterator[Name]], at_least: int
) -> None:
    stated = list(names())
    official = {name[:3] for name in stored.names if name[3] == OFFICIAL}

    # A spelling like the place's own name is found by the key of that one.
    missing = [
        name
        for name in stated
        if name not in stored.names
        and name[:3] not in official
        and (*name[:2], keys.key(name[2])) not in stored.own_keys
    ]

    assert len(stated) > at_least
    assert missing == []


def test_every_stored_name_of_the_files_says_its_source_and_language() -> None:
    assert not PlaceName.objects.filter(source="").exists()
    assert not PlaceName.objects.filter(language="").exists()


@pytest.mark.parametrize(
    "name",
    ["country_names", "prefecture_names", "government_names", "partner_names_more"],
)
def test_every_row_of_names_is_stored_as_it_stands(name: str) -> None:
    columns = ("text", "language", "kind", "source")
    known = set(PlaceName.objects.values_list(*columns))

    for row in rows(name):
        assert tuple(row[column] for column in columns) in known


@pytest.mark.parametrize("name", ["partner_names_more", "partner_names_left_out"])
def test_a_row_names_the_partner_beside_its_number(name: str) -> None:
    names = dict(Partner.objects.values_list("public_id", "name_en"))

    for row in rows(name):
        assert names[int(row["public_id"])] == row["partner_name_en"]


def test_wrong_names_are_left_out_with_their_reason() -> None:
    said = load().text
    left_out = rows("partner_names_left_out")
    stored = set(PlaceName.objects.values_list("partner__public_id", "text"))
    aliases = {row["alias"] for row in rows("partner_aliases")}

    assert len(left_out) > 100
    for row in left_out:
        assert (int(row["public_id"]), row["name"]) not in stored
        assert row["name"] in aliases, "nothing to leave out"
        told = f"left out: {row['name']} for {row['partner_name_en']}: {row['reason']}"
        assert told in said


def test_no_partner_bears_the_name_of_its_country_beside_that_of_a_city() -> None:
    wrong = sql(
        """SELECT n.text FROM places_placename n
             JOIN places_partner p ON p.id = n.partner_id
             JOIN places_country c ON c.code = p.country_id
            WHERE n.text IN (c.name_en, c.name_ja) AND n.text NOT IN (p.name_en, p.name_ja)"""
    )

    assert [text for (text,) in wrong] == ["Panama"]  # as its city is named in Spanish


@pytest.mark.parametrize(
    ("text", "public_id"),
    [("München", 10), ("慕尼黑", 10), ("Firenze", 740), ("Torino", 825), ("Praha", 934),
     ("Köln", 930), ("Roma", 460), ("Warszawa", 774), ("서울특별시 강동구", 503), ("朝阳区", 477),
     ("白河區", 669), ("チンタオ", 1182), ("Saigon", 959), ("Kiev", 931), ("カオシュン", 498)],
)  # fmt: skip
def test_a_partner_is_found_by_its_native_name_and_exonyms(text: str, public_id: int) -> None:
    first = find(text).hits[0].place

    assert isinstance(first, Partner)
    assert first.public_id == public_id


@pytest.mark.parametrize(
    ("text", "code"),
    [("USA", "US"), ("U.S.A.", "US"), ("米国", "US"), ("Deutschland", "DE"), ("South Korea", "KR"),
     ("大韓民国", "KR"), ("대한민국", "KR"), ("豪州", "AU"), ("Turkey", "TR"), ("英国", "GB")],
)  # fmt: skip
def test_a_country_is_found_by_its_short_and_native_names(text: str, code: str) -> None:
    assert find(text).hits[0].place == Country.objects.get(code=code)


@pytest.mark.parametrize("text", ["小倉市", "小倉", "こくらし", "Kokura", "Moji City", "門司"])
def test_a_city_from_before_the_lineage_leads_to_its_successor(text: str) -> None:
    (hit,) = [hit for hit in find(text).hits if hit.is_exact]

    assert hit.place == LocalGovernment.objects.get(code="401005")
    assert hit.kind == NameKind.FORMER
