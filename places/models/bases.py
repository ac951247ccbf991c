"""What several kinds of place share: a name in both languages, a point on the map."""

from django.db import models
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sistercity.folding import fold_sql
from sistercity.languages import Localized, localized
from sistercity.models import PublicContent


def folded(*fields: str) -> models.Func:
    """Return the expression of a search column: the fields, folded, with spaces between."""
    parts = [part for field in fields for part in (field, models.Value(" "))]
    return fold_sql(Concat(*parts))


class BilingualName(PublicContent):
    """A place with its name in English and in Japanese; at least one of the two is known."""

    name_en = models.CharField(_("name (English)"), max_length=100, blank=True)
    name_ja = models.CharField(_("name (Japanese)"), max_length=100, blank=True)

    class Meta(PublicContent.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_has_a_name",
                condition=~models.Q(name_en="", name_ja=""),
                violation_error_message=_("Give the name in English, in Japanese or in both."),
            )
        ]

    def __str__(self) -> str:
        return self.name_ja or self.name_en

    @property
    def name(self) -> Localized:
        """The name in the page's language, else in the other one."""
        return localized(self, "name")

    @property
    def public_name(self) -> Localized:
        """What the page that tells of its withdrawal calls it."""
        return self.name


class Point(models.Model):
    """A place with a point on the map (WGS 84, decimal degrees) and a website, where known.

    ``exists_from`` is its first day, None where nobody knows it. ``exists_until`` is the day on
    which it became another place: the first day on which it is no more. Either may be yet to
    come. What is of today, these properties say in Python, and ``places.querysets`` in SQL.
    """

    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    website = models.URLField(_("website"), blank=True)
    exists_from = models.DateField(_("exists from"), null=True, blank=True)
    exists_until = models.DateField(
        _("exists until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it was gone."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_point_is_on_earth",
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
            models.CheckConstraint(
                name="%(class)s_ends_after_it_began",
                condition=models.Q(exists_from=None)
                | models.Q(exists_until=None)
                | models.Q(exists_until__gt=models.F("exists_from")),
                violation_error_message=_("A place cannot be gone before it began."),
            ),
        ]

    @property
    def is_gone(self) -> bool:
        """Whether it is no more today: merged, renamed or raised to another rank."""
        return self.exists_until is not None and self.exists_until <= timezone.localdate()

    @property
    def is_to_come(self) -> bool:
        """Whether its first day is yet to come."""
        return self.exists_from is not None and self.exists_from > timezone.localdate()

    @property
    def is_of_today(self) -> bool:
        """Whether it is there today."""
        return not (self.is_gone or self.is_to_come)
