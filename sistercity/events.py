"""What events share: when, how, with which theme, and whether it took place."""

import datetime
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sistercity.dates import (
    PartialDate,
    PartialDateColumns,
    Passed,
    Precision,
    has_passed,
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


NOT_OVER = Value(Passed.NO, models.CharField())


def event_passed(day: Any, undated: Any = None) -> Case:
    """Return whether an event is over on a day, in SQL: the same rule as ``Event.passed``.

    ``undated`` is the answer where no day of the event is known; without it: it is not over.
    """
    known = Coalesce(has_passed("ends", day), has_passed("starts", day), undated or NOT_OVER)
    return Case(When(starts_on__gt=day, then=NOT_OVER), default=known)


class EventQuerySet(PublicationQuerySet[Record_co]):
    """Reads of events."""

    def passed(self, day: datetime.date) -> Case:
        """Return whether an event is over on a day, in SQL."""
        return event_passed(day)

    def upcoming(self, day: datetime.date) -> Self:
        """Keep what is planned and cannot be over on a day; what has no date can be yet to come."""
        planned = self.filter(status=EventStatus.PLANNED)
        return planned.alias(passed=self.passed(day)).filter(passed=Passed.NO)


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
            *Publication.Meta.constraints,
            *partial_date_constraints("%(class)s", "starts"),
            *partial_date_constraints("%(class)s", "ends"),
            order_constraint(
                "%(class)s", "starts", "ends", _("The last day cannot be before the first.")
            ),
            choices_constraint("%(class)s", "status", EventStatus),
            choices_constraint("%(class)s", "mode", EventMode),
        ]

    def passed(self, day: datetime.date) -> Passed:
        """Return whether it is over on a day: its last day goes for it, else its first.

        Before the first day that it can begin on it is not, however little is known of its end.
        """
        if self.starts and day < self.starts.first:
            return Passed.NO
        last = self.ends or self.starts
        return last.passed(day) if last else self.undated_passed(day)

    def undated_passed(self, day: datetime.date) -> Passed:
        """Return whether it is over on a day where no day of it is known."""
        return Passed.NO

    def is_upcoming(self, day: datetime.date) -> bool:
        """Whether it is planned and cannot be over on a day; the same rule as the queryset's."""
        return self.status == EventStatus.PLANNED and self.passed(day) == Passed.NO

    def is_perhaps_over(self, day: datetime.date) -> bool:
        """Whether it is planned, and can be over on a day or not."""
        return self.status == EventStatus.PLANNED and self.passed(day) == Passed.PERHAPS

    def state(self, day: datetime.date) -> tuple[str, str]:
        """Return what the public reads of its status on a day, and the tone of the tag.

        What was planned for a day that has passed is not planned any more.
        """
        status = EventStatus(self.status)
        if self.is_perhaps_over(day):
            return gettext("Planned; may be over"), TONES[EventStatus.UNKNOWN]
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
