"""The places of the real data: how many, under which code, who became whom."""

import pytest

from places.models import Country, LocalGovernment, Partner, Prefecture, Succession
from tests.pages import sql

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


def test_sao_paulo_the_city_and_the_state_are_two_partners() -> None:
    both = Partner.objects.filter(country="BR", name_en="São Paulo")

    assert sorted(both.values_list("level", flat=True)) == ["local", "region"]
    kinds = {
        partner.level: set(partner.relationships.values_list("local_government__kind", flat=True))
        for partner in both
    }
    assert kinds["region"] == {"prefecture"}
    assert "prefecture" not in kinds["local"]
    assert not both.get(level="local").names.filter(text="サンパウロ州").exists()


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
