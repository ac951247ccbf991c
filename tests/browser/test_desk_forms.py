"""Forms of the desk on a telephone: nothing is cut off, and no room is left empty."""

import pytest
from django.apps import apps
from playwright.sync_api import Browser

from tests.browser.test_listing_journeys import server, sign_in
from tests.browser.visits import OVERFLOW

__all__ = ["server"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]
KINDS = ["register/relationship", "places/partner", "places/localgovernment", "listings/listing"]
# Inputs and words beyond the edge of their row: tables scroll, so theirs can be reached.
CUT_OFF = """() => [...document.querySelectorAll('.form-row:not(tr)')]
    .filter(row => row.checkVisibility() && row.scrollWidth > row.clientWidth)
    .map(row => row.className)"""
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

    app, model = kind.split("/")
    key = apps.get_model(app, model)._default_manager.values_list("pk", flat=True)[0]

    page = staff.open(f"/admin/{kind}/{key}/change/")

    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(EMPTY_ROOM) == []
    assert page.evaluate(OVERFLOW) == 0
    staff.context.close()
