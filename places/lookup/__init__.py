"""Finding the place that a file means, by code, number or any name: never by a guess."""

from places.lookup import governments, partners
from places.lookup.answers import Answers
from places.lookup.codes import written_code
from places.lookup.countries import Countries
from places.lookup.governments import Governments
from places.lookup.names import PlaceNotFound, Several
from places.lookup.partners import Partners
from places.lookup.records import FoundGovernment, FoundPartner, NewPartner
from places.models import PlaceName

# For the desk: whose place is looked for, and what an answer to a problem names.
SIDES = {
    "government": PlaceName._meta.get_field("local_government"),
    "partner": PlaceName._meta.get_field("partner"),
}
UNKNOWN_NAMES = {
    governments.UNKNOWN_NAME: "government",
    governments.AMBIGUOUS: "government",
    governments.AMBIGUOUS_CODE: "government",
    governments.NEEDS_PREFECTURE: "government",
    partners.NEAR: "partner",
    partners.AMBIGUOUS: "partner",
    partners.ELSEWHERE: "partner",
    partners.OTHER_NAME: "partner",
}

__all__ = [
    "SIDES",
    "UNKNOWN_NAMES",
    "Answers",
    "Countries",
    "FoundGovernment",
    "FoundPartner",
    "Governments",
    "NewPartner",
    "Partners",
    "PlaceNotFound",
    "Several",
    "written_code",
]
