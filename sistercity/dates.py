"""Dates known to the day, the month or the year: a value never claims more than is known."""

import datetime
import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from django.db import models
from django.db.models import Case, Func, Value, When
from django.db.models.functions import Cast, ExtractDay, ExtractMonth, ExtractYear
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThan
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

ISO = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?")
# As people in Japan write dates: with the signs of ISO 8601, a slash, a dot, or 年月日.
WRITTEN = re.compile(
    r"(?P<era>明治?|大正?|昭和?|平成?|令和?|[MTSHR])?(?P<year>元|\d{1,4})"
    r"(?:年?|(?:年|[-/.・])(?P<month>\d{1,2})(?:月?|(?:月|[-/.・])(?P<day>\d{1,2})日?))\.?",
    re.IGNORECASE,
)
# The year, or the whole date, by a second calendar: 平成元年（1989年）5月1日.
TWO_CALENDARS = re.compile(r"(?P<before>[^()]+)\((?P<inside>[^()]+)\)(?P<after>[^()]*)")
# Numbers in kanji: 二〇二六, or 二千二十六.
KANJI_NUMBER = re.compile("[〇零○◯一二三四五六七八九十百千]+")
KANJI_DIGITS = str.maketrans("〇零○◯一二三四五六七八九", "0000123456789")
KANJI_UNITS = re.compile(r"(?:(\d?)千)?(?:(\d?)百)?(?:(\d?)十)?(\d?)", re.ASCII)
ROUND_BRACKETS = str.maketrans("[]〔〕【】〈〉《》", "()()()()()")
# Dashes that Japanese keyboards write, beside those that NFKC turns into a hyphen.
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-"))
# What a reader sees, by language and precision, in Django's date format letters.
FORMATS = {
    "en": {"day": "j F Y", "month": "F Y", "year": "Y"},
    "ja": {"day": "Y年n月j日", "month": "Y年n月", "year": "Y年"},
}


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Passed(StrEnum):
    """Whether something is over on a day, as far as its own date is known.

    What is known to the year or month may be over from its first possible day on, and is over
    after its last. What is known to the day is over from the next day on, or not.
    """

    NO = "no"
    PERHAPS = "perhaps"
    YES = "yes"


# The precisions that leave the day open.
INEXACT = (Precision.MONTH, Precision.YEAR)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date of known precision.

    ``first`` is the earliest day it can mean: unknown parts stand as 1.
    """

    first: datetime.date
    precision: str = Precision.DAY

    def __post_init__(self) -> None:
        if self.first != self._floor():
            raise ValueError(f"{self.first} says more than a {self.precision}")

    def _floor(self) -> datetime.date:
        if self.precision == Precision.YEAR:
            return self.first.replace(month=1, day=1)
        return self.first.replace(day=1) if self.precision == Precision.MONTH else self.first

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``1989``, ``1989-05`` or ``1989-05-01`` (ISO 8601).

        Raises ValueError for anything else, and for days that no calendar has.
        """
        match = ISO.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text}” is not a date like 1989, 1989-05 or 1989-05-01")
        year, month, day = (int(match[part] or 1) for part in ("year", "month", "day"))
        precision = Precision.DAY if match["day"] else Precision.MONTH if match["month"] else None
        return cls(datetime.date(year, month, day), precision or Precision.YEAR)

    @property
    def last(self) -> datetime.date:
        """The latest day it can mean."""
        if self.precision == Precision.YEAR:
            return self.first.replace(month=12, day=31)
        if self.precision == Precision.MONTH:
            return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])
        return self.first

    def passed(self, day: datetime.date) -> Passed:
        """Return whether it is over on a day; the same rule as ``has_passed`` in SQL."""
        if self.last < day:
            return Passed.YES
        is_perhaps = self.first <= day and self.precision in INEXACT
        return Passed.PERHAPS if is_perhaps else Passed.NO

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.first.year

    def isoformat(self) -> str:
        """Return as much of ISO 8601 as is known; the inverse of ``parse``."""
        length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(self.precision), 10)
        return self.first.isoformat()[:length]

    def __str__(self) -> str:
        return date_format(self.first, FORMATS[get_language() or "en"][self.precision])


class NotADateError(ValueError):
    """Text that is not written as a date."""


