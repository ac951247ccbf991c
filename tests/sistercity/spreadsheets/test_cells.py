"""What the cells of each kind of column mean."""

import datetime
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from sistercity.dates import PartialDate, Precision
from sistercity.spreadsheets import cells
from sistercity.spreadsheets.cells import Cell, Serial1904
from sistercity.spreadsheets.letters import is_blank
from sistercity.spreadsheets.problems import CellError, Problem


class Side(TextChoices):
    """Choices whose labels are in the catalogue of both languages."""

    YEAR = "year", _("year")
    MONTH = "month-only", _("month")


def moment(hour: int = 0, minute: int = 0) -> datetime.datetime:
    """A moment of a day, as workbooks hold it: without a time zone."""
    return datetime.datetime.combine(datetime.date(1989, 5, 1), datetime.time(hour, minute))


def refusal(parse: Callable[[Cell], Any], cell: Cell) -> str:
    with pytest.raises(CellError) as refused:
        parse(cell)
    problem = Problem(refused.value.code, refused.value.values)
    assert problem.text.isprintable() and len(problem.text) < 300
    assert Problem.from_data(problem.as_data()) == problem
    return problem.code


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        (" \u3000\u00a0\u200b\ufeff", ""),
        ("\u3000a\ufeffb\u200b c\u00a0", "ab c"),
        ("か\u3099", "が"),
        ("½ ² ㈱ Ⅲ ｱ Ａ", "½ ² ㈱ Ⅲ ｱ Ａ"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        (11002, "11002"),
        (11002.0, "11002"),
        (0.1, "0.1"),
        (1e300, str(int(1e300))),
        (datetime.date(1989, 5, 1), "1989-05-01"),
        (moment(), "1989-05-01"),
        (moment(9, 30), "1989-05-01 09:30:00"),
        (Serial1904(31167), "31167"),
        ("'quoted'", "'quoted'"),
        ("x" * 5000, "x" * 5000),
    ],
)
def test_text_is_trimmed_and_composed(cell: Cell, text: str) -> None:
    assert cells.text(cell) == text


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (True, "not_text"),
        (float("nan"), "no_number"),
        (float("inf"), "no_number"),
        ("a\0b", "control_character"),
        ("a\x85b", "control_character"),
        ("a\x1b[31mb", "control_character"),
        ("a\u202eb", "control_character"),
        ("a\u2066b", "control_character"),
        (chr(0xD800), "lost_character"),
        ("\ue123", "lost_character"),
        ("\U000f0000", "lost_character"),
        ("\uffff", "lost_character"),
        ("\U0001ffff", "lost_character"),
        ("\ufffd", "lost_character"),
        ("x" * 5001, "too_long"),
    ],
)
def test_what_is_no_text_is_refused(cell: Cell, code: str) -> None:
    assert refusal(cells.text, cell) == code


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        (" Port \n land", "Port land"),
        ("ﾎｯｶｲﾄﾞｳ", "ホッカイドウ"),
        ("カﾞ", "ガ"),
        ("Ｐｏｒｔ　１２", "Port 12"),
        ("m² H₂O ①", "m² H₂O ①"),
        ("Alsace–Lorraine", "Alsace-Lorraine"),
        ("Xi‐an", "Xi-an"),
        ("コーヒー", "コーヒー"),
        ("スポ―ツ", "スポ―ツ"),
        ("ｺｰﾋｰ", "コーヒー"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("🏙️ Portland", "🏙️ Portland"),
        ("NULL", "NULL"),
    ],
)
def test_a_name_has_usual_width_and_plain_hyphens(cell: str, name: str) -> None:
    assert cells.name(cell) == name


@pytest.mark.parametrize(("raw", "blank"), [("", True), ("\u2003\u3000\u200b", True), ("-", False)])
def test_a_cell_is_blank_where_nothing_can_be_seen(raw: str, blank: bool) -> None:
    assert is_blank(raw) is blank


@pytest.mark.parametrize("cell", ["011002", "０１１００２", "11002", 11002, 11002.0, " 011 002 "])
def test_a_code_gets_its_zero_back(cell: Cell) -> None:
    assert cells.digits(6)(cell) == "011002"


