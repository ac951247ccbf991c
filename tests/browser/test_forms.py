"""The forms, with and without JavaScript: they work, and keep what was chosen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import Visitor
from tests.pages import LANGUAGES, Pairs, query_of

pytestmark = [pytest.mark.real_data, pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def visitor(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Return a reader whose browser runs scripts, and one whose does not."""
    visitor = Visitor(browser, server, java_script_enabled=request.param)
    yield visitor
    visitor.context.close()


def given(page: Page) -> Pairs:
    """Return the parameters of the page's address that have a value."""
    return [pair for pair in query_of(page.url) if pair[1]]


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("width", "language"), [(360, "en"), (1280, "ja")])
def test_the_filters_are_applied_and_kept(visitor: Visitor, width: int, language: str) -> None:
    visitor.look(width, "light")
    page = visitor.open(f"/{language}/relationships/?sort=name")
    if width == 360:
        page.click("details.filters summary")

    page.select_option("#f-prefecture", "13")
    page.check("input[name=region][value=asia]")
    page.fill("#f-year_from", "1980")
    page.click("form#filters button")

    asked = [("prefecture", "13"), ("region", "asia"), ("year_from", "1980"), ("sort", "name")]
    assert sorted(given(page)) == sorted(asked)
    expect(page.locator("#f-prefecture")).to_have_value("13")
    expect(page.locator("input[name=region][value=asia]")).to_be_checked()
    expect(page.locator("#f-year_from")).to_have_value("1980")
    expect(page.locator("#sort")).to_have_value("name")
    assert page.locator("tbody tr").count() > 0


def test_an_order_keeps_the_filters(visitor: Visitor) -> None:
    page = visitor.open("/en/relationships/?prefecture=13&kind=friendship")

    page.select_option("#sort", "country")
    page.click("button[form=filters]")

    asked = [("kind", "friendship"), ("prefecture", "13"), ("sort", "country")]
    assert sorted(given(page)) == asked


def test_a_mistake_is_shown_where_it_was_made(visitor: Visitor) -> None:
    page = visitor.open("/en/relationships/")
    page.fill("#f-year_from", "198x")

    page.click("form#filters button")

    expect(page.locator("#f-year_from")).to_have_value("198x")
    expect(page.locator("#f-year_from-error")).to_be_visible()
    expect(page.locator(".error-summary a")).to_have_attribute("href", "#f-year_from")


@pytest.mark.sampled(2)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_is_found_from_the_home_page(visitor: Visitor, language: str) -> None:
    page = visitor.open(f"/{language}/")

    page.fill("#home-search", "旭川")
    page.press("#home-search", "Enter")

    assert given(page) == [("q", "旭川")]
    expect(page.locator("#search")).to_have_value("旭川")
    assert "012041-asahikawa" in (page.locator("a.result").first.get_attribute("href") or "")


def test_the_language_link_keeps_the_page_and_its_filters(visitor: Visitor) -> None:
    page = visitor.open("/en/relationships/?prefecture=13&sort=name&page=2")

    page.click("a.language")

    assert page.url == f"{visitor.server}/ja/relationships/?prefecture=13&sort=name&page=2"
    assert visitor.context.cookies() == []
