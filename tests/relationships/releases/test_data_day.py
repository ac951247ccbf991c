"""“As of” is the day that the data describes; the last change and today are other days."""

import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag
from django.conf import settings
from django.test.utils import override_settings
from django.utils.html import strip_tags

from relationships.register.models import Relationship
from relationships.releases.data_day import DataDay, gathered_until, kept
from relationships.releases.models import Release
from sistercity.models import DataVersion
from tests.clock import set_clock
from tests.databases import WORLDS
from tests.load import load
from tests.pages import LANGUAGES, get, soup
from tests.relationships.releases.making import mark_undone, notice

pytestmark = pytest.mark.django_db
SENTENCE = {
    "en": "Gathered from public pages up to November 2026, not CLAIR's monthly file",
    "ja": (
        "2026年11月までに公開ページから集めたデータで、"
        "クレアの毎月のファイルによるものではありません"
    ),
}
PATHS = ("", "relationships/", "statistics/", "data/", "partner-search/", "releases/")


def text(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text().split())


def foot(client: Any, path: str = "", language: str = "en") -> str:
    """Return what the foot of a page says of the data."""
    (*_contact, dates, _address) = soup(get(client, f"/{language}/{path}")).select(".footer .wide")
    return text(dates)


def part(client: Any, path: str, selector: str) -> str:
    """Return the words of the first part of a page that a selector finds."""
    return text(soup(get(client, path)).select_one(selector))


# the data of fixtures/


@pytest.mark.parametrize("day", ["2026-12-24", "2031-05-01"])
def test_loaded_data_has_the_day_that_it_was_gathered_whenever_it_is_loaded(
    monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    Release.objects.all().delete()
    set_clock(monkeypatch, day)

    with override_settings(FIXTURES=WORLDS["small"]):
        load()

    assert Release.objects.get().as_of == datetime.date(2026, 11, 30)


@pytest.mark.parametrize("world", WORLDS)
def test_the_readme_pages_and_the_file_say_the_same_day(world: str) -> None:
    readme = (Path(settings.BASE_DIR) / "fixtures" / "README.md").read_text(encoding="utf-8")

    with override_settings(FIXTURES=WORLDS[world]):
        day = gathered_until()
    sentence = strip_tags(DataDay(day, is_gathered=True).sentence)

    assert unescape(sentence) in " ".join(readme.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_the_foot_of_each_page_says_what_the_loaded_data_is(
    client: Any, path: str, language: str
) -> None:
    words = foot(client, path, language)

    assert words.startswith(SENTENCE[language])
    assert ("Last change: " if language == "en" else "最終更新：") in words


@pytest.mark.parametrize(
    ("path", "selector", "words"),
    [
        ("", ".stats", "as of November 2026"),
        ("statistics/", ".lead", "As of November 2026:"),
        ("data/", "main", SENTENCE["en"]),
        ("data/", "#citation + dl", "gathered from public pages up to November 2026, not CLAIR's"),
        ("releases/", "main .facts", SENTENCE["en"]),
        ("releases/1/", "main dl", SENTENCE["en"]),
    ],
)
def test_each_number_and_the_citation_have_the_day_of_the_data(
    client: Any, path: str, selector: str, words: str
) -> None:
    assert words in part(client, f"/en/{path}", selector)


# releases of CLAIR's file


def test_a_release_has_the_day_of_its_file_until_it_is_undone(client: Any) -> None:
    made = notice(3, as_of="2027-01-04")
    assert foot(client).startswith("Data as of 4 January 2027")
    assert "as of 4 January 2027" in part(client, "/en/", ".stats")
    assert "As of 4 January 2027:" in part(client, "/en/statistics/", ".lead")
    citation = part(client, "/en/data/", "#citation + dl")
    assert "data as of 4 January 2027" in citation and "2027年1月4日現在" in citation

    mark_undone(made)

    assert "4 January 2027" not in foot(client)


def test_an_edit_is_a_last_change_and_moves_no_day_of_the_data(client: Any) -> None:
    before = foot(client)

    Relationship.objects.filter(public_id=1).update(note="seen")
    DataVersion.objects.update(changed_at="2028-02-03T12:00:00+09:00")

    assert foot(client).startswith(SENTENCE["en"])
    assert foot(client).endswith("Last change: 3 February 2028")
    assert not before.endswith("Last change: 3 February 2028")


def test_without_a_release_no_day_is_claimed(client: Any) -> None:
    Release.objects.all().delete()

    assert foot(client).startswith("Last change: ")
    assert "as of" not in part(client, "/en/", ".stats")
    assert "As of" not in part(client, "/en/statistics/", ".lead")
    citation = part(client, "/en/data/", "#citation + dl")
    assert "as of" not in citation and "現在" not in citation


def test_the_day_costs_one_query_for_each_version_of_the_data(
    django_assert_num_queries: Any,
) -> None:
    version = DataVersion.objects.get()
    kept.known = None

    with django_assert_num_queries(1):
        assert kept.of(version) == kept.of(version)
