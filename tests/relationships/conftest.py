"""A relationship of our own making, and releases that tell of changes."""

import datetime

import pytest

from places.models import LocalGovernment, Partner
from relationships.register.actions import add_relationship
from relationships.register.models import Relationship
from relationships.releases.models import ChangeKind, Release
from tests.relationships.releases.making import add, add_many, count, first, notice, release


@pytest.fixture
def relationship() -> Relationship:
    """A relationship of two places that have none yet."""
    return add_relationship(
        relationship=Relationship(
            local_government=LocalGovernment.objects.of_today().filter(relationships=None)[0],
            partner=Partner.objects.filter(country="AU", relationships__isnull=False)[0],
            confidence="A",
            kind="sister",
            established_on=datetime.date(1985, 5, 1),
            established_precision="day",
        )
    )


@pytest.fixture
def written() -> Release:
    """A notice with each kind of change."""
    return notice(note_en="Names follow the new spelling.")


@pytest.fixture
def large() -> tuple[Release, list[int]]:
    """A notice with two pages of corrections and a new name, and the corrected numbers."""
    first()
    made = release(2)
    numbers = add_many(made, ChangeKind.CORRECTED)
    add(made, ChangeKind.RENAMED, numbers[0], {"partner_en": ("Kiev", "Kyiv")})
    count(made)
    return made, numbers
