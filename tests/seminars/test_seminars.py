"""Seminars by fiscal year and office, and the seven offices."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from places.models import Country
from seminars.keys import parse
from seminars.models import Seminar
from seminars.offices import SERVED, Office
from sistercity.dates import PartialDate
from tests import neighbours

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
TODAY = datetime.date(2026, 5, 17)


@pytest.mark.real_data
def test_the_offices_serve_countries_of_the_register_and_none_twice() -> None:
    codes = [code for served in SERVED.values() for code in served]

    assert set(SERVED) == set(Office)
    assert len(codes) == len(set(codes))
    assert Country.objects.filter(code__in=codes).count() == len(codes)


def test_a_seminar_is_known_by_year_office_and_sequence() -> None:
    first, second = neighbours.seminar(), neighbours.seminar(sequence=2)

    assert (first.key, second.key) == ("2024-paris", "2024-paris-2")
    assert parse(second.key) == {"fiscal_year": "2024", "office": "paris", "sequence": "2"}
    with pytest.raises(ValidationError, match="sequence 2"):
        Seminar(fiscal_year=2024, office="paris").validate_constraints()


@pytest.mark.parametrize(
    ("dates", "is_upcoming"),
    [
        ({}, True),
        ({"starts": "2026-05-17"}, True),
        ({"starts": "2026-05-16"}, False),
        ({"starts": "2026-05-10", "ends": "2026-05-17"}, True),
        ({"starts": "2026-05-10", "ends": "2026-05-16"}, False),
        ({"starts": "2026-05"}, True),
        ({"starts": "2026-04"}, False),
        ({"starts": "2026"}, True),
        ({"starts": "2025"}, False),
    ],
)
def test_a_planned_seminar_is_upcoming_until_it_can_be_over(
    dates: dict[str, str], is_upcoming: bool
) -> None:
    seminar = neighbours.seminar(status="planned")
    for name, text in dates.items():
        setattr(seminar, name, PartialDate.parse(text))
    seminar.save()

    assert Seminar.objects.upcoming(TODAY).exists() is is_upcoming
    assert seminar.is_upcoming(TODAY) is is_upcoming


def test_the_newest_comes_first_and_one_without_a_date_last() -> None:
    undated = neighbours.seminar()
    dated = neighbours.seminar(sequence=2, starts_on=TODAY, starts_precision="day")
    older = neighbours.seminar(fiscal_year=2020)

    assert list(Seminar.objects.newest()) == [dated, undated, older]
