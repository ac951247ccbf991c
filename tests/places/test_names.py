"""The table of names: every name of the files is in it, found at once, and never out of step."""

import random
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from places.finding import find
from places.loading import check_digit, former_municipalities, government_keys
from places.models import (
    PLACES,
    Country,
    LocalGovernment,
    NameKind,
    Partner,
    PlaceName,
    Prefecture,
    SearchKey,
)
from places.name_files import ALIAS_KINDS
from places.partner_files import PartnerFiles
from sistercity.loading import rows
from tests.desk import errors, form_data, name_rows
from tests.load import load
from tests.pages import sql

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]
OFFICIAL, KANA, ROMANISATION = NameKind.OFFICIAL, NameKind.KANA, NameKind.ROMANISATION
# A name as the table must hold it: column of the place, its primary key, the name, its kind.
Name = tuple[str, Any, str, str]
COLUMNS = (*(f"{place}_id" for place in PLACES), "place_name_id", "text", "kind", "key", "is_bare")


@pytest.fixture(scope="module")
def stored(django_db_setup: None, django_db_blocker: Any) -> set[Name]:
    """Every name that is found."""
    with django_db_blocker.unblock():
        found = SearchKey.objects.values_list(*COLUMNS[: len(PLACES)], "text", "kind")
        return {
            (place, pk, *rest)
            for *pks, text, kind in found
            for rest in [(text, kind)]
            for place, pk in zip(PLACES, pks, strict=True)
            if pk is not None
        }


def in_local_governments() -> Iterator[Name]:
    """The names of the governments of today; a prefecture is found as such."""
    pks = government_keys()
    for row in rows("local_governments"):
        if row["type"] != "prefecture":
            yield "local_government", pks[row["code"]], row["name_ja"], OFFICIAL
            yield "local_government", pks[row["code"]], row["name_en_full"], OFFICIAL
            yield "local_government", pks[row["code"]], row["kana"], KANA


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
        (in_local_governments, 5_200),
        (in_former_names, 6_500),
        (in_prefectures, 240),
        (in_countries, 1_000),
        (in_partner_files, 3_300),
        (in_partner_aliases, 10_300),
        (in_government_names, 70),
    ],
)
def test_every_name_of_the_files_is_found(
    stored: set[Name], names: Callable[[], Iterator[Name]], at_least: int
) -> None:
    stated = list(names())
    texts = {(place, pk, text) for place, pk, text, _ in stored}

    # A spelling of which another is its place's own name already is found by that one's key.
    own = {(place, pk, text) for place, pk, text, kind in stored if kind == OFFICIAL}
    assert len(stated) > at_least
    assert [name for name in stated if name[:3] not in texts and not same_key(name)] == []
    assert [
        name for name in stated if name not in stored and name[:3] not in own and not same_key(name)
    ] == []


def same_key(name: Name) -> bool:
    """Whether the place is found by the name's key, under a name of its own that is spelt alike."""
    place, pk, text, _ = name
    (key,) = sql("SELECT places_key(%s)", text)[0]
    found = SearchKey.objects.filter(**{f"{place}_id": pk, "key": key, "place_name": None})
    return found.exists()


def test_the_names_in_macrons_of_the_governments_are_found(stored: set[Name]) -> None:
    pks = government_keys()
    keys = {
        (pk, key): kind
        for pk, key, kind in SearchKey.objects.values_list("local_government", "key", "kind")
    }
    for row in rows("local_governments"):
        if row["type"] != "prefecture" and row["name_en_macron"]:
            (key,) = sql("SELECT places_key(%s)", row["name_en_macron"])[0]
            assert (pks[row["code"]], key) in keys, row["name_en_macron"]


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


def test_the_check_digits_of_the_successors_are_right() -> None:
    assert {check_digit(row["code"][:5]) == row["code"] for row in rows("government_names")} == {
        True
    }


# Names that the staff give


def first_place(text: str) -> Any:
    """The first place that a name leads to, or None."""
    hits = find(text).hits
    return hits[0].place if hits else None


PLACES_OF_TESTS = {
    "country": lambda: Country.objects.get(code="FR"),
    "prefecture": lambda: Prefecture.objects.get(code="13"),
    "partner": lambda: Partner.objects.get(public_id=90_001),
    "localgovernment": lambda: LocalGovernment.objects.get(slug="139998-kobo"),
}


@pytest.mark.usefixtures("partner", "ward")
@pytest.mark.parametrize("form", PLACES_OF_TESTS)
def test_a_name_that_the_staff_add_is_found_until_they_take_it_away(
    admin_client: Client, form: str
) -> None:
    place = PLACES_OF_TESTS[form]()
    address = f"/admin/places/{form}/{place.pk}/change/"
    data = form_data(admin_client.get(address), form)
    assert first_place("Zqxburg") is None
    had = int(data["names-INITIAL_FORMS"][0])
    new = {name.replace("names-0", f"names-{had}"): value
           for name, value in name_rows("Zqxburg").items()}  # fmt: skip
    new |= {"names-TOTAL_FORMS": had + 1, "names-INITIAL_FORMS": had}

    assert errors(admin_client.post(address, data | new)) == ""
    assert first_place("Zqxburg") == place
    assert first_place("ＺＱＸ burg") == place

    name = PlaceName.objects.get(text="Zqxburg")
    name.text = "Qzxville"
    name.save()
    assert (first_place("Zqxburg"), first_place("Qzxville")) == (None, place)

    name.delete()
    assert first_place("Qzxville") is None


