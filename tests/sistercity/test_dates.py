"""Partial dates: read, shown, never more precise than known."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sistercity.dates import PartialDate, Passed, Precision


@pytest.mark.parametrize(
    "text", ["", "89", "1989-5", "1989/05/01", "1989-13", "1990-02-29", "0000", "1989-05-01T00:00"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_a_year_cannot_carry_a_month() -> None:
    with pytest.raises(ValueError, match="says more than a year"):
        PartialDate(datetime.date(1989, 5, 1), Precision.YEAR)


@pytest.mark.parametrize(
    ("text", "last"),
    [("1989", "1989-12-31"), ("1988-02", "1988-02-29"), ("1989-05-03", "1989-05-03")],
)
def test_the_last_day_is_the_latest_it_can_mean(text: str, last: str) -> None:
    assert PartialDate.parse(text).last.isoformat() == last


@pytest.mark.parametrize(
    ("text", "english", "japanese"),
    [
        ("1989", "1989", "1989年"),
        ("1989-05", "May 1989", "1989年5月"),
        ("1989-05-01", "1 May 1989", "1989年5月1日"),
    ],
)
def test_it_is_shown_as_each_language_writes_it(text: str, english: str, japanese: str) -> None:
    date = PartialDate.parse(text)

    with translation.override("en"):
        assert str(date) == english
    with translation.override("ja"):
        assert str(date) == japanese


@given(day=st.dates(min_value=datetime.date(1000, 1, 1)), length=st.sampled_from([4, 7, 10]))
def test_any_date_survives_the_round_trip(day: datetime.date, length: int) -> None:
    text = day.isoformat()[:length]

    date = PartialDate.parse(text)

    assert date.isoformat() == text
    assert date.first <= day <= date.last


@pytest.mark.parametrize(
    ("text", "day", "passed"),
    [
        ("2026", "2025-12-31", Passed.NO),
        ("2026", "2026-01-01", Passed.PERHAPS),
        ("2026", "2026-12-31", Passed.PERHAPS),
        ("2026", "2027-01-01", Passed.YES),
        ("2026-02", "2026-01-31", Passed.NO),
        ("2026-02", "2026-02-01", Passed.PERHAPS),
        ("2026-02", "2026-02-28", Passed.PERHAPS),
        ("2026-02", "2026-03-01", Passed.YES),
        ("2026-02-14", "2026-02-14", Passed.NO),
        ("2026-02-14", "2026-02-15", Passed.YES),
    ],
)
def test_it_may_be_over_from_its_first_possible_day_and_is_after_its_last(
    text: str, day: str, passed: Passed
) -> None:
    assert PartialDate.parse(text).passed(datetime.date.fromisoformat(day)) == passed
