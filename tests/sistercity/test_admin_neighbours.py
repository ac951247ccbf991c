"""The staff desk's pages of the register's neighbours: every page opens, saves, and is Japanese."""

import re
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commendations.models import Edition
from conferences.models import Series
from places.models import LocalGovernment
from tests import neighbours
from tests.desk import editor, errors, form_data, rows, soup, total
from tests.sistercity.test_admin import staff_admin

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.django_db,
    pytest.mark.usefixtures("_no_neighbours"),
]
# The lists, in the order of the work.
KINDS = [
    "listings/listing",
    "commendations/edition",
    "commendations/commendation",
    "seminars/seminar",
    "conferences/conference",
    "conferences/series",
]
DRAFTS = [path for path in KINDS if path.split("/")[1] not in ("commendation", "series")]


def make(path: str, number: int = 0) -> Any:
    """Return a record with its parts; each number makes another one."""
    name = path.split("/")[1]
    return {
        "listing": full_listing,
        "edition": lambda n: neighbours.edition(number=n + 1, fiscal_year=2006 + n),
        "commendation": full_commendation,
        "seminar": full_seminar,
        "conference": full_conference,
        "series": full_series,
    }[name](number)


def full_listing(number: int) -> Any:
    place = LocalGovernment.objects.of_today().order_by("pk")[number]
    listing = neighbours.listing(local_government=place)
    listing.wishes.create(country_id="FR", text_ja="レンヌ")
    listing.wishes.create(prefecture_id="13")
    listing.sources.create(url="https://example.org/a")
    return listing


def full_commendation(number: int) -> Any:
    edition = Edition.objects.first() or neighbours.edition()
    award = neighbours.commendation(edition=edition, recipient_ja=f"団体{number}")
    award.named_governments.create(local_government=neighbours.government())
    award.named_partners.create(partner=neighbours.partner())
    award.named_partners.create(country_id="BT")
    return award


def full_seminar(number: int) -> Any:
    seminar = neighbours.seminar(sequence=number + 1)
    seminar.named_hosts.create(local_government=neighbours.government())
    seminar.named_hosts.create(name_ja="岡山")
    seminar.delegations.create(country_id="FR")
    return seminar


def full_series(number: int) -> Any:
    series = neighbours.series(slug=f"series-{number}")
    series.named_countries.create(country_id="FR")
    return series


def full_conference(number: int) -> Any:
    series = Series.objects.first() or neighbours.series()
    conference = neighbours.conference(
        series=series, number=number + 1, host_government=neighbours.government()
    )
    conference.sub_themes.create(text_ja=f"分科会{number}")
    conference.named_governments.create(local_government=neighbours.government())
    conference.named_partners.create(partner=neighbours.partner())
    conference.documents.create(url="https://example.org/a", title_ja="報告書")
    return conference


def address(path: str, record: models.Model, page: str = "change") -> str:
    return f"/admin/{path}/{record.pk}/{page}/"


def form_name(path: str) -> str:
    return path.split("/")[1]


@pytest.mark.parametrize("path", KINDS)
def test_no_english_is_left_on_an_empty_page(admin_client: Client, path: str) -> None:
    for page in ("", "add/"):
        parsed = soup(admin_client.get(f"/admin/{path}/{page}"))
        texts = [*parsed.stripped_strings]
        for name in ("title", "aria-label", "alt", "placeholder"):
            texts += [str(tag[name]) for tag in parsed.select(f"[{name}]")]

        japanese = re.compile(r"[ぁ-んァ-ヶ一-龥]")
        english = [text for text in texts if re.search("[A-Za-z]{3}", text)]
        assert {text for text in english if not japanese.search(text)} <= {"admin", "URL"}


@pytest.mark.parametrize("path", KINDS)
def test_a_list_is_lean(admin_client: Client, path: str) -> None:
    make(path)

    page = soup(admin_client.get(f"/admin/{path}/"))

    assert len(page.select("#result_list thead th")) <= 7
    assert page.select_one("#searchbar_helptext")
    assert len(page.select("#result_list tbody tr")) == 1


