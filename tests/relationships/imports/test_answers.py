"""Rows that are skipped, and records that the file lacks."""

from typing import Any

import pytest
from django.test import Client

from relationships.register.models import Relationship
from relationships.releases.models import Release
from sistercity.imports.models import ImportRun
from tests.desk import content_text, errors, soup
from tests.relationships.imports.files import Cells, Desk, Sheet, exported
from tests.relationships.imports.runs import act, page, publish, publisher, uploaded
from tests.relationships.imports.test_names import with_answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_inline")]

ALBERTA, PORTLAND, THIRD = 1, 9, 2
STORY = "History"
REASON = "提携日を照会中"


@pytest.fixture
def client() -> Client:
    """The browser of somebody who may import and publish."""
    return publisher()


def relationship(number: int) -> Relationship:
    return Relationship.objects.get(public_id=number)


def with_an_error() -> Sheet:
    """The register with a date that is none at Portland, and a new story of Alberta."""
    sheet = exported()
    sheet[PORTLAND].update({"Established": "1989-02-30", STORY: "of the row with the error"})
    sheet[ALBERTA][STORY] = "of another row"
    return sheet


def lacking(*numbers: int) -> Sheet:
    """The register without some relationships."""
    sheet = exported()
    sheet.rows = [row for row in sheet.rows if int(row["ID"]) not in numbers]
    return sheet


def code_of(run: ImportRun, kind: str) -> str:
    """The code of the only entry of a group."""
    return str(run.entries.get(kind=kind).data["code"])


# Skipped rows


def test_a_row_with_an_error_is_skipped_with_a_reason(client: Client, admin_client: Client) -> None:
    run = uploaded(client, with_an_error())
    shown = content_text(page(client, run, "?group=rejected"))
    assert "札幌市 – ポートランド No.9" in shown and "1989-02-30" in shown

    act(client, run, "rows", **{code_of(run, "rejected"): REASON})

    run.refresh_from_db()
    assert (run.counts["skipped"], run.counts["corrected"]) == (1, 1)
    assert not {"error", "missing"} & set(run.counts)
    assert REASON in content_text(page(client, run, "?group=skipped"))
    assert REASON in b"".join(client.get(f"/admin/imports/importrun/{run.pk}/report/csv/")).decode()
    run = publish(client, run)
    assert run.status == "published", run.message
    assert relationship(ALBERTA).story_en == "of another row"
    assert relationship(PORTLAND).story_en != "of the row with the error"
    release = Release.objects.latest("number")
    assert [one["reason"] for one in release.skipped] == [REASON]
    assert REASON in content_text(admin_client.get(f"/admin/releases/release/{release.pk}/change/"))


def test_what_a_skipped_row_says_matters_to_no_other_row(client: Client) -> None:
    sheet = exported()
    sheet.add(**{**sheet[PORTLAND], STORY: "twice"})  # the same relationship again
    sheet.rows[-1]["Partner (Japanese)"] = "ローズシティ"  # and a name that would be asked about
    run = uploaded(client, sheet)

    act(client, run, "rows", **{code_of(run, "rejected"): REASON})

    run.refresh_from_db()
    assert (run.counts["skipped"], run.counts["name"]) == (1, 0)
    assert not {"error", "corrected", "missing", "warning"} & set(run.counts)


def test_a_row_without_a_reason_is_not_skipped_and_skipping_is_withdrawn(client: Client) -> None:
    run = uploaded(client, with_an_error())
    code = code_of(run, "rejected")

    act(client, run, "rows", **{code: " "})
    run.refresh_from_db()
    assert run.skipped == {}
    act(client, run, "rows", **{code: REASON})
    act(client, run, "rows", withdraw="1")

    run.refresh_from_db()
    assert (run.skipped, run.counts["error"]) == ({}, 1)


def test_a_row_is_skipped_on_the_command_line(desk: Desk) -> None:
    def skip(line: Cells) -> str:
        return f"skip: {REASON}" if line["Code"].startswith("row-") else ""

    outcome = with_answers(desk, with_an_error(), skip)

    assert outcome.code == 0, outcome.error
    assert outcome.kinds == {"corrected": 1, "skipped": 1}
    assert REASON in outcome.text
    assert Release.objects.latest("number").skipped[0]["reason"] == REASON


# Missing rows


def missing_answers(run: ImportRun, **answers: tuple[str, str]) -> dict[str, Any]:
    """The inputs that answer what becomes of missing relationships, by their numbers."""
    data: dict[str, Any] = {}
    for number, (verdict, day) in answers.items():
        data |= {f"verdict-missing-{number}": verdict, f"day-missing-{number}": day}
    return data


def test_each_missing_row_is_answered(client: Client) -> None:
    run = uploaded(client, lacking(ALBERTA, PORTLAND, THIRD))
    assert run.counts["missing"] == 3

    answers = {str(ALBERTA): ("end", "2026-10"), str(PORTLAND): ("keep", "")}
    act(client, run, "missing", **missing_answers(run, **answers))

    run.refresh_from_db()
    assert (run.counts["ended"], run.counts["missing"]) == (1, 2)
    shown = soup(page(client, run, "?group=missing"))
    assert [one["value"] for one in shown.select("input[type=radio][checked]")] == ["keep"]
    run = publish(client, run)
    assert run.status == "published", run.message
    ended = relationship(ALBERTA)
    assert (ended.status, ended.ended.isoformat()) == ("ended", "2026-10")
    assert {relationship(n).status for n in (PORTLAND, THIRD)} == {"active"}


@pytest.mark.parametrize(
    ("verdict", "day", "reason"),
    [
        ("end", "", "解消年月日を入力してください"),
        ("end", "2026-02-30", "という日付はありません"),
        ("keep", "2026-10", "「解消した」を選んでください"),
    ],
)
def test_a_half_answer_to_a_missing_row_is_refused(
    client: Client, verdict: str, day: str, reason: str
) -> None:
    run = uploaded(client, lacking(ALBERTA))

    response = act(client, run, "missing", **missing_answers(run, **{"1": (verdict, day)}))

    assert reason in errors(response)
    run.refresh_from_db()
    assert run.missing == {}


def test_a_missing_row_cannot_have_ended_before_it_began(client: Client) -> None:
    run = uploaded(client, lacking(PORTLAND))

    act(client, run, "missing", **missing_answers(run, **{"9": ("end", "1950")}))

    run.refresh_from_db()
    assert run.counts["error"] == 1
    assert "1950" in content_text(page(client, run, "?group=error"))
    act(client, run, "missing", withdraw="1")
    run.refresh_from_db()
    assert (run.missing, run.counts["missing"]) == ({}, 1)


def test_missing_rows_are_answered_on_the_command_line(desk: Desk) -> None:
    words = {"missing-1": "end 2026-10", "missing-9": "keep"}
    sheet = lacking(ALBERTA, PORTLAND, THIRD)

    outcome = with_answers(
        desk, sheet, lambda line: words.get(line["Code"], ""), "--missing", "end"
    )

    assert outcome.code == 0, outcome.error
    assert relationship(ALBERTA).ended.isoformat() == "2026-10"
    assert relationship(PORTLAND).status == "active"
    assert relationship(THIRD).status == "ended"
