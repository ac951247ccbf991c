"""Releases of the register: what each monthly import published, and what it changed."""

from django.db import models
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relationships.releases.querysets import ReleaseQuerySet
from sistercity.languages import Localized, localized
from sistercity.models import PublicContent, choices_constraint, with_history


class ChangeKind(models.TextChoices):
    """What a release did to a relationship."""

    NEW = "new", _("New")
    ENDED = "ended", _("Ended")
    CORRECTED = "corrected", _("Corrected")
    RENAMED = "renamed", _("Renamed")
    REMOVED = "removed", _("Removed")


@with_history()
class Release(PublicContent):
    """A state of the register that was published, and how it came about.

    The first release is what the register held before its first import; it has no changes.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="following",
        verbose_name=_("release it follows"),
    )
    as_of = models.DateField(_("as of"))
    published_at = models.DateTimeField(_("published at"))
    published_by = models.CharField(_("published by"), max_length=200)
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    # Relationships in the dataset ("rows") and changed, by kind of change.
    counts = models.JSONField(_("counts"), default=dict)
    # Alarms that were answered: the alarm's name, and the reason that was given.
    answers = models.JSONField(_("answered alarms"), default=dict, blank=True)
    # Where the register kept its values although the file differs: fields by public number.
    kept = models.JSONField(_("kept values"), default=dict, blank=True)
    # Rows of the file that were skipped: number, record as far as it was told, reason.
    skipped = models.JSONField(_("skipped rows"), default=list, blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)
    note_ja = models.TextField(_("note (Japanese)"), blank=True)
    dataset_sha256 = models.CharField(_("SHA-256 of the dataset"), max_length=64)
    # The context of the history of what the import wrote; undoing goes by it.
    history_context = models.UUIDField(null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.CharField(_("undone by"), max_length=200, blank=True)
    undo_reason = models.TextField(_("reason of the undo"), blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta(PublicContent.Meta):
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                name="release_only_the_first_follows_none",
                condition=models.Q(number=1, previous=None)
                | models.Q(number__gt=1, previous__isnull=False),
                violation_error_message=_("Every release but the first follows another."),
            ),
            models.UniqueConstraint(
                name="release_is_followed_by_one",
                fields=["previous"],
                condition=models.Q(undone_at=None),
                violation_error_message=_("Another release follows this one already."),
            ),
        ]

    def __str__(self) -> str:
        return f"No. {self.number} ({self.as_of})"

    def get_absolute_url(self) -> str:
        """Return the page of the change notice."""
        return reverse("release", args=[self.number])

    @property
    def note(self) -> Localized:
        """The note in the page's language, else in the other one."""
        return localized(self, "note")


class DatasetPart(models.Model):
    """A part of the register's dataset as a release published it.

    The parts together, in order, are its CSV file, compressed with gzip; in parts, so that a
    dataset of any size is written and read a little at a time.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="dataset_part_has_its_own_position",
                fields=["release", "position"],
                violation_error_message="A release has one part at a position.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.position}"


class ImportedRow(models.Model):
    """What the file of a release said of a relationship.

    ``cells`` are texts by name of the field, as ``RegisterImporter.cell`` writes them, of what the
    file has. Where the register agreed with a file that says the same as the one before, there is
    no row. The rows of a release go when it is undone.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="imported_rows")
    public_id = models.PositiveIntegerField()
    cells = models.JSONField()

    class Meta:
        ordering = ["public_id", "release"]
        indexes = [
            models.Index(
                KT("cells__local_government"), KT("cells__partner"), name="imported_row_sides"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="imported_row_once_in_a_release",
                fields=["public_id", "release"],
                violation_error_message="A release has one row of a relationship.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.public_id}"


class Change(PublicContent):
    """One difference between the dataset of a release and that of the release before.

    Of a new or a removed relationship it holds the whole line, and no column: as JSON, the cells
    that are not empty by the names of their columns.
    """

    release = models.ForeignKey(
        Release, models.CASCADE, related_name="changes", verbose_name=_("release")
    )
    public_id = models.PositiveIntegerField(_("public number"))
    kind = models.CharField(_("kind of change"), max_length=10, choices=ChangeKind)
    column = models.CharField(_("column"), max_length=40, blank=True)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)

    class Meta(PublicContent.Meta):
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["pk"]
        indexes = [models.Index(fields=["public_id"], name="change_of_relationship")]
        constraints = [
            choices_constraint("change", "kind", ChangeKind),
            models.CheckConstraint(
                name="change_differs",
                condition=~models.Q(before=models.F("after")),
                violation_error_message=_("A change has two different values."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.get_kind_display()}"
