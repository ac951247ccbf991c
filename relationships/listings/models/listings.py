"""Local governments that look for a partner: who, what they offer, and what they wish for."""

import datetime
from collections.abc import Collection

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from places.models import LocalGovernment, Partner
from relationships.listings.choices import Language, ListingState
from relationships.listings.querysets import ListingQuerySet
from relationships.register.choices import ExchangeField
from sistercity.dates import (
    PartialDate,
    PartialDateColumns,
    last_day,
    later,
    order_constraint,
    partial_date_constraints,
    precision_field,
)
from sistercity.languages import Localized, localized
from sistercity.models import with_history
from sistercity.publication import Publication
from sistercity.withdrawal import PublicManager, refuse_second


@with_history(exclude=["may_lapse_on", "lapses_on"])
class Listing(Publication):
    """The listing of one government that looks for a partner: a Japanese one or one overseas."""

    list_name = "listing_list"
    public_id = models.PositiveIntegerField(
        _("public number"),
        unique=True,
        help_text=_("Part of the page's address; never changes."),
    )
    local_government = models.ForeignKey(
        LocalGovernment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="listings",
        verbose_name=_("local government"),
    )
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="listings",
        verbose_name=_("government overseas"),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    counted_on = models.DateField(_("date of the population"), null=True, blank=True)
    counted_precision = precision_field()
    counted = PartialDateColumns("counted")
    area_km2 = models.DecimalField(
        _("area (km²)"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    profile_en = models.TextField(_("outline (English)"), blank=True)
    profile_ja = models.TextField(_("outline (Japanese)"), blank=True)
    industries_en = models.TextField(_("industries (English)"), blank=True)
    industries_ja = models.TextField(_("industries (Japanese)"), blank=True)
    exchange_so_far_en = models.TextField(_("international exchange so far (English)"), blank=True)
    exchange_so_far_ja = models.TextField(_("international exchange so far (Japanese)"), blank=True)
    offers_en = models.TextField(_("what it offers (English)"), blank=True)
    offers_ja = models.TextField(_("what it offers (Japanese)"), blank=True)
    looks_for_en = models.TextField(_("what it looks for (English)"), blank=True)
    looks_for_ja = models.TextField(_("what it looks for (Japanese)"), blank=True)
    fields = ArrayField(
        models.CharField(max_length=20, choices=ExchangeField),
        verbose_name=_("wished-for fields of exchange"),
        default=list,
        blank=True,
    )
    wants_similar_size = models.BooleanField(_("wishes for a similar size"), default=False)
    wanted_population_min = models.PositiveIntegerField(
        _("wished-for population, from"), null=True, blank=True
    )
    wanted_population_max = models.PositiveIntegerField(
        _("wished-for population, to"), null=True, blank=True
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    contact_office_en = models.CharField(_("contact office (English)"), max_length=300, blank=True)
    contact_office_ja = models.CharField(_("contact office (Japanese)"), max_length=300, blank=True)
    contact_address = models.TextField(_("postal address"), blank=True)
    contact_email = models.EmailField(
        _("mail address"), blank=True, help_text=_("Not public: enquiries go through CLAIR.")
    )
    contact_languages = ArrayField(
        models.CharField(max_length=12, choices=Language),
        verbose_name=_("languages it answers in"),
        default=list,
        blank=True,
    )
    posted_on = models.DateField(_("posted"), null=True, blank=True)
    posted_precision = precision_field()
    posted = PartialDateColumns("posted")
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    confirmed_precision = precision_field()
    confirmed = PartialDateColumns("confirmed")
    # The first day on which it may have lapsed, and the first on which it surely has: 12 months
    # after each day that the confirmation can mean. None where nobody ever confirmed it.
    may_lapse_on = models.GeneratedField(
        verbose_name=_("may lapse"),
        expression=later("confirmed_on", interval="12 months"),
        output_field=models.DateField(),
        db_persist=True,
    )
    lapses_on = models.GeneratedField(
        verbose_name=_("lapses"),
        expression=later(last_day("confirmed"), interval="12 months"),
        output_field=models.DateField(),
        db_persist=True,
    )
    closed_on = models.DateField(
        _("closed"),
        null=True,
        blank=True,
        help_text=_("From this day on it is not looking any more."),
    )
    note = models.TextField(_("note of the staff"), blank=True, help_text=_("Not public."))

    objects = PublicManager.from_queryset(ListingQuerySet)()
    with_withdrawn = ListingQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["public_id"]
        constraints = [
            *Publication.Meta.constraints,
            *partial_date_constraints("listing", "counted"),
            *partial_date_constraints("listing", "posted"),
            *partial_date_constraints("listing", "confirmed"),
            order_constraint(
                "listing",
                "posted",
                "confirmed",
                _("A listing cannot be confirmed before it was posted."),
            ),
            models.CheckConstraint(
                name="listing_is_of_one_government",
                condition=models.Q(local_government__isnull=True, partner__isnull=False)
                | models.Q(local_government__isnull=False, partner__isnull=True),
                violation_error_message=_(
                    "A listing is of one local government or of one government overseas."
                ),
            ),
            models.UniqueConstraint(
                name="listing_is_one_for_each_government",
                fields=["local_government", "partner"],
                nulls_distinct=False,
                condition=models.Q(withdrawn_at=None),
                violation_error_message=_(
                    "This government has a listing already: add the wish to that one."
                ),
            ),
            models.CheckConstraint(
                name="listing_date_is_of_a_population",
                condition=models.Q(counted_on=None) | models.Q(population__isnull=False),
                violation_error_message=_("Give the population that the date is of."),
            ),
            models.CheckConstraint(
                name="listing_area_is_positive",
                condition=models.Q(area_km2=None) | models.Q(area_km2__gt=0),
                violation_error_message=_("The area is more than nothing."),
            ),
            models.CheckConstraint(
                name="listing_wanted_population_is_a_range",
                condition=models.Q(wanted_population_min=None)
                | models.Q(wanted_population_max=None)
                | models.Q(wanted_population_max__gte=models.F("wanted_population_min")),
                violation_error_message=_("The range ends before it begins."),
            ),
            models.CheckConstraint(
                name="listing_fields_are_known",
                condition=models.Q(fields__contained_by=ExchangeField.values),
                violation_error_message=_("This is not one of the choices."),
            ),
            models.CheckConstraint(
                name="listing_contact_languages_are_known",
                condition=models.Q(contact_languages__contained_by=Language.values),
                violation_error_message=_("This is not one of the choices."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.local_government or self.partner or "")

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Name the listing that the government has already."""
        sides = (self.local_government_id, self.partner_id)
        same = Listing.with_withdrawn.filter(local_government=sides[0], partner=sides[1])
        refuse_second(self, same)
        super().validate_constraints(exclude)

    def get_absolute_url(self) -> str:
        """Return the listing's page."""
        return reverse("listing", args=[self.public_id])

    def is_open(self, day: datetime.date) -> bool:
        """Whether it is surely looking on a day."""
        return self.state_on(day) == ListingState.OPEN

    def state_on(self, day: datetime.date) -> ListingState:
        """Return whether it is looking on a day, may have lapsed by then, has, or is closed.

        The same rule as the queryset's ``open_on`` and ``perhaps_open_on``.
        """
        if self.closed_on is not None and self.closed_on <= day:
            return ListingState.CLOSED
        if self.may_lapse_on is None or self.lapses_on <= day:
            return ListingState.EARLIER
        return ListingState.OPEN if day < self.may_lapse_on else ListingState.UNSURE

    @property
    def inhabitants(self) -> tuple[int, PartialDate | datetime.date | None] | None:
        """The population with its date: its own word, else that of the place's record."""
        if self.population is not None:
            return self.population, self.counted
        place = self.local_government
        if place is not None and place.population is not None:
            return place.population, place.population_on
        return None

    @property
    def place(self) -> LocalGovernment | Partner:
        """The government that looks for a partner."""
        place = self.local_government or self.partner
        assert place is not None  # noqa: S101  (a constraint says so)
        return place

    @property
    def public_name(self) -> Localized:
        """The name of the government."""
        return self.place.name

    @property
    def is_japanese(self) -> bool:
        """Whether a Japanese government looks for one overseas, not the other way round."""
        return self.local_government_id is not None

    @property
    def profile(self) -> Localized:
        """The outline in the page's language, else in the other one."""
        return localized(self, "profile")

    @property
    def industries(self) -> Localized:
        """The industries in the page's language, else in the other one."""
        return localized(self, "industries")

    @property
    def exchange_so_far(self) -> Localized:
        """Its exchange so far, in the page's language, else in the other one."""
        return localized(self, "exchange_so_far")

    @property
    def offers(self) -> Localized:
        """What it offers, in the page's language, else in the other one."""
        return localized(self, "offers")

    @property
    def looks_for(self) -> Localized:
        """What it looks for, in the page's language, else in the other one."""
        return localized(self, "looks_for")

    @property
    def contact_office(self) -> Localized:
        """The contact office in the page's language, else in the other one."""
        return localized(self, "contact_office")

    @property
    def field_labels(self) -> list[str]:
        """The wished-for fields of exchange as people read them."""
        return [str(ExchangeField(field).label) for field in self.fields]

    @property
    def language_labels(self) -> list[str]:
        """The languages it answers in, as people read them."""
        return [str(Language(code).label) for code in self.contact_languages]
