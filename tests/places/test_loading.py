"""The places of the real data: how many, under which code, who became whom."""

from typing import Any

import pytest

from places.loading import check_digit
from places.models import Country, LocalGovernment, Partner, Prefecture, Succession
from tests.load import load
from tests.pages import get, soup, sql

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]


def test_every_place_is_loaded() -> None:
    today = LocalGovernment.objects.of_today()

    assert Prefecture.objects.count() == 47
    assert Country.objects.count() == 249
    assert today.count() == 1788
    assert LocalGovernment.objects.exclude(exists_until=None).count() == 2179
    # Those with a relationship, and those that only look for one (seeking_overseas.csv).
    assert Partner.objects.count() == 1393 + 8


def test_the_governments_of_today_are_of_the_law_s_kinds() -> None:
    kinds = sql(
        """SELECT kind, count(*) FROM places_localgovernment WHERE exists_until IS NULL
            GROUP BY kind"""
    )

    # 47 prefectures, 20 designated cities, 772 other cities, 23 special wards, 743 towns, 183
    # villages: the state of 総務省's table since 2019-05.
    assert dict(kinds) == {
        "prefecture": 47,
        "designated_city": 20,
        "city": 772,
        "special_ward": 23,
        "town": 743,
        "village": 183,
    }


@pytest.mark.parametrize(
    ("code5", "code"),
    [("01100", "011002"), ("13000", "130001"), ("13112", "131121"), ("47000", "470007")],
)
def test_the_check_digit_is_the_ministry_s(code5: str, code: str) -> None:
    assert check_digit(code5) == code


def test_every_code_has_its_check_digit() -> None:
    # 総務省: 11 less the remainder by 11 of the weighted sum, of which the last digit counts.
    wrong = sql(
        """SELECT code FROM places_localgovernment
            WHERE right(code, 1)::int <> (11 - (
                substr(code, 1, 1)::int * 6 + substr(code, 2, 1)::int * 5
              + substr(code, 3, 1)::int * 4 + substr(code, 4, 1)::int * 3
              + substr(code, 5, 1)::int * 2) % 11) % 10"""
    )

    assert wrong == []


def test_every_municipality_that_is_gone_ends_at_a_government_of_today() -> None:
    ends = sql(
        """SELECT g.id FROM places_localgovernment g
            WHERE g.exists_until IS NOT NULL AND NOT EXISTS (
              SELECT FROM places_succession s JOIN places_localgovernment t ON t.id = s.successor_id
               WHERE s.predecessor_id = g.id AND t.exists_until IS NULL)"""
    )
    astray = sql(
        """SELECT s.id FROM places_succession s
             JOIN places_localgovernment g ON g.id = s.predecessor_id
             JOIN places_localgovernment t ON t.id = s.successor_id
            WHERE t.exists_until IS NOT NULL OR g.exists_until IS DISTINCT FROM s."on"
               OR g.id = t.id"""
    )

    assert (ends, astray) == ([], [])
    assert Succession.objects.count() == 2179


def test_a_gone_municipality_names_its_successor(client: Any) -> None:
    ((urawa, saitama),) = sql(
        """SELECT g.slug, t.slug FROM places_succession s
             JOIN places_localgovernment g ON g.id = s.predecessor_id
             JOIN places_localgovernment t ON t.id = s.successor_id
            WHERE g.name_ja = '浦和市'"""
    )

    page = soup(get(client, f"/en/municipalities/{urawa}/"))

    assert saitama == "111007-saitama"
    assert page.select(f".notice a[href='/en/municipalities/{saitama}/']")


def test_sao_paulo_the_city_and_the_state_are_two_partners() -> None:
    both = Partner.objects.filter(country="BR", name_en="São Paulo")

    assert sorted(both.values_list("level", flat=True)) == ["local", "region"]
    kinds = {
        partner.level: set(partner.relationships.values_list("local_government__kind", flat=True))
        for partner in both
    }
    assert kinds["region"] == {"prefecture"}
    assert "prefecture" not in kinds["local"]


def test_dalian_is_one_partner_though_sources_name_it_in_several_ways() -> None:
    (dalian,) = Partner.objects.filter(country="CN", name_en="Dalian")

    assert dalian.name_ja == "大連市"
    assert dalian.relationships.count() > 3
    assert dalian.names.filter(text="大连").exists()


def test_no_two_partners_have_one_name_in_one_state() -> None:
    same = sql(
        """SELECT country_id, name_en, level FROM places_partner
            GROUP BY country_id, name_en, level, state_en HAVING count(*) > 1"""
    )

    assert same == []


def test_a_second_load_adds_nothing_and_says_so() -> None:
    versions = sql("SELECT number FROM sistercity_dataversion")

    added = load().added

    assert set(added.values()) == {0}
    assert {"prefecture", "country", "localgovernment", "succession", "partner"} <= added.keys()
    assert sql("SELECT number FROM sistercity_dataversion") == versions


def test_what_the_staff_edited_is_left_alone() -> None:
    edits: list[tuple[Any, dict[str, str]]] = [
        (Country.objects.get(code="FR"), {"name_en": "La France"}),
        (LocalGovernment.objects.get(slug="111007-saitama"), {"website": "https://example.org/"}),
        (Partner.objects.get(public_id=1), {"name_en": "Alberta!", "state_en": "West"}),
    ]
    for record, values in edits:
        type(record).objects.filter(pk=record.pk).update(**values)

    added = load().added

    assert set(added.values()) == {0}
    for record, values in edits:
        record.refresh_from_db()
        assert {name: getattr(record, name) for name in values} == values


def test_the_city_of_sao_paulo_does_not_bear_the_name_of_the_state() -> None:
    city = Partner.objects.get(name_en="São Paulo", level="local")

    assert "サンパウロ州" not in city.names.values_list("text", flat=True)
