"""Partners overseas."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from places.models.areas import Country
from places.models.bases import BilingualName, Point
from places.models.keys import AREA, KeepKeys, NameKind
from places.querysets import PartnerQuerySet
from sistercity.languages import Localized, localized
from sistercity.links import path_to
from sistercity.models import PublicContent, RefuseCycle, choices_constraint, with_history
from sistercity.withdrawal import PublicManager, Withdrawable


class PartnerLevel(models.TextChoices):
    """Whether an overseas partner is a state or province, or a local government within one."""

    REGION = "region", _("State, province or region")
    LOCAL = "local", _("City, town or district")


@with_history()
class Partner(BilingualName, Point, Withdrawable):
    """An overseas local government: a city, a county, a state."""

    list_name = "country_list"
    public_id = models.PositiveIntegerField(
        _("public number"),
        unique=True,
        help_text=_("Part of the page's address; never changes."),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        related_name="partners",
        verbose_name=_("country or region"),
    )
    state_en = models.CharField(_("state or province (English)"), max_length=100, blank=True)
    state_ja = models.CharField(_("state or province (Japanese)"), max_length=100, blank=True)
    name_ja_source = models.CharField(_("source of the Japanese name"), max_length=500, blank=True)
    name_native = models.CharField(_("native name"), max_length=100, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=PartnerLevel)
    wikidata_id = models.CharField(_("Wikidata number"), max_length=20, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    joined_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="joined",
        verbose_name=_("joined with"),
    )

    objects = PublicManager.from_queryset(PartnerQuerySet)()
    with_withdrawn = PartnerQuerySet.as_manager()

    class Meta(BilingualName.Meta):
        verbose_name = _("partner overseas")
        verbose_name_plural = _("partners overseas")
        ordering = ["country", "name_en"]
        indexes = [models.Index(fields=["country", "name_en"], name="partner_by_country")]
        triggers = [
            *PublicContent.Meta.triggers,
            RefuseCycle(predecessor="id"),
            KeepKeys(
                "partner",
                {
                    "name_ja": NameKind.OFFICIAL,
                    "name_en": NameKind.OFFICIAL,
                    "name_native": NameKind.NATIVE,
                    "state_ja": AREA,
                    "state_en": AREA,
                },
            ),
        ]
        constraints = [
            *BilingualName.Meta.constraints,
            *Point.Meta.constraints,
            *Withdrawable.Meta.constraints,
            choices_constraint("partner", "level", PartnerLevel),
            models.UniqueConstraint(
                name="partner_is_recorded_once",
                fields=["country", "state_en", "name_en", "name_ja", "level"],
                condition=models.Q(joined_to=None),
                violation_error_message=_(
                    "This country and state have a partner of this name already."
                ),
            ),
            models.UniqueConstraint(
                name="partner_wikidata_id_is_its_own",
                fields=["wikidata_id"],
                condition=~models.Q(wikidata_id="") & models.Q(joined_to=None),
                violation_error_message=_("Another partner has this Wikidata number."),
            ),
            models.CheckConstraint(
                name="partner_wikidata_id_begins_with_q",
                condition=models.Q(wikidata_id__regex=r"^(Q[1-9][0-9]*)?$"),
                violation_error_message=_("A Wikidata number looks like Q64."),
            ),
            models.CheckConstraint(
                name="partner_that_was_joined_is_withdrawn",
                condition=models.Q(joined_to=None) | models.Q(withdrawn_at__isnull=False),
                violation_error_message=_("It was joined with another one: part them first."),
            ),
        ]

    def clean(self) -> None:
        """Refuse a successor that leads back to this partner; the trigger does so too."""
        later = self.successor
        while later is not None:
            if later == self:
                raise ValidationError({"successor": _("This successor leads back to the partner.")})
            later = later.successor

    def get_absolute_url(self) -> str:
        """Return the partner's page."""
        return path_to("partner", self.public_id, self.slug)

    @property
    def slug(self) -> str:
        """The name as it stands in the page's address, after the number."""
        return slugify(self.name_en) or "partner"

    @property
    def state(self) -> Localized:
        """The state or province in the page's language, else in the other one."""
        return localized(self, "state")
