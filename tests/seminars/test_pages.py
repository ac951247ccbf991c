"""The public pages of the seminar: every row of the file, the filters, the offices."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone

from places.models import Country, LocalGovernment
from seminars import page_sections
from seminars.filters import SeminarFilter
from seminars.models import Seminar
from seminars.offices import SERVED, Office
from sistercity.loading import rows
from tests.pages import LANGUAGES, choice_counts, get, heading_count, soup, sql

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]
LIST = "/en/seminars/"
ROWS = rows("seminars")


def key(row: dict[str, str]) -> str:
    """Return what stands for a row of the file in addresses."""
    return f"{row['fiscal_year']}-{row['clair_office'].lower().replace(' ', '-')}"


def links(html: str, within: str = "main") -> set[str]:
    """Return the addresses that a page's own part leads to."""
    return {str(link["href"]) for link in soup(html).select(f"{within} a[href]")}


# every row of the file


@pytest.mark.parametrize("row", ROWS, ids=key)
def test_the_page_of_each_row_says_its_facts(client: Any, row: dict[str, str]) -> None:
    page = get(client, f"{LIST}{key(row)}/")

    shown = soup(page).select_one("main").get_text(" ", strip=True)  # type: ignore[union-attr]
    for column in ("theme", "tokyo_programme", "note", "host_en", "participants", "fiscal_year"):
        for fact in row[column].split("; ") if column == "host_en" else [row[column]]:
            assert fact in shown
    assert row["status"].capitalize() in shown and row["mode"].capitalize() in shown
    assert row["source_url"] in links(page)
    for code in filter(None, row["host_codes"].split("; ")):
        host = LocalGovernment.objects.of_today().get(code=code)
        assert host.get_absolute_url() in links(page)
    times = {str(time["datetime"]) for time in soup(page).select("main time")}
    assert {row["start_date"], row["end_date"]} - {""} <= times


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_is_on_the_list(client: Any, language: str) -> None:
    page = get(client, f"/{language}/seminars/")

    assert {f"/{language}/seminars/{key(row)}/" for row in ROWS} <= links(page)
    assert heading_count(page) == len(ROWS)
    years = [int(str(heading["id"])[1:]) for heading in soup(page).select("h3[id]")]
    assert years == sorted({int(row["fiscal_year"]) for row in ROWS}, reverse=True)


def test_a_prefecture_leads_to_the_seminars_of_its_local_governments_each_once() -> None:
    hosted = [(row, code) for row in ROWS for code in row["host_codes"].split("; ") if code]
    assert hosted
    for row, code in hosted:
        host = LocalGovernment.objects.of_today().get(code=code)
        found = page_sections.of_prefecture(host.prefecture)
        assert [seminar.key for seminar in found].count(key(row)) == 1


def test_a_country_leads_to_the_seminars_of_its_people() -> None:
    found = page_sections.of_country(Country.objects.get(code="FR"))

    assert {seminar.key for seminar in found} == {"2019-paris", "2018-paris", "2022-paris"}


def test_the_texts_are_there_in_japanese(client: Any) -> None:
    page = get(client, "/ja/seminars/2018-london/")

    assert "地域の潜在力と地元の資本を生かした復興" in page


# addresses


@pytest.mark.parametrize(
    "wrong", ["2018", "2018-rome", "2018-paris-1", "2018-paris-02", "1-paris", "2018-paris-2", "x"]
)
def test_an_address_of_no_seminar_is_a_404(client: Any, wrong: str) -> None:
    get(client, f"{LIST}{wrong}/", status=404)


# filters


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    "query",
    ["", "office=paris", "year=2018", "prefecture=03", "country=fr", "office=london&year=2021"],
)
def test_the_number_beside_a_choice_is_what_it_gives(client: Any, query: str) -> None:
    chosen = dict(pair.split("=") for pair in query.split("&") if pair)
    counts = choice_counts(soup(get(client, f"{LIST}?{query}")))

    assert len(counts) > 3
    for (name, value), count in counts.items():
        if name in chosen and name == "office":
            continue  # a second box widens the list
        address = QueryDict(urlencode(chosen | {name: value}))
        filters = SeminarFilter(address, Seminar.objects.published(timezone.now()))
        assert filters.is_valid() and filters.qs.count() == count, address


def test_a_host_of_two_is_counted_once(client: Any) -> None:
    counts = choice_counts(soup(get(client, LIST)))

    assert counts["prefecture", "23"] == 1  # Toyohashi and Toyota hosted one seminar


@pytest.mark.parametrize(
    "query",
    ["year=1999", "year=abc", "office=rome", "prefecture=48", "country=zz", "size=3", "page=2"],
)
def test_a_wrong_filter_is_a_400_that_says_so(client: Any, query: str) -> None:
    page = get(client, f"{LIST}?{query}", status=400)

    assert soup(page).select_one(".error-summary") is not None


def test_nothing_found_says_what_to_drop(client: Any) -> None:
    page = get(client, f"{LIST}?office=beijing&country=fr")

    assert heading_count(page) == 0
    assert "/en/seminars/?country=fr" in links(page)


# offices


def test_every_office_names_the_countries_that_it_serves(client: Any) -> None:
    page = soup(get(client, f"{LIST}offices/"))

    assert [str(heading["id"]) for heading in page.select("h2[id]")] == Office.values
    for codes, part in zip(SERVED.values(), page.select("main dl"), strict=True):
        for name in Country.objects.filter(code__in=codes).values_list("name_en", flat=True):
            assert name in part.text


def test_only_countries_with_a_page_are_linked(client: Any) -> None:
    page = get(client, f"{LIST}offices/")

    linked = {path for path in links(page) if path.startswith("/en/countries/")}
    rows = sql("SELECT DISTINCT country_id FROM places_partner")
    served = {code for codes in SERVED.values() for code in codes}
    assert linked == {f"/en/countries/{code.lower()}/" for (code,) in rows if code in served}
