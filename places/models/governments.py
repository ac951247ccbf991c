"""Japanese local governments, of today and gone, and what became of the latter."""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from places.models.areas import Prefecture
from places.models.bases import BilingualName, Point
from places.models.keys import CODE, KeepKeys, NameKind
from places.querysets import (
    LocalGovernmentQuerySet,
    ReorganisationQuerySet,
    SuccessionQuerySet,
)
from sistercity.links import path_to
from sistercity.models import PublicContent, RefuseCycle, choices_constraint, with_history
from sistercity.withdrawal import PublicManager, Withdrawable

# Of many that ended earlier nobody knows the first day, so that their days would overlap.
DAYS_KNOWN_FROM = datetime.date(2026, 12, 1)


def days_of_existence() -> models.Func:
    """Return the days from the first to the last one, in SQL; without an end where unknown."""
    days = models.F("exists_from"), models.F("exists_until")
    return models.Func(*days, function="DATERANGE", output_field=DateRangeField())


class GovernmentKind(models.TextChoices):
    """Types of Japanese local government (Local Autonomy Act, articles 1-3 and 252-19)."""

    PREFECTURE = "prefecture", _("Prefecture")
    DESIGNATED_CITY = "designated_city", _("Designated city")
    CITY = "city", _("City")
    SPECIAL_WARD = "special_ward", _("Special ward")
    TOWN = "town", _("Town")
    VILLAGE = "village", _("Village")

    @property
    def rank(self) -> str:
        """What stands after the name, in the words of ``places.keys``."""
        ranks = {GovernmentKind.DESIGNATED_CITY: "city", GovernmentKind.SPECIAL_WARD: "ward"}
        return ranks.get(self, str(self.value))


class SuccessionKind(models.TextChoices):
    """What became of a municipality that is gone."""

    MERGED = "merged", _("merged")
    RENAMED = "renamed", _("renamed")
    BECAME_CITY = "became_city", _("became a city")
    BECAME_TOWN = "became_town", _("became a town")
    DIVIDED = "divided", _("divided")


