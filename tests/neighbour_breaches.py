"""How to break each constraint of the register's neighbours: for ``test_constraints``."""

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
from relationships.listings.models import Listing, ListingSource, ListingWish
from seminars.models import Seminar, SeminarDelegation, SeminarHost

Breach = tuple[type[models.Model], dict[str, Any]]
DAY, BEFORE = datetime.date(2024, 5, 17), datetime.date(2024, 5, 16)
AGAIN = {"pk": None}


def wrong_order(earlier: str, later: str) -> dict[str, Any]:
    """Return two partial dates, the later one a day too early."""
    return {
        f"{earlier}_on": DAY,
        f"{earlier}_precision": "day",
        f"{later}_on": BEFORE,
        f"{later}_precision": "day",
    }


def twin(owner: str) -> Callable[[Any], None]:
    """Return a function that stores a row of the source's words alone; the answer is no place."""

    def store(record: Any) -> None:
        type(record).objects.create(**{owner: getattr(record, owner)}, name_ja="無名")

    return store


def of_mention(model: type[models.Model], owner: str, place: str) -> dict[str, Breach]:
    """Return the breaches of a row that names a place."""
    name = model.__name__.lower()
    return {
        f"{name}_names_a_place": (model, {place: None}),
        f"{name}_place_is_stated_once": (model, AGAIN | {"name_en": "Another spelling"}),
        f"{name}_name_is_stated_once": (
            model,
            {place: twin(owner), "name_ja": "無名"} | AGAIN,
        ),
    }


def of_event(model: type[models.Model]) -> dict[str, Breach]:
    """Return the breaches of what seminars and conferences share."""
    name = model.__name__.lower()
    return {
        f"{name}_starts_precision": (model, {"starts_on": DAY, "starts_precision": "year"}),
        f"{name}_ends_precision": (model, {"ends_precision": "day"}),
        f"{name}_ends_is_not_before_starts": (model, wrong_order("starts", "ends")),
        f"{name}_status_is_known": (model, {"status": "nonsense"}),
        f"{name}_mode_is_known": (model, {"mode": "nonsense"}),
    }


LISTINGS: dict[str, Breach] = {
    "listing_counted_precision": (Listing, {"counted_on": DAY, "population": 5}),
    "listing_posted_precision": (Listing, {"posted_on": DAY, "posted_precision": "month"}),
    "listing_confirmed_precision": (Listing, {"confirmed_precision": "year"}),
    "listing_confirmed_is_not_before_posted": (Listing, wrong_order("posted", "confirmed")),
    "listing_is_of_one_government": (Listing, {"local_government": None}),
    "listing_is_one_for_each_government": (Listing, AGAIN | {"public_id": 999_999}),
    "listing_date_is_of_a_population": (
        Listing,
        {"counted_on": DAY, "counted_precision": "day"},
    ),
    "listing_area_is_positive": (Listing, {"area_km2": 0}),
    "listing_wanted_population_is_a_range": (
        Listing,
        {"wanted_population_min": 10, "wanted_population_max": 9},
    ),
    "listing_fields_are_known": (Listing, {"fields": ["nonsense"]}),
    "listing_contact_languages_are_known": (Listing, {"contact_languages": ["xx"]}),
    "wish_world_region_is_known": (
        ListingWish,
        {"country": None, "world_region": "nonsense"},
    ),
    "wish_language_area_is_known": (ListingWish, {"country": None, "language_area": "xx"}),
    "wish_is_for_one_thing": (ListingWish, {"world_region": "asia"}),
    "wish_is_not_empty": (ListingWish, {"country": None}),
    "wish_is_stated_once": (ListingWish, AGAIN | {"text_en": "Paris"}),
    "listing_source_seen_from_precision": (ListingSource, {"seen_from_on": DAY}),
    "listing_source_seen_until_precision": (ListingSource, {"seen_until_on": DAY}),
    "listing_source_dated_precision": (ListingSource, {"dated_precision": "day"}),
    "listing_source_seen_until_is_not_before_seen_from": (
        ListingSource,
        wrong_order("seen_from", "seen_until"),
    ),
    "listing_source_is_stated_once": (ListingSource, AGAIN),
}

COMMENDATIONS: dict[str, Breach] = {
    "edition_announced_precision": (Edition, {"announced_on": DAY}),
    "edition_ceremony_precision": (Edition, {"ceremony_on": DAY, "ceremony_precision": "year"}),
    "edition_ceremony_is_not_before_announced": (Edition, wrong_order("announced", "ceremony")),
    "edition_number_is_its_own": (Edition, AGAIN | {"fiscal_year": 2030}),
    "edition_fiscal_year_is_its_own": (Edition, AGAIN | {"number": 30}),
    "edition_with_a_number_has_a_year": (Edition, {"fiscal_year": None}),
    "edition_has_no_more_recipients_than_applicants": (
        Edition,
        {"applicant_count": 2, "recipient_count": 3},
    ),
    "commendation_kind_is_known": (Commendation, {"kind": "nonsense"}),
    "commendation_recipient_kinds_are_known": (Commendation, {"recipient_kinds": ["nonsense"]}),
    "commendation_has_a_recipient": (Commendation, {"recipient_ja": ""}),
    "commendation_is_recorded_once": (Commendation, AGAIN),
    **of_mention(CommendationGovernment, "commendation", "local_government"),
    **of_mention(CommendationPartner, "commendation", "partner"),
    "commendationpartner_has_one_country": (CommendationPartner, {"country_id": "FR"}),
}

SEMINARS: dict[str, Breach] = {
    **of_event(Seminar),
    "seminar_office_is_known": (Seminar, {"office": "nonsense"}),
    "seminar_numbers_begin": (Seminar, {"sequence": 0}),
    "seminar_is_recorded_once": (Seminar, AGAIN),
    **of_mention(SeminarHost, "seminar", "local_government"),
    "delegation_is_stated_once": (SeminarDelegation, AGAIN),
}

CONFERENCES: dict[str, Breach] = {
    **of_event(Conference),
    "series_has_both_names": (Series, {"name_ja": ""}),
    "series_country_is_stated_once": (SeriesCountry, AGAIN),
    "conference_is_recorded_once": (Conference, AGAIN),
    "conference_number_begins_at_one": (Conference, {"number": 0}),
    "conference_is_in_japan_or_abroad": (Conference, {"country_id": "FR"}),
    "conference_has_one_host": (Conference, {"host_government_id": 1, "host_partner_id": 1}),
    "conference_point_is_on_earth": (Conference, {"latitude": 10}),
    "sub_theme_has_a_text": (SubTheme, {"text_en": ""}),
    "sub_theme_is_stated_once": (SubTheme, AGAIN),
    **of_mention(ConferenceGovernment, "conference", "local_government"),
    **of_mention(ConferencePartner, "conference", "partner"),
    "conferencepartner_has_one_country": (ConferencePartner, {"country_id": "FR"}),
    "document_has_a_title": (ConferenceDocument, {"title_en": ""}),
    "document_is_stated_once": (ConferenceDocument, AGAIN),
}

NEIGHBOURS = {**LISTINGS, **COMMENDATIONS, **SEMINARS, **CONFERENCES}
