"""Files as clerks and other programs write them: what their cells mean, and what is told of it."""

from typing import Any

import pytest

from places.models import LocalGovernment
from relationships.register.models import Relationship
from relationships.releases.columns import MARK
from tests.relationships.imports.files import (
    NAMES,
    PARTNER,
    Desk,
    Outcome,
    Sheet,
    exported,
)

ALBERTA = 1  # of Hokkaido, since the 17th of October 1980
CODE = "Local government code"


def codes(outcome: Outcome) -> set[str]:
    """The codes of all problems."""
    return {problem["code"] for problem in outcome.problems}


# Moments


@pytest.mark.parametrize("moment", ["1980-10-16T15:00:00Z", "1980-10-16 10:00:00-05:00"])
def test_a_moment_with_its_time_zone_is_its_day_in_japan(desk: Desk, moment: str) -> None:
    file = exported([ALBERTA])
    file[ALBERTA]["Established"] = moment

    outcome = desk.dry(file)

    problem = outcome.problem("converted_moment")
    assert (problem["severity"], problem["column"]) == ("notice", "Established")
    assert moment in problem["text"] and "1980-10-17" in problem["text"]
    assert set(outcome.kinds) == {"missing"}


@pytest.mark.parametrize("moment", ["1980-10-17 09:00", "1980-10-17T09:00:00", "29511.375"])
def test_a_time_of_day_is_an_error(desk: Desk, moment: str) -> None:
    file = exported([ALBERTA])
    file[ALBERTA]["Established"] = moment

    outcome = desk.dry(file)

    assert (outcome.code, outcome.errors) == (1, {"time_of_day"})


# Codes and headings


def test_codes_without_their_last_digit_are_completed_and_told_in_one_line(
    desk: Desk, register: Sheet
) -> None:
    for row in register.rows:
        row[CODE] = row[CODE][:5]

    outcome = desk.dry(register)

    assert (outcome.code, outcome.kinds, codes(outcome)) == (0, {}, {"completed_code"})
    assert outcome.text.count("was completed") == 1
    assert "01000 → 北海道 (010006)" in outcome.text


@pytest.mark.real_data
def test_five_digits_that_are_two_codes_are_an_error_that_names_both(desk: Desk) -> None:
    file = exported([ALBERTA])
    known = set(LocalGovernment.objects.of_today().values_list("code", flat=True))
    both = sorted(code for code in known if f"0{code[:5]}" in known)
    for code in both:
        row = file.add(Local_government_code=code[:5], Country_code="FR", Partner="Xyzzyville")
        row["Partner (Japanese)"] = f"ザイジー{code}"

    outcome = desk.dry(file)

    found = [one for one in outcome.problems if one["code"] == "ambiguous_code"]
    assert (outcome.errors, len(found)) == ({"ambiguous_code"}, 12)
    for code, problem in zip(both, found, strict=True):
        assert code in problem["text"] and f"0{code[:5]}" in problem["text"]


@pytest.mark.real_data
def test_a_relationship_tells_which_of_two_codes_five_digits_are(desk: Desk) -> None:
    record = Relationship.objects.in_force().filter(local_government__code="012238")[0]
    file = exported([record.public_id])
    for heading in NAMES:
        file.rows[0][heading] = ""
    file.rows[0] |= {"ID": "", CODE: "12238"}

    outcome = desk.dry(file, "--accept-missing", "--accept-country-drop")

    assert set(outcome.kinds) == {"missing"}
    assert "12238 → 根室市 (012238)" in outcome.problem("completed_code")["text"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (CODE, "全国地方公共団体コード"),
        (CODE, "都道府県コード又は市区町村コード"),
        (CODE, "地方公共団体コード"),
        (CODE, "標準地域コード"),
        (CODE, "団体コード（6桁）"),
        ("Local government (Japanese)", "地方公共団体名"),
        ("Local government (Japanese)", "地方公共団体名称"),
    ],
)
def test_the_headings_of_open_data_and_statistics_are_known(
    desk: Desk, register: Sheet, ours: str, theirs: str
) -> None:
    register.drop(*(heading for heading in NAMES if heading not in (ours, "Prefecture")))
    register.headings = [theirs if one == ours else one for one in register.headings]
    for row in register.rows:
        row.update({"ID": "", theirs: row[ours]})

    outcome = desk.dry(register)

    assert (outcome.code, outcome.kinds, outcome.problems) == (0, {}, [])


@pytest.mark.parametrize(
    ("heading", "named"),
    [("標準地域コード", "標準地域コード"), ("備考", "Local government code（団体コード）")],
)
def test_an_error_names_the_column_for_a_code_as_the_file_does(
    desk: Desk, heading: str, named: str
) -> None:
    row = {heading: "", "jp_name_en": "Sapporo", "国・地域コード": "FR", "相手先名": "ザイジー"}

    problem = desk.dry(Sheet([*row], [row])).problem("needs_prefecture")

    assert f"in the column “{named}”" in problem["text"]


