"""What is awarded, and to whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AwardKind(models.TextChoices):
    """What a recipient was given."""

    MINISTER = "minister", _("Minister for Internal Affairs and Communications Award")
    JURY = "jury", _("Jury special award")


class RecipientKind(models.TextChoices):
    """Who may be commended; one award may go to two bodies jointly."""

    GOVERNMENT = "government", _("local government")
    ASSOCIATION = "association", _("regional international association")
    NON_PROFIT = "non_profit", _("non-profit or citizens' group")
