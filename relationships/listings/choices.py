"""What a listing can be, and the languages of wishes and of offices."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(models.TextChoices):
    """Languages of wished-for areas, and those that an office answers in (BCP 47)."""

    JAPANESE = "ja", _("Japanese")
    ENGLISH = "en", pgettext_lazy("language", "English")
    CHINESE = "zh", _("Chinese")
    KOREAN = "ko", pgettext_lazy("language", "Korean")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    SPANISH = "es", _("Spanish")
    PORTUGUESE = "pt", _("Portuguese")
    ITALIAN = "it", _("Italian")
    DUTCH = "nl", _("Dutch")
    RUSSIAN = "ru", _("Russian")
    MONGOLIAN = "mn", _("Mongolian")
    VIETNAMESE = "vi", _("Vietnamese")
    THAI = "th", _("Thai")
    INDONESIAN = "id", _("Indonesian")
    ARABIC = "ar", _("Arabic")


class ListingState(models.TextChoices):
    """Whether a listing is looking for a partner on a day."""

    OPEN = "open", _("Looking for a partner")
    UNSURE = "unsure", _("May have lapsed")
    EARLIER = "earlier", _("Earlier listing, not confirmed for 12 months")
    CLOSED = "closed", _("No longer looking")