class ImpossibleDateError(ValueError):
    """A date that no calendar has, or not the era it names (``era``, else None)."""

    def __init__(self, era: "Era | None" = None) -> None:
        super().__init__()
        self.era = era


class TwoDatesError(ImpossibleDateError):
    """A date by two calendars, which are not the same."""


@dataclass(frozen=True)
class Era:
    """A Japanese era: its name, the letter it is shortened to, its first and its last day."""

    name: str
    letter: str
    first: datetime.date
    last: datetime.date

    def __contains__(self, date: PartialDate) -> bool:
        return self.first <= date.last and date.first <= self.last


# Days of the changes: 元号法 and the ordinances and edicts before it.
ERAS = (
    Era("明治", "M", datetime.date(1868, 1, 25), datetime.date(1912, 7, 30)),
    Era("大正", "T", datetime.date(1912, 7, 30), datetime.date(1926, 12, 25)),
    Era("昭和", "S", datetime.date(1926, 12, 25), datetime.date(1989, 1, 7)),
    Era("平成", "H", datetime.date(1989, 1, 8), datetime.date(2019, 4, 30)),
    Era("令和", "R", datetime.date(2019, 5, 1), datetime.date.max),
)


def read_written(text: str) -> PartialDate:
    """Return the date that somebody wrote: ISO 8601, Japanese, or with the year of an era.

    Full-width digits and spaces do not matter, and digits may be kanji. Both calendars may stand
    there, one in brackets. Raises NotADateError, and ImpossibleDateError for days that no calendar
    or no era has, and for calendars that contradict each other.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).translate(DASHES)
    plain = KANJI_NUMBER.sub(lambda run: in_digits(run[0]), plain.translate(ROUND_BRACKETS))
    both = TWO_CALENDARS.fullmatch(plain)
    if both is None:
        return read_plain(plain)
    date = read_plain(both["before"] + both["after"])
    other = read_plain(both["inside"])
    if other.precision == Precision.YEAR:  # month and day are those before or after the brackets
        other = read_plain(both["inside"].removesuffix("年") + date.isoformat()[4:])
    if other != date:
        raise TwoDatesError
    return date


def read_plain(plain: str) -> PartialDate:
    """Return the date of text without spaces, of usual width; raise errors as ``read_written``."""
    match = WRITTEN.fullmatch(plain)
    if match is None or not (match["era"] or re.match(r"\d{4}", plain)):
        raise NotADateError
    named = (match["era"] or "").upper()
    era = next((era for era in ERAS if named in (era.name, era.name[0], era.letter)), None)
    try:
        date = from_match(match, era)
    except (ValueError, OverflowError):
        raise ImpossibleDateError from None
    if era and date not in era:
        raise ImpossibleDateError(era)
    return date


def in_digits(run: str) -> str:
    """Return a number in kanji in digits; what is no number stays."""
    digits = run.translate(KANJI_DIGITS)
    if digits.isdecimal():
        return digits
    parts = KANJI_UNITS.fullmatch(digits)
    if parts is None:
        return run
    units = zip((1000, 100, 10), parts.groups(), strict=False)
    value = sum(unit * int(times or 1) for unit, times in units if times is not None)
    return str(value + int(parts[4] or 0))


def from_match(match: re.Match[str], era: Era | None) -> PartialDate:
    """Return the date of the parts; raises ValueError where no calendar has it."""
    year = 1 if match["year"] == "元" else int(match["year"])
    if era:
        year += era.first.year - 1
    first = datetime.date(year, int(match["month"] or 1), int(match["day"] or 1))
    if match["day"]:
        return PartialDate(first, Precision.DAY)
    return PartialDate(first, Precision.MONTH if match["month"] else Precision.YEAR)


class PartialDateColumns:
    """Joins the columns ``<name>_on`` and ``<name>_precision`` of a model into one value."""

    def __init__(self, name: str) -> None:
        self.first, self.precision = f"{name}_on", f"{name}_precision"

    def __get__(self, instance: models.Model | None, owner: type) -> Any:
        if instance is None:
            return self
        first = getattr(instance, self.first)
        return PartialDate(first, getattr(instance, self.precision)) if first else None

    def __set__(self, instance: models.Model, value: PartialDate | None) -> None:
        setattr(instance, self.first, value.first if value else None)
        setattr(instance, self.precision, value.precision if value else "")


def precision_field() -> "models.CharField[str, str]":
    """Return the second column of a partial date."""
    return models.CharField(_("precision"), max_length=5, choices=Precision, blank=True)


def partial_date_constraints(model: str, name: str) -> list[models.CheckConstraint]:
    """Return the rules that keep the two columns of a partial date honest.

    Both are set or neither, and the parts that are not known stand as 1.
    """
    first, precision = f"{name}_on", f"{name}_precision"
    # The cast tells PostgreSQL the type where Django checks a form's value and it is NULL.
    date = Cast(first, models.DateField())
    first_of_month, first_of_year = Exact(ExtractDay(date), 1), Exact(ExtractMonth(date), 1)
    unknown = models.Q(**{f"{first}__isnull": True, precision: ""})
    known = models.Q(**{f"{first}__isnull": False})
    day = models.Q(**{precision: Precision.DAY})
    month = models.Q(first_of_month, **{precision: Precision.MONTH})
    year = models.Q(first_of_month, first_of_year, **{precision: Precision.YEAR})
    return [
        models.CheckConstraint(
            name=f"{model}_{name}_precision",
            condition=unknown | (known & (day | month | year)),
            violation_error_message=_(
                "A date and its precision belong together, and parts that are not known must be 1."
            ),
        )
    ]


def order_constraint(model: str, earlier: str, later: str, message: Any) -> models.CheckConstraint:
    """Return the rule that one partial date does not come before another.

    The later date counts with the latest day, the earlier one with the earliest it can mean.
    """
    first, second = (Cast(f"{name}_on", models.DateField()) for name in (earlier, later))
    first_month, last_month = (ExtractYear(day) * 12 + ExtractMonth(day) for day in (first, second))
    precision = f"{later}_precision"
    return models.CheckConstraint(
        name=f"{model}_{later}_is_not_before_{earlier}",
        condition=models.Q(**{f"{earlier}_on": None})
        | models.Q(**{f"{later}_on": None})
        | models.Q(**{precision: ""})
        | models.Q(GreaterThanOrEqual(second, first), **{precision: Precision.DAY})
        | models.Q(GreaterThanOrEqual(last_month, first_month), **{precision: Precision.MONTH})
        | models.Q(
            GreaterThanOrEqual(ExtractYear(second), ExtractYear(first)),
            **{precision: Precision.YEAR},
        ),
        violation_error_message=message,
    )


class Today(models.Expression):
    """The day in Japan on which the query runs, in SQL: for conditions that outlive a day."""

    output_field = models.DateField()

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return the day as a parameter."""
        return "%s", [timezone.localdate()]


