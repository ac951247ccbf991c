"""The staff desk's pages of places."""

from places.admin.areas import CountryAdmin, PrefectureAdmin
from places.admin.filters import CountryFilter, PrefectureFilter
from places.admin.governments import LocalGovernmentAdmin
from places.admin.mentions import GovernmentInline, PartnerInline
from places.admin.names import PlaceNameAdmin
from places.admin.partners import PartnerAdmin

__all__ = [
    "CountryAdmin",
    "CountryFilter",
    "GovernmentInline",
    "LocalGovernmentAdmin",
    "PartnerAdmin",
    "PartnerInline",
    "PlaceNameAdmin",
    "PrefectureAdmin",
    "PrefectureFilter",
]
