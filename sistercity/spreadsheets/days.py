"""Dates in cells: as ISO 8601, as Japan writes them, and as spreadsheet programs store them."""

import datetime
import math
import re
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sistercity.dates import (
    ImpossibleDateError,
    NotADateError,
    PartialDate,
    Precision,
    TwoDatesError,
    read_written,
)
from sistercity.spreadsheets import problems
from sistercity.spreadsheets.letters import (
    Cell,
    Remark,
    Serial1904,
    ascii_width,
    one_line,
    usual_width,
)
from sistercity.spreadsheets.problems import CellError

NOT_A_DATE = problems.error(
    "not_a_date",
    _(
        "“%(text)s” is not a date. Write it as 1989-05-01, 1989-05, 1989, 1989年5月1日 "
        "or 昭和60年5月1日."
    ),
)
AMBIGUOUS = problems.error(
    "ambiguous_date",
    _("“%(text)s” can be read as more than one date. Write the year first, as in 1989-05-01."),
)
IMPOSSIBLE = problems.error(
    "impossible_date",
    _("There is no date “%(text)s”, or it is not between %(first)s and %(last)s."),
)
TWO_DATES = problems.error(
    "two_dates",
    _("“%(text)s” gives the date in two calendars, and they are not the same day. Correct one."),
)
INCOMPLETE = problems.error(
    "incomplete_date", _("“%(text)s” does not say the day. Write year, month and day.")
)
TIME_OF_DAY = problems.error(
    "time_of_day",
    _(
        "“%(text)s” holds a time of day, and a date has none: it may be the day before or after. "
        "Write the day alone, as in 1989-05-01."
    ),
)
CONVERTED = problems.notice(
    "converted_moment",
    _("“%(text)s” is a moment with its time zone. In Japan it is %(date)s, which was taken."),
)

YEARS = range(1868, 2201)
# Smaller numbers are years, or nothing; serial number 10,000 is the 18th of May 1927.
SERIALS = range(10_000, 150_000)
EPOCH, EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)

CLOCK = re.compile(
    r"(?P<date>.*(?:[日曜)]|\d(?=[T ])))[T ]?(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(:(?P<second>\d{2})([.,](?P<part>\d{1,9}))?)? ?(?P<zone>Z|UTC|GMT|JST|[-+]\d{2}(:?\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
# As in 午前0時, 0時00分.
JAPANESE_CLOCK = re.compile(r"(?:午前)?(\d{1,2})時(?:(\d{1,2})分)?(?:(\d{1,2})秒)?", re.ASCII)
CLOCK_SIGNS = frozenset(":：時")
ZONES = {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "JST": "+09:00"}
WEEKDAY = re.compile(
    r"([(\[〔][日月火水木金土](曜日?)?([・,、]?祝日?)?[)\]〕]"
    r"|(?<!年\d)(?<!年\d\d)[日月火水木金土]曜日?|[㈪-㈰])$"  # 年5月曜 is no month and no day
)
MIDNIGHT = datetime.time()
HALF_A_SECOND = timedelta(milliseconds=500)
BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
SERIAL = re.compile(r"\d{5,6}(\.\d+)?", re.ASCII)
# 5/1/1989 and 60.5.1; and 1989.1, to which Excel shortens a number 1989.10.
SHORT_OR_REVERSED = re.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.](\d{1,2}|\d{4})|\d{1,2}[-/.]\d{4}|\d{4}\.1"
)


