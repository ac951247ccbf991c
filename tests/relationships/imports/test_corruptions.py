"""Accidents planted in the register: each is caught, or shown to be no more than it seems.

What reading a cell finds is held by ``tests/sistercity/spreadsheets/``, what finding a place finds
by ``tests/places/test_lookup.py``, and what each alarm is for by ``test_alarms.py``: here are those
that befall a row or a column as a whole.
"""

from collections.abc import Callable

import pytest

from places.models import Partner
from tests.relationships.imports.files import (
    NAMES,
    PARTNER,
    Desk,
    Sheet,
    state,
    undone,
)

ALBERTA, SAPPORO_PORTLAND = 1, 9
Accident = Callable[[Sheet], object]


# How files are spoilt


def cells(number: int = ALBERTA, **values: str) -> Accident:
    """Other values in the cells of a row; spaces of headings are written as underscores."""
    named = {name.replace("_", " "): value for name, value in values.items()}
    return lambda sheet: sheet[number].update(named)


def column(heading: str, change: Callable[[list[str]], list[str]]) -> Accident:
    """A column whose values are exchanged or replaced as a whole."""

    def spoil(sheet: Sheet) -> None:
        values = change([row[heading] for row in sheet.rows])
        for row, value in zip(sheet.rows, values, strict=True):
            row[heading] = value

    return spoil


def shifted(values: list[str]) -> list[str]:
    return values[1:] + values[:1]


def canada_for_america(codes: list[str]) -> list[str]:
    return ["CA" if code == "US" else code for code in codes]


def without_zeros(codes: list[str]) -> list[str]:
    return [code.lstrip("0") for code in codes]


def of_the_era(dates: list[str]) -> list[str]:
    """The dates as Japan writes them, those of a day in 昭和."""
    return [era(date) if len(date) == 10 and "1927" <= date[:4] <= "1988" else date
            for date in dates]  # fmt: skip


def era(date: str) -> str:
    year, month, day = map(int, date.split("-"))
    return f"昭和{year - 1925}年{month}月{day}日"


def every_second_row_gone(sheet: Sheet) -> None:
    sheet.rows = sheet.rows[::2]


def headings_exchanged(sheet: Sheet) -> None:
    for row in sheet.rows:
        row["Partner"], row["Local government"] = row["Local government"], row["Partner"]


def code_alone(sheet: Sheet) -> None:
    """The code of another place, beside no name that could contradict it."""
    sheet[ALBERTA].update(dict.fromkeys(NAMES, "") | {"Local government code": "131016"})


def partner_of_another_country(sheet: Sheet) -> None:
    number = Partner.objects.filter(country="FR").order_by("public_id")[0].public_id
    sheet[ALBERTA]["Partner ID"] = str(number)


def total_below(sheet: Sheet) -> None:
    sheet.add(ID="合計", Partner="1632")


def dates_exchanged(sheet: Sheet) -> None:
    exact = [row for row in sheet.rows if len(row["Established"]) == 10]
    first, second = exact[0], exact[1]
    first["Established"], second["Established"] = second["Established"], first["Established"]


def question_marks(sheet: Sheet) -> None:
    """A file saved in Japan's old encoding: é and ü became question marks."""
    for row in sheet.rows:
        for heading in sheet.headings:
            row[heading] = row[heading].encode("cp932", "replace").decode("cp932")


