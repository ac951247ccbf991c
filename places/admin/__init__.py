"""The staff desk's pages of places."""

from places.admin.areas import CountryAdmin, PrefectureAdmin
from places.admin.filters import CountryListFilter, PrefectureFilter
from places.admin.governments import LocalGovernmentAdmin
from places.admin.mentions import GovernmentInline, PartnerInline
from places.admin.names import PlaceNameAdmin
from places.admin.partners import PartnerAdmin
from places.admin.reorganisations import ReorganisationAdmin

__all__ = [
    "CountryAdmin",
    "CountryListFilter",
    "GovernmentInline",
    "LocalGovernmentAdmin",
    "PartnerAdmin",
    "PartnerInline",
    "PlaceNameAdmin",
    "PrefectureAdmin",
    "PrefectureFilter",
    "ReorganisationAdmin",
]
