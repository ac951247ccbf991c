"""Pairs of records that look like doubles and are none, as somebody at the desk decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sistercity.models import choices_constraint, with_history


class PairKind(models.TextChoices):
    """What a pair of likely doubles is made of."""

    PARTNER = "partner", _("partners overseas")
    RELATIONSHIP = "relationship", _("relationships")


@with_history()
class DistinctPair(models.Model):
    """Two records that are two, by their public numbers, which never change: not asked again."""

    kind = models.CharField(_("kind of record"), max_length=12, choices=PairKind)
    one = models.PositiveIntegerField(_("lower public number"))
    other = models.PositiveIntegerField(_("higher public number"))
    reason = models.TextField(_("reason"))

    names: str  # those of both records, in a list of the desk

    class Meta:
        verbose_name = _("pair of distinct records")
        verbose_name_plural = _("pairs of distinct records")
        ordering = ["-pk"]
        constraints = [
            choices_constraint("distinct_pair", "kind", PairKind),
            models.CheckConstraint(
                name="distinct_pair_is_in_order",
                condition=models.Q(one__lt=models.F("other")),
                violation_error_message=_("Give two different records, the lower number first."),
            ),
            models.CheckConstraint(
                name="distinct_pair_has_a_reason",
                condition=~models.Q(reason=""),
                violation_error_message=_("Give the reason."),
            ),
            models.UniqueConstraint(
                name="distinct_pair_is_recorded_once",
                fields=["kind", "one", "other"],
                violation_error_message=_("These two are recorded as distinct already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} No.{self.one} – No.{self.other}"

    @property
    def numbers(self) -> tuple[int, int]:
        """The public numbers of both."""
        return self.one, self.other
