"""What a file would change: every group, every way of naming a record, every error at once."""

import datetime
from typing import Any

import pytest

from places.models import LocalGovernment, Partner, Succession
from relationships.register.models import Relationship
from relationships.releases.models import Release
from sistercity.models import DataVersion
from tests.relationships.imports.files import (
    NAMES,
    PARTNER,
    Desk,
    Outcome,
    Sheet,
    exported,
    only,
    state,
)

# A relationship of Hokkaido with a day, one with a former municipality, one that has ended.
ALBERTA, FORMER, ENDED = 1, 38, 574


def changed(outcome: Outcome) -> dict[str, tuple[str, str]]:
    """The fields of the only entry."""
    (entry,) = outcome.entries
    return {one["field"]: (one["before"], one["after"]) for one in entry["changes"]}


# Unchanged


def test_the_register_itself_changes_nothing(desk: Desk, register: Sheet) -> None:
    outcome = desk.dry(register)

    assert (outcome.code, outcome.kinds, outcome.problems) == (0, {}, [])
    assert outcome.report["counts"]["unchanged"] == len(register.rows) > 60
    assert outcome.text.endswith("Nothing to change.\n")


def test_rows_in_another_order_change_nothing(desk: Desk, register: Sheet) -> None:
    register.rows.reverse()
    register.headings.reverse()

    assert desk.dry(register).kinds == {}


# The groups


def test_a_correction_shows_both_values_and_the_row(desk: Desk, register: Sheet) -> None:
    register[ALBERTA]["Established"] = "1980-11"

    outcome = desk.dry(register)

    assert outcome.kinds == {"corrected": 1}
    assert changed(outcome) == {"established": ("1980-10-17", "1980-11")}
    assert outcome.entries[0]["row"] == register.excel_row(ALBERTA)
    assert "Established: 1980-10-17 → 1980-11" in outcome.text
    assert "北海道 – アルバータ州 No.1" in outcome.text
    assert "Nothing was written. Say --apply" in outcome.text


def test_every_field_can_be_corrected(desk: Desk) -> None:
    values = {
        "Kind": "Friendship city",
        "Status": "dormant",
        "Established": "昭和55年10月18日",
        "Basis of the date": "議決日",
        "Re-signed": "1990-05",
        "Reason of the end (Japanese)": "（なし）",
        "Reason of the end": "none",
        "End of the term": "2030-03-31",
        "Counted": "one_field",
        "Confidence": "B",
        "Written agreement": "有",
        "Title of the agreement": "協定書",
        "Fields of exchange": "culture; 教育・青少年",
        "History (Japanese)": "一\n二",
        "History": "One.\nTwo.",
        "Japanese history is a translation": "no",
        "Last confirmed": "2026-10-31",
        "Sources": "https://example.org/b https://example.org/a",
    }
    file = exported([ALBERTA])
    file[ALBERTA].update(values)
    file.drop(*NAMES, *PARTNER, "Former municipality", "Ended")

    outcome = desk.dry(file)

    found = {name: after for name, (_, after) in outcome.changes()[0].items()}
    assert outcome.errors == set()
    assert len(found) == len(values)
    assert found["established"] == "1980-10-18"
    assert found["sources"] == "https://example.org/a\nhttps://example.org/b"
    assert found["established_basis"] == "resolution of the assembly"
    assert found["fields"] == "education and youth, culture"


def test_an_end_is_told_apart_from_a_correction(desk: Desk, register: Sheet) -> None:
    row = register[ALBERTA]
    row.update({"Status": "ended", "Ended": "2026-03-31", "Reason of the end": "merged"})

    outcome = desk.dry(register)

    assert outcome.kinds == {"ended": 1}
    assert changed(outcome)["ended"] == ("", "2026-03-31")


def test_a_day_of_the_end_ends_where_the_file_has_no_status(desk: Desk, register: Sheet) -> None:
    register.drop("Status")
    register[ALBERTA]["Ended"] = "2026-03-31"

    outcome = desk.dry(register)

    assert changed(outcome)["status"] == ("Active", "Ended")
    assert outcome.kinds == {"ended": 1}


