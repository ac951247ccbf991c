"""How the commendation is counted: the first edition was that of fiscal 2006, then one a year."""

import datetime

from django.utils.translation import gettext as _

from sistercity.dates import fiscal_year

FIRST_YEAR = 2006
# What stands in an edition's URL in place of its number, where nobody knows it.
UNKNOWN = "unknown"


def year_of(number: int) -> int:
    """Return the fiscal year of an edition, as the count gives it."""
    return FIRST_YEAR + number - 1


def last_number(day: datetime.date) -> int:
    """Return the number of the edition of the last fiscal year that is over on a day.

    That of the year under way may still be called for or judged.
    """
    return fiscal_year(day) - FIRST_YEAR


def key(number: int | None) -> str:
    """Return what stands for an edition in URLs: its number, or a word."""
    return str(number) if number else UNKNOWN


def title(number: int | None, fiscal_year: int | None) -> str:
    """Return number and fiscal year as the public reads them."""
    if not number:
        return _("Edition not known")
    return _("Edition %(number)s (fiscal year %(year)s)") % {"number": number, "year": fiscal_year}
