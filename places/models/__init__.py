"""Places: countries and regions, prefectures, local governments with their lineage, partners."""

from places.models.areas import Country, Prefecture, Region, WorldRegion
from places.models.bases import folded
from places.models.governments import GovernmentKind, LocalGovernment, Succession, SuccessionKind
from places.models.mentions import GovernmentMention, PartnerMention, stated_once
from places.models.partners import NameKind, Partner, PartnerLevel, PlaceName

__all__ = [
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
    "Succession",
    "SuccessionKind",
    "WorldRegion",
    "folded",
    "stated_once",
]
