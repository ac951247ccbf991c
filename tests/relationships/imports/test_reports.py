"""The plan on paper: in the terminal, as JSON, as CSV, as a page; and how much memory it takes."""

import csv
import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sistercity.imports.plan import Entry, EntryKind, Plan
from sistercity.spreadsheets import grouping
from tests.relationships.imports.files import Desk, Outcome, Sheet, as_of_today, command, exported

ALBERTA = 1
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def changed(desk: Desk, register: Sheet) -> Path:
    """A file with a correction, an end, a new relationship, a missing one and a slip of a date."""
    register[1]["Title of the agreement"] = EVIL
    register[2].update({"Status": "ended", "Ended": "2026-03"})
    register[3]["Established"] = "1882-06-18" if register[3]["Established"] else ""
    register.add(Local_government_code="011002", Country_code="CL", Partner=EVIL)
    register.rows.remove(register[5])
    path = desk.folder / "changed.csv"
    path.write_bytes(register.csv())
    return path


def reported(path: Path, ending: str, *flags: str) -> str:
    """Return the report of a plan."""
    report = path.with_suffix(ending)
    outcome = command("import_relationships", str(path), "--report", str(report), *flags)
    assert outcome.code == 2, outcome.error
    return report.read_text("utf-8")


def test_json_holds_the_whole_plan(changed: Path) -> None:
    data = json.loads(reported(changed, ".json"))

    assert data["file"] == "changed.csv"
    assert len(data["sha256"]) == 64
    kinds = {"new": 1, "ended": 1, "missing": 1}
    assert kinds.items() <= data["counts"].items()
    assert sum(data["counts"][kind] for kind in EntryKind if kind in data["counts"]) == len(
        data["entries"]
    )
    assert data["counts"]["rows"] > 60
    (new,) = [entry for entry in data["entries"] if entry["kind"] == "new"]
    assert {"field", "label", "before", "after"} == set(new["changes"][0])
    assert data["problems"][0]["code"] == "new_partner"
    assert all(alarm["flag"] == f"--accept-{alarm['name']}" for alarm in data["alarms"])


def test_json_goes_to_the_output_alone(changed: Path) -> None:
    outcome = command("import_relationships", str(changed), "--format", "json",
                      "--accept-date-slips", "--accept-early-dates", "--apply",
                      *as_of_today())  # fmt: skip

    assert outcome.code == 0
    assert json.loads(outcome.text)["counts"]["new"] == 1


def test_csv_has_a_line_for_each_value_and_problem(changed: Path) -> None:
    data = json.loads(reported(changed, ".json"))
    text = reported(changed, ".csv")

    headings, *lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert headings[:7] == ["Group", "Row", "Record", "Column", "Before", "After", "Text"]
    assert headings[7:] == ["Code", "Answer"]
    values = sum(max(1, len(entry["changes"])) for entry in data["entries"])
    assert len(lines) == values + len(data["problems"]) + len(data["alarms"])
    assert [
        "Corrected",
        "2",
        "北海道 – アルバータ州 No.1",
        "Title of the agreement",
        "",
        EVIL,
        *("", "", ""),
    ] in lines
    code = [*[""] * 4, "missing-5", ""]
    assert (lines[-1][0], lines[-1][3:]) == ("Missing in the file", code)


def test_html_stands_for_itself_and_runs_nothing(changed: Path) -> None:
    text = reported(changed, ".html")

    page = BeautifulSoup(text, "html5lib")
    assert page.find("script") is None
    assert EVIL in page.get_text()
    assert page.select("link[href], img[src], [onclick]") == []
    assert "北海道 – アルバータ州 No.1" in page.get_text()
    assert str(page.html and page.html.get("lang")) == "en"


def test_the_same_report_in_japanese(changed: Path) -> None:
    outcome = command("import_relationships", str(changed), "--language", "ja")
    report = reported(changed, ".csv", "--language", "ja")

    assert "提携年月日" in report or "提携書の名称" in report
    assert "Title of the agreement" not in report + outcome.text


def test_the_terminal_shows_the_first_of_each_group_and_all_on_demand(
    desk: Desk, register: Sheet
) -> None:
    for row in register.rows[:25]:
        row["Last confirmed"] = "2026-01-31"

    short, full = desk.dry(register), desk.dry(register, "--all")

    assert "… and 5 more" in short.text
    assert short.text.count("→ 2026-01-31") == 20
    assert full.text.count("→ 2026-01-31") == 25


def test_equal_problems_are_cut_and_counted_in_full(
    desk: Desk, register: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "MOST_OF_A_CODE", 20)
    for row in register.rows[:60]:
        row["Kind"] = "sisterly"

    outcome = desk.dry(register)

    assert "Error: 60" in outcome.text
    assert "column “Kind”, 60 rows: 2–21 …: “sisterly”" in outcome.text
    assert outcome.report["severities"] == {"error": 60}
    assert len(outcome.problems) == 20


def test_different_problems_are_cut_in_the_terminal_and_counted_in_full(
    desk: Desk, register: Sheet
) -> None:
    for number, row in enumerate(register.rows[:60]):
        row["Kind"] = f"sisterly {number}"

    outcome = desk.dry(register)

    assert "Error: 60\n" in outcome.text
    assert "… and 10 more" in outcome.text
    assert len(outcome.problems) == 60


def test_no_cell_forges_a_line_of_the_output(desk: Desk) -> None:
    file = exported([ALBERTA])
    file[ALBERTA]["Title of the agreement"] = "x" * 40 + "協定"
    file[ALBERTA]["History"] = "First.\nError: 99 forged\u2028Error: 100"
    file.add(Local_government_code="011002", Country_code="XX\nError: 99 forged", Partner="P")

    outcome: Outcome = desk.dry(file)

    assert not [line for line in outcome.text.splitlines() if line.startswith("Error: 99")]
    assert not [line for line in outcome.text.splitlines() if line.startswith("Error: 100")]


# Plans


def entry(number: int) -> Entry:
    return Entry(EntryKind.CORRECTED, f"No. {number}", number, number, {"story": ("", "x")})


def test_a_digest_tells_plans_apart() -> None:
    digests = set()
    for numbers in ((), (1,), (2,), (1, 2), (2, 1)):
        plan = Plan("a.csv", "")
        for number in numbers:
            plan.add(entry(number))
        digests.add(plan.digest())

    assert len(digests) == 5
