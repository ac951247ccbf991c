"""Runs of imports at the staff desk: the file, what was decided about it, how far it is.

They are not public, so they neither move the data version nor have a history: a run is itself
the record of who did what, and what it published is in the history of the data.
"""

import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistercity.imports.plan import EntryKind
from sistercity.models import choices_constraint
from sistercity.spreadsheets.problems import Severity

# While a worker has a run it says so every few seconds; one that was silent for so long is gone.
SILENCE = datetime.timedelta(seconds=30)


class RunStatus(models.TextChoices):
    """How far a run of an import is."""

    PLANNING = "planning", _("being compared")
    PLANNED = "planned", _("compared")
    OUTDATED = "outdated", _("to be compared again")
    REFUSED = "refused", _("file refused")
    PUBLISHING = "publishing", _("being published")
    PUBLISHED = "published", _("published")
    FAILED = "failed", _("failed")
    DISCARDED = "discarded", _("discarded")


WORKING = (RunStatus.PLANNING, RunStatus.PUBLISHING)


class RowQuestion(models.TextChoices):
    """What a file asks about its rows, beside what becomes of records."""

    NAME = "name", _("Unknown name")
    REJECTED = "rejected", _("Row with errors")


# What an entry of a plan is: something that becomes of a record, a problem, or a question.
ENTRY_GROUPS = (EntryKind, Severity, RowQuestion)


class ImportRun(models.Model):
    """A file that was given to the desk, and what became of it."""

    importer = models.CharField(_("kind of import"), max_length=50)
    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField(editable=False)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    as_of = models.DateField(_("as of"))
    end_missing = models.BooleanField(_("end what the file lacks"), default=False)
    status = models.CharField(
        _("status"), max_length=10, choices=RunStatus, default=RunStatus.PLANNING
    )
    message = models.TextField(_("message"), blank=True)

    # The worker: which start of it counts, how far it is (no step yet: it waits), its last sign.
    attempt = models.PositiveIntegerField(default=0, editable=False)
    step = models.CharField(max_length=20, blank=True, editable=False)
    step_began_at = models.DateTimeField(null=True, editable=False)
    fraction = models.FloatField(default=0, editable=False)
    rows = models.PositiveIntegerField(default=0, editable=False)
    heartbeat = models.DateTimeField(null=True, editable=False)

    # The plan without its entries, and what tells it from every other.
    head = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    # Reasons by name of the alarm, for alarms that were accepted.
    answers = models.JSONField(_("answered alarms"), default=dict, editable=False)
    # What unknown names mean, as ``Answer.as_data`` writes it.
    names = models.JSONField(_("answered names"), default=list, editable=False)
    # Answers to conflicts: keep or take, by the conflict's code.
    conflicts = models.JSONField(_("answered conflicts"), default=dict, editable=False)
    # Reasons by code of the row; answers to what the file lacks by code of the record.
    skipped = models.JSONField(_("skipped rows"), default=dict, editable=False)
    missing = models.JSONField(_("answered missing records"), default=dict, editable=False)
    note_en = models.TextField(_("note (English)"), blank=True)
    note_ja = models.TextField(_("note (Japanese)"), blank=True)

    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    created_by = models.CharField(_("uploaded by"), max_length=200)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.CharField(_("published by"), max_length=200, blank=True)
    result = models.CharField(_("what was published"), max_length=200, blank=True)
    result_url = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        permissions = [("publish_importrun", "Can publish an import and undo it")]
        constraints = [
            choices_constraint("import_run", "status", RunStatus),
            models.CheckConstraint(
                name="import_run_fraction_is_a_share",
                condition=models.Q(fraction__range=(0, 1)),
                violation_error_message=_("A share is between 0 and 1."),
            ),
            models.CheckConstraint(
                name="import_run_says_who_published",
                condition=models.Q(status=RunStatus.PUBLISHED, published_at__isnull=False)
                & ~models.Q(published_by="")
                | ~models.Q(status=RunStatus.PUBLISHED) & models.Q(published_at=None),
                violation_error_message=_("A published import names who published it, and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.as_of})"

    @property
    def is_working(self) -> bool:
        """Whether it waits for a worker or has one, dead or alive."""
        return self.status in WORKING

    @property
    def is_interrupted(self) -> bool:
        """Whether its worker died: then nothing was written, and it can be started again."""
        if not self.is_working or self.heartbeat is None:
            return self.is_working
        return bool(self.step) and self.heartbeat < timezone.now() - SILENCE

    @property
    def counts(self) -> dict[str, int]:
        """The plan's numbers: rows, unchanged records, and the entries of each group."""
        head = self.head
        return {
            **head.get("counts", {}),
            **head.get("severities", {}),
            RowQuestion.NAME: head.get("names", 0),
            RowQuestion.REJECTED: head.get("rejected", 0),
        }


class ImportEntry(models.Model):
    """One line of the plan of a run, as ``sistercity.import_runs.stored`` writes it."""

    run = models.ForeignKey(
        ImportRun, models.CASCADE, related_name="entries", verbose_name=_("import")
    )
    position = models.PositiveIntegerField()
    kind = models.CharField(
        pgettext_lazy("of an entry", "group"),
        max_length=10,
        choices=[choice for group in ENTRY_GROUPS for choice in group.choices],
    )
    data = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["run", "position"]
        indexes = [models.Index(fields=["run", "kind", "position"], name="import_entry_of_kind")]
        constraints = [
            choices_constraint("import_entry", "kind", *ENTRY_GROUPS),
            models.UniqueConstraint(
                name="import_entry_has_its_own_position",
                fields=["run", "position"],
                violation_error_message=_("Another entry stands at this position."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.get_kind_display()}"
