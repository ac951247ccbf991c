"""The Local Government Exchange and Cooperation Seminar, by fiscal year and overseas office."""

import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from places.areas import has_page
from places.models import Country, GovernmentMention, LocalGovernment, folded, stated_once
from seminars.offices import Office
from seminars.querysets import SeminarQuerySet
from sistercity.dates import Passed, fiscal_year
from sistercity.events import Event
from sistercity.languages import Localized, localized
from sistercity.models import PublicContent, choices_constraint, with_history
from sistercity.withdrawal import PublicManager


@with_history(exclude=["search_text"])
class Seminar(Event):
    """What one office held in one fiscal year; office, year and sequence are its public key."""

    list_name = "seminar_list"
    fiscal_year = models.PositiveSmallIntegerField(
        _("fiscal year"), help_text=_("From April; named by its first calendar year.")
    )
    office = models.CharField(_("overseas office"), max_length=10, choices=Office)
    sequence = models.PositiveSmallIntegerField(
        _("which of the year"),
        default=1,
        help_text=_("2 for the second one that the office held in the year."),
    )
    hosts: "models.ManyToManyField[LocalGovernment, SeminarHost]" = models.ManyToManyField(
        LocalGovernment,
        through="SeminarHost",
        related_name="hosted_seminars",
        verbose_name=_("hosts"),
    )
    countries: "models.ManyToManyField[Country, SeminarDelegation]" = models.ManyToManyField(
        Country,
        through="SeminarDelegation",
        related_name="seminars",
        verbose_name=_("countries and regions of the participants"),
    )
    tokyo_programme_en = models.TextField(_("programme in Tokyo (English)"), blank=True)
    tokyo_programme_ja = models.TextField(_("programme in Tokyo (Japanese)"), blank=True)
    participant_count = models.PositiveSmallIntegerField(
        _("number of participants"), null=True, blank=True
    )
    apply_en = models.TextField(
        _("how to apply (English)"),
        blank=True,
        help_text=_("Language, fee, whom to write to; shown until the deadline."),
    )
    apply_ja = models.TextField(_("how to apply (Japanese)"), blank=True)
    apply_url = models.URLField(_("page of the application"), max_length=500, blank=True)
    apply_by = models.DateField(_("deadline of the application"), null=True, blank=True)
    search_text = models.GeneratedField(
        expression=folded("theme_ja", "theme_en"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = PublicManager.from_queryset(SeminarQuerySet)()
    with_withdrawn = SeminarQuerySet.as_manager()

    class Meta(Event.Meta):
        verbose_name = _("seminar")
        verbose_name_plural = _("seminars")
        ordering = ["-fiscal_year", "office", "sequence"]
        constraints = [
            *Event.Meta.constraints,
            choices_constraint("seminar", "office", Office),
            models.CheckConstraint(
                name="seminar_numbers_begin",
                condition=models.Q(fiscal_year__gte=1988, sequence__gte=1),
                violation_error_message=_(
                    "The fiscal year is 1988 or later, when CLAIR was founded, and counting"
                    " begins at 1."
                ),
            ),
            models.UniqueConstraint(
                name="seminar_is_recorded_once",
                fields=["fiscal_year", "office", "sequence"],
                violation_error_message=_(
                    "This office has a seminar of this year already. A second one has the"
                    " sequence 2."
                ),
            ),
        ]

    def __str__(self) -> str:
        again = f"（{self.sequence}回目）" if self.sequence > 1 else ""
        return f"{self.fiscal_year}年度 {self.get_office_display()}{again}"

    @property
    def key(self) -> str:
        """What stands for the seminar in URLs: ``2018-new-york``, ``2018-paris-2``."""
        again = f"-{self.sequence}" if self.sequence > 1 else ""
        return f"{self.fiscal_year}-{self.office}{again}"

    def get_absolute_url(self) -> str:
        """Return the seminar's page."""
        return reverse("seminar", args=[self.key])

    @property
    def title(self) -> str:
        """Office and fiscal year, in the page's language."""
        values = {"office": self.get_office_display(), "year": self.fiscal_year}
        if self.sequence > 1:
            values["sequence"] = self.sequence
            return gettext("%(office)s, fiscal %(year)s (no. %(sequence)s)") % values
        return gettext("%(office)s, fiscal %(year)s") % values

    @property
    def public_name(self) -> str:
        """Office and fiscal year, in the page's language."""
        return self.title

    def undated_passed(self, day: datetime.date) -> Passed:
        """Return whether it is over on a day, as far as its fiscal year tells."""
        year = fiscal_year(day)
        if self.fiscal_year == year:
            return Passed.PERHAPS
        return Passed.YES if self.fiscal_year < year else Passed.NO

    def takes_applications(self, day: datetime.date) -> bool:
        """Whether people can apply on a day: it is yet to come, and the deadline not over."""
        says_how = self.apply_en or self.apply_ja or self.apply_url
        in_time = self.apply_by is None or self.apply_by >= day
        return bool(says_how) and in_time and self.is_upcoming(day)

    @property
    def tokyo_programme(self) -> Localized:
        """The programme in Tokyo in the page's language, else in the other one."""
        return localized(self, "tokyo_programme")

    @property
    def apply(self) -> Localized:
        """How to apply, in the page's language, else in the other one."""
        return localized(self, "apply")


@with_history()
class SeminarHost(GovernmentMention):
    """A local government that received the participants."""

    seminar = models.ForeignKey(
        Seminar, models.CASCADE, related_name="named_hosts", verbose_name=_("seminar")
    )

    class Meta(GovernmentMention.Meta):
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        constraints = [
            *GovernmentMention.Meta.constraints,
            *stated_once("seminar", "local_government", "name_ja", "name_en"),
        ]


@with_history()
class SeminarDelegation(PublicContent):
    """A country or region that participants came from, and from where within it."""

    seminar = models.ForeignKey(
        Seminar, models.CASCADE, related_name="delegations", verbose_name=_("seminar")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country or region")
    )
    text_en = models.CharField(_("places and bodies (English)"), max_length=300, blank=True)
    text_ja = models.CharField(_("places and bodies (Japanese)"), max_length=300, blank=True)

    class Meta(PublicContent.Meta):
        verbose_name = _("origin of participants")
        verbose_name_plural = _("origins of participants")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="delegation_is_stated_once",
                fields=["seminar", "country"],
                violation_error_message=_("This country or region is named already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.country)

    @property
    def country_has_page(self) -> bool:
        """Whether the country or region has a page: only those with a partner have."""
        return has_page(self.country_id)

    @property
    def text(self) -> Localized:
        """Places and bodies in the page's language, else in the other one."""
        return localized(self, "text")
