"""The public pages of the commendation: every recipient, every edition, filters, drafts."""

import datetime
from collections import defaultdict
from typing import Any

import pytest
from bs4 import Tag
from django.utils import timezone

from commendations.models import Commendation, Edition
from commendations.numbering import last_number
from commendations.page_sections import commendations_of
from commendations.rounds import rounds
from places.models import Country, LocalGovernment, Partner, Prefecture
from sistercity.kept import data_version, version_of_request
from sistercity.loading import Row, rows
from tests import neighbours
from tests.pages import LANGUAGES, get, soup

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

LIST = "/en/commendations/"
ROWS = rows("commendations")
NOW = datetime.datetime(2026, 11, 22, 3, tzinfo=datetime.UTC)


def missing() -> list[int]:
    """Return the numbers that the data lacks, of the years that are over today."""
    known = {row["edition"] for row in ROWS}
    last = last_number(timezone.localdate())
    return [number for number in range(last, 0, -1) if str(number) not in known]


def flat(tag: Tag) -> str:
    """Return the text of a part of a page with single spaces."""
    return " ".join(tag.get_text(" ").split())


def sections(client: Any, path: str) -> dict[str, Tag]:
    """Return the editions of a list by their headings."""
    found = soup(get(client, path)).select("section.round")
    return {flat(section.select_one("h3") or section): section for section in found}


def recipients(client: Any, path: str) -> list[str]:
    """Return the recipients that a list shows."""
    return [flat(tag) for tag in soup(get(client, path)).select("section.round h4")]


def addresses(tag: Tag) -> set[str]:
    """Return what a part of a page links to."""
    return {str(link["href"]) for link in tag.select("a")}


def heading(row: Row) -> str:
    """Return the heading of a row's edition in English."""
    if not row["edition"]:
        return "Edition not known"
    return f"Edition {row['edition']} (fiscal year {row['fiscal_year']})"


def expected_links(row: Row, language: str) -> set[str]:
    """Return where a row's entry leads: its local government, its partners, its source."""
    award = Commendation.objects.get(source_url=row["source_url"], recipient_ja=row["recipient_ja"])
    places: list[Any] = [
        named.local_government for named in award.named_governments.all() if named.local_government
    ]
    places += [named.partner for named in award.named_partners.all() if named.partner]
    assert [place.code for place in places if isinstance(place, LocalGovernment)] == [
        row["jp_code"]
    ]
    paths = {f"/{language}{place.get_absolute_url()[3:]}" for place in places}
    return {*paths, row["source_url"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_is_on_the_list_under_its_edition(client: Any, language: str) -> None:
    page = soup(get(client, f"/{language}/commendations/"))
    of_edition: dict[str, list[Tag]] = defaultdict(list)
    for section in page.select("section.round"):
        link = section.select_one("h3 a")
        key = str(link["href"]).split("/")[-2] if link else ""
        of_edition[key] += section.select("ul.cards > li")

    for row in ROWS:
        name = row[f"recipient_{language}"]
        (entry,) = (e for e in of_edition[row["edition"] or "unknown"] if name in flat(e))
        assert expected_links(row, language) <= addresses(entry), name
        if language == "en":
            assert row["summary"] in flat(entry)
            assert row["award_kind"] in flat(entry)

    assert sum(map(len, of_edition.values())) == len(ROWS) == 33


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_is_on_the_page_of_its_edition(client: Any, language: str) -> None:
    keys = {row["edition"] or "unknown" for row in ROWS}
    pages = {key: soup(get(client, f"/{language}/commendations/{key}/")) for key in keys}

    for row in ROWS:
        page = pages[row["edition"] or "unknown"]
        name = row[f"recipient_{language}"]
        (entry,) = (e for e in page.select("li[id^=award-]") if name in flat(e))

        assert expected_links(row, language) <= addresses(entry), name
        if language == "en":
            assert row["summary"] in flat(entry)
            assert row["note"] in flat(page.select_one("main"))  # type: ignore[arg-type]
            assert row["award_name_ja"] in flat(page.select_one("main"))  # type: ignore[arg-type]
        if row["event_date"]:
            times = {tag["datetime"] for tag in page.select("main time")}
            assert row["event_date"] in times


def test_the_list_leads_to_the_entry_on_the_edition_s_page(client: Any) -> None:
    links = soup(get(client, LIST)).select("section.round h4 a")

    pages = {path: soup(get(client, path)) for path in {path_of(link) for link in links}}
    assert len(links) == len(ROWS)
    for link in links:
        anchor = str(link["href"]).partition("#")[2]
        entry = pages[path_of(link)].select_one(f"li#{anchor} h3")
        assert entry is not None and flat(entry) == flat(link)


def path_of(link: Tag) -> str:
    """Return the path of the page that a link leads to."""
    return str(link["href"]).partition("#")[0]


def test_editions_that_are_not_on_record_stand_with_number_and_year_alone(client: Any) -> None:
    found = sections(client, LIST)

    without_page = {
        name: flat(section) for name, section in found.items() if section.select_one("h3 a") is None
    }
    names = [f"Edition {number} (fiscal year {2005 + number})" for number in missing()]
    assert list(without_page) == names and len(names) >= 8
    for name, text in without_page.items():
        assert text == f"{name} Not recorded: we have found no source that names the recipients."
    for number in missing():
        get(client, f"{LIST}{number}/", 404)


def test_the_newest_edition_comes_first_and_the_unknown_one_last(client: Any) -> None:
    names = list(sections(client, LIST))

    numbers = [int(name.split()[1]) for name in names[:-1]]
    assert numbers == list(range(last_number(timezone.localdate()), 0, -1))
    assert names[-1] == "Edition not known"


@pytest.mark.parametrize(
    ("moment", "last"),
    [
        # 1 April in Japan is still 31 March in London.
        ("2026-03-31T14:59Z", 19),
        ("2026-03-31T15:00Z", 20),
        ("2027-03-31T15:00Z", 21),
    ],
)
def test_an_edition_is_expected_when_its_year_is_over_in_japan(moment: str, last: int) -> None:
    assert rounds(datetime.datetime.fromisoformat(moment))[0].number == last


def test_a_number_is_not_made_up_where_its_year_has_another_edition() -> None:
    Edition.objects.update(published_at=NOW)
    Edition.objects.filter(number=19).update(number=20, fiscal_year=2025)
    Edition.objects.filter(number=18).update(number=19)  # of fiscal 2023: one year had none
    at = NOW

    found = [(one.number, one.fiscal_year) for one in rounds(at)][:3]

    assert found == [(20, 2025), (19, 2023), (17, 2022)]


# The columns that the filters go by.
COLUMNS = {
    "year": "fiscal_year",
    "prefecture": "recipient_prefecture_code",
    "country": "partner_country",
}


def rows_under(name: str, value: str) -> list[Row]:
    """Return the rows that a value of a filter means."""
    column = COLUMNS[name]
    return [row for row in ROWS if value.upper() in (row[column] or "UNKNOWN").split()]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("year", year) for year in ("2007", "2011", "2024", "unknown")),
        *(("prefecture", code) for code in ("01", "26", "30")),
        *(("country", code) for code in ("au", "US", "bt", "cn")),
    ],
)
def test_a_filter_keeps_the_recipients_of_its_choice(client: Any, name: str, value: str) -> None:
    expected = rows_under(name, value)

    assert expected
    assert sorted(recipients(client, f"{LIST}?{name}={value}")) == sorted(
        row["recipient_en"] for row in expected
    )
    if name == "year":
        assert list(sections(client, f"{LIST}?{name}={value}")) == [heading(expected[0])]