def test_a_changed_name_of_a_place_is_found_and_the_old_one_no_longer(partner: Partner) -> None:
    assert first_place("Montvert") == partner

    Partner.objects.filter(pk=partner.pk).update(name_en="Qzxville")

    assert (first_place("Montvert"), first_place("Qzxville")) == (None, partner)

    partner.delete()
    assert first_place("Qzxville") is None


# In step


def keys_now() -> list[tuple[Any, ...]]:
    """Every row of the keys, in an order of its own."""
    return sorted(SearchKey.objects.values_list(*COLUMNS), key=repr)


def keys_from_scratch() -> list[tuple[Any, ...]]:
    """Every row that the rules of the keys give for the tables as they are.

    Stated here once more, apart from the triggers: which columns hold names, the best first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH names (local_government, partner, country, prefecture, place_name, position, text,
                        kind) AS (
                SELECT id, null::bigint, null, null, null::bigint, n.* FROM places_localgovernment,
                    LATERAL (VALUES (0, name_ja, 'official'), (1, name_en, 'official'),
                        (2, name_en_macron, 'romanisation'), (3, kana, 'kana'), (4, code, 'code')
                    ) AS n WHERE places_localgovernment.kind <> 'prefecture'
                UNION ALL
                SELECT null, id, null, null, null, n.* FROM places_partner,
                    LATERAL (VALUES (0, name_ja, 'official'), (1, name_en, 'official'),
                        (2, name_native, 'native'), (3, state_ja, 'area'), (4, state_en, 'area')
                    ) AS n
                UNION ALL
                SELECT null, null, code, null, null, n.* FROM places_country,
                    LATERAL (VALUES (0, name_ja, 'official'), (1, name_en, 'official'),
                        (2, kana, 'kana'), (3, code, 'code')) AS n
                UNION ALL
                SELECT null, null, null, code, null, n.* FROM places_prefecture,
                    LATERAL (VALUES (0, name_ja, 'official'), (1, name_en, 'official'),
                        (2, kana, 'kana')) AS n
                UNION ALL
                SELECT local_government_id, partner_id, country_id, prefecture_id, id, 0, text, kind
                FROM places_placename
            )
            SELECT names.*, keys.* FROM names, LATERAL places_keys(names.text) AS keys
            """
        )
        found = cursor.fetchall()
    first: dict[tuple[Any, ...], tuple[Any, tuple[Any, ...]]] = {}
    for *place, position, text, kind, key, is_bare in found:
        rank = (is_bare, position)
        known = first.get((*place, key))
        if known is None or rank < known[0]:
            first[(*place, key)] = (rank, (*place, text, kind, key, is_bare))
    return sorted((row for _, row in first.values()), key=repr)


def test_the_keys_are_those_that_a_rebuild_would_give() -> None:
    assert keys_now() == keys_from_scratch()


NAMES = [
    "Zürich", "ヴァンク", "Ōsaka-shi", "旧町", "St. Zqx", "", "市", "Łódź City", "ヶ原村", "()",
]  # fmt: skip
UPDATES = {
    "places_country": ("code", ["name_en", "name_ja", "kana"]),
    "places_prefecture": ("code", ["name_en", "name_ja", "kana"]),
    "places_localgovernment": ("id", ["name_en", "name_ja", "kana", "name_en_macron"]),
    "places_partner": ("id", ["name_en", "name_ja", "name_native", "state_ja", "state_en"]),
    "places_placename": ("id", ["text"]),
}


def edit_by_sql(chance: random.Random) -> None:
    """Change a random name of a random row of a random table; give both names a text."""
    table, (key, columns) = chance.choice(sorted(UPDATES.items()))
    column, text = chance.choice(columns), chance.choice(NAMES)
    text = text if column not in ("name_en", "name_ja", "text") or text else "Zqx"
    (one,) = chance.choice(sql(f"SELECT {key} FROM {table} ORDER BY {key} LIMIT 500"))
    sql(f"UPDATE {table} SET {column} = %s WHERE {key} = %s RETURNING 1", text, one)


def edit_by_orm(chance: random.Random) -> None:
    """Add a partner with a name, move a name to another place, or delete a name or a partner."""
    number = chance.randrange(10**5, 10**6)
    partner = Partner.objects.create(
        public_id=number, country_id="FR", name_en=f"Zqx {number}", level="local",
        name_native=chance.choice(NAMES),
    )  # fmt: skip
    names = [
        PlaceName(partner=partner, text=f"{text} {number} {n}", language="und", kind="exonym")
        for n, text in enumerate(NAMES)
    ]
    PlaceName.objects.bulk_create(names)
    match chance.randrange(4):
        case 0:
            PlaceName.objects.filter(partner=partner).update(partner=None, country="BE")
        case 1:
            chance.choice(names).delete()
        case 2:
            partner.delete()
        case _:
            names[0].partner, names[0].prefecture_id = None, "13"
            names[0].save()


@pytest.mark.parametrize("seed", range(3))
def test_the_keys_stay_those_of_a_rebuild_after_random_edits(seed: int) -> None:
    chance = random.Random(seed)
    before = keys_now()

    for _ in range(40):
        chance.choice([edit_by_sql, edit_by_orm])(chance)
    sql("DELETE FROM places_placename WHERE id %% 97 = %s RETURNING 1", seed)
    sql("UPDATE places_country SET code = 'QX' WHERE code = 'AQ' RETURNING 1")

    after = keys_now()
    assert after != before
    assert after == keys_from_scratch()


def test_no_key_is_of_no_place_or_of_two() -> None:
    keys = sorted(SearchKey.objects.values_list(*COLUMNS[:4]), key=repr)
    assert keys
    for name, found in groupby(keys, key=itemgetter(slice(None))):
        assert sum(one is not None for one in name) == 1, list(found)
