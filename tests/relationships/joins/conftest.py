"""Two records of Yuzhno-Sakhalinsk, and two relationships of one pair."""

import datetime
from typing import Any

import pghistory
import pytest

from places.actions import add_partner
from places.models import LocalGovernment, NameKind, Partner
from relationships.joins.models import JoinKind
from relationships.register.actions import add_relationship
from relationships.register.models import Relationship
from tests import neighbours
from tests.relationships.imports.conftest import desk, exports, register
from tests.relationships.joins.joining import Pair

__all__ = ["desk", "exports", "register"]

ASAHIKAWA = 24  # the number of its relationship with Yuzhno-Sakhalinsk


def relationship(government: LocalGovernment, partner: Partner, **values: Any) -> Relationship:
    """Store a relationship."""
    standard = {"confidence": "A", "kind": "sister"}
    record = Relationship(local_government=government, partner=partner, **(standard | values))
    return add_relationship(relationship=record)


@pytest.fixture
def partners(db: None) -> Pair:
    """The partner of two relationships, and a second record of it with two others.

    One of these is of Asahikawa, which has one with the first record too; its date is older.
    """
    with pghistory.context(source="load_data"):
        held = Relationship.objects.with_places().get(public_id=ASAHIKAWA)
        kept = held.partner
        kept.website = ""
        kept.save()
        other = add_partner(
            partner=Partner(
                country=kept.country,
                name_en="Juschno-Sachalinsk",
                name_ja="ユジノ市",
                level="local",
                website="https://example.org/",
            )
        )
        other.names.create(text="Toyohara", kind=NameKind.FORMER, language="en")
        relationship(
            held.local_government,
            other,
            established_on=datetime.date(1950, 1, 1),
            established_precision="year",
            story_ja="古い経緯",
        )
        relationship(LocalGovernment.objects.of_today().filter(relationships=None)[0], other)
        neighbours.commendation().named_partners.create(partner=other)
    return Pair(JoinKind.PARTNER, kept, other)


@pytest.fixture
def relationships(db: None) -> Pair:
    """A relationship that is recorded as ended, and the same one in force, with an older date."""
    with pghistory.context(source="load_data"):
        held = Relationship.objects.with_places().get(public_id=ASAHIKAWA)
        ended = relationship(
            held.local_government,
            held.partner,
            status="ended",
            established_on=datetime.date(1950, 1, 1),
            established_precision="year",
            story_ja="古い経緯",
        )
        ended.sources.create(url="https://example.org/old")
        ended.events.create(kind="renewed", text_ja="更新")
    return Pair(JoinKind.RELATIONSHIP, held, ended)


@pytest.fixture(params=["partners", "relationships"])
def pair(request: pytest.FixtureRequest) -> Pair:
    """Two records of either kind."""
    found: Pair = request.getfixturevalue(request.param)
    return found
