"""No English is left over on a Japanese page; bin/_lint and bin/messages hold the rest."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from django.utils import translation

from places.models import Country, LocalGovernment, Partner, Prefecture
from relationships.register.models import Relationship

WORD = re.compile(r"[A-Za-z]{2,}")
ADDRESS = re.compile(r"\S+://\S*|\S+@\S+|[\w.-]+\.[a-z]{2,}/\S*|\S+\.(?:html?|php|pdf)\b")
# Names of licences, standards, programs and collections: they are the same in Japanese.
NAMES = re.compile(
    r"CC0|CC BY(?:-SA)?|MIT|Apache|GeoNames|OpenCC|Unicode (?:CLDR|License)|e-Stat"
    r"|[\w-]+/[\w-]+|WCAG|JIS|AA|WAIC|axe|HTML|Nu HTML Checker|Chromium|Chrome|Edge|OS|IP"
    r"|CSV|JSON|\d\s?[KM]B|国・地域 [A-Z]{2}"
)
READ_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")


def pages() -> list[str]:
    """Return the address of a full, an empty and an odd page of each kind."""
    relationships, governments = Relationship.objects.all(), LocalGovernment.objects.all()
    records = [
        *Prefecture.objects.filter(code__in=["13", "30"]),
        *Country.objects.filter(code__in=["US", "AR"]),
        governments.filter(inheritances__isnull=False, relationships__isnull=False).first(),
        governments.filter(begun_relationships__isnull=False).first(),
        governments.filter(relationships=None, kind="village").first(),
        Partner.objects.filter(names__isnull=False).first(),
        Partner.objects.filter(relationships__confidence="C").first(),
        relationships.exclude(story_en="").first(),
        relationships.exclude(former_name="").first(),
        relationships.exclude(agreement_title="").first(),
        relationships.filter(status="ended").first(),
        relationships.filter(confidence="C").first(),
    ]
    names = ["", "relationships", "prefectures", "countries", "statistics", "data"]
    names += ["about", "accessibility", "privacy", "nowhere"]
    queries = ["prefecture=47&country=it", "year_from=abc&year_to=1", "page=999", "status=ended"]
    with translation.override("ja"):
        return [
            *(f"/ja/{name}/".replace("//", "/") for name in names),
            *(f"/ja/relationships/?{query}" for query in queries),
            *(record.get_absolute_url() for record in records if record),
        ]


def language(tag: Tag | None) -> str:
    """Return the language that a tag's text is in."""
    while tag is not None:
        if found := tag.get("lang"):
            return str(found)
        tag = tag.parent
    return ""


def japanese_texts(html: str) -> Iterator[str]:
    """Yield what a reader of a Japanese page sees or hears, but for parts in other languages."""
    tree = BeautifulSoup(html, "html5lib")
    for tag in tree(["script", "style"]):
        tag.extract()
    for text in tree.find_all(string=True):
        parent = text.parent
        # A title holds names as they are: it cannot mark their language.
        if isinstance(text, PreformattedString) or parent is None or parent.name == "title":
            continue
        if language(parent) == "ja":
            yield str(text)
    for tag in tree.find_all(True):
        if language(tag) == "ja":
            yield from (str(tag[name]) for name in READ_ATTRIBUTES if tag.get(name))


def left_over(html: str) -> list[str]:
    """Return the texts of a Japanese page that hold an English word."""
    texts = ((text, NAMES.sub("", ADDRESS.sub("", text))) for text in japanese_texts(html))
    return [text.strip() for text, rest in texts if WORD.search(rest)]


def test_english_is_found_where_it_is_left_over():
    html = '<html lang="ja"><p>国 Country</p><p lang="en">Name</p><a title="Home">a@b.jp</a>'

    assert left_over(html) == ["国 Country", "Home"]


@pytest.mark.django_db
def test_no_english_is_left_over_on_japanese_pages(client):
    found = {path: left_over(client.get(path).content.decode()) for path in pages()}

    assert {path: texts for path, texts in found.items() if texts} == {}