@pytest.mark.parametrize("path", KINDS)
def test_a_longer_list_takes_no_more_queries(
    admin_client: Client,
    path: str,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    make(path)
    admin_client.get(f"/admin/{path}/")
    with django_assert_max_num_queries(24) as few:
        admin_client.get(f"/admin/{path}/")

    for number in range(1, 6):
        make(path, number)
    with django_assert_num_queries(len(few)):
        assert total(admin_client.get(f"/admin/{path}/")) == 6


@pytest.mark.parametrize("path", KINDS)
def test_a_list_asks_nothing_twice(admin_client: Client, path: str) -> None:
    make(path)
    neighbours.series(slug="another")
    admin_client.get(f"/admin/{path}/")

    with CaptureQueriesContext(connection) as asked:
        admin_client.get(f"/admin/{path}/")

    # Django counts the rows of the list and those of the table, which are the same here.
    asked_for = [one["sql"] for one in asked if not one["sql"].startswith("SELECT COUNT(*)")]
    assert len(asked_for) == len(set(asked_for))


@pytest.mark.parametrize("path", KINDS)
def test_a_form_saved_as_it_stands_changes_nothing(admin_client: Client, path: str) -> None:
    record = make(path)
    before = record.history.count()
    page = address(path, record)

    response = admin_client.post(page, form_data(admin_client.get(page), form_name(path)))

    assert response.status_code == 302, errors(response)
    assert record.history.count() == before


@pytest.mark.parametrize("path", KINDS)
def test_a_form_takes_few_queries(
    admin_client: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    record = make(path)
    admin_client.get(address(path, record))

    with django_assert_max_num_queries(14):
        admin_client.get(address(path, record))


@pytest.mark.parametrize("path", KINDS)
def test_the_history_tells_of_the_record_and_its_parts(admin_client: Client, path: str) -> None:
    record = make(path)
    inlines = len(staff_admin(path).inlines)

    page = soup(admin_client.get(address(path, record, "history")))

    lines = page.select("#change-history tbody tr")
    assert len(lines) >= 1 + inlines
    assert all("追加" in line.text for line in lines)
    assert not re.search(r"：\d+$", " ".join(line.select("td")[1].text for line in lines))


@pytest.mark.parametrize("path", KINDS)
def test_every_input_has_a_name(admin_client: Client, path: str) -> None:
    page = soup(admin_client.get(address(path, make(path))))

    labelled = {label["for"] for label in page.select("label[for]")}
    fields = page.select("form input:not([type=hidden], [type=submit]), select, textarea")
    assert len(fields) > 5
    for field in fields:
        within = field.find_parent("label") or field.find_parent("fieldset")
        assert field.get("aria-label") or field.get("id") in labelled or within, field


@pytest.mark.parametrize("path", KINDS)
def test_no_page_needs_an_inline_script_or_style(admin_client: Client, path: str) -> None:
    record = make(path)
    for page in (f"/admin/{path}/", f"/admin/{path}/add/", address(path, record)):
        parsed = soup(admin_client.get(page))

        assert not parsed.select("style, [style], script:not([src])")


@pytest.mark.parametrize("path", KINDS)
def test_each_choice_of_a_filter_gives_as_many_rows_as_it_says(
    admin_client: Client, path: str
) -> None:
    for number in range(3):
        make(path, number)
    page = soup(admin_client.get(f"/admin/{path}/"))

    links = page.select("#changelist-filter li:not(.selected) a")
    assert links
    for link in links:
        count = int(link.text.rsplit("(", 1)[1].rstrip(")"))
        assert total(admin_client.get(f"/admin/{path}/{link['href']}")) == count, link.text
    for option in page.select("#changelist-filter option"):
        if option.get("value") and "（0）" not in option.text:
            count = int(option.text.rsplit("（", 1)[1].rstrip("）"))
            name = option.find_parent("select")["name"]  # type: ignore[index]
            response = admin_client.get(f"/admin/{path}/", {str(name): str(option["value"])})
            assert total(response) == count > 0, option.text


@pytest.mark.parametrize("path", DRAFTS)
def test_a_draft_is_found_and_published_at_a_time(admin_client: Client, path: str) -> None:
    record = make(path)
    listing, page = f"/admin/{path}/?publication=", address(path, record)
    assert total(admin_client.get(f"{listing}draft")) == 1
    assert "下書き" in rows_text(admin_client.get(f"/admin/{path}/"))

    for typed, state in [("2099-05-01 9:00", "planned"), ("令和6年5月1日", "public")]:
        data = form_data(admin_client.get(page), form_name(path))
        response = admin_client.post(page, data | {"published_at": typed})
        assert response.status_code == 302, errors(response)
        assert total(admin_client.get(f"{listing}{state}")) == 1
        assert total(admin_client.get(f"{listing}draft")) == 0


def rows_text(response: Any) -> str:
    return " ".join(cell.text for cell in soup(response).select("#result_list tbody td"))


@pytest.mark.parametrize("path", KINDS)
def test_a_reader_sees_the_page_and_changes_nothing(path: str) -> None:
    app, model = path.split("/")
    client = editor(f"{app}.view_{model}")

    page = soup(client.get(address(path, make(path))))

    assert not page.select("#content [type=submit]")
    assert page.select("fieldset label")


@pytest.mark.parametrize("path", KINDS)
def test_a_word_finds_the_record(admin_client: Client, path: str) -> None:
    record = make(path)

    def found(word: str) -> int:
        return len(rows(admin_client.get(f"/admin/{path}/", {"q": word})))

    words = {
        "listing": (str(record.pk and getattr(record, "public_id", "")), "nothing-at-all"),
        "edition": ("2006", "2007"),
        "commendation": ("rennes", "nantes"),
        "seminar": ("2024 パリ sendai", "london"),
        "conference": ("日仏 rennes", "nantes"),
        "series": ("日仏", "日米"),
    }
    hit, miss = words[form_name(path)]
    assert found(hit) == 1
    assert found(miss) == 0
