"""CLAIR's seven overseas offices, which each bring officials of their countries to Japan."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Office(models.TextChoices):
    """An overseas office by its city; the value is part of URLs."""

    NEW_YORK = "new-york", _("New York")
    LONDON = "london", _("London")
    PARIS = "paris", _("Paris")
    SINGAPORE = "singapore", _("Singapore")
    SEOUL = "seoul", _("Seoul")
    SYDNEY = "sydney", _("Sydney")
    BEIJING = "beijing", _("Beijing")


# The countries and regions that each office serves, by ISO 3166-1 alpha-2 code (CLAIR's pages of
# its offices). Singapore's are the ten that formed ASEAN until 2025, India and Sri Lanka.
SERVED: dict[str, tuple[str, ...]] = {
    Office.NEW_YORK: ("US", "CA"),
    Office.LONDON: ("GB", "AT", "DK", "FI", "DE", "IE", "NL", "NO", "SE"),
    Office.PARIS: ("FR", "BE", "LU", "CH", "IT", "ES", "PT", "MC"),
    Office.SINGAPORE: (
        *("BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "VN"),
        *("IN", "LK"),
    ),
    Office.SEOUL: ("KR",),
    Office.SYDNEY: ("AU", "NZ"),
    Office.BEIJING: ("CN",),
}
