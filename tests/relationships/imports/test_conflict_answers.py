"""Conflicts of an import are answered one by one or all at once: in a report, and at the desk."""

import csv

import pytest
from django.test import Client

from sistercity.import_runs.models import ImportRun
from tests.desk import soup
from tests.relationships.imports.files import Desk, Outcome, Sheet, command, exported
from tests.relationships.imports.runs import act, page, publish, publisher, uploaded
from tests.relationships.imports.test_merge import ALBERTA, OTHER, STORY, story, write

pytestmark = pytest.mark.django_db


def conflicting(desk: Desk) -> Sheet:
    """A file in conflict with two stories."""
    sheet = exported()
    for number in (ALBERTA, OTHER):
        sheet[number][STORY] = "by the file"
        write(number, story_en="by a person")
    return sheet


def answered(desk: Desk, sheet: Sheet, *words: str, flag: str = "--conflicts") -> Outcome:
    """Apply a file with answers written into the report of its plan."""
    desk.dry(sheet)
    path, report = desk.folder / "register.csv", desk.folder / "answers.csv"
    command("import_relationships", str(path), "--report", str(report))
    with report.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    left = list(words)
    for line in lines:
        if line["Code"] and left:
            line["Answer"] = left.pop(0)
    with report.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)
    return desk.apply(sheet, flag, str(report))


@pytest.mark.parametrize("flag", ["--conflicts", "--answers"])
def test_each_conflict_is_answered_in_the_report(desk: Desk, flag: str) -> None:
    outcome = answered(desk, conflicting(desk), "keep", "take the file's", flag=flag)

    assert outcome.code == 0, outcome.text
    assert (story(), story(OTHER)) == ("by a person", "by the file")


def test_a_conflict_without_an_answer_stays_open(desk: Desk) -> None:
    refused = answered(desk, conflicting(desk), "take")

    assert (refused.code, refused.kinds) == (2, {"corrected": 1, "conflict": 1})


def test_a_word_that_is_no_answer_is_refused_with_its_line(desk: Desk) -> None:
    refused = answered(desk, conflicting(desk), "perhaps")

    assert refused.code == 1
    assert "line 2: “perhaps” is no answer" in refused.error


@pytest.mark.parametrize("flag", ["--conflicts", "--answers"])
@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\xff\xfe\x00", b"", None])
def test_a_file_that_is_no_report_is_refused(desk: Desk, flag: str, content: bytes | None) -> None:
    path = desk.folder / "answers.csv"
    if content is not None:
        path.write_bytes(content)

    refused = desk.apply(exported(), flag, str(path))

    assert (refused.code, "answers.csv" in refused.error) == (1, True)


def test_a_report_without_an_answer_to_a_conflict_is_refused(desk: Desk) -> None:
    refused = answered(desk, conflicting(desk), "")

    assert refused.code == 1
    assert "answers.csv answers no conflict" in refused.error


def test_a_word_that_is_no_answer_to_all_is_refused(desk: Desk) -> None:
    refused = desk.apply(exported(), "--conflicts", "keeep")

    assert refused.code == 1
    assert "there is no file keeep" in refused.error


def test_an_answer_does_not_hold_for_another_value(desk: Desk) -> None:
    sheet = conflicting(desk)
    answered(desk, sheet, "keep")  # refused: the other one is open
    write(story_en="by another person")

    report = desk.folder / "answers.csv"
    assert desk.apply(sheet, "--answers", str(report)).kinds == {"conflict": 2}


# At the desk


@pytest.fixture
def staff() -> Client:
    return publisher()


def test_the_desk_shows_both_values_and_who_wrote_one(desk: Desk, staff: Client) -> None:
    run = uploaded(staff, conflicting(desk))

    shown = soup(page(staff, run, "?group=conflict")).get_text()

    assert all(text in shown for text in ("by a person", "by the file", "登録簿の値"))
    assert run.counts["conflict"] == 2


def test_the_desk_answers_each_conflict_or_all(desk: Desk, staff: Client) -> None:
    run = uploaded(staff, conflicting(desk))
    first, _second = codes(run)

    act(staff, run, "conflicts", **{first: "keep"})
    run.refresh_from_db()
    assert run.counts["conflict"] == 1
    assert "公開できません" in soup(page(staff, run)).get_text()
    act(staff, run, "conflicts", every="take")
    run.refresh_from_db()
    assert "conflict" not in run.head["counts"]
    publish(staff, run)

    assert (story(), story(OTHER)) == ("by a person", "by the file")


def test_answers_can_be_withdrawn(desk: Desk, staff: Client) -> None:
    run = uploaded(staff, conflicting(desk))
    act(staff, run, "conflicts", every="keep")

    act(staff, run, "conflicts", withdraw="1")

    run.refresh_from_db()
    assert (run.conflicts, run.counts["conflict"]) == ({}, 2)


def codes(run: ImportRun) -> list[str]:
    """The codes of a run's conflicts, in their order."""
    return [
        change["code"]
        for entry in run.entries.filter(kind="conflict").order_by("position")
        for change in entry.data["changes"]
    ]
