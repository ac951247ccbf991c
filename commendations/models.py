"""The International Exchange Commendation: its editions, who was commended, and for what."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commendations.choices import AwardKind, RecipientKind
from commendations.numbering import key, title
from commendations.querysets import CommendationQuerySet, EditionQuerySet
from places.areas import has_page
from places.models import (
    GovernmentMention,
    LocalGovernment,
    Partner,
    PartnerMention,
    Prefecture,
    folded,
    stated_once,
)
from sistercity.dates import (
    PartialDateColumns,
    order_constraint,
    partial_date_constraints,
    precision_field,
)
from sistercity.languages import Localized, localized
from sistercity.models import choices_constraint, with_history
from sistercity.publication import Publication
from sistercity.withdrawal import PublicManager, Withdrawable


@with_history()
class Edition(Publication):
    """One round of the commendation, counted from fiscal year 2006; ``number`` is its public key.

    The one edition without a number holds recipients whose round no source names.
    """

    list_name = "commendation_list"
    number = models.PositiveSmallIntegerField(
        _("number of the edition"),
        null=True,
        blank=True,
        help_text=_("Part of the page's address. Empty only where nobody knows it."),
    )
    fiscal_year = models.PositiveSmallIntegerField(
        _("fiscal year"),
        null=True,
        blank=True,
        help_text=_("From April; named by its first calendar year."),
    )
    award_name_en = models.CharField(_("name of the award (English)"), max_length=200, blank=True)
    award_name_ja = models.CharField(_("name of the award (Japanese)"), max_length=200, blank=True)
    announced_on = models.DateField(_("announced"), null=True, blank=True)
    announced_precision = precision_field()
    announced = PartialDateColumns("announced")
    ceremony_on = models.DateField(_("ceremony"), null=True, blank=True)
    ceremony_precision = precision_field()
    ceremony = PartialDateColumns("ceremony")
    applicant_count = models.PositiveSmallIntegerField(
        _("number of applicants"), null=True, blank=True
    )
    recipient_count = models.PositiveSmallIntegerField(
        _("number of recipients"),
        null=True,
        blank=True,
        help_text=_("As announced; it may be more than are recorded here."),
    )
    note_en = models.TextField(_("remark (English)"), blank=True)
    note_ja = models.TextField(_("remark (Japanese)"), blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)

    objects = PublicManager.from_queryset(EditionQuerySet)()
    with_withdrawn = EditionQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("edition of the commendation")
        verbose_name_plural = _("editions of the commendation")
        ordering = [models.F("number").desc(nulls_last=True)]
        constraints = [
            *Publication.Meta.constraints,
            *partial_date_constraints("edition", "announced"),
            *partial_date_constraints("edition", "ceremony"),
            order_constraint(
                "edition",
                "announced",
                "ceremony",
                _("The ceremony cannot be before the announcement."),
            ),
            models.UniqueConstraint(
                name="edition_number_is_its_own",
                fields=["number"],
                nulls_distinct=False,
                violation_error_message=_("There is an edition of this number already."),
            ),
            models.UniqueConstraint(
                name="edition_fiscal_year_is_its_own",
                fields=["fiscal_year"],
                violation_error_message=_("There is an edition of this fiscal year already."),
            ),
            models.CheckConstraint(
                name="edition_with_a_number_has_a_year",
                condition=models.Q(number=None, fiscal_year=None)
                | models.Q(
                    number__isnull=False,
                    fiscal_year__isnull=False,
                    number__gte=1,
                    fiscal_year__gte=2006,
                ),
                violation_error_message=_(
                    "The number, from 1, and the fiscal year, from 2006, belong together."
                ),
            ),
            models.CheckConstraint(
                name="edition_has_no_more_recipients_than_applicants",
                condition=models.Q(applicant_count=None)
                | models.Q(recipient_count=None)
                | models.Q(recipient_count__lte=models.F("applicant_count")),
                violation_error_message=_("There cannot be more recipients than applicants."),
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}回（{self.fiscal_year}年度）" if self.number else "回次不明"

    def get_absolute_url(self) -> str:
        """Return the edition's page."""
        return reverse("commendation_edition", args=[self.key])

    @property
    def key(self) -> str:
        """What stands for the edition in URLs: its number, or a word."""
        return key(self.number)

    @property
    def title(self) -> str:
        """Number and fiscal year as the public reads them."""
        return title(self.number, self.fiscal_year)

    @property
    def public_name(self) -> str:
        """Number and fiscal year as the public reads them."""
        return self.title

    @property
    def award_name(self) -> Localized:
        """The award's name of that year, in the page's language, else in the other one."""
        return localized(self, "award_name")

    @property
    def note(self) -> Localized:
        """The remark in the page's language, else in the other one."""
        return localized(self, "note")


