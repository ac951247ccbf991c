"""Places: countries and regions, prefectures, local governments with their lineage, partners."""

from places.models.areas import Country, Prefecture, Region, WorldRegion
from places.models.bases import folded
from places.models.governments import (
    GovernmentKind,
    LocalGovernment,
    Reorganisation,
    ReorganisationState,
    Succession,
    SuccessionKind,
)
from places.models.keys import NameKind
from places.models.mentions import GovernmentMention, PartnerMention, stated_once
from places.models.names import PLACES, PlaceName, SearchKey
from places.models.partners import Partner, PartnerLevel

__all__ = [
    "PLACES",
    "Country",
    "GovernmentKind",
    "GovernmentMention",
    "LocalGovernment",
    "NameKind",
    "Partner",
    "PartnerLevel",
    "PartnerMention",
    "PlaceName",
    "Prefecture",
    "Region",
    "Reorganisation",
    "ReorganisationState",
    "SearchKey",
    "Succession",
    "SuccessionKind",
    "WorldRegion",
    "folded",
    "stated_once",
]
