"""Joins: which record was joined with which, by whom and why, and whether they were parted."""

from itertools import takewhile
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.models import Partner
from relationships.register.models import Relationship
from sistercity.models import with_history


class JoinKind(models.TextChoices):
    """What kind of record is joined."""

    PARTNER = "partner", _("partner overseas")
    RELATIONSHIP = "relationship", _("relationship")


class JoinQuerySet(models.QuerySet["Join"]):
    """Reads of joins."""

    def standing(self) -> Self:
        """Keep those that were not parted."""
        return self.filter(parted_at=None)

    def that_joined(self, record: Any) -> "Join | None":
        """Return the join that joined a record: its own, or of a relationship that of its partner.

        That is the one in whose context the record got what it is joined to; others since may have
        led it further. It is None where a merger of municipalities did so.
        """
        versions = record.history.order_by("-pgh_id").values_list("joined_to", "pgh_context")
        contexts = [context for _key, context in takewhile(lambda one: one[0], versions)]
        return self.standing().filter(history_context__in=contexts[-1:]).first()


def side(model: type[models.Model], related_name: str, label: Any) -> "models.ForeignKey[Any, Any]":
    """Return the foreign key of one of the two records of a join."""
    return models.ForeignKey(
        model,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name=related_name,
        verbose_name=label,
    )


@with_history()
class Join(models.Model):
    """Two records of one thing that became one: the kept one, and the one that was joined into it.

    They are two partners, or two relationships. ``history_context`` is that in which everything
    was written, so that the history tells what to take back where the two are parted.
    """

    kept_partner = side(Partner, "joins", _("kept partner"))
    joined_partner = side(Partner, "own_joins", _("partner that was joined with it"))
    kept_relationship = side(Relationship, "joins", _("kept relationship"))
    joined_relationship = side(Relationship, "own_joins", _("relationship that was joined with it"))
    joined_at = models.DateTimeField(_("joined at"))
    joined_by = models.CharField(_("joined by"), max_length=200)
    reason = models.TextField(_("reason"))
    parted_at = models.DateTimeField(_("parted at"), null=True, blank=True)
    parted_by = models.CharField(_("parted by"), max_length=200, blank=True)
    parting_reason = models.TextField(_("reason of the parting"), blank=True)
    history_context = models.UUIDField(editable=False)

    objects = JoinQuerySet.as_manager()

    class Meta:
        verbose_name = _("join of records")
        verbose_name_plural = _("joins of records")
        ordering = ["-joined_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="join_is_of_two_records",
                condition=models.Q(
                    kept_partner__isnull=False,
                    joined_partner__isnull=False,
                    kept_relationship=None,
                    joined_relationship=None,
                )
                | models.Q(
                    kept_partner=None,
                    joined_partner=None,
                    kept_relationship__isnull=False,
                    joined_relationship__isnull=False,
                ),
                violation_error_message=_("A join is of two partners or of two relationships."),
            ),
            models.CheckConstraint(
                name="join_has_a_reason",
                condition=~models.Q(reason="")
                & (models.Q(parted_at=None) | ~models.Q(parting_reason="")),
                violation_error_message=_("Give the reason."),
            ),
            *(
                models.UniqueConstraint(
                    name=f"join_{name}_is_joined_once",
                    fields=[f"joined_{name}"],
                    condition=models.Q(parted_at=None),
                    violation_error_message=_("This record was joined already."),
                )
                for name in JoinKind.values
            ),
        ]

    def __str__(self) -> str:
        return f"{self.joined} No.{self.joined.public_id} → {self.kept} No.{self.kept.public_id}"

    @property
    def kind(self) -> JoinKind:
        """What kind of record it is of."""
        return JoinKind.RELATIONSHIP if self.kept_partner is None else JoinKind.PARTNER

    @property
    def kept(self) -> Partner | Relationship:
        """The record that the other one was joined into."""
        record: Partner | Relationship = getattr(self, f"kept_{self.kind}")
        return record

    @property
    def joined(self) -> Partner | Relationship:
        """The record whose address leads to the kept one."""
        record: Partner | Relationship = getattr(self, f"joined_{self.kind}")
        return record
