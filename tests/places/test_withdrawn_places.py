"""Pages that name a place which was withdrawn past the desk, as SQL or an old backup can do."""

from typing import Any

import pytest
from django.utils import timezone

from places.models import Country, GovernmentKind, LocalGovernment
from relationships.listings.models import Listing
from seminars.models import SeminarDelegation
from tests.pages import LANGUAGES, get

pytestmark = pytest.mark.django_db


def withdraw_all(records: Any) -> None:
    """Withdraw records at once, without asking what uses them."""
    assert records.update(withdrawn_at=timezone.now(), withdrawal_reason_ja="誤り")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_prefecture_has_its_page_without_its_own_government(client: Any, language: str) -> None:
    own = LocalGovernment.with_withdrawn.filter(kind=GovernmentKind.PREFECTURE)
    prefecture = own[0].prefecture
    withdraw_all(own)

    page = get(client, f"/{language}{prefecture.get_absolute_url()[3:]}")

    assert 'rel="external"' not in page.partition("</p>")[0]


def test_a_seminar_names_a_withdrawn_country_without_a_link(client: Any) -> None:
    row = SeminarDelegation.objects.select_related("country").first()
    assert row is not None
    country = row.country
    withdraw_all(Country.with_withdrawn.filter(pk=country.pk))

    page = get(client, "/en/seminars/")

    assert country.name_en in page
    assert f'href="{country.get_absolute_url()}"' not in page


def test_a_listing_of_a_withdrawn_country_is_listed(client: Any) -> None:
    listing = Listing.objects.exclude(partner=None).first()
    assert listing is not None
    assert listing.partner is not None
    withdraw_all(Country.with_withdrawn.filter(pk=listing.partner.country_id))

    page = get(client, "/en/partner-search/overseas/")

    assert listing.get_absolute_url() in page
