"""The page of a join at the desk, with what was edited since, in a narrow window."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_listing_journeys import server, sign_in
from tests.relationships.joins.conftest import partners
from tests.relationships.joins.joining import Pair

__all__ = ["partners", "server"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_edits_since_a_join_fit_a_narrow_window(
    browser: Browser, site: str, partners: Pair
) -> None:
    record = partners.joined()
    partners.kept.website = "https://example.org/" + "long" * 30
    partners.kept.save()
    type(record).objects.update(joined_at="2026-01-01T00:00Z")
    staff = sign_in(browser, site)

    page = staff.open(f"/admin/joins/join/{record.pk}/change/")

    expect(page.locator("#edits")).to_be_visible()
    assert staff.layout_faults() == []
    staff.context.close()
