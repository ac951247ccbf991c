"""The addresses of the sitemap, in both languages: sound, complete, private, in one language.

Pages are looked at by samples (sitemap_samples.py), half of them in each language; with --full all
are.
"""

import gzip
import json
import os
import random
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from relationships.enquiries import records
from relationships.register.filters import RelationshipFilter
from tests.crawl import HOST, inspect, parse
from tests.pages import LANGUAGES, get, is_answered, sql
from tests.relationships.register.sitemap_samples import sample

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

SECTIONS = (
    "pages",
    "prefectures",
    "countries",
    "municipalities",
    "former",
    "partners",
    "relationships",
    "releases",
    "listings",
    "commendations",
    "seminars",
    "series",
    "conferences",
)
# The addresses as they were when their list was last renewed, in English.
LIST = Path(__file__).with_name("addresses.txt.gz")
LOCATION = re.compile(r"<loc>(.*?)</loc>")
# Sections with many pages, and into how many tests they are split.
SPLIT = {"municipalities": 8, "former": 8, "partners": 6, "relationships": 6}
PARTS = [(section, part) for section in SECTIONS for part in range(SPLIT.get(section, 1))]
# Links that this process followed already.
followed: set[str] = set()


@cache
def addresses(section: str) -> list[str]:
    """Return the paths of a section of the sitemap, over all its pages."""
    found, page = [], 1
    while (response := Client().get(f"/sitemap-{section}.xml?p={page}")).status_code == 200:
        found += LOCATION.findall(response.content.decode())
        page += 1
    return [unquote(address.removeprefix(HOST)) for address in found]


def in_language(section: str, language: str) -> list[str]:
    return [path for path in addresses(section) if path.startswith(f"/{language}/")]


@cache
def everything() -> frozenset[str]:
    return frozenset(path for section in SECTIONS for path in addresses(section))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all processes of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.mark.sample
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_sample_of_each_section_is_sound(
    client: Any, shared: Path, chance: random.Random, section: str, language: str
) -> None:
    paths = sample(section, in_language(section, language), chance)[language == "ja" :: 2]

    titles = titles_of_sound_pages(client, section, paths)

    assert same_titles(shared, f"{language}-{section}-sample", titles) == {}


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("section", "part"), PARTS)
def test_every_page_is_sound(
    client: Any, shared: Path, section: str, part: int, language: str
) -> None:
    paths = in_language(section, language)[part :: SPLIT.get(section, 1)]

    titles = titles_of_sound_pages(client, section, paths)

    assert same_titles(shared, f"{language}-{section}-{part}", titles) == {}


def titles_of_sound_pages(client: Any, section: str, paths: list[str]) -> dict[str, str]:
    """Return the titles of pages; fail where a page is wrong or one of its links is dead."""
    wrong, links, titles = {}, set(), {}
    for path in paths:
        found, page = inspect(path, client.get(path))
        if page:
            links |= page.links
            titles[path] = page.title
        if found:
            wrong[path] = sorted(set(found))
    # The loaded data is one release; test_notices.py looks at those with changes. Its listings
    # lapse one day; listings/test_pages.py looks at those too.
    assert len(titles) >= {"releases": 0, "listings": 0, "series": 1}.get(section, 5)
    assert not wrong, summary(wrong)
    assert dead(client, links) == []
    return titles


def same_titles(shared: Path, name: str, titles: dict[str, str]) -> dict[str, set[str]]:
    """Return the titles that another page has too, of all pages that were looked at so far.

    The last test of a language to end compares with all.
    """
    (shared / f"titles-{name}.json").write_text(json.dumps(titles))
    pages = defaultdict(set)
    for file in shared.glob(f"titles-{name[:2]}-*.json"):
        for path, title in json.loads(file.read_text()).items():
            pages[title].add(path)
    return {title: pages[title] for title in titles.values() if len(pages[title]) > 1}


def dead(client: Any, links: set[str]) -> list[str]:
    """Return the links that lead nowhere; each is followed once."""
    new = sorted({link.partition("#")[0] for link in links} - everything() - followed)
    followed.update(new)
    return [link for link in new if not leads_somewhere(client, link)]


