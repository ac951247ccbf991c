"""The keys of names stay in step with the names, whoever writes: the desk, the ORM, plain SQL."""

import random
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from places.finding import find
from places.models import (
    PLACES,
    Country,
    LocalGovernment,
    Partner,
    PlaceName,
    Prefecture,
    SearchKey,
)
from tests.desk import errors, form_data, name_rows
from tests.pages import sql

pytestmark = pytest.mark.django_db
COLUMNS = (*(f"{place}_id" for place in PLACES), "place_name_id", "text", "kind", "key", "is_bare")


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


@pytest.mark.real_data
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
            PlaceName.objects.filter(partner=partner).update(partner=None, country="DE")
        case 1:
            chance.choice(names).delete()
        case 2:
            partner.delete()
        case _:
            names[0].partner, names[0].prefecture_id = None, "13"
            names[0].save()


@pytest.mark.sampled(2)
@pytest.mark.parametrize("seed", range(6))
def test_the_keys_stay_those_of_a_rebuild_after_random_edits(seed: int) -> None:
    chance = random.Random(seed)
    Country.objects.create(code="AQ", name_en="Antarctica", kana="なんきょく", world_region="asia")
    before = keys_now()

    for _ in range(40):
        chance.choice([edit_by_sql, edit_by_orm])(chance)
    sql("DELETE FROM places_placename WHERE id %% 7 = %s RETURNING 1", seed)
    sql("UPDATE places_country SET code = 'QX' WHERE code = 'AQ' RETURNING 1")

    after = keys_now()
    assert after != before
    assert after == keys_from_scratch()
