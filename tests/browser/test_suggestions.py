"""Suggestions while a name is typed: by keyboard, by touch, for a screen reader, and without."""

import contextlib
import gzip
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Error, Locator, Page, Request, Route, expect

from tests.browser.visits import VARIANTS, Visitor

pytestmark = [pytest.mark.real_data, pytest.mark.browser, pytest.mark.django_db]

SCRIPT = Path(settings.BASE_DIR) / "static" / "suggest.js"
MOST_BYTES = 3000
BOXES = """() => [...document.querySelectorAll('main > *, nav, h1, footer')].map(one => {
    const box = one.getBoundingClientRect(); return [box.x, box.y, box.width, box.height] })"""
# What an input method does: keys and input events that belong to a text not yet decided on.
COMPOSE = """input => {
    input.value = 'さっぽろ';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true}));
    input.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', isComposing: true}));
}"""
DECIDE = "input => input.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}))"


def field(page: Page) -> Locator:
    return page.locator("search input")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def typed(visitor: Visitor, path: str, text: str) -> Page:
    """Open a page, type into its search field and wait for the suggestions."""
    page = visitor.open(path)
    field(page).press_sequentially(text)
    expect(options(page).first).to_be_visible()
    return page


def questions(page: Page) -> list[str]:
    """Return a list that grows by what the page asks for."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/suggest?" in request.url:
            asked.append(request.url.partition("?q=")[2])

    page.on("request", note)
    return asked


def active(page: Page) -> str:
    """Return the text of the option that the field points to; "" for none."""
    name = field(page).get_attribute("aria-activedescendant")
    if not name:
        assert page.locator("[role=option][aria-selected=true]").count() == 0
        return ""
    option = page.locator(f"#{name}")
    expect(option).to_have_attribute("aria-selected", "true")
    return option.inner_text()


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("language", "path"),
    [("en", ""), ("ja", "about/"), ("en", "search/"), ("ja", "search/?q=Fuchu")],
)
def test_a_place_is_reached_by_keyboard_alone(visitor: Visitor, path: str, language: str) -> None:
    page = visitor.open(f"/{language}/{path}")
    field(page).fill("")
    field(page).press_sequentially("sappo")
    expect(options(page).first).to_be_visible()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/{language}/municipalities/011002-sapporo/")
    assert visitor.complaints == []


def test_the_field_is_a_combobox_that_points_into_its_list(visitor: Visitor) -> None:
    page = visitor.open("/en/about/")
    combobox = page.get_by_role("combobox", name="Search by place name")
    expect(combobox).to_have_attribute("aria-expanded", "false")
    expect(combobox).to_have_attribute("aria-autocomplete", "list")

    combobox.press_sequentially("fuchu")

    listbox = page.get_by_role("listbox", name="Suggestions")
    expect(listbox).to_be_visible()
    expect(combobox).to_have_attribute("aria-expanded", "true")
    expect(combobox).to_have_attribute("aria-controls", listbox.get_attribute("id") or "none")
    expect(page.get_by_role("status")).to_have_text(f"{options(page).count()} suggestions")
    expect(combobox).to_be_focused()


def test_the_arrows_go_round_and_home_and_end_to_the_ends(visitor: Visitor) -> None:
    page = typed(visitor, "/en/", "san")
    texts = options(page).all_inner_texts()
    assert len(texts) > 3

    seen = []
    for key in ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp", "Home", "End"]:
        page.keyboard.press(key)
        seen.append(active(page))
    page.keyboard.press("ArrowDown")

    assert seen == [texts[0], texts[1], texts[0], "", texts[-1], texts[0], texts[-1]]
    assert active(page) == ""
    expect(field(page)).to_have_value("san")


def test_the_caret_moves_as_ever_and_typing_leaves_the_list(visitor: Visitor) -> None:
    page = typed(visitor, "/en/", "sapp")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("x")

    assert active(page) == ""
    expect(field(page)).to_have_value("sapxp")


def test_enter_without_a_choice_searches(visitor: Visitor) -> None:
    page = typed(visitor, "/en/", "fuchu")

    page.keyboard.press("Enter")

    page.wait_for_url("**/en/search/?q=fuchu")


def test_escape_closes_and_keeps_the_text(visitor: Visitor) -> None:
    page = typed(visitor, "/en/", "fuchu")

    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(field(page)).to_have_value("fuchu")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()


def test_tab_leaves(visitor: Visitor) -> None:
    page = typed(visitor, "/en/", "fuchu")
    page.keyboard.press("ArrowDown")

    page.keyboard.press("Tab")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("search button")).to_be_focused()
    assert page.url.endswith("/en/")


def test_nothing_moves_when_the_list_opens(visitor: Visitor) -> None:
    for width in (360, 1280):
        visitor.look(width, "light")
        for path in ("/en/", "/en/about/"):
            page = visitor.open(path)
            before = page.evaluate(BOXES)

            field(page).press_sequentially("san")
            expect(options(page).first).to_be_visible()

            assert page.evaluate(BOXES) == before


def test_an_input_method_is_left_alone_until_it_has_decided(visitor: Visitor) -> None:
    page = visitor.open("/ja/")
    asked = questions(page)
    field(page).focus()

    field(page).evaluate(COMPOSE)
    page.wait_for_timeout(400)
    before = list(asked)
    field(page).evaluate(DECIDE)
    expect(options(page).first).to_contain_text("札幌市")

    assert before == []
    assert len(asked) == 1


def hold(page: Page, pattern: str) -> list[Route]:
    """Let the questions of a pattern wait; return those that wait."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(pattern, keep)
    return held


