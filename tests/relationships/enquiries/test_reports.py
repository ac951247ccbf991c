"""Reports of mistakes: each page's link leads to the form, which knows the record by its name."""

from typing import Any

import pytest

from relationships.enquiries import records
from relationships.register.models import Relationship
from tests import posting
from tests.pages import LANGUAGES, get, soup
from tests.posting import REPORT, Reader

pytestmark = pytest.mark.django_db
PAGES = {
    "relationships/12/": "relationship:12",
    "prefectures/13-tokyo/": "prefecture:13-tokyo",
    "countries/us/": "country:us",
    "municipalities/131130-shibuya/": "local_government:131130-shibuya",
    "municipalities/012327-kameda-1973/": "local_government:012327-kameda-1973",
    "partners/1-alberta/": "partner:1",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_s_link_leads_to_the_form_with_the_record(
    client: Any, path: str, language: str
) -> None:
    page = soup(get(client, f"/{language}/{path}"))
    (link,) = page.select(".feedback a")
    heading = page.select("h1")[0].get_text(" ", strip=True)

    form = soup(get(client, str(link["href"])))

    assert link["rel"] == ["nofollow"]
    assert str(link["href"]).startswith(f"/{language}/report/?record=")
    (record,) = form.select("input[name=record]")
    assert record["value"] == PAGES[path]
    shown = form.select_one("p.lead a")
    assert shown is not None
    assert shown["href"] == f"/{language}/{path}"
    if path.startswith("partners/"):
        assert heading.split()[0] in shown.get_text()


@pytest.mark.usefixtures("_no_neighbours")
def test_a_listing_s_page_leads_to_the_form(client: Any) -> None:
    posting.listing()

    (link,) = soup(get(client, "/en/partner-search/1/")).select(".feedback a")

    form = soup(get(client, str(link["href"])))
    assert form.select("input[name=record]")[0]["value"] == "listing:1"


@pytest.mark.usefixtures("_no_neighbours")
@pytest.mark.parametrize("published", [None, "2099-01-01T00:00:00+09:00"])
def test_a_draft_is_no_record(client: Any, published: str | None) -> None:
    listing = posting.listing()
    type(listing).objects.update(published_at=published)

    assert records.find("listing:1") is None
    assert "Sendai" not in get(client, "/en/report/?record=listing:1")


def test_a_page_without_a_record_is_named_by_its_path(client: Any) -> None:
    form = soup(get(client, "/ja/report/?record=/en/statistics/"))

    assert form.select("input[name=record]")[0]["value"] == "/ja/statistics/"


@pytest.mark.parametrize(
    "record",
    [
        "",
        "nonsense",
        "relationship:999999",
        "relationship:x",
        "relationship:" + "9" * 90,
        "user:1",
        "partner:0",
        "https://evil.example/",
        "//evil.example/",
        "/admin/",
        "/en/nothing/",
        "/en/relationships/999999/",
        "/en/../admin/",
        "javascript:alert(1)",
        "/en/" + "x" * 3000,
        "\0",
        "country:us' or 1=1",
        "<script>alert(1)</script>",
    ],
)
def test_a_record_that_is_not_ours_is_asked_for(client: Any, record: str) -> None:
    response = client.get("/en/report/", {"record": record})

    assert response.status_code == 200
    form = soup(response.content.decode())
    assert not form.select("input[name=record]")
    assert form.select("#f-page")
    assert not form.select("main script")


def test_a_report_is_stored_with_its_record(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Reader(monkeypatch, "/en/report/?record=relationship:12").send(REPORT)

    assert (report.kind, report.record, report.listing) == ("report", "relationship:12", None)
    assert report.data == REPORT


def test_a_report_needs_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"message": "The year is wrong.", "page": "Sapporo and Portland"}

    report = Reader(monkeypatch, "/en/report/").send(values)

    assert report.data == values
    assert report.record == ""


def test_the_record_is_kept_on_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(monkeypatch, "/en/report/?record=relationship:12")
    reader.path = "/en/report/"

    page = reader.press("look", {"mail": "nobody"})

    assert page.status_code == 400
    assert reader.data["record"] == ["relationship:12"]
    assert "Relationship 12" in reader.tree.select("p.lead")[0].get_text()


def test_robots_stay_away_from_the_form(client: Any) -> None:
    lines = get(client, "/robots.txt").splitlines()

    assert {"Disallow: /en/report/", "Disallow: /ja/report/"} <= set(lines)


def test_a_report_of_a_record_that_is_gone_can_still_be_read(
    monkeypatch: pytest.MonkeyPatch, admin_client: Any
) -> None:
    report = Reader(monkeypatch, "/en/report/?record=relationship:12").send(REPORT)
    Relationship.objects.filter(public_id=12).delete()

    assert "relationship:12" in get(admin_client, report.desk_path)