def later(expression: Any, *, interval: str) -> Func:
    """Return the day some time after another: ``later("on", interval="12 months")``.

    The interval is PostgreSQL's; months are added first, and a day that the month does not have
    becomes its last one. It is a plain ``Func``, which migrations write down as it is.
    """
    sql = "(%(expressions)s + interval '%(interval)s')::date"
    return Func(expression, template=sql, interval=interval, output_field=models.DateField())


def last_day(name: str) -> Case:
    """Return the latest day that a partial date can mean, in SQL: ``PartialDate.last``."""
    first, precision = f"{name}_on", f"{name}_precision"
    return Case(
        When(**{precision: Precision.YEAR}, then=later(first, interval="1 year -1 day")),
        When(**{precision: Precision.MONTH}, then=later(first, interval="1 month -1 day")),
        default=first,
        output_field=models.DateField(),
    )


def has_passed(name: str, day: Any) -> Case:
    """Return ``PartialDate.passed`` in SQL, NULL where there is no date.

    The day may be an expression.
    """
    first, precision = f"{name}_on", f"{name}_precision"
    return Case(
        When(**{first: None}, then=Value(None)),
        When(LessThan(last_day(name), day), then=Value(Passed.YES)),
        When(**{f"{first}__lte": day, f"{precision}__in": INEXACT}, then=Value(Passed.PERHAPS)),
        default=Value(Passed.NO),
        output_field=models.CharField(),
    )


def fiscal_year(day: datetime.date) -> int:
    """Return the fiscal year of a day: from April to March, named by its first calendar year."""
    return day.year if day.month > 3 else day.year - 1


def fiscal_year_of(day: Any) -> ExtractYear:
    """Return the fiscal year of a day in SQL, where the day may be an expression."""
    return ExtractYear(later(day, interval="-3 months"))
