"""Editions of the conferences, and who took part."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from conferences.models.series import Series
from conferences.querysets import ConferenceQuerySet
from places.models import (
    Country,
    GovernmentMention,
    LocalGovernment,
    Partner,
    PartnerMention,
    Prefecture,
    folded,
    stated_once,
)
from sistercity.events import Event
from sistercity.languages import Localized, localized
from sistercity.models import with_history
from sistercity.withdrawal import PublicManager


@with_history(exclude=["search_text"])
class Conference(Event):
    """One edition of a series; series and number are its public key."""

    list_name = "conference_list"
    series = models.ForeignKey(
        Series, models.PROTECT, related_name="conferences", verbose_name=_("series")
    )
    number = models.PositiveSmallIntegerField(
        _("number of the edition"), help_text=_("Part of the page's address.")
    )
    city_en = models.CharField(_("city (English)"), max_length=200, blank=True)
    city_ja = models.CharField(_("city (Japanese)"), max_length=200, blank=True)
    venue_en = models.CharField(_("venue (English)"), max_length=300, blank=True)
    venue_ja = models.CharField(_("venue (Japanese)"), max_length=300, blank=True)
    prefecture = models.ForeignKey(
        Prefecture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conferences",
        verbose_name=_("prefecture"),
        help_text=_("Where it is held, in Japan."),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="conferences",
        verbose_name=_("country or region"),
        help_text=_("Where it is held, abroad."),
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    host_government = models.ForeignKey(
        LocalGovernment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_conferences",
        verbose_name=_("host (local government)"),
    )
    host_partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_conferences",
        verbose_name=_("host (partner overseas)"),
    )
    host_name_en = models.CharField(_("host in the source (English)"), max_length=200, blank=True)
    host_name_ja = models.CharField(_("host in the source (Japanese)"), max_length=200, blank=True)
    local_governments: "models.ManyToManyField[LocalGovernment, ConferenceGovernment]" = (
        models.ManyToManyField(
            LocalGovernment,
            through="ConferenceGovernment",
            related_name="attended_conferences",
            verbose_name=_("local governments"),
        )
    )
    partners: "models.ManyToManyField[Partner, ConferencePartner]" = models.ManyToManyField(
        Partner,
        through="ConferencePartner",
        related_name="attended_conferences",
        verbose_name=_("partners overseas"),
    )
    participants_en = models.TextField(_("participants (English)"), blank=True)
    participants_ja = models.TextField(_("participants (Japanese)"), blank=True)
    declaration_en = models.TextField(_("declaration (English)"), blank=True)
    declaration_ja = models.TextField(_("declaration (Japanese)"), blank=True)
    search_text = models.GeneratedField(
        expression=folded("theme_ja", "theme_en", "city_ja", "city_en", "host_name_ja"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = PublicManager.from_queryset(ConferenceQuerySet)()
    with_withdrawn = ConferenceQuerySet.as_manager()

    class Meta(Event.Meta):
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ["series__position", "-number"]
        constraints = [
            *Event.Meta.constraints,
            models.UniqueConstraint(
                name="conference_is_recorded_once",
                fields=["series", "number"],
                violation_error_message=_("This series has an edition of this number already."),
            ),
            models.CheckConstraint(
                name="conference_number_begins_at_one",
                condition=models.Q(number__gte=1),
                violation_error_message=_("Editions are counted from 1."),
            ),
            models.CheckConstraint(
                name="conference_is_in_japan_or_abroad",
                condition=models.Q(prefecture=None) | models.Q(country=None),
                violation_error_message=_("Give the prefecture or the country, not both."),
            ),
            models.CheckConstraint(
                name="conference_has_one_host",
                condition=models.Q(host_government=None) | models.Q(host_partner=None),
                violation_error_message=_("The host is a local government or a partner, not both."),
            ),
            models.CheckConstraint(
                name="conference_point_is_on_earth",
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                violation_error_message=_(
                    "Give latitude (-90 to 90) and longitude (-180 to 180), or neither."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} 第{self.number}回"

    def get_absolute_url(self) -> str:
        """Return the page of the edition."""
        return reverse("conference", args=[self.series.slug, self.number])

    @property
    def title(self) -> str:
        """Number and series, in the page's language."""
        values = {"number": self.number, "series": self.series.name.text}
        return gettext("%(series)s, no. %(number)s") % values

    @property
    def public_name(self) -> str:
        """Number and series, in the page's language."""
        return self.title

    @property
    def host(self) -> Localized:
        """The host's name in the register, else in the source."""
        place = self.host_government or self.host_partner
        return place.name if place else self.host_name

    @property
    def where(self) -> Localized:
        """The city, else the host; the one that has a name in the page's language comes first."""
        language = get_language()
        names = [name for name in (self.city, self.host) if name.text]
        own = [name for name in names if name.language == language]
        return next(iter([*own, *names]), Localized("", ""))

    @property
    def city(self) -> Localized:
        """The city in the page's language, else in the other one."""
        return localized(self, "city")

    @property
    def venue(self) -> Localized:
        """The venue in the page's language, else in the other one."""
        return localized(self, "venue")

    @property
    def host_name(self) -> Localized:
        """The host as the source names it, in the page's language, else in the other one."""
        return localized(self, "host_name")

    @property
    def participants(self) -> Localized:
        """How many took part, in words, in the page's language, else in the other one."""
        return localized(self, "participants")

    @property
    def declaration(self) -> Localized:
        """What was declared, in the page's language, else in the other one."""
        return localized(self, "declaration")


@with_history()
class ConferenceGovernment(GovernmentMention):
    """A Japanese local government that attended."""

    conference = models.ForeignKey(
        Conference,
        models.CASCADE,
        related_name="named_governments",
        verbose_name=_("conference"),
    )

    class Meta(GovernmentMention.Meta):
        verbose_name = _("Japanese participant")
        verbose_name_plural = _("Japanese participants")
        constraints = [
            *GovernmentMention.Meta.constraints,
            *stated_once("conference", "local_government", "name_ja", "name_en"),
        ]


@with_history()
class ConferencePartner(PartnerMention):
    """A local government overseas that attended."""

    conference = models.ForeignKey(
        Conference,
        models.CASCADE,
        related_name="named_partners",
        verbose_name=_("conference"),
    )

    class Meta(PartnerMention.Meta):
        verbose_name = _("participant overseas")
        verbose_name_plural = _("participants overseas")
        constraints = [
            *PartnerMention.Meta.constraints,
            *stated_once("conference", "partner", "country", "name_ja", "name_en"),
        ]