def test_a_row_without_a_number_is_new(desk: Desk, register: Sheet) -> None:
    code = unpaired().code
    register.add(
        Local_government_code=code, Partner_ID="1", Established="2026-04-01", Kind="sister"
    )

    outcome = desk.dry(register)

    assert (outcome.code, outcome.kinds) == (0, {"new": 1})
    assert changed(outcome)["established"] == ("", "2026-04-01")
    assert changed(outcome)["status"] == ("", "Active")
    assert changed(outcome)["counting"] == ("", "Counted")
    assert outcome.entries[0]["row"] == len(register.rows) + 1


def test_records_that_the_file_lacks_are_listed_and_stay(desk: Desk, register: Sheet) -> None:
    register.rows.remove(register[ALBERTA])
    before = state()

    outcome = desk.apply(register)

    assert (outcome.code, outcome.kinds) == (0, {"missing": 1})
    assert "北海道 – アルバータ州 No.1" in outcome.text
    assert "Nothing to change; 1 Missing in the file" in outcome.text
    assert state() == before
    assert Release.objects.count() == 1


def test_an_ended_record_may_be_missing_in_silence(desk: Desk, register: Sheet) -> None:
    register.rows.remove(register[ENDED])

    assert desk.dry(register).kinds == {}


def test_missing_records_are_ended_if_that_was_asked_for(desk: Desk, register: Sheet) -> None:
    register.rows.remove(register[ALBERTA])

    outcome = desk.dry(register, "--missing", "end")

    assert outcome.kinds == {"ended": 1}
    assert changed(outcome) == {"status": ("Active", "Ended")}


def test_a_partner_that_passed_into_another_is_renamed(desk: Desk, register: Sheet) -> None:
    old = Partner.objects.get(public_id=1)
    new = Partner.objects.create(public_id=90_001, country=old.country, name_en="New Alberta",
                                 level="region")  # fmt: skip
    old.successor = new
    old.save()

    outcome = desk.dry(register)

    assert set(outcome.kinds) == {"renamed"}
    assert outcome.kinds["renamed"] == old.relationships.count()
    assert outcome.problems[0]["code"] == "former_partner"
    assert outcome.alarms == set()


def test_a_government_that_passed_into_another_is_renamed(desk: Desk, register: Sheet) -> None:
    record = Relationship.objects.filter(former_name="", former_local_government=None)[5]
    pass_into(record.local_government, unpaired(record.local_government.prefecture_id))
    row = register[record.public_id]

    outcome = desk.dry(register)

    assert outcome.entries
    assert {entry["kind"] for entry in outcome.entries} == {"renamed"}
    found = [p for p in outcome.problems if p["row"] == register.excel_row(record.public_id)]
    assert [problem["code"] for problem in found] == ["former_government"]
    assert row["Local government code"] in found[0]["values"]["former"]
    assert outcome.alarms == set()


def test_another_side_without_a_succession_is_a_correction(desk: Desk, register: Sheet) -> None:
    for heading in NAMES:
        register[ALBERTA][heading] = ""
    register[ALBERTA]["Local government code"] = unpaired().code

    outcome = desk.dry(register)

    assert outcome.kinds == {"corrected": 1}
    assert "changed-sides" in outcome.alarms


# Which record a row means


def test_both_sides_name_a_record_as_well_as_its_number(desk: Desk, register: Sheet) -> None:
    for row in register.rows:
        row["ID"] = ""

    outcome = desk.dry(register)

    assert (outcome.code, outcome.kinds) == (0, {})


def test_an_unknown_number_is_an_error(desk: Desk) -> None:
    file = exported([ALBERTA])
    file.rows[0]["ID"] = "999999"

    outcome = desk.dry(file)

    problem = outcome.problem("unknown_id")
    assert outcome.code == 1
    assert (problem["row"], problem["column"]) == (2, "ID")


