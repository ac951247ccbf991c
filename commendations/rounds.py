"""Every edition there was since fiscal 2006: those on record, and those that are not."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from commendations.models import Edition
from commendations.numbering import key, last_number, title, year_of


@dataclass(frozen=True)
class Round:
    """An edition of the list; of one that is not on record, number and year are all we say."""

    number: int | None
    fiscal_year: int | None
    edition: Edition | None = None

    @property
    def key(self) -> str:
        """What stands for it in URLs and in the filter by year."""
        return key(self.number)

    @property
    def year(self) -> str:
        """The fiscal year as the filter has it; the key of an edition that has none."""
        return str(self.fiscal_year or self.key)

    @property
    def name(self) -> str:
        """Number and fiscal year as the public reads them."""
        return title(self.number, self.fiscal_year)

    def get_absolute_url(self) -> str:
        """Return the edition's page, "" where there is none."""
        return self.edition.get_absolute_url() if self.edition else ""


def rounds(at: datetime.datetime) -> list[Round]:
    """Return all editions as the public sees them at a moment, newest first.

    The one without a number comes last. A number that is not on record is left out where an
    edition of another number has its year: then the count went otherwise, and we do not know how.
    """
    known = [
        Round(edition.number, edition.fiscal_year, edition)
        for edition in Edition.objects.published(at).newest()
    ]
    numbers = {one.number for one in known}
    years = {one.fiscal_year for one in known}
    last = max(last_number(timezone.localdate(at)), *(one.number or 0 for one in known), 0)
    missing = [
        Round(number, year_of(number))
        for number in range(1, last + 1)
        if number not in numbers and year_of(number) not in years
    ]
    return sorted([*known, *missing], key=lambda one: -(one.number or 0))
