"""Forms of the desk on a telephone: no input is cut off, and no room is left empty."""

import pytest
from playwright.sync_api import Browser

from tests.browser.test_listing_journeys import server, sign_in
from tests.browser.visits import OVERFLOW

__all__ = ["server"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]
KINDS = ["register/relationship", "places/partner", "places/localgovernment", "listings/listing"]
# Inputs beyond the edge of the window: tables scroll, so theirs can be reached.
CUT_OFF = """() => [...document.querySelectorAll('input, select, textarea')]
    .filter(one => one.checkVisibility() && !one.closest('table'))
    .filter(one => one.getBoundingClientRect().right > innerWidth)
    .map(one => one.name)"""
# Fields that stand beside others in wide windows, and are much higher than what is in them.
EMPTY_ROOM = """() => [...document.querySelectorAll('.form-multiline > div')]
    .filter(one => one.checkVisibility() && one.lastElementChild)
    .filter(one => one.getBoundingClientRect().bottom
        - one.lastElementChild.getBoundingClientRect().bottom > 48)
    .map(one => one.innerText.slice(0, 40))"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_fits_a_telephone(browser: Browser, site: str, kind: str) -> None:
    staff = sign_in(browser, site)
    staff.look(360, "light")

    page = staff.open(f"/admin/{kind}/add/")

    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(EMPTY_ROOM) == []
    assert page.evaluate(OVERFLOW) == 0
    staff.context.close()