def test_a_year_that_is_not_on_record_says_so(client: Any) -> None:
    (section,) = sections(client, f"{LIST}?year=2006").values()

    assert "Not recorded" in flat(section)


def test_a_narrowed_list_says_that_editions_are_not_on_record(client: Any) -> None:
    said = f"{len(missing())} editions are not recorded, so there may be more."
    assert said in get(client, f"{LIST}?country=us")
    assert "so there may be more" not in get(client, LIST)


def test_the_counts_beside_the_choices_are_those_of_the_rows(client: Any) -> None:
    page = soup(get(client, LIST))

    for name in COLUMNS:
        options = page.select(f"select[name={name}] option[value]:not([value=''])")
        assert len(options) > 10
        for option in options:
            number = len(rows_under(name, str(option["value"])))
            assert option.text.endswith(f"({number})"), option.text
            assert number or name != "country", option.text


@pytest.mark.parametrize(
    "query", ["year=1999", "year=2024&year=2023", "prefecture=48", "country=xx", "page=2", "kind=x"]
)
def test_a_wrong_filter_is_a_400_that_says_what_is_wrong(client: Any, query: str) -> None:
    page = soup(get(client, f"{LIST}?{query}", 400))

    assert page.select(".error-summary li")
    assert not page.select("section.round")


def test_conditions_that_nothing_meets_name_the_one_to_drop(client: Any) -> None:
    page = soup(get(client, f"{LIST}?prefecture=13&country=us"))

    assert not page.select("section.round")
    links = {str(link["href"]): flat(link) for link in page.select(".empty .downloads a")}
    assert links[f"{LIST}?prefecture=13"].endswith("1 result")


def test_an_edition_says_when_recipients_are_missing(client: Any) -> None:
    text = get(client, f"{LIST}10/")

    assert "The list of recipients is not complete" in text
    assert "Of 3 announced recipients, 2 are not recorded here." in text
    assert "not complete" not in get(client, f"{LIST}19/")
    assert "Not all recipients of this edition are recorded." in get(client, f"{LIST}13/")


