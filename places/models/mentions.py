"""Places as a source names them: those of the register, and those that it does not hold.

A list of participants may name a government by an old name, only half (“Okayama”), or one that is
no partner of anybody. So each place of a many-to-many relation is a row with the source's words.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.models.areas import Country
from places.models.governments import LocalGovernment
from places.models.partners import Partner
from sistercity.languages import Localized, localized
from sistercity.models import PublicContent


def stated_once(owner: str, place: str, *words: str) -> list[models.UniqueConstraint]:
    """Return the rules that a record names a place once: by its key, else by the ``words``.

    ``owner`` and ``place`` are foreign keys; ``words`` are the columns that stand in for the
    place where the register does not hold it.
    """
    message = _("This place is named already.")
    return [
        models.UniqueConstraint(
            name="%(class)s_place_is_stated_once",
            fields=[owner, place],
            condition=models.Q(**{f"{place}__isnull": False}),
            violation_error_message=message,
        ),
        models.UniqueConstraint(
            name="%(class)s_name_is_stated_once",
            fields=[owner, *words],
            condition=models.Q(**{f"{place}__isnull": True}),
            nulls_distinct=False,
            violation_error_message=message,
        ),
    ]


class Mention(PublicContent):
    """The name of a place in a source, in both languages where they are known."""

    name_en = models.CharField(_("name in the source (English)"), max_length=200, blank=True)
    name_ja = models.CharField(_("name in the source (Japanese)"), max_length=200, blank=True)

    class Meta(PublicContent.Meta):
        abstract = True

    @property
    def name(self) -> Localized:
        """The source's name in the page's language, else in the other one."""
        return localized(self, "name")


class GovernmentMention(Mention):
    """A Japanese local government in a source."""

    local_government = models.ForeignKey(
        LocalGovernment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("local government"),
    )

    class Meta(Mention.Meta):
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_names_a_place",
                condition=~models.Q(local_government=None, name_en="", name_ja=""),
                violation_error_message=_("Choose the local government, or give its name."),
            )
        ]

    def __str__(self) -> str:
        return str(self.local_government or self.name_ja or self.name_en)

    @property
    def label(self) -> Localized:
        """The register's name, else the source's, in the page's language where there is one."""
        return self.local_government.name if self.local_government else self.name


class PartnerMention(Mention):
    """A place overseas in a source; its country stands alone where it is no partner."""

    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner overseas"),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country or region"),
        help_text=_("Only without a partner: a partner has its own."),
    )

    class Meta(Mention.Meta):
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_names_a_place",
                condition=~models.Q(partner=None, country=None, name_en="", name_ja=""),
                violation_error_message=_("Choose the partner or the country, or give a name."),
            ),
            models.CheckConstraint(
                name="%(class)s_has_one_country",
                condition=models.Q(partner=None) | models.Q(country=None),
                violation_error_message=_("With a partner, leave the country empty."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.partner or self.name_ja or self.name_en or self.country)

    @property
    def label(self) -> Localized:
        """The register's name, else the source's, else the country's or region's."""
        if self.partner:
            return self.partner.name
        return self.name if self.name.text or not self.country else self.country.name

    @property
    def country_or_region(self) -> Country | None:
        """The partner's country or region, else the one that the source names."""
        return self.partner.country if self.partner else self.country