def test_the_same_record_twice_is_an_error_that_names_the_first(
    desk: Desk, register: Sheet
) -> None:
    again = dict(register[ALBERTA])
    register.rows.append(again | {"ID": ""})

    outcome = desk.dry(register)

    problem = outcome.problem("row_twice")
    assert (problem["row"], problem["values"]["first"]) == (len(register.rows) + 1, 2)
    assert outcome.errors == {"row_twice"}


# Cells and columns


def test_columns_that_are_not_there_leave_everything_as_it_is(desk: Desk, register: Sheet) -> None:
    before = state()

    register[ALBERTA]["Kind"] = "sister"

    outcome = desk.publish(only(register, "ID", "Kind", "Title of the agreement"))

    assert changed(outcome) == {"kind": ("", "Sister city")}
    Relationship.objects.filter(public_id=ALBERTA).update(kind="")
    assert state() == before


def test_an_empty_cell_empties(desk: Desk, register: Sheet) -> None:
    emptied = ("Established", "Basis of the date", "Sources", "History")
    register[ALBERTA].update(dict.fromkeys(emptied, ""))

    outcome = desk.dry(register)

    found = changed(outcome)
    assert set(found) == {"established", "established_basis", "sources", "story_en"}
    assert {after for _, after in found.values()} == {""}


@pytest.mark.parametrize(
    "heading", ["Status", "Counted", "Confidence", "Japanese history is a translation"]
)
def test_an_empty_cell_leaves_what_is_never_empty(
    desk: Desk, register: Sheet, heading: str
) -> None:
    for row in register.rows:
        row[heading] = ""

    assert desk.dry(register).kinds == {}


# Municipalities that are gone


def test_a_former_municipality_leads_to_its_successor(desk: Desk, register: Sheet) -> None:
    row = register[FORMER]
    row |= {"ID": "", "Local government (Japanese)": "常呂町", "Former municipality": ""}
    row |= dict.fromkeys(("Local government code", "Local government"), "")

    outcome = desk.dry(register)

    problem = outcome.problem("former_government")
    assert (problem["severity"], problem["column"]) == ("notice", "Local government (Japanese)")
    assert "常呂町" in problem["text"] and "北見市" in problem["text"]
    assert "2006-03-05" in problem["text"]


def test_a_new_relationship_keeps_the_former_municipality_that_it_names(
    desk: Desk, register: Sheet
) -> None:
    register.drop("Former municipality")
    register.add(Prefecture="Hokkaido", Local_government="Tokoro", Partner_ID="1")

    outcome = desk.publish(register)

    assert outcome.kinds == {"new": 1}
    made = Relationship.objects.latest("public_id")
    assert (made.local_government.name_ja, made.former_local_government.name_ja) == (  # type: ignore[union-attr]
        "北見市", "常呂町",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["Tokoro Town", "常呂", "TOKORO"])
def test_a_former_municipality_is_known_in_every_spelling(
    desk: Desk, register: Sheet, text: str
) -> None:
    register[FORMER]["Former municipality"] = text

    outcome = desk.dry(register)

    assert outcome.kinds == {}, outcome.text


# Errors


def bad_rows(register: Sheet) -> dict[tuple[str, int, str], None]:
    """Spoil rows of the register; return the code, the row and the column of each error."""
    rows, after = register.rows, datetime.date.today() + datetime.timedelta(days=3)  # noqa: DTZ011
    rows[0]["Established"] = "17/10/1980"
    rows[1]["Kind"] = "sisterly"
    rows[1]["Last confirmed"] = after.isoformat()
    rows[1]["Partner ID"] = "99999"
    rows[2]["Local government code"] = "010007"
    rows[3]["Country code"] = "XX"
    rows[4]["Established"], rows[4]["Re-signed"] = "1980-10-17", "1970"
    rows[5]["Ended"] = "2020"
    rows[6]["Confidence"] = "C" if rows[6]["Confidence"] != "C" else "A"
    rows[7]["Sources"] = "www.example.org"
    rows[8]["Title of the agreement"] = "協" * 201
    rows[9]["ID"] = "-5"
    return {
        ("ambiguous_date", 2, "Established"): None,
        ("unknown_choice", 3, "Kind"): None,
        ("unknown_partner_id", 3, "Partner ID"): None,
        ("wrong_check_digit", 4, "Local government code"): None,
        ("unknown_country", 5, "Country code"): None,
        ("dates_out_of_order", 6, "Re-signed"): None,
        ("end_without_status", 7, "Status"): None,
        ("confidence_without_review", 8, "Confidence"): None,
        ("bad_url", 9, "Sources"): None,
        ("too_long", 10, "Title of the agreement"): None,
        ("out_of_range", 11, "ID"): None,
    }


