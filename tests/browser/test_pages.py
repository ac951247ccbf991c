"""Each kind of page in a real browser, light and dark, on a telephone and on a desk.

With --full the fullest and the emptiest pages are looked at in every variant and the others in one;
without, one of each kind and language in one.
"""

import random

import pytest

from tests.browser.examples import KINDS, Examples
from tests.browser.visits import VARIANTS, Variant, Visitor
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.real_data, pytest.mark.browser, pytest.mark.django_db]


def faults(visitor: Visitor, path: str, variants: list[Variant]) -> list[str]:
    """Return what is wrong with a page in some of the variants."""
    visitor.complaints.clear()
    visitor.open(path)
    return [*visitor.faults(variants), *visitor.traces()]


@pytest.mark.sampled(10)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_works(
    visitor: Visitor,
    all_examples: dict[str, Examples],
    *,
    chance: random.Random,
    full: bool,
    kind: str,
    language: str,
) -> None:
    thorough, others = all_examples[kind].thorough, all_examples[kind].others
    if not full:
        thorough, others = [], [chance.choice(thorough)]

    found = {path: faults(visitor, f"/{language}/{path}", VARIANTS) for path in thorough}
    for path in others:
        found[path] = faults(visitor, f"/{language}/{path}", [chance.choice(VARIANTS)])

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_page_in_both_languages_works(visitor: Visitor) -> None:
    assert faults(visitor, "/nothing/", VARIANTS) == []


FAULTS = {
    "an image without a text": "document.querySelector('main').innerHTML += '<img src=x:>'",
    "an image from elsewhere": "new Image().src = 'https://example.org/x.png'",
    "a pale text": "document.querySelector('h1').style.color = '#ccc'",
    "a wide table": "document.querySelector('h1').style.width = '900px'",
    "a small button": "document.querySelector('button').style.cssText = 'all: unset; height: 9px'",
    "a complaint": "console.error('a complaint')",
    "an exception": "setTimeout(() => { throw new Error('an exception') })",
    "something stored": "localStorage.setItem('seen', '1')",
    "a cookie": "document.cookie = 'seen=1'",
}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_with_a_fault_is_found(visitor: Visitor, fault: str) -> None:
    page = visitor.open("/en/")
    page.evaluate(f"() => {{ {FAULTS[fault]} }}")
    page.wait_for_timeout(100)

    found = visitor.accessibility_faults() + visitor.layout_faults()

    assert [*found, *visitor.complaints, *visitor.traces()] != []


def test_a_fault_in_the_last_of_many_rows_is_found(visitor: Visitor) -> None:
    page = visitor.open("/en/relationships/?prefecture=13")
    assert visitor.accessibility_faults() == []

    page.evaluate("() => { document.querySelector('tr:last-child td + td').style.color = '#ccc' }")

    assert visitor.accessibility_faults() != []
