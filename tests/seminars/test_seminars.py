"""Seminars by fiscal year and office, and the seven offices."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from places.models import Country
from seminars.keys import parse
from seminars.models import Seminar
from seminars.offices import SERVED, Office
from seminars.querysets import seminar_passed
from sistercity.dates import PartialDate, Passed
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
    ("dates", "fiscal_year", "passed"),
    [
        ({}, 2027, Passed.NO),
        ({}, 2026, Passed.PERHAPS),
        ({}, 2025, Passed.YES),
        ({"starts": "2026-05-17"}, 2026, Passed.NO),
        ({"starts": "2026-05-16"}, 2026, Passed.YES),
        ({"starts": "2026-05-10", "ends": "2026-05-17"}, 2026, Passed.NO),
        ({"starts": "2026-05-10", "ends": "2026-05-16"}, 2026, Passed.YES),
        ({"starts": "2026-05-10", "ends": "2026-05"}, 2026, Passed.PERHAPS),
        ({"starts": "2026-05-18", "ends": "2026-05"}, 2026, Passed.NO),
        ({"starts": "2026-04", "ends": "2026-05-17"}, 2026, Passed.NO),
        ({"ends": "2026"}, 2026, Passed.PERHAPS),
        ({"starts": "2026-06"}, 2026, Passed.NO),
        ({"starts": "2026-05"}, 2026, Passed.PERHAPS),
        ({"starts": "2026-04"}, 2026, Passed.YES),
        ({"starts": "2027"}, 2026, Passed.NO),
        ({"starts": "2026"}, 2026, Passed.PERHAPS),
        ({"starts": "2025"}, 2026, Passed.YES),
    ],
)
def test_a_planned_seminar_is_upcoming_until_it_can_be_over(
    dates: dict[str, str], fiscal_year: int, passed: Passed
) -> None:
    seminar = neighbours.seminar(status="planned", fiscal_year=fiscal_year)
    for name, text in dates.items():
        setattr(seminar, name, PartialDate.parse(text))
    seminar.save()

    assert seminar.passed(TODAY) == passed
    assert Seminar.objects.values_list(seminar_passed(TODAY), flat=True).get() == passed
    assert Seminar.objects.upcoming(TODAY).exists() is (passed == Passed.NO)
    assert seminar.is_upcoming(TODAY) is (passed == Passed.NO)


def test_the_newest_comes_first_and_one_without_a_date_last() -> None:
    undated = neighbours.seminar()
    dated = neighbours.seminar(sequence=2, starts_on=TODAY, starts_precision="day")
    older = neighbours.seminar(fiscal_year=2020)

    assert list(Seminar.objects.newest()) == [dated, undated, older]
