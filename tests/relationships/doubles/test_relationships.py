"""Which relationships of the same two sides look like one."""

from typing import Any

import pytest
from django.utils import timezone

from relationships.doubles.relationships import (
    OVERLAP,
    SAME_DATE,
    UNKNOWN,
    repeated_relationships,
)
from tests.relationships.doubles.making import partner, relationship

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ended", "later", "reason"),
    [
        ({"established": "1980", "ended": "1990"}, {"established": "1991-05-01"}, None),
        ({"established": "1980", "ended": "1990"}, {"established": "1990-05"}, None),
        ({"established": "1980", "ended": "1990-06-02"}, {"established": "1990-06-01"}, OVERLAP),
        ({"established": "1995", "ended": "2000"}, {"established": "1980"}, OVERLAP),
        ({"established": "1980-04-01"}, {"established": "1980-04-01"}, SAME_DATE),
        ({"established": "1980"}, {"established": "1991"}, UNKNOWN),
        ({"established": "1980", "ended": "1990"}, {}, UNKNOWN),
    ],
)
def test_two_that_do_not_follow_one_another_look_like_one(
    ended: dict[str, Any], later: dict[str, Any], reason: str | None
) -> None:
    place = partner()
    one = relationship(place, status="ended", **ended)
    other = relationship(place, **later)

    found = repeated_relationships()

    wanted = [((one.public_id, other.public_id), "FR", (reason,))] if reason else []
    assert [(pair.numbers, pair.country, pair.reasons) for pair in found] == wanted


def test_one_that_was_joined_or_withdrawn_is_no_double() -> None:
    place = partner()
    one, other = relationship(place, status="ended"), relationship(place)
    assert len(repeated_relationships()) == 1

    one.joined_to = other
    one.save()
    assert repeated_relationships() == []

    one.joined_to, one.withdrawn_at, one.withdrawal_reason_ja = None, timezone.now(), "誤り"
    one.save()
    assert repeated_relationships() == []


def test_relationships_of_two_partners_are_no_double() -> None:
    relationship(partner("Otaville"), status="ended")
    relationship(partner("Zedeburg"))

    assert repeated_relationships() == []
