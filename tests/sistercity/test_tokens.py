"""The style sheet: the colours agreed on, each pair with its contrast, within its limits."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "site.css"
TEXT = CSS.read_text(encoding="utf-8")
AGREED = json.loads(Path(__file__).with_name("colour_pairs.json").read_text(encoding="utf-8"))
SCHEMES = ("light", "dark")
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\s*;")


def block(start: str, text: str = TEXT) -> str:
    """Return what stands between the braces after the first place where ``start`` is found."""
    begin = text.index("{", text.index(start)) + 1
    level = 1
    for end, sign in enumerate(text[begin:], start=begin):
        level += {"{": 1, "}": -1}.get(sign, 0)
        if level == 0:
            return text[begin:end]
    raise AssertionError(f"{start} is not closed")


def colours() -> dict[str, dict[str, str]]:
    """Return every colour of the style sheet in each scheme; dark falls back to light."""
    tokens = block("@layer tokens {")
    dark = block("prefers-color-scheme: dark", tokens)
    light = dict(COLOUR.findall(tokens.replace(dark, "")))
    return {"light": light, "dark": light | dict(COLOUR.findall(dark))}


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2, Definitions)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, Definitions)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def without_print() -> str:
    return TEXT.replace(block("@layer print {"), "")


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_holds_the_colours_agreed_on(scheme: str) -> None:
    agreed = {name: values[scheme] for name, values in AGREED["colors"].items()}

    found = colours()[scheme]

    assert {name: found.get(name) for name in agreed} == agreed


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", AGREED["pairs"], ids=lambda pair: f"{pair['fg']} on {pair['bg']}")
def test_each_pair_has_its_contrast(pair: dict[str, Any], scheme: str) -> None:
    if pair.get("only", scheme) != scheme:
        return
    found = colours()[scheme]

    assert contrast(found[pair["fg"]], found[pair["bg"]]) >= pair["min"]


def test_no_colour_is_written_outside_the_tokens() -> None:
    rest = without_print().replace(block("@layer tokens {"), "")

    assert re.findall(r":[^;{}]*#[0-9a-fA-F]{3,8}\b", rest) == []


def test_the_style_sheet_is_small() -> None:
    raw = CSS.read_bytes()

    assert len(raw) <= 40_000
    assert len(gzip.compress(raw, 9)) <= 9_000


def test_text_grows_with_the_reader_s_size() -> None:
    assert re.findall(r"font(?:-size)?:[^;]*\dpx", TEXT) == []


def test_nothing_is_forced_but_in_print() -> None:
    assert "!important" not in without_print()


def test_every_token_is_used_but_for_agreed_colours_to_come() -> None:
    tokens = set(re.findall(r"--([\w-]+):", TEXT))

    unused = {name for name in tokens if f"var(--{name}" not in TEXT}

    assert unused <= AGREED["colors"].keys()


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert "@import" not in TEXT
    assert re.findall(r"url\((?!\"?data:)", TEXT) == []
