"""The public pages of the conferences: every row, the host region, what is next."""

import re
from typing import Any

import pytest

from conferences import page_sections
from conferences.models import Conference, Series
from conferences.regions import AT_MOST
from places.models import Country, LocalGovernment, Partner, Prefecture
from relationships.register.models import Relationship
from sistercity.loading import rows
from tests import neighbours
from tests.clock import japan, set_clock
from tests.pages import LANGUAGES, get, soup, sql
from tests.seminars.test_pages import links

pytestmark = pytest.mark.django_db
LIST = "/en/conferences/"
ROWS = rows("conferences")
SLUGS = {"Trilateral": "trilateral", "France": "japan-france", "Promotion": "japan-china"}
NOW = "2026-11-22"


@pytest.fixture(autouse=True)
def _today(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a day in the year of the ninth conference of Japan and France, all public."""
    Conference.objects.update(published_at=japan("2026-01-01"))
    set_clock(monkeypatch, NOW)


def path(row: dict[str, str]) -> str:
    """Return the address of a row of the file, below the language."""
    slug = next(slug for word, slug in SLUGS.items() if word in row["series"])
    return f"conferences/{slug}/{row['edition']}/"


def several(cell: str) -> list[str]:
    """Return the items of a cell."""
    return [item.strip() for item in cell.split(";") if item.strip()]


def text_of(html: str) -> str:
    """Return what a page's own part says."""
    main = soup(html).select_one("main")
    assert main is not None
    return re.sub(r"\s+", " ", main.get_text(" ", strip=True))


def planned(**values: Any) -> Conference:
    """Store a public tenth conference of Japan and France, to be held in Kanazawa."""
    standard = {
        "series": Series.objects.get(slug="japan-france"),
        "number": 10,
        "status": "planned",
        "starts_on": "2028-10-03",
        "starts_precision": "day",
        "ends_on": "2028-10-05",
        "ends_precision": "day",
        "city_en": "Kanazawa",
        "city_ja": "金沢",
        "venue_en": "Culture Hall",
        "published_at": japan("2026-11-01"),
    }
    record = neighbours.conference(**(standard | values))
    record.refresh_from_db()
    return record


# every row of the file


@pytest.mark.sampled(10)
@pytest.mark.real_data
@pytest.mark.parametrize("row", ROWS, ids=path)
def test_the_page_of_each_row_says_its_facts(client: Any, row: dict[str, str]) -> None:
    page = get(client, f"/en/{path(row)}")

    shown = text_of(page)
    facts = [row[column] for column in ("theme", "participants", "declaration", "note")]
    for fact in [*facts, *several(row["sub_themes"]), *several(row["partner_governments"])]:
        assert fact.replace("  ", " ") in shown
    assert row["source_url"] in links(page)
    status = "Outcome not recorded" if "not found" in row["status"] else row["status"].capitalize()
    assert status in shown
    times = {str(time["datetime"]) for time in soup(page).select("main time")}
    assert {row["start_date"] or row["year"], row["end_date"]} - {""} <= times
    for name in several(row["jp_governments_ja"]):
        place = LocalGovernment.objects.of_today().get(name_ja=name)
        assert place.get_absolute_url() in links(page)
    if row["host_jp_code"]:
        host = LocalGovernment.objects.of_today().get(code=row["host_jp_code"])
        assert host.get_absolute_url() in links(page)


@pytest.mark.real_data
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS.values())
def test_every_row_is_in_the_table_of_its_series(client: Any, slug: str, language: str) -> None:
    page = get(client, f"/{language}/conferences/{slug}/")

    expected = [f"/{language}/{path(row)}" for row in ROWS if f"/{slug}/" in path(row)]
    assert set(expected) <= links(page, "table.editions")
    series = Series.objects.get(slug=slug)
    assert (series.about_ja if language == "ja" else series.about_en) in text_of(page)


def test_every_series_is_on_the_list_the_trilateral_one_first(client: Any) -> None:
    page = soup(get(client, LIST))

    found = [str(link["href"]) for link in page.select("main h2 a")]
    assert found == [f"{LIST}{slug}/" for slug in SLUGS.values()]


@pytest.mark.real_data
def test_a_prefecture_or_a_country_leads_to_the_conferences_held_there() -> None:
    assert {"JP", "FR", "CN", "KR"} == {row["country"] for row in ROWS}
    for row in ROWS:
        if row["country"] != "JP":
            found = page_sections.of_country(Country.objects.get(code=row["country"]))
        elif row["host_jp_code"]:
            host = LocalGovernment.objects.of_today().get(code=row["host_jp_code"])
            found = page_sections.of_prefecture(host.prefecture)
        else:
            continue
        assert f"/en/{path(row)}" in [c.get_absolute_url() for c in found.hosted]


@pytest.mark.real_data
def test_a_partner_leads_to_what_it_hosted_and_attended_each_once() -> None:
    found = page_sections.of_partner(Partner.objects.get(name_en="Tours", country="FR"))

    assert [c.number for c in found.hosted] == [5]
    assert [c.number for c in found.attended] == [7, 1]
    assert found and not page_sections.of_partner(Partner.objects.get(name_en="Saint Paul"))


@pytest.mark.real_data
def test_a_relationship_leads_to_the_conferences_of_both_sides() -> None:
    japan_side = LocalGovernment.objects.get(slug="172014-kanazawa")
    partner = Partner.objects.get(name_en="Nancy", country="FR")

    found = page_sections.of_relationship(japan_side, partner)

    assert [conference.number for conference in found] == [7, 5, 1]
    assert japan_side.relationships.filter(partner=partner).exists()


