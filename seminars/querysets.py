"""Reusable reads of seminars."""

from typing import TYPE_CHECKING, Self

from django.db.models import F

from sistercity.events import EventQuerySet

if TYPE_CHECKING:
    from seminars.models import Seminar


class SeminarQuerySet(EventQuerySet["Seminar"]):
    """Reads of seminars."""

    def newest(self) -> Self:
        """Order by fiscal year and first day, newest first, those without a date last."""
        return self.order_by(
            "-fiscal_year", F("starts_on").desc(nulls_last=True), "office", "sequence"
        )
