"""The change log: every change of every record, by whom, how and why; filters, pages, files."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, RequestFactory

from places.models import Country
from relationships.register.models import Relationship, RelationshipSource
from sistercity.changes import files, log
from sistercity.changes.tables import log_tables
from tests.clock import japan
from tests.desk import content_text, editor, soup
from tests.sistercity.changes.log_pages import (
    LOG,
    lines,
    partner,
    relationship,
    save,
    words,
    write,
)

pytestmark = pytest.mark.django_db
WAYS = {
    "load_data": ({"source": "load_data"}, "データ読込（load_data）"),
    "import": (
        {"source": "import_relationships", "who": "山田 花子"},
        "山田 花子 登録簿の取込",
    ),
    "undo": (
        {"source": "undo_release", "who": "山田 花子", "reason": "誤ったファイル"},
        "山田 花子 公開版の取消",
    ),
    "form": ({"source": "renewal", "reference": "A1"}, "連絡先による確認（署名付きリンク）"),
    "sql": (None, "管理画面の外（データベースを直接変更）"),
}


def test_an_edit_stands_in_the_log_with_the_person_the_values_and_the_reason() -> None:
    client = editor("register.view_relationship", "register.change_relationship")
    record = relationship()
    write(record, note="Old")

    save(client, record, note="New", change_reason="市の公式サイトで確認")

    line = lines(client)[0]
    assert "山田" in line and "花子" in line and "管理画面" in line
    assert "理由： 市の公式サイトで確認" in line
    assert "Old → New" in line
    assert str(record.public_id) in line
    history = soup(client.get(f"/admin/register/relationship/{record.pk}/history/")).text
    assert "市の公式サイトで確認" in history


def test_a_save_of_a_part_alone_keeps_the_reason(admin_client: Client) -> None:
    record = RelationshipSource.objects.order_by("pk")[0].relationship
    rows = list(record.sources.order_by("pk"))

    save(admin_client, record, **{"sources-0-url": "https://example.org/", "change_reason": "移転"})

    assert rows
    assert "https://example.org/" in lines(admin_client)[0]
    assert "理由： 移転" in lines(admin_client)[0]


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_change_a_record_has_its_name(admin_client: Client, way: str) -> None:
    context, name = WAYS[way]

    if context is None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE places_partner SET website = 'https://example.org/'")
    else:
        write(partner(), context, website="https://example.org/")

    line = lines(admin_client)[0]
    assert name in line
    assert "→ https://example.org/" in line
    assert ("誤ったファイル" in line) == (way == "undo")


def test_the_log_has_every_table_of_history(admin_user: User) -> None:
    request = RequestFactory().get(LOG)
    request.user = admin_user

    tables = log_tables(admin.site, request)

    tracked = {model for model in apps.get_models() if "pgh_event_models" in vars(model)}
    assert len(tracked) > 20
    assert {table.trace.model for table in tables} == tracked
    assert len(tables) == len(tracked)


FILTERS: dict[str, tuple[str, ...]] = {
    "kind": ("One", "Two", "Four"),
    "person": ("One",),
    "how": ("Two",),
    "desk": ("One",),
    "outside": ("Three",),
    "since": ("Two",),
    "until": ("One",),
    "name": ("One", "Two", "Four"),
    "value": ("Two",),
    "old": ("One", "Two"),
    "choice": ("Two",),
    "both": ("One",),
}


@pytest.mark.sampled(6)
@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_leaves_what_it_asks_for(name: str) -> None:
    """Changes of 1 to 4 May: One by hand, Two by an import, Three by SQL, Four by a proposal.

    Three is of another record. Four leaves what Two wrote.
    """
    client = editor(
        "register.view_relationship", "register.change_relationship", "places.view_country"
    )
    user, record = User.objects.get(username="editor"), relationship()
    save(client, record, note="One")
    write(record, {"source": "import_relationships"}, note="Two", status="dormant", kind="sister")
    write(Country.objects.order_by("pk")[0], kana="Three")
    write(record, {"source": "proposal"}, story_en="Four")
    for model, column, text, day in (
        (Relationship, "note", "One", "2026-05-01T23:59"),
        (Relationship, "note", "Two", "2026-05-02T00:00"),
        (Country, "kana", "Three", "2026-05-03"),
        (Relationship, "story_en", "Four", "2026-05-04"),
    ):
        events: Any = getattr(model, "pgh_event_model")  # noqa: B009
        events.objects.filter(**{column: text}).update(pgh_created_at=japan(day))
    asked: dict[str, dict[str, Any]] = {
        "kind": {"kind": "register.relationship", "until": "2026-05-04"},
        "person": {"person": user.pk},
        "how": {"how": "import_relationships"},
        "desk": {"how": "desk"},
        "outside": {"how": "outside"},
        "since": {"since": "令和8年5月2日", "until": "2026-05-02"},
        "until": {"until": "2026-05-01"},
        "name": {"name": f"No.{record.public_id}"},
        "value": {"value": "two"},
        "old": {"value": "One"},
        "choice": {"value": record_status_label()},
        "both": {"name": f"No.{record.public_id}", "how": "desk"},
    }

    found = [line for line in lines(client, **asked[name]) if "load_data" not in line]

    shown = {text for line in found for text in FILTERS[name] if f"→ {text}" in line}
    assert shown == set(FILTERS[name])
    assert len(found) == len(FILTERS[name])


def record_status_label() -> str:
    """Return what the desk calls a dormant relationship."""
    from django.utils.translation import override

    with override("ja"):
        return str(Relationship(status="dormant").get_status_display())


def test_the_pages_of_the_log_have_each_entry_once_in_their_order(admin_client: Client) -> None:
    # All at one instant, in two tables: the order of a page must be that of the whole.
    for number in range(60):
        write(partner(), website=f"https://example.org/p{number:02}")
        write(relationship(), note=f"r{number:02}")
    address, seen = LOG, []
    for _ in range(3):
        page = soup(admin_client.get(address))
        seen += [words(row) for row in page.select("#change-history tbody tr")]
        link = page.find("a", string="これより古い変更")
        assert link is not None
        address = f"{LOG}{link['href']}"

    whole = "".join(f"{line} \n" for line in seen)
    assert len(seen) == 3 * log.PAGE
    for number in range(60):
        assert whole.count(f"→ https://example.org/p{number:02} ") == 1
        assert whole.count(f"→ r{number:02} ") == 1


def test_what_is_done_to_an_account_is_named_without_values(admin_client: Client) -> None:
    user = User.objects.create_user("hanako", password="Old-password-1")
    address = f"/admin/auth/user/{user.pk}/password/"
    data = {"password1": "New-password-2", "password2": "New-password-2"}
    own = {"usable_password": "true", "own_password": "password"}

    assert admin_client.post(address, data | own).status_code == 302

    [line] = lines(admin_client, kind="auth.user", name="hanako", how="desk")
    assert "admin 管理画面" in line and "hanako" in line and "パスワード" in line
    assert "New-password" not in line and "pbkdf2" not in line
    assert line in lines(admin_client)
    assert lines(admin_client, kind="auth.user", value="a") == []
    assert "hanako" not in " ".join(lines(editor("places.view_partner")))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_has_what_the_filters_show(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    for text in ("=1", "Two", "Three"):
        write(relationship(), note=text)
    write(partner(), website="https://example.org/")
    monkeypatch.setattr("sistercity.changes.views.MOST", 2)

    response = admin_client.get(f"{LOG}file.{ending}?kind=register.relationship")

    found = read(ending, b"".join(response.streaming_content))  # type: ignore[attr-defined]
    assert found[0] == [*files.HEADINGS]
    assert [row[-2:] for row in found[1:]] == [
        ["Two", "Three"],
        ["'=1" if ending == "csv" else "=1", "Two"],
    ]


@pytest.mark.parametrize("page", ["", "file.csv"])
def test_a_search_that_takes_too_long_says_so(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    def newest(*_: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)")
        return []

    monkeypatch.setattr(log.ChangeLog, "newest", newest)

    answer = admin_client.get(f"{LOG}{page}?value=x")

    assert answer.status_code == 503
    assert "時間がかかりすぎた" in soup(answer).select(".messagelist")[0].text
    assert "該当する変更はありません" not in content_text(answer)
    assert soup(answer).select_one("[name=value]")["value"] == "x"  # type: ignore[index]


def read(ending: str, content: bytes) -> list[list[Any]]:
    """Return the rows of a file."""
    if ending == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize(
    "query",
    [
        "how=nothing",
        "kind=auth.permission",
        "person=abc",
        "since=2026-13-01",
        "since=2026-05-02&until=2026-05-01",
        "name=a+b+c+d+e+f+g+h+i+j+k",
        "value=a%00b",
        "after=abc",
        "after=2026-05-01T00:00:00~places.partner~1",
        "after=2026-05-01T00:00:00%2B09:00~places.partner~99999999999",
    ],
)
def test_a_bad_filter_is_a_400_with_the_reason(admin_client: Client, query: str) -> None:
    response = admin_client.get(f"{LOG}?{query}")

    assert response.status_code == 400
    assert soup(response).select(".errorlist li, .errornote")
    assert admin_client.get(f"{LOG}file.csv?{query}").status_code == 302


def test_the_log_shows_the_kinds_of_record_that_the_user_may_see() -> None:
    client = editor("places.view_partner")
    write(partner(), website="https://example.org/")
    write(relationship(), note="Secret")

    found = lines(client)

    assert "https://example.org/" in found[0]
    assert not [line for line in found if "Secret" in line]
    assert client.get(f"{LOG}?kind=register.relationship").status_code == 400
    assert "変更前の値に戻す" not in found[0]


def test_the_log_is_not_for_those_who_may_see_nothing(client: Client) -> None:
    assert editor().get(LOG).status_code == 403
    assert client.get(LOG).status_code == 302


def test_a_full_page_takes_the_queries_of_a_short_one(
    admin_client: Client,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    def change(number: int) -> None:
        write(
            partner(), country_id=["FR", "US"][number % 2], website=f"https://example.org/{number}"
        )

    change(0)
    change(1)
    address = f"{LOG}?kind=places.partner&how=outside"
    with django_assert_max_num_queries(14) as short:
        admin_client.get(address)
    for number in range(2, 60):
        change(number)
    with django_assert_num_queries(len(short)):
        assert len(lines(admin_client, kind="places.partner", how="outside")) == log.PAGE


VALUES = {
    "a day": "1977-07-07",
    "a day in Japanese": "1977年7月7日",
    "a day of an era": "昭和52年7月7日",
    "a month of a day": "1977年7月",
    "a month": "1985年5月",
    "a year": "1985",
    "a number": "10.5",
    "a name": "国",
    "a reason": "市から連",
    "a list": "スポーツ",
}


@pytest.mark.parametrize("what", VALUES)
def test_a_value_is_found_as_people_read_it(admin_client: Client, what: str) -> None:
    """Each is written, and then replaced; what neither wrote nor replaced it is not found."""
    record, town = relationship(), partner()
    country = Country.objects.exclude(pk=town.country_id).order_by("pk")[0]
    why = {"source": "proposal", "reason": "市から連絡"}
    changes: list[tuple[Any, dict[str, Any], dict[str, Any], dict[str, Any] | None]] = [
        (record, date("established", "1977-07-07", "day"), {"re_signed_on": None}, None),
        (record, date("established", "1985-05-01", "month"), {"note": "x"}, None),
        (
            relationship_source(),
            date("stated", "1977-07-08", "day"),
            {"url": "https://a.jp/"},
            None,
        ),
        (town, {"latitude": "10.5", "longitude": "1"}, {"name_native": "x"}, None),
        (town, {"country": country}, {"name_native": "y"}, None),
        (town, {"website": "https://example.org/"}, {"name_native": "z"}, why),
        (record, {"fields": ["sports"]}, {"note": "y"}, None),
    ]
    for one, written, other, how in changes:
        write(one, how, **written)
        write(one, **other)
    wanted: dict[str, list[str]] = {
        "a day": ["→ 1977年7月7日", "1977年7月7日 → 1985年5月"],
        "a month of a day": ["→ 1977年7月7日", "1977年7月7日 → 1985年5月", "→ 1977年7月8日"],
        "a month": ["→ 1985年5月"],
        "a year": ["→ 1985年5月"],
        "a number": ["→ 10.5"],
        "a name": [f"→ {country.name_ja}"],
        "a reason": ["理由： 市から連絡"],
        "a list": ["→ スポーツ"],
    }
    sought = country.name_ja if what == "a name" else VALUES[what]

    found = [one for one in lines(admin_client, value=sought) if "load_data" not in one]

    ends = wanted.get(what, wanted["a day"])
    assert [end for end in ends if not [one for one in found if end in one]] == []
    assert len(found) == len(ends), found


def date(name: str, day: str, precision: str) -> dict[str, Any]:
    """Return the columns of a partial date."""
    return {f"{name}_on": day, f"{name}_precision": precision}


def relationship_source() -> RelationshipSource:
    """Return a source that was loaded."""
    return RelationshipSource.objects.order_by("pk")[0]
