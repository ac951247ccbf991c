"""Looks at a page as a machine reads it; each check yields what is wrong, in words."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

import html5lib
from django.contrib.staticfiles import finders
from html5lib.html5parser import ParseError

HOST = "http://testserver"
LATIN = re.compile(r"[A-Za-z]{2,}")
KANA_OR_HAN = re.compile(r"[ぁ-んァ-ヶ一-龠]")
# What Japanese text writes in Latin letters: addresses, and names of bodies, formats, licences and
# programs that have no Japanese form.
PLAIN = re.compile(
    r"""https?://\S+ | [\w.+-]+@[\w.-]+ | (?:[A-Za-z0-9-]+\.)+[a-z]{2,}[!-~]*
      | (?<![A-Za-z]) (?: [A-Z]{2} | SDGs | NPO | CLAIR | WAIC | e-Stat | GeoNames | Wikidata
        | Unicode | CLDR | GitHub | CSV | JSON | XML | HTML | CSS | PDF | URL | HTTPS? | UTF-8
        | Atom | SHA-256 | [0-9a-f]{64} | WCAG | JIS | ISO | M49 | CC\s?0 | CC\ BY(?:-SA)? | MIT
        | Apache\ 2\.0 | Unicode\ License\ v3 | License
        | Nu\ HTML\ Checker | axe | NVDA | Chromium | Chrome | Edge | Firefox | Safari | JavaScript
      ) (?![A-Za-z])""",
    re.VERBOSE,
)
UNSEEN = {"script", "style", "svg"}
# The one script of the public pages.
SUGGESTIONS = {"src": "/static/suggest.js", "defer": ""}
Element = Any


@dataclass(frozen=True)
class Document:
    """A page parsed by the strict parser: its path and its tree."""

    path: str
    root: Element

    @property
    def language(self) -> str:
        """The language that the path says."""
        return self.path[1:3]

    @cached_property
    def elements(self) -> list[Element]:
        """All elements, in the order of the page."""
        return [element for element in self.root.iter() if isinstance(element.tag, str)]

    def named(self, *tags: str) -> list[Element]:
        """Return the elements with these tags."""
        return [element for element in self.elements if element.tag in tags]

    @cached_property
    def title(self) -> str:
        """The page's title."""
        return "".join(self.named("title")[0].itertext()).strip()

    @cached_property
    def links(self) -> set[str]:
        """Addresses of this site that the page's links and forms lead to."""
        found = [element.get("href", "") for element in self.named("a")]
        found += [element.get("action", "") for element in self.named("form")]
        return {link for link in found if link.startswith("/")}

    def meta(self, name: str) -> list[str]:
        """Return the contents of the meta elements of a name."""
        return [e.get("content", "") for e in self.named("meta") if e.get("name") == name]