def test_a_problem_with_a_name_is_at_the_column_that_has_it(desk: Desk) -> None:
    row = {CODE: "011002", "Partner": "", "国・地域コード": "FR", "相手先名": "ザイジー"}

    problem = desk.dry(Sheet([*row], [row])).problem("new_partner")

    assert problem["column"] == "相手先名"


# Numbers of somebody else


def numbered(register: Sheet, *numbers: Any) -> None:
    """Give the rows other numbers."""
    for row, number in zip(register.rows, numbers, strict=True):
        row["ID"] = str(number)


@pytest.mark.parametrize("first", ["reversed", "unknown", "text"])
def test_numbers_that_are_not_ours_are_not_read(desk: Desk, register: Sheet, first: str) -> None:
    own = [row["ID"] for row in register.rows]
    others = {
        "reversed": own[::-1],
        "unknown": range(50_001, 50_001 + len(own)),
        "text": [f"131016-{number}" for number in own],
    }
    numbered(register, *others[first])

    outcome = desk.dry(register)

    problem = outcome.problem("foreign_numbers")
    assert (problem["severity"], problem["column"]) == ("warning", "ID")
    assert (outcome.errors, outcome.kinds) == (set(), {})


@pytest.mark.parametrize("right", [0, 1])
def test_numbers_that_only_count_the_rows_are_not_read_even_of_few(
    desk: Desk, register: Sheet, right: int
) -> None:
    rows = [row for row in register.rows if row["ID"] == "1"][:right] + register.rows[-3:-1]
    file = Sheet(register.headings, rows)
    numbered(file, *range(1, right + 3))
    marked = desk.dry(file)
    file.drop(MARK.en)

    outcome = desk.dry(file)

    assert len(rows) == right + 2
    assert outcome.problem("foreign_numbers")["values"] == {"rows": right + 2, "right": right}
    assert (outcome.errors, set(outcome.kinds)) == (set(), {"missing"})
    assert "foreign_numbers" not in codes(marked)


def test_numbers_that_are_not_ours_settle_no_ambiguous_name(desk: Desk, register: Sheet) -> None:
    rows = [row for row in register.rows if row["Country code"] == "US"][:6]
    file = Sheet(register.headings, rows)
    file.drop("Partner ID", "Local government code", "Local government", "Prefecture")
    own = [row["ID"] for row in rows]

    assert desk.dry(file).errors == set()
    numbered(file, *(str(900 - int(number)) for number in own))
    outcome = desk.dry(file)

    assert outcome.problem("foreign_numbers")["values"] == {"rows": 6, "right": 0}
    assert (outcome.errors, set(outcome.kinds)) == (set(), {"missing"})


def test_a_few_wrong_numbers_are_still_ours(desk: Desk, register: Sheet) -> None:
    own = [row["ID"] for row in register.rows]
    numbered(register, *own[:2][::-1], "50001", *own[3:])

    outcome = desk.dry(register)

    assert outcome.errors == {"unknown_id"}
    assert "foreign_numbers" not in codes(outcome)


def test_relationships_that_all_change_a_side_keep_their_numbers(
    desk: Desk, register: Sheet
) -> None:
    file = Sheet(register.headings, register.rows[:4])
    partners = [{heading: row[heading] for heading in PARTNER} for row in file.rows]
    for row, partner in zip(file.rows, partners[::-1], strict=True):
        row.update(partner)

    outcome = desk.dry(file)

    assert "foreign_numbers" not in codes(outcome)
    assert "changed-sides" in outcome.alarms


# Rows that are no records


def test_totals_and_notes_are_told_and_not_read(desk: Desk, register: Sheet) -> None:
    register.rows.insert(3, dict.fromkeys(register.headings, "") | {"ID": "北海道計", CODE: "3"})
    register.add(ID="合計", Country_code=f"{len(register.rows):,}")
    register.add(Partner="※ 日付は協定書による。")

    outcome = desk.dry(register)

    assert (outcome.errors, outcome.kinds) == (set(), {})
    assert codes(outcome) == {"total_row", "note_row"}
    assert {problem["severity"] for problem in outcome.problems} == {"notice"}


@pytest.mark.parametrize("sign", ["〃", "（同　上）"])
@pytest.mark.parametrize("heading", ["History (Japanese)", "Kind", "Established", CODE])
def test_a_sign_for_the_cell_above_is_an_error_and_no_value(
    desk: Desk, register: Sheet, heading: str, sign: str
) -> None:
    register[ALBERTA][heading] = sign

    problem = desk.dry(register).problem("ditto")

    assert (problem["severity"], problem["column"]) == ("error", heading)
