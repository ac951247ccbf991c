"""The style sheet: its colours can be told apart, and it stays small and on its own."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

FILE = "static/site.css"
# The least contrast of pairs, foreground/background, in both schemes (WCAG 2.2, 1.4.3, 1.4.6
# and 1.4.11); after “@” the only scheme of a pair.
PAIRS = {
    7: "ink/paper ink/surface ink/surface-strong ink-2/paper ink-2/surface on-brand/brand"
    " link/paper link/surface link-hover/paper link-visited/paper ink/success-tint ink/error-tint"
    " ink/warning-tint ink/info-tint",
    4.5: "ink-3/paper ink-3/surface link/surface-strong link-visited/surface on-action/action"
    " on-action/action-hover success/success-tint success/paper error/error-tint error/paper"
    " warning/warning-tint warning/paper info/info-tint info/paper on-step-low/step-1"
    " on-step-low/step-2 on-step-mid/step-3 on-step-high/step-4 on-step-high/step-5"
    " on-marked/marked",
    3: "control/paper control/surface control/surface-strong action/paper action/surface"
    " focus/paper focus/surface focus/focus-halo focus-halo/brand@light focus/brand@dark"
    " chart-1/paper chart-2/paper chart-3/paper chart-4/paper chart-5/paper chart-6/paper",
}
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\s*;")
LARGEST, LARGEST_SENT = 40_000, 9_000


def contrast(root: Path) -> Iterator[str]:
    """Yield each pair of colours that is too hard to tell apart."""
    schemes = colours(sheet(root))
    for least, pairs in PAIRS.items():
        for pair in pairs.split():
            names, _, only = pair.partition("@")
            front, back = names.split("/")
            for scheme, found in schemes.items():
                if only in ("", scheme):
                    value = ratio(found[front], found[back])
                    if value < least:
                        yield f"{FILE}: {front} on {back} ({scheme}) is {value:.2f}, not {least}"


def tokens(root: Path) -> Iterator[str]:
    """Yield each colour outside the tokens, and each token without a use or a pair."""
    text = sheet(root)
    for colour in re.findall(r":[^;{}]*(#[0-9a-fA-F]{3,8})\b", without(text, "tokens", "print")):
        yield f"{FILE}: {colour} stands outside of the tokens; give it a name there"
    paired = set(re.findall(r"[\w-]+", " ".join(PAIRS.values())))
    for name in sorted(set(re.findall(r"--([\w-]+):", text)) - paired):
        if f"var(--{name}" not in text:
            yield f"{FILE}: nothing uses --{name}; drop it"


def size(root: Path) -> Iterator[str]:
    """Yield a style sheet that is large: every first visit waits for it."""
    raw = (root / FILE).read_bytes()
    for what, length, most in (
        ("it", len(raw), LARGEST),
        ("compressed it", len(gzip.compress(raw, 9)), LARGEST_SENT),
    ):
        if length > most:
            yield f"{FILE}: {what} has {length} bytes, more than {most}"


def forbidden(root: Path) -> Iterator[str]:
    """Yield what readers cannot overrule, or what comes from elsewhere."""
    text = sheet(root)
    for found in re.findall(r"font(?:-size)?:[^;]*\dpx", text):
        yield f"{FILE}: “{found}” does not grow with the reader's size; use rem"
    if "!important" in without(text, "print"):
        yield f"{FILE}: !important outside of print; raise the layer instead"
    for found in re.findall(r"@import|url\((?!\"?data:)[^)]*", text):
        yield f"{FILE}: “{found}” loads from elsewhere; write it into the style sheet"


def sheet(root: Path) -> str:
    """Return the style sheet."""
    return (root / FILE).read_text(encoding="utf-8")


def without(text: str, *layers: str) -> str:
    """Return a style sheet without some of its layers."""
    for layer in layers:
        text = text.replace(block(text, f"@layer {layer} {{"), "")
    return text


def block(text: str, start: str) -> str:
    """Return what stands between the braces after the first place where ``start`` is found."""
    begin = text.index("{", text.index(start)) + 1
    level = 1
    for end, sign in enumerate(text[begin:], start=begin):
        level += {"{": 1, "}": -1}.get(sign, 0)
        if level == 0:
            return text[begin:end]
    raise ValueError(f"{FILE}: {start} is not closed")


def colours(text: str) -> dict[str, dict[str, str]]:
    """Return every colour of the style sheet in each scheme; dark falls back to light."""
    all_tokens = block(text, "@layer tokens {")
    dark = block(all_tokens, "prefers-color-scheme: dark")
    light = dict(COLOUR.findall(all_tokens.replace(dark, "")))
    return {"light": light, "dark": light | dict(COLOUR.findall(dark))}


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, Definitions)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2, Definitions)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