@pytest.mark.parametrize(
    "cell", ["01100", "0110022", "O11002", "1e5", "-11002", 11002.5, "²11002", "٠١١٠٠٢"]
)
def test_another_code_is_refused(cell: Cell) -> None:
    assert refusal(cells.digits(6), cell) == "not_digits"


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (cells.digits(6), None, ""),
        (cells.whole_number(0, 9999), "1,234", 1234),
        (cells.whole_number(0, 9999), "１２", 12),
        (cells.whole_number(0, 9999), 12.0, 12),
        (cells.whole_number(0, 9999), "", None),
        (cells.decimal(-180, 180), "-122.65", Decimal("-122.65")),
        (cells.decimal(-180, 180), 135.5, Decimal("135.5")),
        (cells.decimal(-180, 180), None, None),
        (cells.yes_no, "Ｙｅｓ", True),
        (cells.yes_no, "○", True),
        (cells.yes_no, 1.0, True),
        (cells.yes_no, False, False),
        (cells.yes_no, "なし", False),
        (cells.yes_no, "", None),
        (
            cells.urls,
            " https://a.jp/\nhttp://b.jp/  https://a.jp/ ",
            ("https://a.jp/", "http://b.jp/"),
        ),
        (cells.url, "https://例え.jp/姉妹?a=1#b", "https://例え.jp/姉妹?a=1#b"),
        (cells.url, "", ""),
    ],
)
def test_a_cell_of_each_kind_has_its_value(
    parse: Callable[[Cell], Any], cell: Cell, value: object
) -> None:
    assert parse(cell) == value
    assert type(parse(cell)) is type(value)


@pytest.mark.parametrize(
    ("parse", "cell", "code"),
    [
        (cells.whole_number(0, 9999), "1.5", "not_whole_number"),
        (cells.whole_number(0, 9999), "12,34", "not_whole_number"),
        (cells.whole_number(0, 9999), "²", "not_whole_number"),
        (cells.whole_number(0, 9999), "9" * 5000, "not_whole_number"),
        (cells.whole_number(0, 9999), "-1", "out_of_range"),
        (cells.whole_number(0, 9999), True, "not_text"),
        (cells.decimal(0, 1), "1e-5", "not_decimal"),
        (cells.decimal(0, 1), "1.01", "out_of_range"),
        (cells.decimal(0, 1), "NaN", "not_decimal"),
        (cells.yes_no, "perhaps", "not_yes_no"),
        (cells.yes_no, 2, "not_yes_no"),
        (cells.url, "javascript:alert(1)", "bad_url"),
        (cells.url, "ftp://a.jp/", "bad_url"),
        (cells.url, "https://user:pass@a.jp/", "bad_url"),
        (cells.url, "https://a.jp/ b", "bad_url"),
        (cells.url, 'https://a.jp/"onclick=', "bad_url"),
        (cells.url, "https://localhost/", "bad_url"),
        (cells.url, "https://[::1", "bad_url"),
        (cells.url, "https://a.jp:99999/", "bad_url"),
        (cells.url, "www.a.jp", "bad_url"),
        (cells.url, "https://a.jp/" + "x" * 500, "long_url"),
        (cells.urls, "https://a.jp/、https://b.jp/ x", "bad_url"),
        (cells.choice(Side), "week", "unknown_choice"),
        (cells.choices(Side), "year; week", "unknown_choice"),
        (cells.day, "1989-05", "incomplete_date"),
    ],
)
def test_a_cell_of_another_kind_is_refused(
    parse: Callable[[Cell], Any], cell: Cell, code: str
) -> None:
    assert refusal(parse, cell) == code


@pytest.mark.parametrize(
    "cell", ["month-only", "MONTH ONLY", "Month", "月", " month ", "ｍｏｎｔｈ", "monthly"]
)
def test_a_choice_is_known_by_value_label_or_another_word(cell: str) -> None:
    assert cells.choice(Side, also={"monthly": "month-only"})(cell) == "month-only"


def test_an_unknown_choice_names_the_known_ones() -> None:
    with pytest.raises(CellError) as refused:
        cells.choice(Side)("week")

    assert refused.value.values["accepted"] == ["year（年）", "month（月）"]