def parse(path: str, html: str) -> Document:
    """Return the page; raise ParseError at the first error of its HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return Document(path, parser.parse(html))


def inspect(path: str, response: Any) -> tuple[list[str], Document | None]:
    """Return what is wrong with an answer, in words, and its page if there is one."""
    if response.status_code != 200:
        return [f"status {response.status_code}"], None
    found = list(cookie_faults(response))
    try:
        page = parse(path, response.content.decode())
    except ParseError as error:
        return [*found, f"HTML: {error}"], None
    checks = (head_faults, address_faults, policy_faults, fragment_faults, language_faults)
    return found + [fault for check in checks for fault in check(page)], page


def cookie_faults(response: Any) -> Iterator[str]:
    """Check that the answer neither sets a cookie nor depends on one."""
    if response.cookies:
        yield "sets a cookie"
    if "Cookie" in response.get("Vary", ""):
        yield "depends on a cookie"


def head_faults(page: Document) -> Iterator[str]:
    """Check the language, the title, the description, the heading."""
    if page.root.get("lang") != page.language:
        yield f"lang {page.root.get('lang')}"
    if len(page.named("title")) != 1 or not page.title:
        yield "title"
    if len(page.meta("description")) != 1 or not page.meta("description")[0].strip():
        yield "description"
    if len(page.named("h1")) != 1:
        yield f"{len(page.named('h1'))} h1"
    if any("noindex" in content for content in page.meta("robots")):
        yield "a page of the sitemap asks not to be indexed"


def address_faults(page: Document) -> Iterator[str]:
    """Check the canonical address, and that both languages name one another."""
    rest = page.path[3:]
    links = page.named("link")
    canonical = [link.get("href") for link in links if link.get("rel") == "canonical"]
    if canonical != [HOST + page.path]:
        yield f"canonical {canonical}"
    alternates = {
        link.get("hreflang"): link.get("href")
        for link in links
        if link.get("rel") == "alternate" and link.get("type") != "application/atom+xml"
    }
    expected = {code: f"{HOST}/{code}{rest}" for code in ("en", "ja")} | {"x-default": HOST + rest}
    if alternates != expected:
        yield f"hreflang {alternates}"


def policy_faults(page: Document) -> Iterator[str]:
    """Check that nothing is inline, nothing comes from elsewhere, and our own files exist."""
    for element in page.elements:
        if element.tag == "style" or "style" in element.attrib:
            yield f"inline style in {element.tag}"
        if any(name.lower().startswith("on") for name in element.attrib):
            yield f"event handler in {element.tag}"
        if element.get("href", "").startswith("javascript:"):
            yield "javascript: address"
        yield from resource_faults(element)
    for script in page.named("script"):
        if script.get("type") == "application/ld+json":
            json.loads(script.text or "")
        elif script.text or dict(script.attrib) != SUGGESTIONS:
            yield "script"


def resource_faults(element: Element) -> Iterator[str]:
    """Check where a page's element loads something from."""
    address = element.get("src") or (element.get("href") if element.tag == "link" else None)
    if element.tag in ("iframe", "object", "embed") or element.get("srcset"):
        yield f"embeds: {element.tag}"
    if not address:
        return
    parts = urlsplit(address)
    if parts.scheme == "data":
        return
    if parts.netloc not in ("", "testserver"):
        yield f"third party: {address}"
    static = parts.path.startswith("/static/")
    if static and finders.find(parts.path.removeprefix("/static/")) is None:
        yield f"missing file: {address}"


def fragment_faults(page: Document) -> Iterator[str]:
    """Check that ids are unique and that what refers to one finds it."""
    ids = [element.get("id") for element in page.elements if element.get("id")]
    if len(ids) != len(set(ids)):
        yield "an id twice"
    for element in page.elements:
        targets = [element.get("for"), element.get("form")]
        for name in ("aria-labelledby", "aria-describedby", "aria-controls"):
            targets += element.get(name, "").split()
        if element.tag == "a" and element.get("href", "").startswith("#"):
            targets.append(unquote(element.get("href")[1:]))
        for target in targets:
            if target and target not in ids:
                yield f"no element #{target}"


def language_faults(page: Document) -> Iterator[str]:
    """Check that no text is in a language that its element does not say."""
    marked: set[str] = set()
    for text, language in texts(page.root, page.language):
        if language != page.language:
            marked.add(text)
        elif foreign(text, language):
            yield f"not marked: {text.strip()[:80]!r}"
    for text in [page.title, *page.meta("description"), *spoken(page)]:
        left = text
        for name in sorted(marked, key=len, reverse=True):
            left = left.replace(name.strip(), "")
        if foreign(left, page.language):
            yield f"not marked: {text[:80]!r}"


def texts(element: Element, language: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of an element that readers see, each with its language."""
    language = element.get("lang") or language
    external = element.tag == "a" and element.get("rel") == "external"
    if element.tag in UNSEEN | {"title"} or external:
        return
    if element.text and element.text.strip():
        yield element.text, language
    for child in element:
        if isinstance(child.tag, str):
            yield from texts(child, language)
        if child.tail and child.tail.strip():
            yield child.tail, language


def spoken(page: Document) -> list[str]:
    """Return the texts that screen readers read from attributes."""
    names = ("alt", "aria-label", "title", "placeholder")
    return [e.get(name) for e in page.elements for name in names if e.get(name)]


def foreign(text: str, language: str) -> bool:
    """Return whether a text holds letters of the other language's script."""
    if language == "ja":
        return bool(LATIN.search(PLAIN.sub("", text)))
    return language == "en" and bool(KANA_OR_HAN.search(text))