def leads_somewhere(client: Any, link: str) -> bool:
    """Return whether a link is answered.

    Lists with filters are not drawn, only asked for, as test_totals.py does. Nor is the form for
    mistakes drawn, of which every page has its own link: it must know the record.
    """
    path, mark, query = link.partition("?")
    if mark and path.endswith("/relationships/"):
        with translation.override(path[1:3]):
            return RelationshipFilter(QueryDict(query)).is_valid()
    if mark and path.endswith("/report/"):
        with translation.override(path[1:3]):
            return records.find(QueryDict(query)["record"]) is not None
    return is_answered(client, link)


def summary(wrong: dict[str, list[str]]) -> str:
    """Return how often each fault occurs, with one page that has it."""
    pages = defaultdict(list)
    for path, found in wrong.items():
        for fault in found:
            pages[fault].append(path)
    often = sorted(pages.items(), key=lambda item: -len(item[1]))
    return "\n".join([f"{len(paths)} x {fault} {paths[0]}" for fault, paths in often[:60]])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_a_part_of_another_page_finds_it(client: Any, language: str) -> None:
    path = f"/{language}/about/"

    page = parse(path, get(client, path))

    assert "counting" in {element.get("id") for element in page.elements}


def test_the_sitemap_holds_every_page_there_is() -> None:
    (counts,) = sql(
        """SELECT (SELECT count(*) FROM places_prefecture),
                  (SELECT count(DISTINCT country_id) FROM places_partner),
                  (SELECT count(*) FROM places_localgovernment
                    WHERE exists_until IS NULL AND kind <> 'prefecture'),
                  (SELECT count(*) FROM places_localgovernment WHERE exists_until IS NOT NULL),
                  (SELECT count(*) FROM places_partner),
                  (SELECT count(*) FROM register_relationship WHERE confidence <> 'C'),
                  (SELECT count(*) FROM releases_release WHERE undone_at IS NULL),
                  (SELECT count(*)
                     FROM listings_listing, date(now() AT TIME ZONE 'Japan') d
                    WHERE published_at <= now() AND lapses_on > d
                      AND coalesce(closed_on, 'infinity') > d),
                  (SELECT count(*) FROM commendations_edition WHERE published_at <= now()),
                  (SELECT count(*) FROM seminars_seminar WHERE published_at <= now()),
                  (SELECT count(*) FROM conferences_series),
                  (SELECT count(*) FROM conferences_conference WHERE published_at <= now())"""
    )

    held = tuple(len(in_language(section, "en")) for section in SECTIONS[1:])

    assert held == counts
    assert len(everything()) == 2 * (len(in_language("pages", "en")) + sum(counts))


def test_no_address_is_lost_or_new_by_accident() -> None:
    # Listings lapse one day, and with them their addresses.
    sections = [section for section in SECTIONS if section != "listings"]
    found = {path[3:] for section in sections for path in in_language(section, "en")}
    listed = set(gzip.decompress(LIST.read_bytes()).decode().splitlines())
    (Path(settings.BASE_DIR) / "var" / LIST.stem).write_text("\n".join([*sorted(found), ""]))

    lost, new = sorted(listed - found), sorted(found - listed)

    assert not lost + new, f"""
        lost: {lost[:20]}
        new: {new[:20]}
        Readers have links to these addresses: each lost one needs a redirect. Where the data
        changed on purpose, renew the list:
        gzip -9nc var/{LIST.stem} > {LIST.relative_to(settings.BASE_DIR)}"""


@pytest.mark.parametrize("section", SECTIONS)
def test_both_languages_have_the_same_pages(section: str) -> None:
    english, japanese = ([path[3:] for path in in_language(section, code)] for code in LANGUAGES)

    assert sorted(english) == sorted(japanese)


def test_the_index_names_every_section(client: Any) -> None:
    found = LOCATION.findall(get(client, "/sitemap.xml"))

    named = {urlsplit(address).path for address in found}
    assert named == {f"/sitemap-{section}.xml" for section in SECTIONS}


def test_the_sitemap_and_the_page_agree_on_the_other_language(client: Any) -> None:
    xml = get(client, "/sitemap-prefectures.xml")

    for code, path in (("en", "/en/"), ("ja", "/ja/"), ("x-default", "/")):
        assert f'hreflang="{code}" href="{HOST}{path}prefectures/13-tokyo/"' in xml


def test_the_unconfirmed_are_not_in_the_sitemap() -> None:
    unconfirmed = sql("SELECT public_id FROM register_relationship WHERE confidence = 'C'")

    assert unconfirmed
    assert everything().isdisjoint(f"/en/relationships/{number}/" for (number,) in unconfirmed)