def test_every_error_is_told_at_once_with_its_place(desk: Desk, register: Sheet) -> None:
    wanted = bad_rows(register)

    outcome = desk.dry(register)

    found = {(p["code"], p["row"], p["column"]) for p in outcome.problems}
    assert found == set(wanted)
    assert outcome.code == 1
    assert "correct them first. Nothing was written" in outcome.error
    assert "missing" not in outcome.kinds
    for code, row, column in wanted:
        text = outcome.problem(code)["text"]
        assert text.startswith(f"row {row}, column “{column}”: ")
        assert text in outcome.text


def test_a_day_after_that_of_the_file_is_an_error(desk: Desk) -> None:
    file = exported([ALBERTA])
    file[ALBERTA]["Last confirmed"] = "2026-06-30"

    early, late = (desk.dry(file, "--as-of", day) for day in ("2026-06-29", "2026-06-30"))

    assert (early.errors, late.errors) == ({"future_date"}, set())


def test_a_row_without_number_must_name_both_sides(desk: Desk) -> None:
    file = exported([ALBERTA])
    file.add(Local_government_code="011002")
    file.add(Partner_ID="1")

    assert desk.dry(file).errors == {"no_partner", "no_government"}


def test_two_relationships_cannot_come_to_join_the_same_sides(desk: Desk, register: Sheet) -> None:
    first, second = (record.public_id for record in of_one_government())
    for heading in PARTNER:
        register[first][heading] = register[second][heading]

    outcome = desk.dry(register)

    problem = outcome.problem("two_in_force")
    assert (problem["row"], problem["column"]) == (register.excel_row(first), "ID")
    assert problem["values"]["id"] == second
    assert outcome.kinds == {}


def test_two_cannot_take_the_sides_that_a_third_one_leaves(desk: Desk, register: Sheet) -> None:
    for heading in PARTNER:
        register[1][heading] = register[2][heading] = register[3][heading]
        register[3][heading] = register[456][heading]

    outcome = desk.dry(register)

    problem = outcome.problem("sides_twice")
    assert (problem["row"], problem["values"]["first"]) == (3, 2)
    assert (outcome.errors, outcome.kinds) == ({"sides_twice"}, {"corrected": 2})


def test_sides_that_a_row_with_an_error_leaves_are_not_held(desk: Desk, register: Sheet) -> None:
    for heading in PARTNER:
        register[1][heading] = register[2][heading]
        register[2][heading] = register[456][heading]
    register[2]["Established"] = "soon"

    assert desk.dry(register).errors == {"not_a_date"}


@pytest.mark.parametrize("number", ["", "1"])
def test_one_that_ends_cannot_stand_in_two_rows(desk: Desk, register: Sheet, number: str) -> None:
    register[ALBERTA].update({"Status": "ended", "Ended": "2026-03"})
    register.rows.append(dict(register[ALBERTA]) | {"ID": number})

    assert desk.dry(register).errors == {"row_twice"}


def test_two_that_end_cannot_begin_anew_twice(desk: Desk, register: Sheet) -> None:
    new = dict(register[ALBERTA]) | {"ID": ""}
    register[ALBERTA].update({"Status": "ended", "Ended": "2026-03"})
    register.rows += [new, dict(new)]

    assert desk.dry(register).errors == {"row_twice"}


