"""Records of the register's neighbours are one click from the pages of their places, and back."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import pytest
from django.test import Client

from commendations.models import Commendation
from conferences.models import Conference
from places import page_sections
from places.models import Country, LocalGovernment, Partner, Prefecture
from relationships.listings.models import Listing
from relationships.register.models import Relationship
from seminars.models import Seminar
from tests.pages import LANGUAGES, get

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a\b[^>]* href="([^"]*)"')
KINDS: dict[str, Any] = {
    "listing": Listing,
    "commendation": Commendation,
    "seminar": Seminar,
    "conference": Conference,
}


@cache
def links(path: str) -> frozenset[str]:
    """Return the addresses that a page's main part leads to, without the parts within them."""
    main = get(Client(), path).partition("<main")[2].partition("</main>")[0]
    return frozenset(unescape(link).partition("#")[0] for link in LINK.findall(main))


def places(record: Any) -> Iterator[Any]:
    """Yield every place of the register that a record names."""
    match record:
        case Listing():
            yield record.place
        case Commendation():
            yield from (named.local_government for named in record.named_governments.all())
            yield from (named.partner for named in record.named_partners.all())
            yield from (named.country_or_region for named in record.named_partners.all())
        case Seminar():
            yield from (named.local_government for named in record.named_hosts.all())
        case Conference():
            yield from (record.host_government, record.host_partner)
            yield from (named.local_government for named in record.named_governments.all())
            yield from (named.partner for named in record.named_partners.all())


def has_page(place: Any) -> bool:
    """Whether the place has a page: a country has one where it has a partner."""
    return place is not None and not (isinstance(place, Country) and not place.partners.exists())


@pytest.mark.sampled(3)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_a_click_from_its_places_and_back(kind: str, language: str) -> None:
    records = list(KINDS[kind]._default_manager.all())
    missing = defaultdict(list)

    for record in records:
        own = f"/{language}{record.get_absolute_url()[3:]}".partition("#")[0]
        for place in filter(has_page, places(record)):
            page = f"/{language}{place.get_absolute_url()[3:]}"
            if own not in links(page):
                missing["not on the place's page"].append((str(place), str(record)))
            if page not in links(own):
                missing["no way back"].append((str(record), str(place)))

    assert records and not missing


@pytest.mark.real_data
def test_a_relationship_shows_the_conferences_that_both_sides_attended(client: Any) -> None:
    conference, relationship = next(
        (conference, relationship)
        for conference in Conference.objects.all()
        for relationship in Relationship.objects.filter(
            local_government__in=conference.named_governments.values("local_government"),
            partner__in=conference.named_partners.values("partner"),
        )
    )

    assert conference.get_absolute_url() in links(relationship.get_absolute_url())


@pytest.mark.real_data
def test_pages_of_places_without_any_record_show_no_empty_part() -> None:
    government = LocalGovernment.objects.get(slug="016101-shinhidaka")
    partner = Partner.objects.get(name_en="Lexington", state_en="Kentucky")

    assert (
        page_sections.sections_of("place", government)
        == page_sections.sections_of("place", partner)
        == ()
    )


def test_a_prefecture_shows_what_its_municipalities_received() -> None:
    award = Commendation.objects.filter(recipient_ja="甘楽町").get()

    parts = page_sections.sections_of("place", Prefecture.objects.get(code="10"))

    assert any(award.get_absolute_url() in part for part in parts)
