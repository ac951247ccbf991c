"""What is done on its day: nothing runs at midnight, so the first request of the day does it."""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError
from django.utils import timezone

from sistercity.kept import KeptForVersion
from sistercity.models import DataVersion

logger = logging.getLogger(__name__)


@dataclass
class Due:
    """A kind of work that has its day.

    ``first_day`` reads the day of the next one, None where none is planned. ``do`` does what is
    due; it returns False where another writer kept it from that.
    """

    first_day: Callable[[], datetime.date | None]
    do: Callable[[], bool]
    known: KeptForVersion[datetime.date | None] = field(init=False)
    tried: tuple[object, datetime.date] | None = None

    def __post_init__(self) -> None:
        self.known = KeptForVersion(self.first_day)

    def is_due(self, version: DataVersion) -> bool:
        """Whether there is something to do, and this process has not failed at it before."""
        first, today = self.known.of(version), timezone.localdate()
        return first is not None and first <= today and self.tried != (version.state, today)

    def note(self, version: DataVersion) -> None:
        """Do not try again today before the data changes."""
        self.tried = (version.state, timezone.localdate())


WORK: list[Due] = []


def do_what_is_due(version: DataVersion) -> DataVersion:
    """Do what is due, and return the data version after it.

    Costs a query for each version only. What fails is logged and tried again when the data has
    changed: the page is answered with the data as it is.
    """
    waiting = [work for work in WORK if work.is_due(version)]
    for work in waiting:
        try:
            if work.do():
                work.note(DataVersion.objects.get())
        except DatabaseError:
            work.note(version)
            logger.exception("What is due could not be done")
    return DataVersion.objects.get() if waiting else version