def test_an_ended_one_cannot_come_back_beside_its_successor(desk: Desk) -> None:
    old = Relationship.objects.get(public_id=ENDED)
    Relationship.objects.create(public_id=90_001, partner=old.partner, confidence="A",
                                local_government=old.local_government)  # fmt: skip
    file = exported([ENDED])
    file[ENDED].update({"Status": "active", "Ended": ""})

    assert desk.dry(file).errors == {"two_in_force"}


def test_a_new_one_and_a_changed_one_cannot_join_the_same_sides(
    desk: Desk, register: Sheet
) -> None:
    code = unpaired().code
    register[ALBERTA].update(dict.fromkeys(NAMES, "") | {"Local government code": code})
    register.add(Local_government_code=code, Partner_ID="1")

    problem = desk.dry(register).problem("sides_twice")

    assert (problem["row"], problem["values"]["first"]) == (len(register.rows) + 1, 2)


@pytest.mark.parametrize(
    "cells",
    [
        {"Partner": "x" * 101},
        {"Partner_(Japanese)": "あ" * 101},
        {"Partner": "Vallenar", "State_or_province": "x" * 101},
        {"Partner": "Vallenar", "Former_municipality": "x" * 101},
    ],
)
def test_a_name_that_the_database_cannot_hold_is_an_error(
    desk: Desk, cells: dict[str, str]
) -> None:
    file = exported([ALBERTA])
    file.add(Local_government_code="011002", Country_code="CL", **cells)

    assert desk.dry(file).errors == {"too_long"}


# Options, exit codes and what a dry run leaves


def test_a_file_that_is_not_there_is_named(desk: Desk) -> None:
    from tests.relationships.imports.files import command

    outcome = command("import_relationships", str(desk.folder / "none.csv"))

    assert (outcome.code, outcome.error) == (1, f"There is no file {desk.folder / 'none.csv'}.")


def test_a_dry_run_writes_nothing(desk: Desk, register: Sheet) -> None:
    register[ALBERTA]["Established"] = "1980"
    register.add(Local_government_code="011002", Country_code="CL", Partner="Vallenar")
    before, version = state(), DataVersion.objects.get().number

    outcome = desk.dry(register)

    assert outcome.kinds == {"corrected": 1, "new": 1}
    assert state() == before
    assert DataVersion.objects.get().number == version
    assert Release.objects.count() == 1
    assert {path.name for path in desk.folder.iterdir()} == {"register.csv", "report.json"}


def test_a_sheet_can_be_chosen_by_name(desk: Desk, register: Sheet) -> None:
    from tests.hostile_books import sheet_xml, xlsx

    register[ALBERTA]["Kind"] = "sister"
    good, old = sheet_xml(register.table()), sheet_xml(exported([ALBERTA]).table())
    book = xlsx({"旧": old, "Register": good})

    chosen = desk.dry(book, "--sheet", "Register", name="book.xlsx")

    assert chosen.kinds == {"corrected": 1}
    assert chosen.report["sheet"] == "Register"
    assert desk.dry(book, "--sheet", "None", name="book.xlsx").code == 1
    assert desk.dry(register, "--sheet", "Register").code == 1


def unpaired(prefecture: str = "13") -> LocalGovernment:
    """A local government of today without relationships."""
    found = LocalGovernment.objects.of_today().filter(relationships=None)
    return found.filter(prefecture=prefecture).order_by("code")[0]


def pass_into(old: LocalGovernment, new: LocalGovernment) -> None:
    """Merge a municipality into another."""
    day = datetime.date(2026, 4, 1)
    LocalGovernment.objects.filter(pk=old.pk).update(exists_until=day)
    Succession.objects.create(predecessor=old, successor=new, on=day, kind="merged")


def of_one_government() -> Any:
    """Two relationships of one government."""
    code = Relationship.objects.get(public_id=ALBERTA).local_government
    return code.relationships.in_force().order_by("public_id")[:2]
