"""Lists of the staff desk as files."""

import csv
import io
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from relationships.doubles.models import DistinctPair
from sistercity.admin import StaffAdmin
from tests.desk import editor, soup, total

pytestmark = pytest.mark.django_db
RELATIONSHIPS = "/admin/register/relationship/"
NUMBER = "公開番号"
KINDS = [
    entry
    for entry in admin.site._registry.values()
    if isinstance(entry, StaffAdmin) and entry.exports_list
]


@pytest.fixture
def client() -> Client:
    """A superuser's browser."""
    client = Client()
    client.force_login(User.objects.create_superuser("hanako"))
    return client


def content(response: Any) -> bytes:
    return b"".join(response)


def lines(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(response).decode("utf-8-sig"))))


@pytest.mark.sampled(4)
@pytest.mark.parametrize("entry", KINDS, ids=lambda entry: entry.opts.model_name)
def test_every_list_is_exported_whole_under_its_headings(client: Client, entry: StaffAdmin) -> None:
    address = f"/admin/{entry.opts.app_label}/{entry.opts.model_name}/"
    shown = client.get(address)
    links = [str(link["href"]) for link in soup(shown).select(".object-tools a")]

    headings, *rows = lines(client.get(f"{address}export/csv/"))
    workbook = client.get(f"{address}export/xlsx/")

    assert {f"{address}export/csv/", f"{address}export/xlsx/"} <= set(links)
    titles = [title.text.strip() for title in soup(shown).select("#result_list thead th .text")]
    if any(field.name == "public_id" for field in entry.opts.fields):
        titles = [NUMBER, *(title for title in titles if title != NUMBER)]
    assert headings == titles or not soup(shown).select("#result_list")
    assert len(rows) == total(shown)
    assert not [
        cell for row in rows for cell in row if "<" in cell or ("&" in cell and ";" in cell)
    ]
    assert "xl/worksheets/sheet1.xml" in ZipFile(io.BytesIO(content(workbook))).namelist()


@pytest.mark.parametrize("name", ["register/relationship", "places/partner", "listings/listing"])
def test_the_public_number_comes_first(client: Client, name: str) -> None:
    model = apps.get_model(name.replace("/", "."))

    headings, *rows = lines(client.get(f"/admin/{name}/export/csv/"))

    assert headings.index(NUMBER) == 0
    assert headings.count(NUMBER) == 1
    numbers = model._default_manager.values_list("public_id", flat=True)
    assert {int(row[0]) for row in rows} >= set(numbers) != set()


def test_filters_and_search_of_the_list_hold_for_the_file(client: Client) -> None:
    query = "?status__exact=ended&q=a&o=1"
    shown = client.get(RELATIONSHIPS + query)
    (link,) = [a["href"] for a in soup(shown).select(".object-tools a") if "CSV" in a.text]

    _headings, *rows = lines(client.get(str(link)))

    assert str(link) == f"{RELATIONSHIPS}export/csv/{query}"
    assert 0 < len(rows) == total(shown)


def test_a_file_needs_the_permission_of_the_list_and_a_query_that_can_be(client: Client) -> None:
    address = f"{RELATIONSHIPS}export/csv/"

    assert editor().get(address).status_code == 403
    assert client.get(f"{RELATIONSHIPS}export/exe/").status_code == 404
    wrong = client.get(f"{address}?nothing=1")
    assert (wrong.status_code, wrong["Location"]) == (302, f"{RELATIONSHIPS}?e=1")


def test_what_pages_of_our_own_list_is_exported_beyond_the_first_page_too(client: Client) -> None:
    rows_of_a_page = admin.site.get_model_admin(DistinctPair).list_per_page
    for number in range(rows_of_a_page + 1):
        DistinctPair.objects.create(kind="relationship", one=16, other=1000 + number, reason="別")

    _headings, *pairs = lines(client.get("/admin/doubles/distinctpair/export/csv/"))

    assert len(pairs) == rows_of_a_page + 1
    assert all("函館市 – " in pair[0] and pair[2] == "別" for pair in pairs)
    for page in ("joins/join", "places/reorganisation", "enquiries/renewallink"):
        assert client.get(f"/admin/{page}/export/xlsx/").status_code == 200


@pytest.mark.parametrize("address", ["/admin/enquiries/submission/", "/admin/imports/importrun/"])
def test_personal_data_and_runs_are_not_exported(client: Client, address: str) -> None:
    answer = client.get(f"{address}export/csv/", follow=True)  # to Django, the key of a record

    assert answer.redirect_chain[-1] == ("/admin/", 302)
    assert f"{address}export/csv/" not in client.get(address).content.decode()
