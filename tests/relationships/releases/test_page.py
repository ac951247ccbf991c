"""The change notice of a release: what it says of each relationship."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup

from places.models import Partner
from relationships.register.models import Relationship
from relationships.releases import actions, notices
from relationships.releases.actions import dataset_file
from relationships.releases.models import ChangeKind, Release
from tests.pages import LANGUAGES, get, soup
from tests.relationships.releases.making import (
    CORRECTED,
    GONE,
    STORY,
    add,
    add_many,
    count,
    first,
    mark_undone,
    notice,
    numbers_with,
    release,
)

pytestmark = pytest.mark.django_db

# The note is in English, to be found on both pages.
NOTE = "Names follow the new spelling."


def entry(page: BeautifulSoup, kind: str, number: int) -> Any:
    """Return the entry of a relationship in a section of a notice."""
    (found,) = page.select(f"#{kind}-{number}")
    return found


def fields(page: BeautifulSoup, kind: str, number: int) -> dict[str, str]:
    """Return what an entry says of each field, in one line."""
    return {
        row.dt.get_text(): " ".join(row.dd.get_text().split())
        for row in entry(page, kind, number).select("dl > div")
    }


def test_a_notice_begins_with_its_counts_and_links_to_each(client: Any, written: Release) -> None:
    page = soup(get(client, "/en/releases/2/"))

    lead = page.select("main .lead")[0]
    assert " ".join(lead.get_text().split()) == (
        "This month: 3 new, 1 ended, 2 corrected, 1 renamed, 1 removed"
    )
    kinds = [f"#{kind}" for kind in ("new", "ended", "corrected", "renamed", "removed")]
    assert [link["href"] for link in lead.select("a")] == kinds
    assert [f"#{heading['id']}" for heading in page.select("main h2")][:5] == kinds
    assert page.h1 and page.h1.get_text() == "Changes: February 2026 (release 2)"


def test_a_kind_without_changes_has_no_section(client: Any) -> None:
    first()
    made = release(2)
    add_many(made, ChangeKind.ENDED, 1)

    page = soup(get(client, "/en/releases/2/"))

    assert page.select("#ended") and not page.select("#new, #corrected, #renamed, #removed")


def test_an_entry_names_both_sides_and_leads_to_all_three_pages(client: Any) -> None:
    record = Relationship.objects.exclude(local_government__kind="prefecture").listed()[0]
    first()
    made = release(2)
    add(made, ChangeKind.CORRECTED, record.public_id, CORRECTED)
    count(made)

    page = soup(get(client, "/en/releases/2/"))

    found = entry(page, "corrected", record.public_id)
    assert found.h3.get_text() == (f"{record.local_government.name_en} – {record.partner.name_en}")
    assert [link["href"] for link in found.select("h3 a, .facts a")] == [
        record.local_government.get_absolute_url(),
        record.partner.get_absolute_url(),
        record.get_absolute_url(),
    ]
    facts = [fact.get_text() for fact in found.select(".facts span")]
    assert facts == [
        record.local_government.prefecture.name_en,
        record.partner.country.name_en,
        f"Relationship {record.public_id}",
    ]


def test_a_prefecture_stands_in_no_prefecture(client: Any, written: Release) -> None:
    record = Relationship.objects.get(public_id=1)
    assert record.local_government.kind == "prefecture"

    page = soup(get(client, "/en/releases/2/"))

    # Gone from the register or not: the one is named from the database, the other from its line.
    for kind, number in (("new", 1), ("removed", GONE)):
        facts = [fact.get_text() for fact in entry(page, kind, number).select(".facts span")]
        assert facts == ["Canada", "17 October 1980", f"Relationship {number}"]


def test_a_correction_is_told_field_by_field(client: Any, written: Release) -> None:
    (number,) = numbers_with(written, "established")

    found = fields(soup(get(client, "/en/releases/2/")), "corrected", number)

    assert found == {
        "Established": "1989 → is now: 1 May 1989",
        "Basis of the date": "Not recorded → is now: day of signing",
        "Kind": "Not recorded → is now: Friendship city",
        "Fields of exchange": "education and youth → is now: education and youth, culture",
        "Written agreement": "No → is now: Yes",
        "Title of the agreement": "Not recorded → is now: 友好都市提携に関する協定書",
        "History": f"Before: Not recordedAfter: {STORY.strip()}",
        "Sources": "https://example.org/a → is now: https://example.org/a https://example.org/b",
    }


def test_the_labels_and_values_are_in_the_language_of_the_page(
    client: Any, written: Release
) -> None:
    (number,) = numbers_with(written, "established")

    page = soup(get(client, "/ja/releases/2/"))

    found = fields(page, "corrected", number)
    assert found["提携年月日"].startswith("1989年 →")
    assert found["提携年月日"].endswith("1989年5月1日")
    assert "経緯（英語）" in found
    story = entry(page, "corrected", number).select("span[lang=en]")
    assert [text.get_text() for text in story] == [STORY]


def test_a_text_in_the_other_language_is_marked(client: Any, written: Release) -> None:
    (number,) = numbers_with(written, "partner_ja")

    page = soup(get(client, "/en/releases/2/"))

    marked = [span.get_text() for span in entry(page, "renamed", number).select("dd [lang=ja]")]
    assert marked == ["キエフ", "キーウ"]


def test_what_is_gone_is_named_from_its_line(client: Any, written: Release) -> None:
    record = Relationship.objects.get(public_id=1)

    page = soup(get(client, "/ja/releases/2/"))

    found = entry(page, "removed", GONE)
    assert found.h3.get_text() == (f"{record.local_government.name_ja} – {record.partner.name_ja}")
    assert not found.select("a")


def test_a_correction_of_what_is_gone_is_named_from_another_notice(client: Any) -> None:
    written = notice()
    made = release(3)
    add(made, ChangeKind.CORRECTED, GONE, {"kind": ("", "sister")})
    add(made, ChangeKind.CORRECTED, GONE + 1, {"kind": ("", "sister")})
    count(made)

    page = soup(get(client, "/en/releases/3/"))

    assert written.changes.filter(public_id=GONE).count() == 1
    assert entry(page, "corrected", GONE).h3.get_text() == "Hokkaido – Alberta"
    assert entry(page, "corrected", GONE + 1).h3.get_text() == f"Relationship {GONE + 1}"


def test_hostile_text_in_a_value_stays_text(client: Any) -> None:
    first()
    made = release(2)
    hostile = "<script>alert(1)</script>"
    columns = ["story_en", "agreement_title", "kind", "established", "fields", "sources", "former"]
    changed = dict.fromkeys([*columns, "agreement_exists", "no_such_column"], ("", hostile))
    changed["partner_en"] = ("javascript:alert(1)", hostile)
    changed["last_confirmed_on"] = ("", "javascript:alert(1)")
    add(made, ChangeKind.CORRECTED, 1, changed)
    add(made, ChangeKind.CORRECTED, 2, {"sources": ("", "javascript:alert(1)")})
    count(made)

    for path in ("/en/releases/2/", "/ja/releases/2/", "/en/releases/feed.xml"):
        html = get(client, path)
        assert "<script>alert" not in html
        assert 'href="javascript:' not in html


def test_the_note_of_the_staff_is_in_its_own_language(client: Any, written: Release) -> None:
    english, japanese = (soup(get(client, f"/{code}/releases/2/")) for code in LANGUAGES)

    assert not english.select("main > p [lang]")
    assert [span.get_text() for span in japanese.select("main > p [lang=en]")] == [NOTE]


def test_a_release_that_was_undone_keeps_its_page(client: Any) -> None:
    mark_undone(notice())

    response = client.get("/en/releases/2/")

    page = soup(response.content.decode())
    assert response.status_code == 200
    assert page.select(".notice strong")[0].get_text() == (
        "This release was undone on 5 December 2026."
    )
    assert page.select('meta[name="robots"][content^="noindex"]')
    assert page.select("#removed")


def test_a_release_in_force_has_no_such_remark(client: Any, written: Release) -> None:
    page = soup(get(client, "/en/releases/2/"))

    assert not page.select(".notice") and not page.select('meta[name="robots"]')


def test_the_first_release_has_a_file_and_no_changes(client: Any) -> None:
    first()

    page = soup(get(client, "/en/releases/1/"))

    assert [link["href"] for link in page.select(".downloads a")] == ["/releases/1/register.csv"]
    assert "This month" not in page.select("main")[0].get_text()
    assert client.get("/releases/1/changes.csv").status_code == 404


def test_the_neighbours_pass_over_what_was_undone(client: Any) -> None:
    def neighbours(number: int) -> list[str]:
        page = soup(get(client, f"/en/releases/{number}/"))
        return [str(link["href"]) for link in page.select(".neighbours a")]

    notice()
    mark_undone(notice(3))
    assert neighbours(2) == ["/en/releases/1/"]

    notice(4)
    assert neighbours(1) == ["/en/releases/2/"]
    assert neighbours(2) == ["/en/releases/1/", "/en/releases/4/"]
    assert neighbours(3) == ["/en/releases/2/"]
    assert neighbours(4) == ["/en/releases/2/"]


def test_a_real_release_is_told_as_it_happened(client: Any) -> None:
    """Nothing made up: the register is changed, released, and both pages and files read."""
    Release.objects.all().delete()
    actions.ensure_baseline(as_of=datetime.date(2026, 11, 1), published_by="Register desk")
    ended, corrected = Relationship.objects.filter(status="active").listed()[:2]
    Relationship.objects.filter(pk=ended.pk).update(status="ended")
    Relationship.objects.filter(pk=corrected.pk).update(story_en=STORY + "=1+1")
    partner = Partner.objects.filter(relationships__pk=ended.pk + 10).get()
    Partner.objects.filter(pk=partner.pk).update(name_en="Newtown")
    gone = Relationship.objects.listed().last()
    assert gone is not None
    name = f"{gone.local_government.name_en} – {gone.partner.name_en}"
    Relationship.objects.filter(pk=gone.pk).delete()
    made = actions.record_release(release=Release(as_of="2026-12-01", published_by="Register desk"))

    page = soup(get(client, "/en/releases/2/"))

    lead = page.select("main .lead")[0].get_text()
    assert "1 ended, 1 corrected," in " ".join(lead.split())
    assert entry(page, "removed", gone.public_id).h3.get_text() == name
    assert fields(page, "ended", ended.public_id)["Status"] == "Active → is now: Ended"
    for tally in ChangeKind:
        assert len(page.select(f"li[id^={tally}-]")) == made.counts[tally]
    digest, rows = notices.rebuild(made)
    assert (digest, rows) == (made.dataset_sha256, made.counts["rows"])
    assert client.get("/releases/2/register.csv").getvalue() == b"".join(dataset_file(made))
