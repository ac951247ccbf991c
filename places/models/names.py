"""Other names of places, and the keys that places are found by."""

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from places.models.areas import Country, Prefecture
from places.models.governments import LocalGovernment
from places.models.keys import KeepOtherKeys, NameKind
from places.models.partners import Partner
from sistercity.models import PublicContent, choices_constraint, with_history

# The columns of which one names the place; each is named for its model.
PLACES = ("local_government", "partner", "country", "prefecture")


def key_slips(expression: Any) -> models.Func:
    """Return what is left of a key without a letter or two (``places.keys.slips``), in PostgreSQL.

    It is a plain ``Func``: an index of any other class would differ from that of the migration.
    """
    function, slips = "places_slips", ArrayField(models.TextField())
    return models.Func(expression, function=function, output_field=slips)


def one_place() -> models.Q:
    """Return the condition that exactly one of PLACES is set."""
    cases = ({f"{one}__isnull": one != place for one in PLACES} for place in PLACES)
    return reduce(or_, (models.Q(**case) for case in cases))


@with_history()
class PlaceName(PublicContent):
    """Another name of a place, in any language or script."""

    local_government = models.ForeignKey(
        LocalGovernment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="names",
        verbose_name=_("local government"),
    )
    partner = models.ForeignKey(
        Partner,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="names",
        verbose_name=_("partner overseas"),
    )
    country = models.ForeignKey(
        Country,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="names",
        verbose_name=_("country or region"),
    )
    prefecture = models.ForeignKey(
        Prefecture,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="names",
        verbose_name=_("prefecture"),
    )
    text = models.CharField(pgettext_lazy("of a place", "name"), max_length=200)
    language = models.CharField(
        _("language"),
        max_length=12,
        help_text=_("BCP 47, for example ja; und if not known."),
    )
    kind = models.CharField(_("kind of name"), max_length=20, choices=NameKind)
    used_until = models.DateField(
        _("last day of use"), null=True, blank=True, help_text=_("Of a former name, if known.")
    )
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta(PublicContent.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["text"]
        triggers = [*PublicContent.Meta.triggers, KeepOtherKeys()]
        constraints = [
            choices_constraint("place_name", "kind", NameKind),
            models.CheckConstraint(
                name="place_name_is_of_one_place",
                condition=one_place(),
                violation_error_message=_("A name is of one place."),
            ),
            models.CheckConstraint(
                name="place_name_is_not_empty",
                condition=~models.Q(text=""),
                violation_error_message=_("Give the name."),
            ),
            models.UniqueConstraint(
                name="place_name_is_stated_once",
                fields=[*PLACES, "text", "kind"],
                nulls_distinct=False,
                violation_error_message=_("This name is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


def owner(model: type[models.Model]) -> "models.ForeignKey[Any, Any]":
    """Return a foreign key without a constraint to the named place: triggers keep it true.

    Deferred checks would be walked by every trigger, which takes minutes for some thousand rows.
    """
    return models.ForeignKey(
        model, models.CASCADE, null=True, related_name="keys", db_constraint=False
    )


class SearchKey(models.Model):
    """What a place is found by: the key of one of its names, whole or without the rank.

    Derived by the triggers of the tables that hold the names; nothing else writes here.
    """

    local_government = owner(LocalGovernment)
    partner = owner(Partner)
    country = owner(Country)
    prefecture = owner(Prefecture)
    place_name = owner(PlaceName)
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    # By code point, in which order the beginnings of keys can be looked up in the index.
    key = models.CharField(max_length=400, db_collation="C")
    is_bare = models.BooleanField()

    class Meta:
        indexes = [
            models.Index("key", name="search_key"),
            GinIndex(OpClass("key", "gin_trgm_ops"), name="search_key_trigrams"),
            GinIndex(key_slips("key"), name="search_key_slips"),
        ]

    def __str__(self) -> str:
        return self.key
