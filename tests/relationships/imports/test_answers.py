"""Rows that are skipped, records that the file lacks, and a corrected file with answers so far."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from places.models import Partner
from relationships.register.figures import overview
from relationships.register.models import Relationship
from relationships.releases.models import Release
from relationships.releases.undo import undo_release
from sistercity.import_runs.models import ImportRun
from tests.desk import content_text, errors, soup
from tests.relationships.imports.files import Cells, Desk, Sheet, exported
from tests.relationships.imports.runs import act, page, publish, publisher, uploaded
from tests.relationships.imports.test_names import with_answers

pytestmark = pytest.mark.django_db

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
    number = run.entries.get(kind="name").position
    portland = Partner.objects.get(public_id=PORTLAND)
    act(client, run, "names", **{f"place-{number}": portland.pk, f"meaning-{number}": "other"})
    run.refresh_from_db()

    act(client, run, "rows", **{code_of(run, "rejected"): REASON})

    run.refresh_from_db()
    assert (run.counts["skipped"], run.counts["name"]) == (1, 0)
    assert not run.head["keeps_names"]
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
    """The inputs that answer what becomes of missing relationships, by their numbers.

    Beside the verdict stands the day of an end, or the reason of a withdrawal.
    """
    data: dict[str, Any] = {}
    for number, (verdict, told) in answers.items():
        column = "reason" if verdict == "slip" else "day"
        data |= {f"verdict-missing-{number}": verdict, f"{column}-missing-{number}": told}
    return data


def test_each_missing_row_is_answered(client: Client) -> None:
    run = uploaded(client, lacking(ALBERTA, PORTLAND, THIRD))
    assert run.counts["missing"] == 3

    answers = {
        str(ALBERTA): ("end", "2026-10"),
        str(PORTLAND): ("keep", ""),
        str(THIRD): ("slip", "締結されていませんでした。"),
    }
    act(client, run, "missing", **missing_answers(run, **answers))

    run.refresh_from_db()
    counts = [run.counts[group] for group in ("ended", "withdrawn", "missing")]
    assert counts == [1, 1, 1]
    shown = soup(page(client, run, "?group=missing"))
    assert [one["value"] for one in shown.select("input[type=radio][checked]")] == ["keep"]
    before = overview()
    told = {total["label"]: total["after"] for total in run.head["totals"]}
    run = publish(client, run)
    assert run.status == "published", run.message
    ended = relationship(ALBERTA)
    assert (ended.status, ended.ended.isoformat()) == ("ended", "2026-10")
    assert relationship(PORTLAND).status == "active"
    withdrawn = Relationship.with_withdrawn.get(public_id=THIRD)
    assert withdrawn.withdrawal_reason_ja == "締結されていませんでした。"
    assert overview().relationships == before.relationships - 2 == told["提携"]
    gone = client.get(withdrawn.get_absolute_url())
    assert gone.status_code == 410
    assert "締結されていませんでした。" in gone.content.decode()
    release = Release.objects.latest("number")
    assert release.counts["removed"] == 1
    undo_release(number=release.number, who="花子", reason="誤ったファイル")
    assert relationship(THIRD).withdrawn_at is None


@pytest.mark.parametrize(
    ("verdict", "day", "reason"),
    [
        ("end", "", "解消年月日を入力してください"),
        ("end", "2026-02-30", "という日付はありません"),
        ("keep", "2026-10", "「解消した」を選んでください"),
        ("slip", "", "取り下げる理由を入力してください"),
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
    words = {"missing-1": "end 2026-10", "missing-9": "slip: never signed"}
    sheet = lacking(ALBERTA, PORTLAND, THIRD)

    outcome = with_answers(
        desk, sheet, lambda line: words.get(line["Code"], ""), "--missing", "end"
    )

    assert outcome.code == 0, outcome.error
    assert relationship(ALBERTA).ended.isoformat() == "2026-10"
    portland = Relationship.with_withdrawn.get(public_id=PORTLAND)
    assert (portland.status, portland.withdrawal_reason_ja) == ("active", "never signed")
    assert relationship(THIRD).status == "ended"


# A corrected file


def replaced(client: Client, run: ImportRun, sheet: Sheet, **values: str) -> Any:
    """Put another file in the place of that of a run."""
    file = SimpleUploadedFile("corrected.csv", sheet.csv())
    data = {"file": file, "as_of": str(timezone.localdate()), **values}
    response = act(client, run, "replace", **data)
    run.refresh_from_db()
    return response


def wrong_file() -> Sheet:
    """A file with all that is asked about, and an error at Alberta that is to be corrected."""
    sheet = lacking(*range(3, 9), *range(10, 16))
    sheet[PORTLAND]["Established"] = "1989-02-30"  # to be skipped
    sheet.rows[-1][STORY] = "by the file"
    number = int(sheet.rows[-1]["ID"])
    record = relationship(number)
    record.story_en = "by a person"
    record.save()
    sheet.add(Local_government_code="011002", Country_code="US", Partner="Chicaggo")
    sheet[ALBERTA]["Kind"] = "sisterly"
    return sheet


def answer_all(client: Client, run: ImportRun) -> None:
    """Answer all that a run asks, but for the error at Alberta."""
    chicago = Partner.objects.get(name_en="Chicago", country="US").pk
    number = run.entries.get(kind="name").position
    act(client, run, "names", **{f"place-{number}": chicago, f"meaning-{number}": "slip"})
    act(client, run, "conflicts", every="keep")
    (wrong,) = [e for e in run.entries.filter(kind="rejected") if "No.9" in e.data["label"]]
    act(client, run, "rows", **{wrong.data["code"]: REASON})
    act(client, run, "missing", **missing_answers(run, **{"3": ("end", "2026")}))
    run.refresh_from_db()
    reasons: dict[str, str] = {}
    for alarm in run.head["alarms"]:
        reasons |= {f"accept-{alarm['name']}": "on", f"reason-{alarm['name']}": "確認済み"}
    act(client, run, "alarms", **reasons)
    run.refresh_from_db()


def test_a_corrected_file_keeps_all_answers(client: Client) -> None:
    sheet = wrong_file()
    run = uploaded(client, sheet)
    answer_all(client, run)
    assert run.counts["error"] == 1
    assert run.answers, run.head
    names = ("names", "conflicts", "skipped", "missing", "answers")
    before = [getattr(run, name) for name in names]

    sheet[ALBERTA]["Kind"] = ""
    sheet.rows.sort(key=lambda row: row["Partner"])  # rows move, answers stay
    replaced(client, run, sheet)

    assert run.file_name == "corrected.csv"
    assert [getattr(run, name) for name in names] == before
    assert (run.counts["skipped"], run.counts["ended"], run.counts["new"]) == (1, 1, 1)
    run = publish(client, run)
    assert run.status == "published", run.message
    assert Relationship.objects.filter(story_en="by a person").exists()
    assert Release.objects.latest("number").answers == run.answers


def test_a_reason_for_an_alarm_that_says_something_else_is_proposed_again(client: Client) -> None:
    run = uploaded(client, lacking(*range(3, 12)))
    act(client, run, "alarms", **{"accept-missing": "on", "reason-missing": "一部だけの月"})
    run.refresh_from_db()
    assert run.answers == {"missing": "一部だけの月"}

    replaced(client, run, lacking(*range(3, 13)))

    assert run.answers == {}
    shown = soup(page(client, run))
    assert [one.text.strip() for one in shown.select("[name=reason-missing]")] == ["一部だけの月"]
    assert not shown.select("[name=accept-missing][checked]")


def test_a_refused_file_is_replaced_and_a_published_one_is_not(client: Client) -> None:
    run = uploaded(client, b"%PDF-1.4 nothing")
    assert run.status == "refused"
    assert soup(page(client, run)).select("form[action$='/replace/']")

    sheet = exported()
    sheet[ALBERTA][STORY] = "new"
    replaced(client, run, sheet)
    run = publish(client, run)
    assert run.status == "published", run.message

    content = bytes(run.content)
    replaced(client, run, lacking(ALBERTA))
    assert (run.status, bytes(run.content)) == ("published", content)


def test_a_file_that_cannot_be_taken_is_said_on_the_page_of_the_run(client: Client) -> None:
    run = uploaded(client, with_an_error())

    response = replaced(client, run, exported(), as_of="2999-01-01")

    assert "基準日が未来の日付です" in errors(response)
    assert run.file_name == "register.csv"
