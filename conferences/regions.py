"""The relationships of the region that hosts a conference with the other side of its series."""

from dataclasses import dataclass

from conferences.models import Conference
from places.models import Country, Partner, PartnerLevel, Prefecture
from relationships.register.figures import list_url
from relationships.register.models import Relationship
from relationships.register.querysets import RelationshipQuerySet
from sistercity.languages import Localized

AT_MOST = 40
JAPAN = "JP"


@dataclass(frozen=True)
class HostRegion:
    """The first relationships of a region, how many there are, and the lists that hold them all.

    ``lists`` are what is counted, the number, and the URL of the list.
    """

    name: Localized
    relationships: list[Relationship]
    number: int
    lists: list[tuple[str, int, str]]


def host_region(conference: Conference, countries: list[Country]) -> HostRegion | None:
    """Return the region of a conference; None where it is not known which.

    In Japan that is the prefecture, joined to the other countries or regions of the series; abroad
    the host's state or province, else the whole country or region.
    """
    if conference.prefecture:
        return in_japan(conference.prefecture, countries)
    if conference.country and conference.country.code != JAPAN:
        return abroad(conference.country, conference.host_partner)
    return None


def in_japan(prefecture: Prefecture, countries: list[Country]) -> HostRegion:
    """Return the prefecture with its relationships to each of the countries or regions."""
    rows = relationships().filter(local_government__prefecture=prefecture)
    lists = [
        (
            country.name.text,
            rows.filter(partner__country=country).count(),
            list_url(prefecture=prefecture.code, country=country.code.lower()),
        )
        for country in countries
    ]
    return region(prefecture.name, rows.filter(partner__country__in=countries), lists)


def abroad(country: Country, host: Partner | None) -> HostRegion:
    """Return the state or province of the host, else the country or region."""
    everywhere = relationships().filter(partner__country=country)
    url = list_url(country=country.code.lower())
    lists = [(country.name.text, everywhere.count(), url)]
    if host and host.level == PartnerLevel.REGION:
        return region(host.name, everywhere.filter(partner__state_en=host.name_en), lists)
    if host and host.state_en:
        return region(host.state, everywhere.filter(partner__state_en=host.state_en), lists)
    return region(country.name, everywhere, lists)


def relationships() -> RelationshipQuerySet:
    """Return what the totals count, the places with it, in the order of the places."""
    return (
        Relationship.objects.in_the_totals()
        .with_places()
        .order_by("partner__country", "local_government__code", "partner__name_en", "public_id")
    )


def region(
    name: Localized, rows: RelationshipQuerySet, lists: list[tuple[str, int, str]]
) -> HostRegion:
    """Return the region of these relationships."""
    found = list(rows[: AT_MOST + 1])
    number = rows.count() if len(found) > AT_MOST else len(found)
    return HostRegion(name, found[:AT_MOST], number, lists)
