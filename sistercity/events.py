"""What events share: when, how, with which theme, and whether it took place."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sistercity.dates import (
    PartialDate,
    PartialDateColumns,
    Precision,
    last_day,
    order_constraint,
    partial_date_constraints,
    precision_field,
)
from sistercity.languages import Localized, localized
from sistercity.models import choices_constraint
from sistercity.publication import Publication, PublicationQuerySet, Record_co


class EventStatus(models.TextChoices):
    """What became of an event."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")
    UNKNOWN = "unknown", _("Outcome not recorded")


class EventMode(models.TextChoices):
    """How people meet."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")
    UNKNOWN = "", _("Not recorded")


# The tone of each status, as tags have them.
TONES = {
    EventStatus.PLANNED: "info",
    EventStatus.HELD: "",
    EventStatus.CANCELLED: "error",
    EventStatus.UNKNOWN: "warning",
}


@dataclass(frozen=True)
class Dates:
    """The first and the last day of an event; ``last`` is None where there is no other day."""

    first: PartialDate | None
    last: PartialDate | None

    @property
    def in_one_month(self) -> bool:
        """Whether both days are known and in the same month, which is then said once."""
        if self.first is None or self.last is None:
            return False
        days = {self.first.precision, self.last.precision} == {Precision.DAY}
        return days and self.first.first.replace(day=1) == self.last.first.replace(day=1)


class EventQuerySet(PublicationQuerySet[Record_co]):
    """Reads of events."""

    def upcoming(self, day: datetime.date) -> Self:
        """Keep what is planned and not over on a day; without a date it may be yet to come."""
        planned = self.filter(status=EventStatus.PLANNED)
        return planned.alias(start=last_day("starts"), end=last_day("ends")).filter(
            models.Q(end__gte=day)
            | models.Q(end=None, start__gte=day)
            | models.Q(end=None, start=None)
        )


class Event(Publication):
    """A meeting with a first and a last day, each known as far as its source says."""

    status = models.CharField(
        _("status"), max_length=10, choices=EventStatus, default=EventStatus.PLANNED
    )
    mode = models.CharField(
        _("how it is held"),
        max_length=10,
        choices=EventMode,
        default=EventMode.UNKNOWN,
        blank=True,
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    starts_precision = precision_field()
    starts = PartialDateColumns("starts")
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    ends_precision = precision_field()
    ends = PartialDateColumns("ends")
    theme_en = models.CharField(_("theme (English)"), max_length=300, blank=True)
    theme_ja = models.CharField(_("theme (Japanese)"), max_length=300, blank=True)
    note_en = models.TextField(_("remark (English)"), blank=True)
    note_ja = models.TextField(_("remark (Japanese)"), blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)

    class Meta(Publication.Meta):
        abstract = True
        constraints = [
            *partial_date_constraints("%(class)s", "starts"),
            *partial_date_constraints("%(class)s", "ends"),
            order_constraint(
                "%(class)s", "starts", "ends", _("The last day cannot be before the first.")
            ),
            choices_constraint("%(class)s", "status", EventStatus),
            choices_constraint("%(class)s", "mode", EventMode),
        ]

    @property
    def last_day(self) -> datetime.date | None:
        """The latest day that it can last to, as far as that is known."""
        last = self.ends or self.starts
        return last.last if last else None

    def is_upcoming(self, day: datetime.date) -> bool:
        """Whether it is planned and not over on a day; the same rule as the queryset's."""
        last = self.last_day
        return self.status == EventStatus.PLANNED and (last is None or last >= day)

    def state(self, day: datetime.date) -> tuple[str, str]:
        """Return what the public reads of its status on a day, and the tone of the tag.

        What was planned for a day that has passed is not planned any more.
        """
        status = EventStatus(self.status)
        if status == EventStatus.PLANNED and not self.is_upcoming(day):
            status = EventStatus.UNKNOWN
        return str(status.label), TONES[status]

    @property
    def has_days(self) -> bool:
        """Whether its days are known, so that a calendar can hold it."""
        days = {self.starts_precision, self.ends_precision or Precision.DAY}
        return self.starts_on is not None and days == {Precision.DAY}

    @property
    def dates(self) -> "Dates":
        """Its first and last day, as pages show them."""
        return Dates(self.starts, self.ends if self.ends != self.starts else None)

    @property
    def theme(self) -> Localized:
        """The theme in the page's language, else in the other one."""
        return localized(self, "theme")

    @property
    def note(self) -> Localized:
        """The remark in the page's language, else in the other one."""
        return localized(self, "note")
