"""What a listing wishes for, and the pages on which it stood."""

from functools import reduce
from operator import or_

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.models import Country, Prefecture, WorldRegion
from relationships.listings.choices import Language
from relationships.listings.models.listings import Listing
from sistercity.dates import (
    PartialDateColumns,
    order_constraint,
    partial_date_constraints,
    precision_field,
)
from sistercity.languages import Localized, localized
from sistercity.models import PublicContent, with_history

# What a wish can be for, each with its empty value.
TARGETS = {"country": None, "world_region": "", "language_area": "", "prefecture": None}


def one_target() -> models.Q:
    """Return the condition that a wish is for one thing at most: the other three are empty."""
    others = ({name: TARGETS[name] for name in TARGETS if name != target} for target in TARGETS)
    return reduce(or_, (models.Q(**empty) for empty in others))


@with_history()
class ListingWish(PublicContent):
    """A country or region, part of the world, language area or prefecture that is wished for.

    The text names cities within it. One wish of a listing may be a text alone.
    """

    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="wishes", verbose_name=_("listing")
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="wishes",
        verbose_name=_("country or region"),
    )
    world_region = models.CharField(
        _("region of the world"), max_length=20, choices=WorldRegion, blank=True
    )
    language_area = models.CharField(
        _("language area"), max_length=12, choices=Language, blank=True
    )
    prefecture = models.ForeignKey(
        Prefecture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="wishes",
        verbose_name=_("prefecture"),
    )
    text_en = models.CharField(_("cities, or other words (English)"), max_length=300, blank=True)
    text_ja = models.CharField(_("cities, or other words (Japanese)"), max_length=300, blank=True)

    class Meta(PublicContent.Meta):
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="wish_world_region_is_known",
                condition=models.Q(world_region__in=["", *WorldRegion.values]),
                violation_error_message=_("This is not one of the choices."),
            ),
            models.CheckConstraint(
                name="wish_language_area_is_known",
                condition=models.Q(language_area__in=["", *Language.values]),
                violation_error_message=_("This is not one of the choices."),
            ),
            models.CheckConstraint(
                name="wish_is_for_one_thing",
                condition=one_target(),
                violation_error_message=_(
                    "Give a country, a region of the world, a language area or a prefecture:"
                    " one of them in each row."
                ),
            ),
            models.CheckConstraint(
                name="wish_is_not_empty",
                condition=~models.Q(**TARGETS, text_en="", text_ja=""),
                violation_error_message=_("Say what is wished for."),
            ),
            models.UniqueConstraint(
                name="wish_is_stated_once",
                fields=["listing", *TARGETS],
                nulls_distinct=False,
                violation_error_message=_("This wish is recorded already: add to its text."),
            ),
        ]

    def __str__(self) -> str:
        words = (
            self.country,
            self.get_world_region_display(),
            self.get_language_area_display(),
            self.prefecture,
            self.text_ja or self.text_en,
        )
        return " ".join(str(word) for word in words if word)

    @property
    def text(self) -> Localized:
        """Cities or other words, in the page's language, else in the other one."""
        return localized(self, "text")


@with_history()
class ListingSource(PublicContent):
    """A page on which the listing stood, from when to when, and what it said there."""

    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="sources", verbose_name=_("listing")
    )
    url = models.URLField(_("address"), max_length=500)
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_("Of the page: BCP 47, for example ja."),
    )
    seen_from_on = models.DateField(_("seen from"), null=True, blank=True)
    seen_from_precision = precision_field()
    seen_from = PartialDateColumns("seen_from")
    seen_until_on = models.DateField(_("seen until"), null=True, blank=True)
    seen_until_precision = precision_field()
    seen_until = PartialDateColumns("seen_until")
    dated_on = models.DateField(_("date on the page"), null=True, blank=True)
    dated_precision = precision_field()
    dated = PartialDateColumns("dated")
    text_en = models.TextField(_("what it said (English)"), blank=True)
    text_ja = models.TextField(_("what it said (Japanese)"), blank=True)

    class Meta(PublicContent.Meta):
        verbose_name = _("page of the listing")
        verbose_name_plural = _("pages of the listing")
        ordering = [models.F("seen_until_on").desc(nulls_last=True), "pk"]
        constraints = [
            *partial_date_constraints("listing_source", "seen_from"),
            *partial_date_constraints("listing_source", "seen_until"),
            *partial_date_constraints("listing_source", "dated"),
            order_constraint(
                "listing_source",
                "seen_from",
                "seen_until",
                _("It cannot have been last seen before it was first seen."),
            ),
            models.UniqueConstraint(
                name="listing_source_is_stated_once",
                fields=["listing", "url", "seen_from_on", "seen_until_on"],
                nulls_distinct=False,
                violation_error_message=_("This source is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def text(self) -> Localized:
        """What it said, in the page's language, else in the other one."""
        return localized(self, "text")
