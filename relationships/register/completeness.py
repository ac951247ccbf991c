"""How much of CLAIR's register the site holds, beside the totals that CLAIR published."""

from dataclasses import dataclass

from places.models import Country
from relationships.register import figures
from sistercity.dates import PartialDate
from sistercity.loading import rows

EVERYWHERE = ""


@dataclass(frozen=True)
class Published:
    """A total that CLAIR published, the day it held, and where it was found."""

    number: int
    on: PartialDate
    source: str


@dataclass(frozen=True)
class Comparison:
    """What the site has of a country beside what CLAIR published; ``rows`` lists the site's."""

    country: Country
    number: int
    rows: str
    published: Published


def published(country: str) -> list[Published]:
    """Return CLAIR's totals of a country by code, or of all countries, the latest first."""
    totals = [
        Published(int(row["number"]), PartialDate.parse(row["as_of"]), row["source"])
        for row in rows("clair_totals")
        if row["country"] == country
    ]
    return sorted(totals, key=lambda total: total.on.first, reverse=True)


def published_totals() -> list[Published]:
    """Return CLAIR's totals of all relationships, the latest first."""
    return published(EVERYWHERE)


def comparison() -> list[Comparison]:
    """Return the countries of which a total of CLAIR is known, the largest of those first."""
    counts = figures.numbers("country")
    codes = {row["country"] for row in rows("clair_totals")} - {EVERYWHERE}
    compared = [
        Comparison(
            country=country,
            number=counts.get(country.code, 0),
            rows=figures.list_url(country=country.code.lower()),
            published=published(country.code)[0],
        )
        for country in Country.objects.filter(code__in=sorted(codes))
    ]
    return sorted(compared, key=lambda row: -row.published.number)
