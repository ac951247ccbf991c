"""Numbers that a workbook shows as dates: which formats do, and which days they are."""

import datetime
import re

from sistercity.spreadsheets.letters import Cell, Serial1904

# Number formats of dates that every workbook knows; from 27 on those of Japanese Excel.
BUILT_IN = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
# What in a format is no code: quoted text, colours, conditions and languages, escaped letters.
NO_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
DATE_CODE = re.compile("[ymdge]", re.IGNORECASE)
LAST = 2_958_465  # the 31st of December 9999
EPOCH_1904 = datetime.datetime(1904, 1, 1)  # noqa: DTZ001  (a workbook knows no time zones)
# Excel believes in a 29th of February 1900: number 60. The days before it count from elsewhere.
EPOCH = datetime.datetime(1899, 12, 30)  # noqa: DTZ001
EARLY_EPOCH = datetime.datetime(1899, 12, 31)  # noqa: DTZ001


def is_date_format(code: str) -> bool:
    """Tell whether a number format such as ``yyyy/m/d`` shows a day."""
    first = NO_CODE.sub("", code).split(";")[0]
    return first.lower() != "general" and bool(DATE_CODE.search(first.replace("General", "")))


def moment(value: float, *, is_date: bool, is_1904: bool) -> Cell:
    """Return a number of a workbook: a moment where its format says so.

    Numbers that are no day of the calendar stay numbers; so does 60, the day that never was.
    """
    if is_1904:
        if is_date and 0 <= value <= LAST - 1462:
            return EPOCH_1904 + datetime.timedelta(days=value)
        return Serial1904(value)
    if not is_date or not 1 <= value < LAST + 1 or 60 <= value < 61:
        return value
    return (EARLY_EPOCH if value < 60 else EPOCH) + datetime.timedelta(days=value)
