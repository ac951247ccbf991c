"""Dates as editors type them."""

import datetime
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sistercity.dates import PartialDate, Precision
from sistercity.forms import DayFormField, PartialDateFormField, parse_written_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("1989", "1989"),
        ("1989年", "1989"),
        ("1989-05", "1989-05"),
        ("1989/5", "1989-05"),
        ("1989年5月", "1989-05"),
        ("1989-05-01", "1989-05-01"),
        ("1989.5.1", "1989-05-01"),
        ("1989年5月1日", "1989-05-01"),
        ("１９８９年　５月　１日", "1989-05-01"),
        ("1989－05－01", "1989-05-01"),
        ("昭和60年5月1日", "1985-05-01"),
        ("昭和60年", "1985"),
        ("S60.5.1", "1985-05-01"),
        ("s60.5", "1985-05"),
        ("令和元年", "2019"),
        ("令和元年5月1日", "2019-05-01"),
        ("㋿7年", "2025"),
        ("平成元年1月8日", "1989-01-08"),
        ("昭和64年1月7日", "1989-01-07"),
        ("昭和64年", "1989"),
        ("大正元年7月30日", "1912-07-30"),
        ("明治6年1月1日", "1873-01-01"),
    ],
)
def test_a_date_can_be_written_in_each_way(written: str, iso: str) -> None:
    assert parse_written_date(written).isoformat() == iso


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("1989-02-30", "「1989-02-30」という日付はありません。"),
        ("1989-13", "「1989-13」という日付はありません。"),
        ("1989年0月1日", "という日付はありません。"),
        ("0000", "という日付はありません。"),
        ("昭和65年", "昭和は1926-12-25から1989-01-07までです。"),
        ("平成元年1月7日", "平成は1989-01-08から2019-04-30までです。"),
        ("平成31年5月1日", "平成は1989-01-08から2019-04-30までです。"),
        ("令和0年", "令和は2019-05-01からです。"),
        ("89", "日付として読めません。"),
        ("abc", "日付として読めません。"),
        ("1989-", "日付として読めません。"),
        ("19890501", "日付として読めません。"),
        ("05/01/1989", "日付として読めません。"),
        ("1989-05-01\0", "日付として読めません。"),
        ("1" * 10_000, "日付として読めません。"),
    ],
)
def test_an_impossible_date_is_refused_in_japanese(written: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_written_date(written)

    assert message in refused.value.messages[0]
    assert len(refused.value.messages[0]) < 200


@given(st.dates(min_value=datetime.date(1000, 1, 1)), st.sampled_from(Precision))
def test_what_is_shown_back_reads_as_the_same_date(day: datetime.date, precision: str) -> None:
    first = day.replace(
        month=1 if precision == Precision.YEAR else day.month,
        day=day.day if precision == Precision.DAY else 1,
    )
    date = PartialDate(first, precision)
    field = PartialDateFormField(required=False)

    assert field.clean(field.prepare_value(date)) == date
    assert not field.has_changed(date, date.isoformat())


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(ValidationError):
        parse_written_date(text)


def test_another_spelling_of_the_same_date_is_no_change() -> None:
    field = PartialDateFormField(required=False)

    assert not field.has_changed(PartialDate.parse("1985-05-01"), "昭和60年5月1日")
    assert field.has_changed(PartialDate.parse("1985-05-01"), "1985-05")
    assert not field.has_changed(None, " ")


def test_a_day_needs_all_its_parts() -> None:
    field = DayFormField()

    with pytest.raises(ValidationError, match="年・月・日まで"):
        field.clean("2026-03")
    assert field.clean("令和8年3月31日") == datetime.date(2026, 3, 31)
    assert not field.has_changed(datetime.date(2026, 3, 31), "2026/3/31")