@with_history(exclude=["search_text"])
class Commendation(Withdrawable):
    """An award to one recipient, or to several jointly; public with its edition."""

    list_name = "commendation_list"
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="commendations", verbose_name=_("edition")
    )
    kind = models.CharField(
        _("kind of award"), max_length=10, choices=AwardKind, default=AwardKind.MINISTER
    )
    recipient_en = models.CharField(_("recipient (English)"), max_length=200, blank=True)
    recipient_ja = models.CharField(_("recipient (Japanese)"), max_length=200, blank=True)
    recipient_kinds = ArrayField(
        models.CharField(max_length=20, choices=RecipientKind),
        verbose_name=_("kind of recipient"),
        default=list,
        blank=True,
    )
    prefecture = models.ForeignKey(
        Prefecture,
        models.PROTECT,
        related_name="commendations",
        verbose_name=_("prefecture"),
        help_text=_("Where the recipient is."),
    )
    local_governments: "models.ManyToManyField[LocalGovernment, CommendationGovernment]" = (
        models.ManyToManyField(
            LocalGovernment,
            through="CommendationGovernment",
            related_name="commendations",
            verbose_name=_("local governments"),
        )
    )
    partners: "models.ManyToManyField[Partner, CommendationPartner]" = models.ManyToManyField(
        Partner,
        through="CommendationPartner",
        related_name="commendations",
        verbose_name=_("partners overseas"),
    )
    summary_en = models.TextField(_("what they did (English)"), blank=True)
    summary_ja = models.TextField(_("what they did (Japanese)"), blank=True)
    note_en = models.TextField(_("remark (English)"), blank=True)
    note_ja = models.TextField(_("remark (Japanese)"), blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    search_text = models.GeneratedField(
        expression=folded("recipient_ja", "recipient_en"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = PublicManager.from_queryset(CommendationQuerySet)()
    with_withdrawn = CommendationQuerySet.as_manager()

    class Meta(Withdrawable.Meta):
        verbose_name = _("commendation")
        verbose_name_plural = _("commendations")
        ordering = [models.F("edition__number").desc(nulls_last=True), "pk"]
        constraints = [
            *Withdrawable.Meta.constraints,
            choices_constraint("commendation", "kind", AwardKind),
            models.CheckConstraint(
                name="commendation_recipient_kinds_are_known",
                condition=models.Q(recipient_kinds__contained_by=RecipientKind.values),
                violation_error_message=_("This is not one of the choices."),
            ),
            models.CheckConstraint(
                name="commendation_has_a_recipient",
                condition=~models.Q(recipient_en="", recipient_ja=""),
                violation_error_message=_("Give the recipient in English, Japanese or both."),
            ),
            models.UniqueConstraint(
                name="commendation_is_recorded_once",
                fields=["edition", "recipient_ja", "recipient_en"],
                violation_error_message=_("This edition has this recipient already."),
            ),
        ]

    def __str__(self) -> str:
        return self.recipient_ja or self.recipient_en

    def get_absolute_url(self) -> str:
        """Return its place on the edition's page."""
        return f"{self.edition.get_absolute_url()}#{self.anchor}"

    def is_published(self, at: datetime.datetime) -> bool:
        """Whether the public sees it at a moment: as its edition."""
        return self.withdrawn_at is None and self.edition.is_published(at)

    @property
    def anchor(self) -> str:
        """The name of its place on a page."""
        return f"award-{self.pk}"

    @property
    def recipient(self) -> Localized:
        """Who was commended, in the page's language, else in the other one."""
        return localized(self, "recipient")

    @property
    def summary(self) -> Localized:
        """What they did, in the page's language, else in the other one."""
        return localized(self, "summary")

    @property
    def note(self) -> Localized:
        """The remark in the page's language, else in the other one."""
        return localized(self, "note")

    @property
    def recipient_labels(self) -> list[str]:
        """The kinds of recipient as people read them."""
        return [str(RecipientKind(kind).label) for kind in self.recipient_kinds]


@with_history()
class CommendationGovernment(GovernmentMention):
    """A local government that was commended, or whose citizens' body was."""

    commendation = models.ForeignKey(
        Commendation,
        models.CASCADE,
        related_name="named_governments",
        verbose_name=_("commendation"),
    )

    class Meta(GovernmentMention.Meta):
        verbose_name = _("local government of the recipient")
        verbose_name_plural = _("local governments of the recipient")
        constraints = [
            *GovernmentMention.Meta.constraints,
            *stated_once("commendation", "local_government", "name_ja", "name_en"),
        ]


@with_history()
class CommendationPartner(PartnerMention):
    """Whom the commended exchange is with."""

    commendation = models.ForeignKey(
        Commendation,
        models.CASCADE,
        related_name="named_partners",
        verbose_name=_("commendation"),
    )

    class Meta(PartnerMention.Meta):
        verbose_name = _("partner of the exchange")
        verbose_name_plural = _("partners of the exchange")
        constraints = [
            *PartnerMention.Meta.constraints,
            *stated_once("commendation", "partner", "country", "name_ja", "name_en"),
        ]

    @property
    def country_has_page(self) -> bool:
        """Whether the country or region has a page: only those with a partner have."""
        return has_page(self.country_id or "")
