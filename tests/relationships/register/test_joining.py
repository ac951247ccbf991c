"""Two relationships become one: the older, with what both say; the other's number leads to it."""

import datetime
from typing import Any

import pytest
from django.test import Client

from relationships.register.actions import join_relationships
from relationships.register.models import Relationship
from tests.pages import get, row_numbers

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 4, 1)


@pytest.fixture
def pair() -> list[Relationship]:
    """Two relationships with Yuzhno-Sakhalinsk, the older one first."""
    older, newer = (Relationship.objects.get(public_id=number) for number in (24, 16))
    assert older.established_on
    assert newer.established_on
    assert older.established_on < newer.established_on
    older.story_ja, older.story_en, older.fields = "旭川の経緯", "", ["culture"]
    newer.story_ja, newer.story_en, newer.fields = "函館の経緯", "Hakodate's", ["sports"]
    older.save()
    newer.save()
    return [older, newer]


@pytest.mark.parametrize("way", [1, -1])
def test_the_older_one_is_kept_with_what_both_say(pair: list[Any], way: int) -> None:
    one, other = pair[::way]
    pair[1].sources.create(url="https://example.org/a")
    pair[1].events.create(kind="renewed", text_ja="更新")

    kept = join_relationships(one=one, other=other, on=DAY)

    assert kept == pair[0]
    kept.refresh_from_db()
    assert kept.established_on == pair[0].established_on
    assert (kept.story_ja, kept.story_en) == ("旭川の経緯\n\n函館の経緯", "Hakodate's")
    assert kept.fields == ["culture", "sports"]
    assert kept.sources.filter(url="https://example.org/a").exists()
    assert set(kept.events.values_list("kind", flat=True)) == {"renewed", "other"}


def test_the_number_of_the_other_leads_to_it_and_no_list_has_it(
    client: Client, pair: list[Any]
) -> None:
    join_relationships(one=pair[0], other=pair[1], on=DAY)

    moved = client.get("/ja/relationships/16/")

    assert (moved.status_code, moved["Location"]) == (301, "/ja/relationships/24/")
    joined = Relationship.objects.get(public_id=16)
    assert (joined.status, joined.ended_on, joined.joined_to) == ("ended", DAY, pair[0])
    assert "No.24" in joined.end_reason_ja
    for page in (
        "/en/relationships/?status=ended&status=active",
        "/en/municipalities/012025-hakodate/",
        "/en/countries/ru/",
    ):
        assert 16 not in row_numbers(get(client, page))
    assert "/relationships/16/" not in get(client, "/sitemap-relationships.xml")
