"""Conferences of local governments: the series, their editions, who took part, what came of it."""

from conferences.models.conferences import (
    Conference,
    ConferenceGovernment,
    ConferencePartner,
)
from conferences.models.parts import ConferenceDocument, SubTheme
from conferences.models.series import Series, SeriesCountry

__all__ = [
    "Conference",
    "ConferenceDocument",
    "ConferenceGovernment",
    "ConferencePartner",
    "Series",
    "SeriesCountry",
    "SubTheme",
]
