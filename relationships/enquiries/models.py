"""What the public sends us: enquiries, proposed listings, reports of mistakes, confirmations.

They hold personal data, so they are not public content: no history keeps them, and they are emptied
after a time (``relationships.enquiries.retention``).
"""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relationships.listings.models.listings import Listing
from sistercity.languages import LANGUAGES
from sistercity.models import choices_constraint


class SubmissionKind(models.TextChoices):
    """What somebody sent us."""

    ENQUIRY = "enquiry", _("enquiry to a local government")
    LISTING = "listing", _("new listing")
    CHANGE = "change", _("change of a listing")
    CONFIRMATION = "confirmation", _("confirmation of a listing")
    REPORT = "report", _("report of a mistake")


class SubmissionStatus(models.TextChoices):
    """How far the staff are with it."""

    NEW = "new", _("new")
    IN_PROGRESS = "in_progress", _("in progress")
    DONE = "done", _("done")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")


# Kinds that change a listing when somebody approves them, and states in which work is left.
PROPOSALS = (SubmissionKind.LISTING, SubmissionKind.CHANGE)
OPEN = (SubmissionStatus.NEW, SubmissionStatus.IN_PROGRESS)
ABOUT_A_LISTING = (SubmissionKind.ENQUIRY, SubmissionKind.CHANGE, SubmissionKind.CONFIRMATION)


class Submission(models.Model):
    """One thing that was sent, and what became of it."""

    reference = models.CharField(_("reference number"), max_length=9, unique=True)
    kind = models.CharField(_("kind of submission"), max_length=12, choices=SubmissionKind)
    status = models.CharField(
        _("status"), max_length=11, choices=SubmissionStatus, default=SubmissionStatus.NEW
    )
    language = models.CharField(_("language of the form"), max_length=2)
    listing = models.ForeignKey(
        Listing,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("listing"),
    )
    # relationship:12, or the path of a page.
    record = models.CharField(_("record"), max_length=200, blank=True)
    by_link = models.BooleanField(_("sent through a signed link"), default=False)
    # What was typed, by the names of the form's fields; of a proposal also the listing before it.
    data = models.JSONField(default=dict, editable=False)
    # Tells a form that was sent twice from two that say the same.
    content_key = models.CharField(max_length=64, null=True, unique=True, editable=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    # Beyond the limit of everybody (relationships.enquiries.protection.STORED): no mail of its own.
    over_hourly_limit = models.BooleanField(_("arrived beyond the hourly limit"), default=False)
    mailed_at = models.DateTimeField(_("staff were mailed"), null=True, blank=True)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    handled_by = models.CharField(_("handled by"), max_length=200, blank=True)
    forwarded_at = models.DateTimeField(_("forwarded"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    note = models.TextField(_("note of the staff"), blank=True)
    purged_at = models.DateTimeField(_("personal data removed"), null=True, blank=True)

    about: str  # the name of what it is about, in a list of the desk

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["status", "received_at"], name="submission_queue")]
        constraints = [
            choices_constraint("submission", "kind", SubmissionKind),
            choices_constraint("submission", "status", SubmissionStatus),
            models.CheckConstraint(
                name="submission_language_is_known",
                condition=models.Q(language__in=LANGUAGES),
                violation_error_message=_("This is not one of the choices."),
            ),
            models.CheckConstraint(
                name="submission_names_its_listing",
                condition=~models.Q(kind__in=ABOUT_A_LISTING) | models.Q(listing__isnull=False),
                violation_error_message=_("Say which listing it is about."),
            ),
            models.CheckConstraint(
                name="submission_is_handled_once_closed",
                condition=models.Q(status__in=OPEN, handled_at=None)
                | ~models.Q(status__in=OPEN) & models.Q(handled_at__isnull=False),
                violation_error_message=_("What is closed says when it was handled."),
            ),
            models.CheckConstraint(
                name="submission_is_rejected_with_a_reason",
                condition=~models.Q(status=SubmissionStatus.REJECTED, reason="", purged_at=None),
                violation_error_message=_("Give the reason."),
            ),
            models.CheckConstraint(
                name="submission_is_empty_once_purged",
                condition=models.Q(purged_at=None)
                | models.Q(data={}, reason="", note="", content_key=None),
                violation_error_message=_("What was purged holds no text any more."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.status in OPEN

    @property
    def is_proposal(self) -> bool:
        """Whether approving it changes a listing."""
        return self.kind in PROPOSALS

    @property
    def is_final(self) -> bool:
        """Whether it stays closed: it is emptied, or what it asked for is in the listing."""
        is_carried_out = self.is_proposal and self.status == SubmissionStatus.DONE
        is_confirmation = self.kind == SubmissionKind.CONFIRMATION
        return is_carried_out or is_confirmation or self.purged_at is not None

    @property
    def desk_path(self) -> str:
        """The path of its page at the staff desk."""
        return reverse("admin:enquiries_submission_change", args=[self.pk])


class RenewalLink(models.Model):
    """A signed link by which the contact of one listing confirms or changes it, once.

    The link's secret is not stored, only its digest: the table gives no link away.
    """

    listing = models.ForeignKey(
        Listing,
        models.CASCADE,
        related_name="renewal_links",
        verbose_name=_("listing"),
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("signed link")
        verbose_name_plural = _("signed links")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="renewal_link_ends_after_it_began",
                condition=models.Q(expires_at__gt=models.F("created_at")),
                violation_error_message=_("A link is valid for some time."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.listing} {self.created_at:%Y-%m-%d}"

    def state_at(self, moment: Any) -> str:
        """Return used, revoked, expired or, while it can be used, valid."""
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_at <= moment else "valid"


class FormCount(models.Model):
    """Counter of a rate limit: forms within an hour or a day, of an address or of everybody.

    The key is a keyed digest of the address with the day: it names nobody, and tomorrow it is
    another one.
    """

    key = models.CharField(max_length=64)
    begins_at = models.DateTimeField()
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="form_count_is_one_for_each_window",
                fields=["key", "begins_at"],
                violation_error_message=_("This window is counted already."),
            )
        ]
        indexes = [models.Index(fields=["begins_at"], name="form_count_begins_at")]

    def __str__(self) -> str:
        return f"{self.number}"