def partial_date(cell: Cell) -> PartialDate | None:
    """Return the date of a cell, or None for an empty one.

    A number from 1868 to 2200 is a year; a number from 10,000 up is a serial number of a
    spreadsheet program. A moment with a time zone counts as its day in Japan. Raises CellError for
    anything else, for a time of day that is not midnight, for days that no calendar or no
    Japanese era has, and for years before 1868 or after 2200.
    """
    moment = moment_of(cell)
    if moment is not None:
        return believable(PartialDate(day_of(moment, cell)), cell)
    if isinstance(cell, str) or cell is None:
        plain = without_weekday(cell or "")
        return from_text(plain) if plain else None
    if isinstance(cell, datetime.date):
        return believable(PartialDate(cell), cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return from_number(cell)
    raise CellError(NOT_A_DATE, text=str(cell))


def conversion(cell: Cell) -> Remark | None:
    """Return the notice that the day of a cell is that of another time zone's moment, if it is."""
    moment = moment_of(cell)
    if moment is None or moment.tzinfo is None:
        return None
    return Remark(CONVERTED, {"text": str(cell), "date": day_of(moment, cell).isoformat()})


def moment_of(cell: Cell) -> datetime.datetime | None:
    """Return the moment that a cell holds, None for a date without a time of day."""
    if isinstance(cell, datetime.datetime):
        return cell
    if not isinstance(cell, str) or CLOCK_SIGNS.isdisjoint(cell):
        return None
    plain = JAPANESE_CLOCK.sub(
        lambda time: f"{time[1]}:{time[2] or 0:0>2}:{time[3] or 0:0>2}",
        usual_width(one_line(cell)),
    )
    clock = CLOCK.fullmatch(plain)
    if clock is None:
        return None
    date = from_text(without_weekday(clock["date"]))
    if date.precision != Precision.DAY:
        raise CellError(NOT_A_DATE, text=cell)
    if clock["hour"] == "24":  # the midnight at the end of the day, or the one before it
        raise CellError(TIME_OF_DAY, text=cell)
    zone = (clock["zone"] or "").upper()
    second, part = clock["second"] or "00", (clock["part"] or "0")[:6]
    time = f"{clock['hour']:0>2}:{clock['minute']}:{second}.{part:0<6}{ZONES.get(zone, zone)}"
    try:
        return datetime.datetime.fromisoformat(f"{date.isoformat()}T{time}")
    except ValueError:
        raise CellError(NOT_A_DATE, text=cell) from None


def day_of(moment: datetime.datetime, cell: Cell) -> datetime.date:
    """Return the day that a moment stands for; raise CellError for one that is not midnight.

    With a time zone it is midnight in Japan; or midnight there, where Japan has the same day, so
    that both can only mean that one. A workbook's moment may be off by a part of a second.
    """
    try:
        rounded = (moment + HALF_A_SECOND).replace(microsecond=0)
        local = timezone.localtime(rounded) if rounded.tzinfo else rounded
    except OverflowError:
        raise impossible(str(cell)) from None
    is_same_day = rounded.time() == MIDNIGHT and rounded.date() == local.date()
    if local.time() != MIDNIGHT and not is_same_day:
        raise CellError(TIME_OF_DAY, text=str(cell))
    return local.date()


def day(cell: Cell) -> datetime.date | None:
    """Return the day of a cell, or None for an empty one; raise CellError as ``partial_date``."""
    date = partial_date(cell)
    if date and date.precision != Precision.DAY:
        raise CellError(INCOMPLETE, text=date.isoformat())
    return date.first if date else None


def format_date(value: PartialDate | datetime.date | None) -> str:
    """Return a date as ISO 8601, "" for None: the inverse of ``partial_date`` and ``day``."""
    return value.isoformat() if value else ""


def without_weekday(cell: str) -> str:
    """Return what a cell says without its day of the week."""
    return WEEKDAY.sub("", ascii_width(cell))


def from_text(plain: str) -> PartialDate:
    """Return the date that text says; raise CellError where it says none."""
    if basic := BASIC.fullmatch(plain):
        return written("-".join(basic.groups()), plain)
    if SERIAL.fullmatch(plain):
        return from_number(float(plain))
    if SHORT_OR_REVERSED.fullmatch(plain):
        raise CellError(AMBIGUOUS, text=plain)
    return written(plain, plain)


def written(iso: str, text: str) -> PartialDate:
    """Return the date written in one of the usual ways; raise CellError naming the text."""
    # NFKC would read ² as 2.
    if any(letter.isdigit() and not letter.isdecimal() for letter in iso):
        raise CellError(NOT_A_DATE, text=text)
    try:
        return believable(read_written(iso), text)
    except NotADateError:
        raise CellError(NOT_A_DATE, text=text) from None
    except TwoDatesError:
        raise CellError(TWO_DATES, text=text) from None
    except ImpossibleDateError:
        raise impossible(text) from None


def from_number(value: float) -> PartialDate:
    """Return the date of a number: a year, eight digits, or a serial number."""
    shown = f"{value:.15g}"
    if not math.isfinite(value):
        raise CellError(NOT_A_DATE, text=shown)
    whole = int(value)
    if whole in SERIALS:
        epoch = EPOCH_1904 if isinstance(value, Serial1904) else EPOCH
        midnight = datetime.datetime.combine(epoch, MIDNIGHT)
        return believable(PartialDate(day_of(midnight + timedelta(days=value), shown)), shown)
    if whole == value and len(str(whole)) in (4, 8):
        return from_text(str(whole))
    if whole in YEARS:
        raise CellError(AMBIGUOUS, text=shown)
    raise CellError(NOT_A_DATE, text=shown)


def believable(date: PartialDate, text: object) -> PartialDate:
    """Return a date of the years that a register can hold; raise CellError for another."""
    if date.year not in YEARS:
        raise impossible(str(text))
    return date


def impossible(text: str) -> CellError:
    """Return the error for a date that no calendar has, or no register."""
    return CellError(IMPOSSIBLE, text=text, first=YEARS[0], last=YEARS[-1])