def answer(page: Page, held: list[Route]) -> None:
    """Answer what waits, and give the page time to show it."""
    assert held
    for route in held:
        with contextlib.suppress(Error):  # the page has given it up
            route.continue_()
    page.wait_for_timeout(300)


def test_only_the_last_answer_is_shown(visitor: Visitor) -> None:
    page = visitor.open("/en/")
    held = hold(page, "**/suggest?q=san")
    field(page).press_sequentially("san")
    page.wait_for_timeout(300)

    field(page).fill("shizunai")
    expect(options(page)).to_have_count(1)
    answer(page, held)

    expect(options(page).first).to_contain_text("Shizunai Town merged into")


def test_a_list_that_was_left_does_not_open_later(visitor: Visitor) -> None:
    page = visitor.open("/en/")
    held = hold(page, "**/suggest?*")
    field(page).press_sequentially("san")
    page.wait_for_timeout(300)

    page.keyboard.press("Tab")
    answer(page, held)

    expect(page.get_by_role("listbox")).to_be_hidden()


def test_without_an_answer_the_form_is_there(visitor: Visitor) -> None:
    page = visitor.open("/en/")
    page.route("**/suggest?*", lambda route: route.fulfill(status=500))

    field(page).press_sequentially("fuchu")
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")

    page.wait_for_url("**/en/search/?q=fuchu")


def test_few_letters_at_once_are_one_question(visitor: Visitor) -> None:
    visitor.page.clock.install(time=0)
    page = visitor.open("/en/")
    asked = questions(page)
    page.clock.pause_at(3600)  # a slow machine takes longer to type than a person

    for letter in "sapporo":
        field(page).press_sequentially(letter)
        page.clock.run_for(20)
    page.clock.run_for(1000)
    expect(options(page).first).to_be_visible()

    assert asked == ["sapporo"]


@pytest.fixture
def thumb(browser: Browser, server: str) -> Iterator[Visitor]:
    """Return a reader with a telephone."""
    visitor = Visitor(browser, server, has_touch=True, is_mobile=True)
    visitor.look(360, "light")
    yield visitor
    visitor.context.close()


def test_a_place_is_reached_by_touch(thumb: Visitor) -> None:
    page = typed(thumb, "/en/", "sappo")

    options(page).first.tap()

    page.wait_for_url("**/en/municipalities/011002-sapporo/")


@pytest.mark.parametrize(("language", "path"), [("en", ""), ("ja", "about/")])
def test_the_open_list_has_no_fault(
    visitor: Visitor, chance: random.Random, full: bool, path: str, language: str
) -> None:
    page = typed(visitor, f"/{language}/{path}", "San")
    page.wait_for_load_state("networkidle")  # a question that is overtaken fails on purpose
    visitor.complaints.clear()
    page.keyboard.press("ArrowDown")

    found = visitor.faults(VARIANTS if full else [chance.choice(VARIANTS)])
    small = [
        one for one in options(page).all() if (one.bounding_box() or {"height": 0})["height"] < 44
    ]

    assert [*found, *small, *visitor.traces()] == []


def test_the_choice_shows_in_high_contrast(visitor: Visitor) -> None:
    page = typed(visitor, "/en/", "San")
    page.emulate_media(forced_colors="active")
    page.keyboard.press("ArrowDown")

    styles = [
        one.evaluate("one => getComputedStyle(one).borderTopWidth") for one in options(page).all()
    ]

    assert styles[0] not in styles[1:]


def test_the_script_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes())) < MOST_BYTES
