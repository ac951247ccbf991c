"""Commendations, seminars and conferences among the results of the search."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from commendations.models import Edition
from conferences.models import Conference
from places.finding import find
from relationships.search.groups import GROUPS, groups
from seminars.models import Seminar
from tests.pages import get

pytestmark = pytest.mark.django_db
KINDS = ("commendations", "seminars", "conferences")
FRANCE = "日仏自治体交流会議"


def found(kind: str, text: str) -> list[str]:
    """Return the names of the records that a search finds."""
    return [str(record) for record in GROUPS[kind].find(find(text))]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("commendations", "Nagaoka", "長岡市国際交流協会"),
        ("commendations", "長岡", "長岡市国際交流協会"),
        ("commendations", "Trier", "長岡市国際交流協会"),
        ("commendations", "Nagaoka Honolulu", "長岡市国際交流協会"),
        ("commendations", "Bhutan", "浜田市"),
        ("commendations", "コウノトリ", "兵庫県"),
        ("commendations", "Newcastle Alliance", "新城市"),
        ("commendations", "友好協会 デンバー", "高山・デンバー友好協会"),
        ("seminars", "北九州市", "2022年度 Sydney"),  # host
        ("seminars", "福岡県", "2017年度 Singapore"),  # its prefecture
        ("seminars", "Sri Lanka", "2019年度 Singapore"),
        ("seminars", "Sydney", "2013年度 Sydney"),
        ("seminars", "低炭素", "2017年度 Singapore"),
        ("seminars", "Toyohashi", "2018年度 Singapore"),
        ("conferences", "Cannes", f"{FRANCE} 第9回"),  # host
        ("conferences", "鶴岡市", f"{FRANCE} 第2回"),  # took part
        ("conferences", "石川県", f"{FRANCE} 第2回"),  # prefecture of the host
        ("conferences", "Kanazawa Nancy", f"{FRANCE} 第5回"),  # both took part
        ("conferences", FRANCE, f"{FRANCE} 第9回"),
        ("conferences", "mature society", f"{FRANCE} 第6回"),
    ],
)
def test_a_record_is_found_by_its_places_and_its_words(kind: str, text: str, name: str) -> None:
    names = found(kind, text)

    assert names.count(name) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text", ["Kanra Rennes", "Kitakyushu Brittany", "Kanazawa Yancheng", "", "Qqxzzt", "%", "_"]
)
def test_every_term_must_match(kind: str, text: str) -> None:
    assert found(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "model", "text"),
    [
        ("commendations", Edition, "甘楽町"),
        ("seminars", Seminar, "London"),
        ("conferences", Conference, FRANCE),
    ],
)
def test_a_draft_is_not_found(kind: str, model: Any, text: str) -> None:
    assert found(kind, text)

    for moment in (None, timezone.now() + datetime.timedelta(days=1)):
        model.objects.update(published_at=moment)
        assert found(kind, text) == []


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("kind", "text", "page", "facts"),
    [
        (
            "commendations",
            "Nagaoka",
            "/en/commendations/19/",
            [
                "Edition 19 (fiscal year 2024)",
                "Minister for Internal Affairs and Communications Award",
            ],
        ),
        ("seminars", "Iki", "/en/seminars/2017-seoul/", ["Iki City"]),
        ("conferences", "Cannes", "/en/conferences/japan-france/9/", ["Cannes"]),
    ],
)
def test_a_result_leads_to_its_page_and_says_what_tells_it_from_others(
    client: Any, kind: str, text: str, page: str, facts: list[str]
) -> None:
    results = [GROUPS[kind].result(record) for record in GROUPS[kind].find(find(text))]

    (shown,) = (one for one in results if one.url.startswith(page))
    assert set(facts) <= set(map(str, shown.facts))
    get(client, shown.url.partition("#")[0])


def test_their_groups_stand_in_this_order_on_the_page_of_results() -> None:
    assert [group.name for group in groups() if group.name in KINDS] == [*KINDS]
