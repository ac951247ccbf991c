"""Relationships between a Japanese local government and a partner overseas."""

import re
from collections.abc import Collection
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from places.models import LocalGovernment, Partner
from relationships.register.choices import (
    Basis,
    Confidence,
    Counting,
    EventKind,
    ExchangeField,
    Kind,
    Status,
)
from relationships.register.querysets import RelationshipQuerySet
from sistercity.dates import (
    PartialDateColumns,
    order_constraint,
    partial_date_constraints,
    precision_field,
)
from sistercity.languages import Localized, localized
from sistercity.links import path_to
from sistercity.models import PublicContent, choices_constraint, with_history
from sistercity.withdrawal import PublicManager, Withdrawable, refuse_second

# Kana and kanji.
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


@with_history()
class Relationship(Withdrawable):
    """One relationship of one local government with one partner.

    A joint agreement that names two partners is two relationships, each with its own date.
    """

    list_name = "relationship_list"
    # Either holds the former name, so an edit of one is an edit of both (``changes.reverting``).
    edited_together: ClassVar = {"former_name": "former_local_government_id"}
    public_id = models.PositiveIntegerField(
        _("public number"),
        unique=True,
        help_text=_("Part of the page's address; never changes."),
    )
    local_government = models.ForeignKey(
        LocalGovernment,
        models.PROTECT,
        related_name="relationships",
        verbose_name=_("local government"),
    )
    former_local_government = models.ForeignKey(
        LocalGovernment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="begun_relationships",
        verbose_name=_("begun by (former municipality)"),
    )
    former_name = models.CharField(
        _("former name in the source"),
        max_length=100,
        blank=True,
        help_text=_("Where the source names a place that is no former municipality, as a ward."),
    )
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="relationships",
        verbose_name=_("partner overseas"),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind, default=Kind.UNKNOWN, blank=True
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ACTIVE)
    counting = models.CharField(
        _("counted"), max_length=20, choices=Counting, default=Counting.COUNTED
    )
    confidence = models.CharField(_("confidence"), max_length=1, choices=Confidence)

    established_on = models.DateField(_("established"), null=True, blank=True)
    established_precision = precision_field()
    established = PartialDateColumns("established")
    established_basis = models.CharField(
        _("basis of the date"),
        max_length=30,
        choices=Basis,
        default=Basis.UNKNOWN,
        blank=True,
    )
    re_signed_on = models.DateField(_("re-signed"), null=True, blank=True)
    re_signed_precision = precision_field()
    re_signed = PartialDateColumns("re_signed")
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    ended_precision = precision_field()
    ended = PartialDateColumns("ended")
    end_reason_en = models.TextField(_("reason of the end (English)"), blank=True)
    end_reason_ja = models.TextField(_("reason of the end (Japanese)"), blank=True)
    joined_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="joined",
        verbose_name=_("joined with"),
        help_text=_("The number leads to that relationship."),
    )
    term_ends_on = models.DateField(
        _("end of the term"),
        null=True,
        blank=True,
        help_text=_("For agreements with a fixed term."),
    )

    agreement_exists = models.BooleanField(_("written agreement"), null=True, blank=True)
    agreement_title = models.CharField(_("title of the agreement"), max_length=200, blank=True)
    fields = ArrayField(
        models.CharField(max_length=20, choices=ExchangeField),
        verbose_name=_("fields of exchange"),
        default=list,
        blank=True,
    )
    story_en = models.TextField(_("history (English)"), blank=True)
    story_ja = models.TextField(_("history (Japanese)"), blank=True)
    story_ja_is_translated = models.BooleanField(
        _("Japanese history is a translation"), default=False
    )
    last_confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    note = models.TextField(_("note of the staff"), blank=True, help_text=_("Not public."))

    objects = PublicManager.from_queryset(RelationshipQuerySet)()
    with_withdrawn = RelationshipQuerySet.as_manager()

    class Meta(Withdrawable.Meta):
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        ordering = ["public_id"]
        # The list's orders by date. The first, that of most pages, holds what the list leaves out
        # too, so that a late page is found without reading the rows before it.
        indexes = [
            models.Index(
                models.F("established_on").desc(nulls_last=True),
                "public_id",
                name="relationship_newest",
                include=["id", "withdrawn_at", "joined_to", "status", "counting"],
            ),
            models.Index(fields=["established_on", "public_id"], name="relationship_oldest"),
            models.Index(
                fields=["former_name"],
                name="relationship_former_name",
                condition=models.Q(former_name__gt=""),
            ),
        ]
        constraints = [
            *Withdrawable.Meta.constraints,
            *partial_date_constraints("relationship", "established"),
            *partial_date_constraints("relationship", "re_signed"),
            *partial_date_constraints("relationship", "ended"),
            order_constraint(
                "relationship",
                "established",
                "re_signed",
                _("A relationship cannot be re-signed before it began."),
            ),
            order_constraint(
                "relationship",
                "established",
                "ended",
                _("A relationship cannot end before it began."),
            ),
            choices_constraint("relationship", "kind", Kind),
            choices_constraint("relationship", "status", Status),
            choices_constraint("relationship", "counting", Counting),
            choices_constraint("relationship", "confidence", Confidence),
            choices_constraint("relationship", "established_basis", Basis),
            models.CheckConstraint(
                name="relationship_fields_are_known",
                condition=models.Q(fields__contained_by=ExchangeField.values),
                violation_error_message=_("This is not one of the choices."),
            ),
            models.UniqueConstraint(
                name="relationship_is_recorded_once",
                fields=["local_government", "partner"],
                condition=~models.Q(status="ended") & models.Q(withdrawn_at=None),
                violation_error_message=_("These two have a relationship already."),
            ),
            models.CheckConstraint(
                name="relationship_with_an_end_is_ended",
                condition=models.Q(ended_on=None) | models.Q(status="ended"),
                violation_error_message=_("With a date of its end, the status must be “Ended”."),
            ),
            models.CheckConstraint(
                name="relationship_that_was_joined_is_ended",
                condition=models.Q(joined_to=None) | models.Q(status="ended"),
                violation_error_message=_("It was joined with another one: leave it ended."),
            ),
            models.CheckConstraint(
                name="relationship_is_unconfirmed_with_confidence_c",
                condition=models.Q(confidence="C", counting="unconfirmed")
                | ~models.Q(confidence="C") & ~models.Q(counting="unconfirmed"),
                violation_error_message=_(
                    "Confidence C and “Not counted: unconfirmed” belong together."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_government} – {self.partner}"

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Name the relationship that holds the same two sides in force."""
        if self.status != Status.ENDED:
            in_force = Relationship.with_withdrawn.in_force()
            sides = (self.local_government_id, self.partner_id)
            refuse_second(self, in_force.filter(local_government=sides[0], partner=sides[1]))
        super().validate_constraints(exclude)

    def get_kind_display(self) -> str:  # type: ignore[no-redef]  # the stubs have it
        """Return the kind as people read it; Django's own makes a table of all kinds each time."""
        return str(Kind(self.kind).label)

    def get_status_display(self) -> str:  # type: ignore[no-redef]
        """Return the status as people read it."""
        return str(Status(self.status).label)

    def get_absolute_url(self) -> str:
        """Return the relationship's page."""
        return path_to("relationship", self.public_id)

    @property
    def public_name(self) -> str:
        """Both sides, in the page's language."""
        return f"{self.local_government.name.text} – {self.partner.name.text}"

    @property
    def is_in_the_totals(self) -> bool:
        """Whether the totals count it; the same rule as the queryset's ``in_the_totals``."""
        return self.counting == Counting.COUNTED and self.status != Status.ENDED

    @property
    def field_labels(self) -> list[str]:
        """The fields of exchange as people read them."""
        return [str(ExchangeField(field).label) for field in self.fields]

    @property
    def agreement_language(self) -> str:
        """The language of the agreement's title, as far as its letters tell (BCP 47)."""
        if JAPANESE.search(self.agreement_title):
            return "ja"
        return "en" if self.agreement_title.isascii() else "und"

    @property
    def story(self) -> Localized:
        """The history in the page's language, else in the other one."""
        return localized(self, "story")

    @property
    def end_reason(self) -> Localized:
        """Why it ended, in the page's language, else in the other one."""
        return localized(self, "end_reason")


@with_history()
class RelationshipEvent(PublicContent):
    """Something that happened in the life of a relationship."""

    relationship = models.ForeignKey(
        Relationship,
        models.CASCADE,
        related_name="events",
        verbose_name=_("relationship"),
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=EventKind)
    happened_on = models.DateField(_("date"), null=True, blank=True)
    happened_precision = precision_field()
    happened = PartialDateColumns("happened")
    text_en = models.CharField(_("text (English)"), max_length=300, blank=True)
    text_ja = models.CharField(_("text (Japanese)"), max_length=300, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)

    class Meta(PublicContent.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = [models.F("happened_on").desc(nulls_last=True)]
        constraints = [
            *partial_date_constraints("event", "happened"),
            choices_constraint("event", "kind", EventKind),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def text(self) -> Localized:
        """What happened, in the page's language, else in the other one."""
        return localized(self, "text")


@with_history()
class RelationshipSource(PublicContent):
    """A page that names the relationship, and the date of establishment it states, if any."""

    relationship = models.ForeignKey(
        Relationship,
        models.CASCADE,
        related_name="sources",
        verbose_name=_("relationship"),
    )
    url = models.URLField(_("address"), max_length=500)
    stated_on = models.DateField(_("date it states"), null=True, blank=True)
    stated_precision = precision_field()
    stated = PartialDateColumns("stated")

    class Meta(PublicContent.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [
            *partial_date_constraints("source", "stated"),
            models.UniqueConstraint(
                name="source_is_stated_once",
                fields=["relationship", "url"],
                violation_error_message=_("This source is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def label(self) -> str:
        """The URL without what no reader needs."""
        return self.url.partition("://")[2].removeprefix("www.").rstrip("/")