def test_several_choices_are_separated_in_any_usual_way() -> None:
    parse = cells.choices(Side)

    assert parse("month、year；月\n") == ("month-only", "year")
    assert parse(None) == ()


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("1989", "1989"),
        ("1989-05", "1989-05"),
        ("1989-05-01", "1989-05-01"),
        ("1989/5/1", "1989-05-01"),
        ("1989.5.1", "1989-05-01"),
        ("1989.5", "1989-05"),
        ("1989.10", "1989-10"),
        ("1989年5月", "1989-05"),
        ("1989年5月1日", "1989-05-01"),
        ("1989年5月1日（月）", "1989-05-01"),
        ("1989-05-01T00:00:00Z", "1989-05-01"),
        ("1989-04-30T15:00:00Z", "1989-05-01"),
        ("1989-04-30 15:00 UTC", "1989-05-01"),
        ("1989-04-30T08:00:00.000-07:00", "1989-05-01"),
        ("1989-05-01T00:00+0900", "1989-05-01"),
        ("1989/5/1 0:00", "1989-05-01"),
        ("１９８９／５／１　０：００：００", "1989-05-01"),
        ("1989年5月1日（月） 0:00", "1989-05-01"),
        ("1989年5月1日0時", "1989-05-01"),
        ("1989年5月1日 月曜日　午前０時００分", "1989-05-01"),
        ("1989年5月1日 月曜日", "1989-05-01"),
        ("1989年5月1日(月・祝)", "1989-05-01"),
        ("1989/5/1㈪", "1989-05-01"),
        ("1989-05-01［月曜］", "1989-05-01"),
        ("1989. 5. 1.", "1989-05-01"),
        ("1989・5・1", "1989-05-01"),
        ("昭和60年5月1日", "1985-05-01"),
        ("S60.5.1", "1985-05-01"),
        ("平成元年", "1989"),
        ("令和6年4月", "2024-04"),
        ("１９８９年５月１日", "1989-05-01"),
        ("昭63.4.1", "1988-04-01"),
        ("平2．11．22", "1990-11-22"),
        ("平2.11.22.", "1990-11-22"),
        ("昭63・4・1", "1988-04-01"),
        ("令6", "2024"),
        ("明45/7/30", "1912-07-30"),
        ("大元年", "1912"),
        ("平成元年（1989年）5月1日", "1989-05-01"),
        ("1989（平成元）年5月1日", "1989-05-01"),
        ("平成元年５月１日（1989年5月1日）", "1989-05-01"),
        ("昭和63年4月1日（1988）", "1988-04-01"),
        ("昭和63年（1988年）", "1988"),
        ("昭和63年［1988年］4月1日", "1988-04-01"),
        ("昭和63年4月1日【1988年】", "1988-04-01"),
        ("平成二年十一月二十二日", "1990-11-22"),
        ("昭和六十三年四月", "1988-04"),
        ("二〇二六年十月三十一日", "2026-10-31"),
        ("二○○六年", "2006"),
        ("千九百八十九年", "1989"),
        ("19890501", "1989-05-01"),
        (19890501, "1989-05-01"),
        (1989, "1989"),
        (1989.0, "1989"),
        ("32629", "1989-05-01"),
        (32629, "1989-05-01"),
        (32628.9999999999, "1989-05-01"),
        (Serial1904(31167), "1989-05-01"),
        (Serial1904(1989), "1989"),
        (datetime.date(1989, 5, 1), "1989-05-01"),
        (moment(), "1989-05-01"),
        (moment() - datetime.timedelta(microseconds=9), "1989-05-01"),
        (datetime.datetime(1989, 4, 30, 15, tzinfo=datetime.UTC), "1989-05-01"),
        ("1868-01-25", "1868-01-25"),
        ("2200-12-31", "2200-12-31"),
    ],
)
def test_a_date_is_read_in_each_way(cell: Cell, iso: str) -> None:
    assert cells.format_date(cells.partial_date(cell)) == iso


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("5/1/1989", "ambiguous_date"),
        ("01-05-89", "ambiguous_date"),
        ("60.5.1", "ambiguous_date"),
        ("5/1989", "ambiguous_date"),
        ("1989.1", "ambiguous_date"),
        (1989.5, "ambiguous_date"),
        ("1989-02-30", "impossible_date"),
        ("19890230", "impossible_date"),
        ("1900-02-29", "impossible_date"),
        ("昭和65年", "impossible_date"),
        ("昭64.1.8", "impossible_date"),
        ("平成三年（1990年）5月1日", "two_dates"),
        ("1989年5月1日（平成元年5月2日）", "two_dates"),
        ("1989年1月3日（平成元年）", "impossible_date"),
        ("1989年（平成）", "not_a_date"),
        ("平成十二三年", "not_a_date"),
        ("昭", "not_a_date"),
        ("平成0年1月1日", "impossible_date"),
        ("0001-01-01", "impossible_date"),
        ("平成元年1月7日", "impossible_date"),
        ("1867", "impossible_date"),
        ("2201-01-01", "impossible_date"),
        (datetime.date(1001, 1, 1), "impossible_date"),
        ("9999-12-31", "impossible_date"),
        (moment(9, 30), "time_of_day"),
        (moment(23, 59), "time_of_day"),
        (32629.75, "time_of_day"),
        ("32629.75", "time_of_day"),
        (Serial1904(31167.5), "time_of_day"),
        ("1989-05-01T09:30:00", "time_of_day"),
        ("1989/5/1 23:59", "time_of_day"),
        ("1989-04-30T16:00:00Z", "time_of_day"),
        ("1989-05-01T00:00:00+13:00", "time_of_day"),
        (datetime.datetime(1989, 4, 30, 16, tzinfo=datetime.UTC), "time_of_day"),
        ("1989-05-01T24:00:00", "time_of_day"),
        ("1989年5月1日24時", "time_of_day"),
        ("1989年5月1日 9時30分", "time_of_day"),
        ("1989年5月 0時", "not_a_date"),
        ("1989-05-01T25:00", "not_a_date"),
        ("60.5.1.", "not_a_date"),
        ("1989年5月曜", "not_a_date"),
        ("1989-05 0:00", "not_a_date"),
        ("9999-12-31T23:59:59.9-10:00", "impossible_date"),
        (60, "not_a_date"),
        ("60", "not_a_date"),
        (0, "not_a_date"),
        (-1, "not_a_date"),
        (1e300, "not_a_date"),
        (float("nan"), "not_a_date"),
        (True, "not_a_date"),
        (datetime.time(12), "not_a_date"),
        (datetime.timedelta(1), "not_a_date"),
        ("May 1989", "not_a_date"),
        ("198⁹", "not_a_date"),
        ("1989-05-01 to 1990", "not_a_date"),
    ],
)
def test_what_is_no_date_is_refused(cell: Cell, code: str) -> None:
    assert refusal(cells.partial_date, cell) == code


