"""Seminars and conferences among the results of the search."""

import pytest
from django.test import Client

from conferences.models import Conference
from conferences.search import conferences, result
from places.finding import find
from relationships.search.groups import GROUPS
from seminars.models import Seminar
from seminars.search import result as seminar_result
from seminars.search import seminars
from tests.pages import get

pytestmark = pytest.mark.django_db


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Cannes", 9),  # host
        ("鶴岡市", 2),  # took part
        ("石川県", 2),  # prefecture of the host
        ("Kanazawa Nancy", 5),  # both took part
        ("日仏自治体交流会議", 9),
        ("mature society", 6),
    ],
)
def test_a_conference_is_found_by_place_series_and_theme(text: str, number: int) -> None:
    found = conferences(find(text)).filter(series__slug="japan-france")

    assert number in [conference.number for conference in found]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("北九州市", "2022-sydney"),
        ("福岡県", "2017-singapore"),
        ("Sri Lanka", "2019-singapore"),
        ("Sydney", "2013-sydney"),
        ("低炭素", "2017-singapore"),
        ("Toyohashi", "2018-singapore"),
    ],
)
def test_a_seminar_is_found_by_host_country_office_and_theme(text: str, key: str) -> None:
    found = [seminar.key for seminar in seminars(find(text))]

    assert key in found and len(found) == len(set(found))


def test_every_word_must_match() -> None:
    assert not seminars(find("Kitakyushu Brittany")).exists()
    assert not conferences(find("Kanazawa Yancheng")).exists()
    assert not seminars(find("")).exists() and not conferences(find("")).exists()


def test_drafts_are_not_found() -> None:
    Conference.objects.update(published_at=None)
    Seminar.objects.update(published_at=None)

    assert not conferences(find("Cannes")).exists()
    assert not seminars(find("Toba")).exists()


@pytest.mark.real_data
def test_a_result_leads_to_its_page(client: Client) -> None:
    shown = result(conferences(find("Cannes")).get(number=9, series__slug="japan-france"))
    assert shown.url == "/en/conferences/japan-france/9/" and "Cannes" in shown.facts

    shown = seminar_result(seminars(find("Iki"))[0])
    assert shown.url == "/en/seminars/2017-seoul/" and "Iki City" in shown.facts
    get(client, shown.url)


def test_the_groups_stand_after_the_commendations() -> None:
    assert (GROUPS["seminars"].order, GROUPS["conferences"].order) == (50, 60)
