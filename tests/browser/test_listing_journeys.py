"""What people do with listings, in a browser without scripts: write, propose, approve, renew.

These journeys write, so each has a server of its own that works within the test's transaction: one
request after the other, all of it rolled back in the end.
"""

import datetime
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from relationships.enquiries import protection
from relationships.enquiries.models import Submission
from relationships.listings.models import Listing
from sistercity.dates import PartialDate
from tests import posting
from tests.browser.test_html import messages
from tests.browser.visits import VARIANTS, Variant, Visitor
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TRAP = 'name="comment"'  # nobody sees it
FORMS = (
    "partner-search/1/enquiry/",
    "partner-search/1/change/",
    "partner-search/propose/",
    "report/?record=relationship:12",
    "report/",
)


@pytest.fixture(scope="module")
def server() -> str:
    """Return nothing: the browser needs no server that all tests share."""
    return ""


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Visitor]:
    """Return a reader whose browser runs no scripts."""
    visitor = Visitor(browser, site, java_script_enabled=False)
    yield visitor
    visitor.context.close()


@pytest.fixture
def listing(db: None, _no_neighbours: None) -> Listing:
    """Return the only listing."""
    return posting.listing()


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Accept a form however soon it is sent: nobody reads here."""
    monkeypatch.setattr(protection, "SOONEST", datetime.timedelta(seconds=-1))


def look_over(page: Page) -> None:
    """Press the button that leads to the page to look over."""
    page.get_by_role("button", name="Look over what you wrote").click()


def fill(page: Page, values: dict[str, Any]) -> None:
    """Fill in a form by the names of its fields."""
    for name, value in values.items():
        field = page.locator(f"form.message [name={name}]")
        if isinstance(value, list):
            for one in value:
                box = page.locator(f"[name={name}][value='{one}']")
                if not box.is_visible():
                    page.locator("details", has=box).locator("summary").click()
                box.check()
        elif value == "on":
            field.check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def test_from_abroad_a_listing_is_three_clicks_away_and_takes_an_enquiry(
    visitor: Visitor,
) -> None:
    page = visitor.open("/en/")

    page.get_by_role("link", name="Finding a sister city").first.click()
    page.locator("main .cards h3 a").first.click()
    government = page.locator("h1").inner_text().splitlines()[0]
    page.get_by_role("link", name="Write to this local government").click()

    expect(page.locator("h1")).to_have_text("Write to this local government")
    fill(page, posting.ENQUIRY)
    look_over(page)
    expect(page.locator("h1")).to_have_text("Check what you wrote")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("We have received it")
    submission = Submission.objects.get()
    expect(page.locator("dd strong")).to_have_text(submission.reference)
    assert submission.data["mail"] == "anne@brest.example"
    assert submission.listing is not None
    assert government.startswith(submission.listing.place.name_en)
    assert len(mail.outbox) == 1
    assert visitor.complaints == []


def test_what_was_typed_is_kept_where_something_is_wrong(
    visitor: Visitor, listing: Listing
) -> None:
    page = visitor.open("/en/partner-search/1/enquiry/")
    fill(page, posting.ENQUIRY | {"mail": "anne@"})

    look_over(page)

    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").click()
    assert page.url.endswith("#f-mail")
    expect(page.locator("#f-mail")).to_have_value("anne@")
    expect(page.locator("#f-message")).to_have_value(posting.ENQUIRY["message"])
    page.locator("#f-mail").fill("anne@brest.example")
    look_over(page)
    page.get_by_role("button", name="Change").click()
    expect(page.locator("#f-mail")).to_have_value("anne@brest.example")


def sign_in(browser: Browser, site: str, **options: Any) -> Visitor:
    """Return a member of staff at the desk."""
    user = User.objects.create_superuser("hanako", password="a long pass phrase")
    staff = Visitor(browser, site, **options)
    page = staff.open("/admin/")
    page.locator("[name=username]").fill(user.username)
    page.locator("[name=password]").fill("a long pass phrase")
    page.locator("[type=submit]").click()
    return staff


@pytest.mark.usefixtures("_no_neighbours")
def test_a_listing_is_posted_and_public_only_once_it_is_approved(
    browser: Browser, site: str, visitor: Visitor
) -> None:
    page = visitor.open("/en/partner-search/propose/")
    fill(page, posting.LISTING)
    look_over(page)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("We have received it")
    visitor.open("/en/partner-search/overseas/")
    expect(page.locator("main .cards")).to_have_count(0)

    staff = sign_in(browser, site)
    desk = staff.page
    desk.get_by_role("link", name="承認待ちの提案").click()
    desk.locator("#result_list tbody th a").click()
    expect(desk.locator("main, #content").first).to_contain_text("Exchange of students")
    desk.get_by_role("button", name="承認して反映する").click()
    expect(desk.locator(".messagelist")).to_contain_text("承認し、募集に反映しました。")
    staff.context.close()

    visitor.open("/en/partner-search/overseas/")
    page.get_by_role("link", name="Rennes").click()
    expect(page.locator("main")).to_contain_text("Exchange of students")
    assert "rennes.example" not in page.content()


@pytest.fixture
def renewal_path(listing: Listing) -> str:
    """Return the path of a signed link of the listing, which was confirmed long ago."""
    return posting.link(posting.confirmed(listing, "2020-01-01"))[1]


def test_a_listing_is_renewed_by_its_link_once(
    visitor: Visitor, listing: Listing, renewal_path: str
) -> None:
    page = visitor.open(renewal_path)
    expect(page.locator("h1")).to_have_text("Is your listing still right?")
    page.get_by_role("button", name="Still right").click()

    expect(page.locator("h1")).to_have_text("Your listing is confirmed")
    listing.refresh_from_db()
    assert listing.confirmed == PartialDate(timezone.localdate())
    assert visitor.context.cookies() == []
    visitor.open(renewal_path)
    expect(page.locator("h1")).to_have_text("This link cannot be used")
    expect(page.locator("main")).to_contain_text("used already")


def test_a_change_by_the_link_waits_for_the_staff(visitor: Visitor, renewal_path: str) -> None:
    page = visitor.open(renewal_path)
    page.get_by_role("link", name="Change it").click()
    fill(page, posting.SENDER | {"offers": "A river"})
    look_over(page)
    page.get_by_role("button", name="Send").click()

    expect(page.locator("h1")).to_have_text("We have received it")
    visitor.open("/en/partner-search/1/")
    expect(page.locator("main")).not_to_contain_text("A river")
    visitor.open(renewal_path)
    expect(page.locator("h1")).to_have_text("This link cannot be used")


# The pages themselves


def faults(visitor: Visitor, variants: list[Variant]) -> list[str]:
    """Return what is wrong with the page in some of the variants."""
    return [fault for fault in visitor.faults(variants) if TRAP not in fault]


@pytest.fixture
def variants(chance: random.Random, full: bool) -> list[Variant]:
    """Return the variants to look at forms in."""
    return VARIANTS if full else [chance.choice(VARIANTS)]


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forms_work_in_every_variant(
    browser: Browser, site: str, listing: Listing, variants: list[Variant], language: str
) -> None:
    _link, path = posting.link(listing)
    visitor = Visitor(browser, site)
    paths = [f"/{language}/{form}" for form in FORMS]
    paths += [path.replace("/en/", f"/{language}/"), f"/{language}/partner-search/renew/x/"]
    found = {}

    for path in paths:
        visitor.complaints.clear()
        visitor.open(path)
        if "renew" not in path:  # with its mistakes, a form has all that it has without
            visitor.page.locator("form.message button[value=look]").click()
        found[path] = faults(visitor, variants)

    visitor.context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_page_to_look_over_works_in_every_variant(
    browser: Browser, site: str, listing: Listing, variants: list[Variant]
) -> None:
    visitor = Visitor(browser, site)
    page = visitor.open("/en/partner-search/1/enquiry/")
    fill(page, posting.ENQUIRY)
    look_over(page)
    found = faults(visitor, variants)

    page.get_by_role("button", name="Send").click()

    found += faults(visitor, variants)
    visitor.context.close()
    assert found == []


def test_the_forms_are_valid_html(
    client: Any, listing: Listing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    checker = os.environ.get("VNU_JAR", "")
    if not checker:
        pytest.skip("VNU_JAR is not set: bin/test sets it where Java and the Nu checker are found.")
    _link, path = posting.link(listing)
    pages = [client.get(f"/en/{form}") for form in FORMS] + [client.get(path)]
    reader = posting.Reader(monkeypatch, "/en/partner-search/1/enquiry/")
    pages += [reader.press("look"), reader.press("look", posting.ENQUIRY), reader.press("send")]
    pages[-1] = client.get(pages[-1]["Location"])
    for number, page in enumerate(pages):
        (tmp_path / f"{number}.html").write_bytes(page.content)

    assert messages(checker, tmp_path) == []