PARSERS: list[Callable[[Cell], Any]] = [
    cells.text, cells.one_line, cells.name, cells.digits(6), cells.whole_number(-9, 10**9),
    cells.decimal(-9, 9), cells.yes_no, cells.choice(Side), cells.choices(Side), cells.url,
    cells.urls, cells.partial_date, cells.day,
]  # fmt: skip
ANY_CELL = st.one_of(
    st.none(), st.text(), st.from_regex(r"[0-9SH年月日./:\- T]{1,12}"), st.booleans(),
    st.integers(), st.floats(), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
    st.floats().map(Serial1904),
)  # fmt: skip


@given(ANY_CELL, st.sampled_from(PARSERS))
def test_no_cell_breaks_a_parser(cell: Cell, parse: Callable[[Cell], Any]) -> None:
    with suppress(CellError):
        assert hash(parse(cell)) is not None


@given(st.text(max_size=50))
def test_text_that_was_read_is_the_same_when_read_again(raw: str) -> None:
    for parse in (cells.text, cells.one_line, cells.name):
        with suppress(CellError):
            assert parse(parse(raw)) == parse(raw)


@given(st.dates(datetime.date(1868, 1, 1), datetime.date(2200, 12, 31)), st.sampled_from(Precision))
def test_a_date_is_written_and_read_again(day: datetime.date, precision: Precision) -> None:
    month = 1 if precision == Precision.YEAR else day.month
    first = day.replace(day=day.day if precision == Precision.DAY else 1, month=month)
    date = PartialDate(first, precision)

    assert cells.partial_date(cells.format_date(date)) == date
    assert cells.day(cells.format_date(day)) == day


@given(st.integers(-(10**9), 10**9), st.booleans() | st.none())
def test_numbers_are_written_and_read_again(whole: int, answer: bool | None) -> None:
    assert cells.whole_number(-(10**9), 10**9)(cells.format_number(whole)) == whole
    assert cells.yes_no(cells.format_yes_no(answer)) is answer


@given(st.lists(st.sampled_from(Side), unique=True))
def test_lists_are_written_and_read_again(sides: list[Side]) -> None:
    assert cells.choices(Side)(cells.format_words(sides)) == tuple(sides)
