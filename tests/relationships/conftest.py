"""A relationship of our own making."""

import datetime

import pytest

from places.models import LocalGovernment, Partner
from relationships.actions import add_relationship
from relationships.models import Relationship


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