@pytest.mark.parametrize("key", ["0", "019", "99999999999", "x", "-1", "１９"])
def test_an_address_of_no_edition_is_a_404(client: Any, key: str) -> None:
    get(client, f"{LIST}{key}/", 404)


def test_editions_lead_to_those_on_record_before_and_after(client: Any) -> None:
    def ways(number: str) -> list[str]:
        links = soup(get(client, f"{LIST}{number}/")).select(".neighbours a")
        return [str(link["href"]).split("/")[-2] for link in links]

    assert ways("6") == ["3", "10"]
    assert ways("2") == ["3"]
    assert ways("19") == ["18"]
    assert ways("unknown") == []


@pytest.mark.parametrize(
    ("published", "is_seen"),
    [(None, False), (NOW, True), (NOW + datetime.timedelta(seconds=1), False)],
)
def test_a_draft_is_nowhere(
    client: Any, monkeypatch: pytest.MonkeyPatch, published: Any, is_seen: bool
) -> None:
    edition = Edition.objects.get(number=19)
    Edition.objects.filter(pk=edition.pk).update(published_at=published)
    others = NOW - datetime.timedelta(days=1)
    Edition.objects.exclude(pk=edition.pk).update(published_at=others)
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    assert client.get(f"{LIST}19/").status_code == (200 if is_seen else 404)
    section = sections(client, LIST)["Edition 19 (fiscal year 2024)"]
    assert ("Nagaoka" in flat(section)) is is_seen
    assert ("Not recorded" in flat(section)) is not is_seen
    assert ("Miyoshi" in get(client, f"{LIST}?country=my" if is_seen else LIST)) is is_seen
    assert ('value="my"' in get(client, LIST)) is is_seen
    assert (f"{LIST}19/" in get(client, "/sitemap-commendations.xml")) is is_seen
    assert (f"{LIST}19/" in get(client, f"{LIST}18/")) is is_seen
    assert ("25 March 2025" in get(client, f"{LIST}programme/")) is is_seen
    partner = Partner.objects.get(name_en="Petaling Jaya")
    assert bool(commendations_of(partner, NOW)) is is_seen


@pytest.mark.parametrize("path", [LIST, f"{LIST}19/"])
def test_more_recipients_take_no_more_queries(
    client: Any, path: str, django_assert_num_queries: Any
) -> None:
    edition = Edition.objects.get(number=19)
    get(client, path)
    with django_assert_num_queries(13 if path == LIST else 9, exact=False) as queries:
        get(client, path)
    few = len(queries)

    for number in range(5):
        award = neighbours.commendation(edition=edition, recipient_ja=f"団体{number}")
        award.named_governments.create(local_government=neighbours.government())
        award.named_partners.create(partner=neighbours.partner())
        award.named_partners.create(country_id="BT")
    get(client, path)  # asks once for each version of the data when records become public
    with django_assert_num_queries(few):
        get(client, path)


def place(name: str) -> Any:
    """Return a place of each kind."""
    return {
        "government": lambda: LocalGovernment.objects.get(slug="152021-nagaoka"),
        "partner": lambda: Partner.objects.get(name_en="Trier"),
        "prefecture": lambda: Prefecture.objects.get(code="15"),
        "country": lambda: Country.objects.get(code="DE"),
    }[name]()


@pytest.mark.parametrize("name", ["government", "partner", "prefecture", "country"])
def test_a_place_knows_the_commendations_that_name_it(
    name: str, django_assert_max_num_queries: Any
) -> None:
    where = place(name)
    commendations_of(where, timezone.now())  # which places are named is kept
    token = version_of_request.set(data_version())  # as a request does

    with django_assert_max_num_queries(3):
        awards = commendations_of(where, timezone.now())
        for award in awards:
            assert award.get_absolute_url()
            assert [str(row) for row in award.named_partners.all()]
    version_of_request.reset(token)

    recipients = [award.recipient_en for award in awards]
    assert recipients[0] == "Nagaoka International Exchange Association"
    expected = {row["recipient_en"] for row in ROWS if "DE" in row["partner_country"].split()}
    assert len(recipients) == (len(expected) if name == "country" else 1)
    assert name != "country" or set(recipients) == expected


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["regional international associations", "pioneering", "fiscal 2008"]),
        ("ja", ["姉妹自治体交流表彰", "自治体国際交流表彰"]),
    ],
)
def test_the_programme_names_its_source(client: Any, language: str, words: list[str]) -> None:
    page = soup(get(client, f"/{language}/commendations/programme/"))

    text = flat(page.select_one("main"))  # type: ignore[arg-type]
    assert all(word in text for word in words)
    assert page.select('main a[href="https://www.clair.or.jp/j/exchange/shien/hyoushou.html"]')
    assert f"/{language}/commendations/19/" in addresses(page.select_one("main"))  # type: ignore[arg-type]