@pytest.mark.parametrize(
    ("accident", "code"),
    [
        pytest.param(cells(Established="2126-10-17"), "future_date", id="a year to come"),
        pytest.param(
            cells(Status="ended", Ended="1979"), "dates_out_of_order", id="ended before it began"
        ),
        pytest.param(
            cells(SAPPORO_PORTLAND, **{"Local_government_(Japanese)": "札晃市"}),
            "unknown_government",
            id="a local government mistyped",
        ),
        pytest.param(
            cells(Local_government_code="012033"),
            "government_contradiction",
            id="the code of another town",
        ),
        pytest.param(
            column("Country code", canada_for_america),
            "country_contradiction",
            id="a country replaced",
        ),
        pytest.param(
            cells(Partner="Albertta"), "partner_name_contradiction", id="a partner mistyped"
        ),
        pytest.param(
            partner_of_another_country,
            "partner_country_contradiction",
            id="a partner of another country",
        ),
        pytest.param(
            column("Partner ID", shifted),
            "partner_name_contradiction",
            id="partners' numbers shifted by a row",
        ),
        pytest.param(
            headings_exchanged,
            "partner_name_contradiction",
            id="the headings of both sides exchanged",
        ),
        pytest.param(question_marks, "partner_name_contradiction", id="accents lost in saving"),
    ],
)
def test_an_error_refuses_the_file_and_names_row_and_column(
    desk: Desk, register: Sheet, accident: Accident, code: str
) -> None:
    before = state()
    accident(register)

    outcome = desk.apply(register)

    assert (outcome.code, code in outcome.errors) == (1, True), outcome.errors
    first = next(problem for problem in outcome.problems if problem["code"] == code)
    assert first["row"] and first["column"]
    assert state() == before


@pytest.mark.parametrize(
    ("accident", "alarm"),
    [
        pytest.param(every_second_row_gone, "missing", id="every second row gone"),
        pytest.param(code_alone, "changed-sides", id="another code and no name"),
        pytest.param(column("Established", shifted), "moved-dates", id="dates shifted by a row"),
        pytest.param(column("Established", sorted), "moved-dates", id="dates sorted alone"),
        pytest.param(column("Kind", shifted), "emptied", id="kinds shifted by a row"),
        pytest.param(column("Sources", shifted), "corrected", id="sources shifted by a row"),
    ],
)
def test_an_alarm_stops_the_import_until_it_is_accepted(
    desk: Desk, register: Sheet, accident: Accident, alarm: str
) -> None:
    before = state()
    accident(register)

    outcome = desk.apply(register)

    assert (outcome.code, outcome.errors) == (2, set())
    assert alarm in outcome.alarms
    assert f"--accept-{alarm}" in outcome.error
    assert state() == before


@pytest.mark.parametrize(
    ("accident", "number"),
    [
        pytest.param(dates_exchanged, 2, id="two dates exchanged"),
        pytest.param(cells(SAPPORO_PORTLAND, Established="1959-11-07"), 1, id="a day mistyped"),
        pytest.param(cells(Title_of_the_agreement="<b>x</b>"), 1, id="HTML in a title"),
    ],
)
def test_a_correction_is_shown_with_both_values_and_can_be_undone(
    desk: Desk, register: Sheet, accident: Accident, number: int
) -> None:
    before = state()
    accident(register)

    outcome = desk.publish(register)

    changes = outcome.changes()
    assert outcome.kinds == {"corrected": number}
    assert [len(change) for change in changes] == [1] * number
    for change in changes:
        for old, new in change.values():
            assert old != new
            assert f"{old} → {new}" in outcome.text
    assert undone(2).code == 0
    assert state() == before


@pytest.mark.parametrize(
    ("accident", "told"),
    [
        pytest.param(
            column("Local government code", without_zeros),
            {"completed_code"},
            id="codes without their zeros",
        ),
        pytest.param(column("Established", of_the_era), set(), id="dates of the era"),
        pytest.param(column("ID", shifted), {"foreign_numbers"}, id="numbers shifted by a row"),
        pytest.param(total_below, {"total_row"}, id="a total below"),
    ],
)
def test_the_same_in_another_dress_changes_nothing(
    desk: Desk, register: Sheet, accident: Accident, told: set[str]
) -> None:
    accident(register)

    outcome = desk.dry(register)

    assert (outcome.code, outcome.kinds, outcome.errors) == (0, {}, set()), outcome.text
    assert {problem["code"] for problem in outcome.problems} == told


def test_a_file_without_partners_and_numbers_is_refused(desk: Desk, register: Sheet) -> None:
    register.drop("ID", *PARTNER)

    outcome = desk.dry(register)

    assert (outcome.code, outcome.report) == (1, {})
    assert "The file is refused:" in outcome.error
    assert "Partner ID" in outcome.error
