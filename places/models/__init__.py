"""Places: countries and regions, prefectures, local governments with their lineage, partners."""

from places.models.areas import Country, Prefecture, Region, WorldRegion
from places.models.governments import GovernmentKind, LocalGovernment, Succession, SuccessionKind
from places.models.partners import NameKind, Partner, PartnerLevel, PlaceName

__all__ = [
    "Country",
    "GovernmentKind",
    "LocalGovernment",
    "NameKind",
    "Partner",
    "PartnerLevel",
    "PlaceName",
    "Prefecture",
    "Region",
    "Succession",
    "SuccessionKind",
    "WorldRegion",
]
