"""Each kind of page in a real browser, light and dark, on a telephone and on a desk.

Without --full each language has half of the variants, which the other one has not.
"""

import pytest

from tests.browser.examples import KINDS, RANKED, Examples
from tests.browser.visits import VARIANTS, Variant, Visitor, half
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.real_data, pytest.mark.browser, pytest.mark.django_db]


def faults(visitor: Visitor, path: str, variants: list[Variant]) -> list[str]:
    """Return what is wrong with a page in some of the variants."""
    visitor.complaints.clear()
    visitor.open(path)
    found = []
    for variant in variants:
        visitor.look(*variant)
        found += [f"{variant}: {fault}" for fault in visitor.accessibility_faults()]
    return [*found, *visitor.layout_faults(), *visitor.complaints, *visitor.traces()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("other", [False, pytest.param(True, marks=pytest.mark.full)])
@pytest.mark.parametrize("kind", KINDS)
def test_the_fullest_and_the_emptiest_work_in_every_variant(
    visitor: Visitor, all_examples: dict[str, Examples], kind: str, other: bool, language: str
) -> None:
    paths = [f"/{language}/{path}" for path in all_examples[kind].thorough]

    found = {path: faults(visitor, path, half(language, other=other)) for path in paths}

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rest", [False, pytest.param(True, marks=pytest.mark.full)])
@pytest.mark.parametrize("kind", RANKED)
def test_others_work_in_one_variant_each(
    visitor: Visitor, all_examples: dict[str, Examples], kind: str, rest: bool, language: str
) -> None:
    others = all_examples[kind].others
    paths = [f"/{language}/{path}" for path in (others[2:] if rest else others[:2])]
    variants = [VARIANTS[number % len(VARIANTS)] for number in range(len(paths))]

    found = {
        path: faults(visitor, path, [variant])
        for path, variant in zip(paths, variants, strict=True)
    }

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
