"""What a relationship can be: its kind, its status, whether it counts, and why not."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What the agreement calls the relationship; CLAIR counts them alike."""

    SISTER = "sister", _("Sister city")
    FRIENDSHIP = "friendship", _("Friendship city")
    PARTNER_CITY = "partner_city", _("Partner city")
    MEMORANDUM = "memorandum", _("Memorandum")
    UNKNOWN = "", _("Not recorded")


class Status(models.TextChoices):
    """Where a relationship stands. Suspended and dormant ones are not ended."""

    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    DORMANT = "dormant", _("Dormant")
    ENDED = "ended", _("Ended")


class Counting(models.TextChoices):
    """Whether CLAIR's rule counts a relationship, or why it does not.

    The rule: both heads signed, exchange is not limited to one field, and the Japanese
    assembly approved a budget (CLAIR, Sister City Relationships FAQ, question 1).
    """

    COUNTED = "counted", _("Counted")
    ONE_FIELD = "one_field", _("Not counted: memorandum or agreement on one field")
    NO_AGREEMENT = "no_agreement", _("Not counted: no agreement signed by both heads")
    NO_BUDGET = "no_budget", _("Not counted: no budget approved by the assembly")
    UNCONFIRMED = "unconfirmed", _("Not counted: unconfirmed, under review")


class Confidence(models.TextChoices):
    """How sure the sources make a record."""

    A = "A", _("A: official page of a government, CLAIR, an embassy or a consulate")
    B = "B", _("B: current list, two lists, or the press")
    C = "C", _("C: one older list only")


class Basis(models.TextChoices):
    """The act that the date of establishment goes by."""

    SIGNING = "signing", _("day of signing")
    ASSEMBLY_RESOLUTION = "assembly_resolution", _("resolution of the assembly")
    EXCHANGE_OF_DOCUMENTS = "exchange_of_documents", _("exchange of documents")
    CEREMONY = "ceremony", _("ceremony")
    UNKNOWN = "", _("Not recorded")


class ExchangeField(models.TextChoices):
    """What the two sides exchange on."""

    ADMINISTRATION = "administration", _("administration")
    EDUCATION = "education", _("education and youth")
    CULTURE = "culture", _("culture")
    SPORTS = "sports", _("sports")
    ECONOMY = "economy", _("economy and tourism")
    HEALTH = "health", _("health and welfare")
    ENVIRONMENT = "environment", _("environment")
    OTHER = "other", _("other fields")


class EventKind(models.TextChoices):
    """What can happen in the life of a relationship beside its beginning and its end."""

    SUSPENDED = "suspended", _("suspended")
    RESUMED = "resumed", _("resumed")
    RENEWED = "renewed", _("renewed for another term")
    LAPSED = "lapsed", _("lapsed")
    OTHER = "other", _("other event")