@with_history()
class LocalGovernment(BilingualName, Point, Withdrawable):
    """A Japanese local government, of today or gone.

    Today's are identified by their six-digit code (総務省 全国地方公共団体コード). A code may
    have belonged to another municipality before, so the name in URLs is what is unique.
    """

    list_name = "local_government_list"
    code = models.CharField(_("local government code"), max_length=6)
    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    prefecture = models.ForeignKey(
        Prefecture,
        models.PROTECT,
        related_name="local_governments",
        verbose_name=_("prefecture"),
    )
    kind = models.CharField(_("type"), max_length=20, choices=GovernmentKind)
    kana = models.CharField(_("reading (hiragana)"), max_length=100, blank=True)
    name_en_macron = models.CharField(
        _("romanised name with long vowels"), max_length=100, blank=True
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_on = models.DateField(_("date of the population"), null=True, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)

    objects = PublicManager.from_queryset(LocalGovernmentQuerySet)()
    with_withdrawn = LocalGovernmentQuerySet.as_manager()

    class Meta(BilingualName.Meta):
        verbose_name = _("local government")
        verbose_name_plural = _("local governments")
        ordering = ["code"]
        triggers = [
            *PublicContent.Meta.triggers,
            KeepKeys(
                "local_government",
                {
                    "name_ja": NameKind.OFFICIAL,
                    "name_en": NameKind.OFFICIAL,
                    "name_en_macron": NameKind.ROMANISATION,
                    "kana": NameKind.KANA,
                    "code": CODE,
                },
                unless="NEW.kind = 'prefecture'",  # found as the prefecture
            ),
        ]
        constraints = [
            *BilingualName.Meta.constraints,
            *Point.Meta.constraints,
            *Withdrawable.Meta.constraints,
            choices_constraint("local_government", "kind", GovernmentKind),
            models.UniqueConstraint(
                name="prefecture_has_one_government",
                fields=["prefecture"],
                condition=models.Q(kind="prefecture", exists_until=None),
                violation_error_message=_("This prefecture has a government already."),
            ),
            ExclusionConstraint(
                name="local_government_code_is_of_one_at_a_time",
                expressions=[("code", "="), (days_of_existence(), "&&")],
                condition=models.Q(exists_until=None) | models.Q(exists_until__gt=DAYS_KNOWN_FROM),
                violation_error_message=_(
                    "Another local government has this code on the same days."
                ),
            ),
            models.CheckConstraint(
                name="local_government_code_is_six_digits",
                condition=models.Q(code__regex=r"^[0-9]{6}$"),
                violation_error_message=_("The code is six digits, the last a check digit."),
            ),
            models.CheckConstraint(
                name="local_government_code_begins_with_the_prefecture",
                condition=models.Q(code__startswith=models.F("prefecture")),
                violation_error_message=_("The code begins with the code of the prefecture."),
            ),
            models.CheckConstraint(
                name="local_government_population_has_a_date",
                condition=models.Q(population=None, population_on=None)
                | models.Q(population__isnull=False, population_on__isnull=False),
                violation_error_message=_("A population and its date belong together."),
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page: a prefecture's government is shown on the prefecture's page."""
        if self.kind == GovernmentKind.PREFECTURE:
            return path_to("prefecture", self.prefecture.slug)
        return path_to("local_government", self.slug)

    @cached_property
    def plans(self) -> "list[Reorganisation]":
        """The reorganisations that are planned for it, on either side, the next one first."""
        return list(Reorganisation.objects.planned().of_place(self))

    @property
    def mark(self) -> str:
        """The code, and a number where a second municipality ended with it in one year."""
        year_or_number = self.slug.rpartition("-")[2]
        is_number = year_or_number.isdecimal() and len(year_or_number) < len("2006")
        return f"{self.code}-{year_or_number}" if self.is_gone and is_number else self.code


class ReorganisationState(models.TextChoices):
    """How far a reorganisation is."""

    PLANNED = "planned", _("planned")
    CARRIED_OUT = "carried_out", _("carried out")
    TAKEN_BACK = "taken_back", _("taken back")


@with_history()
class Reorganisation(PublicContent):
    """A merger, a new name, a new rank or a division, entered before its day or after it.

    Its successions say what becomes of whom. On its day what belongs to the predecessors passes
    to the successors (``places.reorganisations``).
    """

    kind = models.CharField(_("what happens"), max_length=20, choices=SuccessionKind)
    on = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=500)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ReorganisationState,
        default=ReorganisationState.PLANNED,
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    note = models.TextField(_("note of the staff"), blank=True, help_text=_("Not public."))

    objects = ReorganisationQuerySet.as_manager()

    class Meta(PublicContent.Meta):
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations")
        ordering = ["-on", "-pk"]
        constraints = [
            choices_constraint("reorganisation", "kind", SuccessionKind),
            choices_constraint("reorganisation", "state", ReorganisationState),
        ]

    def __str__(self) -> str:
        return self.title


@with_history()
class Succession(PublicContent):
    """One municipality's duties passing to another: a merger, a new name, a new rank.

    With ``takes_over``, its relationships and listings pass to the successor. Of what a divided
    one becomes, one part takes over at most. ``reorganisation`` is what planned it at the desk.
    """

    predecessor = models.ForeignKey(
        LocalGovernment,
        models.PROTECT,
        related_name="successions",
        verbose_name=_("predecessor"),
    )
    successor = models.ForeignKey(
        LocalGovernment,
        models.PROTECT,
        related_name="inheritances",
        verbose_name=_("successor"),
    )
    on = models.DateField(_("date"))
    kind = models.CharField(_("what happened"), max_length=20, choices=SuccessionKind)
    takes_over = models.BooleanField(_("takes over the relationships"), default=True)
    reorganisation = models.ForeignKey(
        Reorganisation,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="successions",
        verbose_name=_("reorganisation"),
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta(PublicContent.Meta):
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["-on", "predecessor__code"]
        triggers = [*PublicContent.Meta.triggers, RefuseCycle(predecessor="predecessor_id")]
        constraints = [
            choices_constraint("succession", "kind", SuccessionKind),
            models.UniqueConstraint(
                name="succession_is_stated_once",
                fields=["predecessor", "successor"],
                violation_error_message=_("This succession is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"

    @property
    def has_happened(self) -> bool:
        """Whether its day has come; the same rule as the queryset's ``happened``."""
        return self.on <= timezone.localdate()

    @property
    def has_passed_on(self) -> bool:
        """Whether the successor has the relationships: what was planned was carried out."""
        plan = self.reorganisation
        return self.takes_over and (plan is None or plan.state == ReorganisationState.CARRIED_OUT)

    def clean(self) -> None:
        """Refuse a successor that leads back, as the trigger does, and a day that is to come.

        What is to come is entered as a reorganisation, so that it happens on its day.
        """
        is_to_come = self.on and self.on > timezone.localdate()  # type: ignore[truthy-bool]
        if is_to_come and self.reorganisation_id is None:
            raise ValidationError({"on": _("Enter what is to come as a reorganisation.")})
        later = {self.successor_id}
        while later:
            if self.predecessor_id in later:
                raise ValidationError(_("This successor leads back to the predecessor."))
            steps = Succession.objects.filter(predecessor__in=later).exclude(pk=self.pk)
            later = set(steps.values_list("successor_id", flat=True))
