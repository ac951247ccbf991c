"""By keyboard alone: the skip link is first and works, every stop can be seen, none is a trap."""

import pytest
from playwright.sync_api import Page

from tests.browser.visits import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FOCUSED = "() => document.activeElement.outerHTML.slice(0, 120)"
IN_MAIN = "() => document.querySelector('main').contains(document.activeElement)"
ON_BODY = "() => document.activeElement === document.body"
# What a focused element shows of itself: inside the window, with an outline.
UNSEEN = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    const inside = box.width > 0 && box.top < innerHeight && box.bottom > 0 && box.left < innerWidth
        && box.right > 0;
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return inside && outlined ? '' : `${one.outerHTML.slice(0, 80)} ${style.outline}`
}"""
MOST_STOPS = 900


def stops(page: Page) -> list[str]:
    """Press Tab until the focus leaves the page; return the stops that cannot be seen."""
    unseen: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(ON_BODY):
            return [stop for stop in unseen if stop]
        unseen.append(page.evaluate(UNSEEN))
    return ["the focus never leaves the page"]


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "path", ["en/", "ja/relationships/?prefecture=13", "en/prefectures/13-tokyo/", "ja/statistics/"]
)
def test_the_skip_link_is_first_and_leads_into_the_content(visitor: Visitor, path: str) -> None:
    page = visitor.open(f"/{path}")

    page.keyboard.press("Tab")
    first, hidden = page.evaluate(FOCUSED), page.evaluate(UNSEEN)
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    page.keyboard.press("Tab")

    assert 'href="#main"' in first
    assert hidden == ""
    assert page.evaluate(IN_MAIN), page.evaluate(FOCUSED)


def test_a_second_skip_link_leads_over_the_filters(visitor: Visitor) -> None:
    page = visitor.open("/en/relationships/")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#results")
    page.keyboard.press("Tab")

    assert "select" in page.evaluate(FOCUSED)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", "relationships/?prefecture=47", "prefectures/47-okinawa/"])
def test_every_stop_can_be_seen_and_the_end_is_reached(
    visitor: Visitor, path: str, width: int
) -> None:
    visitor.look(width, "light")
    page = visitor.open(f"/en/{path}")

    assert stops(page) == []
