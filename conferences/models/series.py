"""Series of conferences between Japanese local governments and those of other countries."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from places.models import Country
from sistercity.languages import Localized, localized
from sistercity.models import PublicContent, with_history
from sistercity.withdrawal import PublicManager, Withdrawable


@with_history()
class Series(Withdrawable):
    """A conference that is held again and again; ``slug`` is its public key."""

    list_name = "conference_list"
    slug = models.SlugField(_("name in addresses"), max_length=40, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=200)
    name_ja = models.CharField(_("name (Japanese)"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)
    countries: "models.ManyToManyField[Country, SeriesCountry]" = models.ManyToManyField(
        Country,
        through="SeriesCountry",
        related_name="conference_series",
        verbose_name=_("other countries and regions"),
    )
    about_en = models.TextField(_("what it is (English)"), blank=True)
    about_ja = models.TextField(_("what it is (Japanese)"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)

    objects: ClassVar[PublicManager["Series"]] = PublicManager()
    with_withdrawn: ClassVar[models.Manager["Series"]] = models.Manager()

    class Meta(Withdrawable.Meta):
        verbose_name = _("series of conferences")
        verbose_name_plural = _("series of conferences")
        ordering = ["position", "pk"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                name="series_has_both_names",
                condition=~models.Q(name_en="") & ~models.Q(name_ja=""),
                violation_error_message=_("Give the name in both languages."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_ja

    def get_absolute_url(self) -> str:
        """Return the page of the series."""
        return reverse("series", args=[self.slug])

    @property
    def name(self) -> Localized:
        """The name in the page's language."""
        return localized(self, "name")

    @property
    def public_name(self) -> Localized:
        """The name in the page's language."""
        return self.name

    @property
    def about(self) -> Localized:
        """What it is, in the page's language, else in the other one."""
        return localized(self, "about")


@with_history()
class SeriesCountry(PublicContent):
    """A country or region whose local governments meet the Japanese ones."""

    series = models.ForeignKey(
        Series, models.CASCADE, related_name="named_countries", verbose_name=_("series")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country or region")
    )

    class Meta(PublicContent.Meta):
        verbose_name = _("other country or region")
        verbose_name_plural = _("other countries and regions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="series_country_is_stated_once",
                fields=["series", "country"],
                violation_error_message=_("This country or region is named already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.country)