# editions that are not recorded


@pytest.mark.real_data
def test_numbers_that_are_not_recorded_stand_in_the_table(client: Any) -> None:
    shown = text_of(get(client, f"{LIST}trilateral/"))
    assert "No. 24 Not recorded" in shown

    shown = text_of(get(client, f"{LIST}japan-china/"))
    for gap in ("No. 16 Not recorded", "No. 12–14 Not recorded", "No. 2–10 Not recorded"):
        assert gap in shown
    assert "No. 20" not in shown
    assert shown.count("Not recorded") >= 3
    get(client, f"{LIST}trilateral/24/", status=404)


# the host region


@pytest.mark.real_data
def test_a_host_in_japan_shows_the_relationships_of_its_prefecture(client: Any) -> None:
    page = get(client, f"{LIST}trilateral/15/")

    expected = sql(
        """SELECT r.public_id FROM register_relationship r
             JOIN places_localgovernment g ON g.id = r.local_government_id
             JOIN places_partner p ON p.id = r.partner_id
            WHERE g.prefecture_id = '16' AND p.country_id IN ('CN', 'KR')
              AND r.counting = 'counted' AND r.status <> 'ended'"""
    )
    assert {row["id"] for row in soup(page).select("tr[id^=r]")} == {f"r{n}" for (n,) in expected}
    assert "/en/relationships/?prefecture=16&country=cn" in links(page)
    assert "/en/prefectures/16-toyama/" in links(page)


@pytest.mark.real_data
def test_a_host_abroad_shows_its_country_or_province(client: Any) -> None:
    page = get(client, f"{LIST}trilateral/26/")
    listed = soup(page).select("tr[id^=r]")

    number = Relationship.objects.in_the_totals().filter(partner__country="CN").count()
    assert len(listed) == AT_MOST < number
    assert f"Japan and China: {number} relationships" in text_of(page)
    assert "/en/relationships/?country=cn" in links(page)


def test_every_edition_has_its_region() -> None:
    assert not Conference.objects.filter(prefecture=None, country=None).exists()
    assert not Conference.objects.filter(country="JP").exists()


# what is to come, drafts


@pytest.mark.parametrize(
    ("day", "upcoming"), [("2026-11-22", True), ("2028-10-05T23:59", True), ("2028-10-06", False)]
)
def test_the_next_edition_is_next_until_it_is_over(
    client: Any, monkeypatch: pytest.MonkeyPatch, day: str, upcoming: bool
) -> None:
    Conference.objects.filter(series__slug="japan-france", number=9).update(status="held")
    conference = planned(prefecture=Prefecture.objects.get(code="17"))
    set_clock(monkeypatch, day)

    shown = text_of(get(client, f"{LIST}japan-france/"))
    assert ("Next edition Edition No. 10" in shown) is upcoming
    assert ("No coming edition is announced here." in shown) is not upcoming
    assert ("Tuesday" in shown) is upcoming
    assert ("Planned" in text_of(get(client, conference.get_absolute_url()))) is upcoming
    status = 200 if upcoming else 404
    get(client, f"{conference.get_absolute_url()}calendar.ics", status=status)


def test_the_soonest_of_two_is_next(client: Any) -> None:
    later, sooner = planned(number=11, starts_on="2028-10-04"), planned()

    assert "Next edition Edition No. 10" in text_of(get(client, f"{LIST}japan-france/"))
    assert [c.number for c in page_sections.upcoming()] == [sooner.number, later.number]


@pytest.mark.parametrize(
    ("day", "is_next", "state"),
    [
        ("2025-12-31", True, "Planned"),
        ("2026-12-01", False, "Planned; may be over"),
        ("2026-12-31", False, "Planned; may be over"),
        ("2027-01-01", False, "Outcome not recorded"),
    ],
)
def test_what_is_planned_for_a_year_is_not_next_once_the_year_has_begun(
    client: Any, monkeypatch: pytest.MonkeyPatch, day: str, is_next: bool, state: str
) -> None:
    Conference.objects.update(published_at=japan("2025-01-01"))
    set_clock(monkeypatch, day)

    series = text_of(get(client, f"{LIST}japan-france/"))
    assert ("Next edition Edition No. 9" in series) is is_next
    is_perhaps_over = "No. 9 was planned for 2026 . It may have taken place already." in series
    assert is_perhaps_over is (state == "Planned; may be over")
    assert ("Next: No. 9" in text_of(get(client, LIST))) is is_next
    assert ("Planned; may be over: No. 9" in text_of(get(client, LIST))) is is_perhaps_over
    assert f"Status {state} Dates" in text_of(get(client, f"{LIST}japan-france/9/"))
    assert ("conferences/japan-france/9/" in get(client, "/en/")) is is_next


def test_what_is_planned_for_a_year_is_over_at_midnight_in_japan(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/ja/conferences/japan-france/9/"
    set_clock(monkeypatch, "2026-12-31T23:59:59")
    seen = client.get(path)
    assert "開催済みの可能性あり" in seen.content.decode()

    set_clock(monkeypatch, "2027-01-01T00:00:00")
    fresh = client.get(path, headers={"If-None-Match": seen["ETag"]})

    assert fresh.status_code == 200
    assert "結果不明" in fresh.content.decode()


def test_documents_are_linked_in_their_language(client: Any) -> None:
    conference = planned()
    conference.documents.create(url="https://example.org/r.pdf", title_en="Report", language="fr")

    page = soup(get(client, conference.get_absolute_url()))

    (link,) = page.select('a[href="https://example.org/r.pdf"]')
    assert (link.text, link["hreflang"]) == ("Report", "fr")
