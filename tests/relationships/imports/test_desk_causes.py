"""The desk shows causes before symptoms, and asks only for names that an answer settles."""

import pytest
from django.test import Client

from tests.desk import content_text, soup
from tests.hostile_books import sheet_xml, xlsx
from tests.relationships.imports.files import Sheet
from tests.relationships.imports.runs import page, publisher, uploaded
from tests.relationships.imports.test_causes import merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """The browser of somebody who may import and publish."""
    return publisher()


def test_merged_cells_are_one_line_and_no_name_is_asked_for(
    client: Client, register: Sheet
) -> None:
    register.rows.sort(key=lambda row: (row["Prefecture (Japanese)"], int(row["ID"])))
    for row in register.rows:
        row |= {"Partner": "Zzyzx" + row["Partner"], "Partner ID": "", "Partner (Japanese)": ""}
    data, number = merged(register)

    run = uploaded(client, data, name="merged.xlsx")
    response = page(client, run)

    assert run.counts["error"] >= number
    (first, *_rest) = soup(response).select(".import-problems tbody tr")
    assert "結合" in first.get_text() and f"{number:,}行" in first.get_text()
    assert not run.counts.get("missing")
    asked = {row for one in run.entries.filter(kind="name") for row in one.data["rows"]}
    merged_rows = {one.data["row"] for one in run.entries.filter(data__code="merged_cells")}
    assert not asked & merged_rows


def test_without_a_name_to_answer_no_answer_is_asked_for(client: Client, register: Sheet) -> None:
    data, _number = merged(register)
    assert data.startswith(b"PK")

    run = uploaded(client, data, name="merged.xlsx")
    text = content_text(page(client, run))

    assert run.counts["name"] == 0
    assert "名称に答えて" not in text and "未知の名称" not in text
    assert "ファイルを直して差し替えてください" in text
    assert "エラーがなくなってから改めて確認します" in text


def test_a_name_in_a_row_with_another_error_is_not_asked_for(
    client: Client, register: Sheet
) -> None:
    good = {"Local government code": "011002", "Country code": "US", "Partner": "Chicaggo"}
    register.rows = [dict.fromkeys(register.headings, "") | good for _ in range(2)]
    register.rows[1] |= {"Kind": "sisterly", "Partner": "Portlandd"}

    run = uploaded(client, xlsx(sheet_xml(register.table())), name="names.xlsx")

    asked = [one.data["name"] for one in run.entries.filter(kind="name")]
    assert asked == ["Chicaggo"]


def test_a_plan_stored_before_its_texts_changed_is_still_shown(
    client: Client, register: Sheet
) -> None:
    register.rows[0]["Kind"] = "sisterly"
    run = uploaded(client, register.csv())
    entry = run.entries.get(kind="error")
    entry.data = {"code": "ignored_column", "values": {"heading": "Old"}, "sheet": "",
                  "row": 1, "column": ""}  # fmt: skip
    entry.save()

    assert "「Old」" in content_text(page(client, run, "?group=error"))
