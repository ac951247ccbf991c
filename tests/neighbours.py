"""Records of the register's neighbours, of our own making: one sound one of each kind."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import models

from commendations.models import (
    Commendation,
    CommendationGovernment,
    CommendationPartner,
    Edition,
)
from conferences.models import (
    Conference,
    ConferenceDocument,
    ConferenceGovernment,
    ConferencePartner,
    Series,
    SeriesCountry,
    SubTheme,
)
from places.models import Country, LocalGovernment, Partner
from relationships.listings.actions import add_listing
from relationships.listings.models import Listing, ListingSource, ListingWish
from seminars.models import Seminar, SeminarDelegation, SeminarHost

DAY = datetime.date(2024, 5, 17)
URL = "https://example.org/"


def government() -> LocalGovernment:
    """Return Sendai."""
    return LocalGovernment.objects.get(slug="041009-sendai")


def partner() -> Partner:
    """Return Rennes."""
    return Partner.objects.get(name_en="Rennes")


def country() -> Country:
    """Return France."""
    return Country.objects.get(code="FR")


def empty() -> None:
    """Delete the loaded records, each table before the one that it refers to."""
    for model in (Commendation, Edition, Seminar, Conference, Series, Listing):
        model._default_manager.all().delete()


def listing(**values: Any) -> Listing:
    """Store the listing of a Japanese government, confirmed in May 2024."""
    standard = {
        "local_government": None if "partner" in values else government(),
        "confirmed_on": DAY,
        "confirmed_precision": "day",
    }
    return add_listing(listing=Listing(**(standard | values)))


def edition(**values: Any) -> Edition:
    """Store the fifth edition."""
    return Edition.objects.create(**({"number": 5, "fiscal_year": 2010} | values))


def commendation(**values: Any) -> Commendation:
    """Store a commendation of the fifth edition."""
    standard = {"recipient_ja": "仙台市", "recipient_kinds": ["government"], "prefecture_id": "04"}
    return Commendation.objects.create(
        **({"edition": values.get("edition") or edition()} | standard | values)
    )


def seminar(**values: Any) -> Seminar:
    """Store a seminar of the office in Paris."""
    standard = {"fiscal_year": 2024, "office": "paris", "status": "held"}
    return Seminar.objects.create(**(standard | values))


def series(**values: Any) -> Series:
    """Store a series."""
    standard = {"slug": "japan-france", "name_en": "Japan-France", "name_ja": "日仏自治体交流会議"}
    return Series.objects.create(**(standard | values))


def conference(**values: Any) -> Conference:
    """Store the second conference of the series."""
    standard = {"number": 2, "status": "held", "prefecture_id": "17"}
    return Conference.objects.create(
        **({"series": values.get("series") or series()} | standard | values)
    )


SOUND: dict[type[models.Model], Callable[[], models.Model]] = {
    Listing: listing,
    ListingWish: lambda: listing().wishes.create(country=country()),
    ListingSource: lambda: listing().sources.create(url=URL),
    Edition: edition,
    Commendation: commendation,
    CommendationGovernment: lambda: commendation().named_governments.create(
        local_government=government()
    ),
    CommendationPartner: lambda: commendation().named_partners.create(partner=partner()),
    Seminar: seminar,
    SeminarHost: lambda: seminar().named_hosts.create(local_government=government()),
    SeminarDelegation: lambda: seminar().delegations.create(country=country()),
    Series: series,
    SeriesCountry: lambda: series().named_countries.create(country=country()),
    Conference: conference,
    SubTheme: lambda: conference().sub_themes.create(text_en="Culture"),
    ConferenceGovernment: lambda: conference().named_governments.create(
        local_government=government()
    ),
    ConferencePartner: lambda: conference().named_partners.create(partner=partner()),
    ConferenceDocument: lambda: conference().documents.create(url=URL, title_en="Report"),
}
