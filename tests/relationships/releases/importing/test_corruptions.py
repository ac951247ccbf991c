"""Accidents planted in the real register: each is caught, or shown to be no more than it seems.

``CASES`` is the table: the accident, and what catches it. ``error``: the file is refused, and the
problem names row and column. ``alarm``: the import stops until somebody accepts it by name.
``refused``: the file is not read at all. ``listed``: so many corrections are shown with both
values, nothing else happens, and undoing restores every table. ``same``: nothing changes.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from places.models import Partner
from tests.relationships.releases.importing.files import (
    NAMES,
    PARTNER,
    Cells,
    Desk,
    Outcome,
    Sheet,
    command,
    state,
)

ALBERTA, SAPPORO_PORTLAND, ENDED = 1, 9, 574
Accident = Callable[[Sheet], object]


@dataclass(frozen=True)
class Case:
    """What happens to the file, and what must come of it."""

    accident: Accident
    by: str
    what: str = ""
    number: int = 0


# How files are spoilt


def cell(heading: str, value: str, number: int = ALBERTA) -> Accident:
    """Another value in a cell."""
    return lambda sheet: sheet[number].update({heading: value})


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


def all_are(value: str) -> Callable[[list[str]], list[str]]:
    return lambda values: [value] * len(values)


def kept(keep: Callable[[int, Cells], bool]) -> Accident:
    """Rows are lost but those to keep."""

    def spoil(sheet: Sheet) -> None:
        sheet.rows = [row for index, row in enumerate(sheet.rows) if keep(index, row)]

    return spoil


def half_of_france(sheet: Sheet) -> None:
    rows = sheet.where(Country_code="FR")
    for row in rows[: len(rows) // 2 + 1]:
        sheet.rows.remove(row)


def exchanged(heading: str, first: int, second: int) -> Accident:
    """Two rows with each other's value."""

    def spoil(sheet: Sheet) -> None:
        a, b = sheet[first], sheet[second]
        a[heading], b[heading] = b[heading], a[heading]

    return spoil


def headings_exchanged(first: str, second: str) -> Accident:
    def spoil(sheet: Sheet) -> None:
        for row in sheet.rows:
            row[first], row[second] = row[second], row[first]

    return spoil


def named_only(**values: str) -> Accident:
    """A row that names its partner by name only."""
    blank = dict.fromkeys(PARTNER, "")
    named = {name.replace("_", " "): value for name, value in values.items()}
    return lambda sheet: sheet[SAPPORO_PORTLAND].update(blank | named)


def code_only(code: str) -> Accident:
    return lambda sheet: sheet[ALBERTA].update(
        dict.fromkeys(NAMES, "") | {"Local government code": code}
    )


def partner_of_another_country(sheet: Sheet) -> None:
    number = Partner.objects.filter(country="FR").order_by("public_id")[0].public_id
    sheet[ALBERTA]["Partner ID"] = str(number)


def total_below(sheet: Sheet) -> None:
    sheet.add(ID="合計", Partner="1632")


def row_twice(sheet: Sheet) -> None:
    sheet.rows.insert(30, dict(sheet[ALBERTA]))


def headings_again(sheet: Sheet) -> None:
    sheet.rows.insert(800, {heading: heading for heading in sheet.headings})


def near_duplicate(sheet: Sheet) -> None:
    sheet.add(Local_government_code="011002", Country_code="US", Partner="Portland, Or.")


def dates_exchanged(sheet: Sheet) -> None:
    exact = [row for row in sheet.rows if len(row["Established"]) == 10]
    first, second = exact[0], exact[1]
    first["Established"], second["Established"] = second["Established"], first["Established"]


def question_marks(sheet: Sheet) -> None:
    """A file saved in Japan's old encoding: é and ü became question marks."""
    for row in sheet.rows:
        for heading in sheet.headings:
            row[heading] = row[heading].encode("cp932", "replace").decode("cp932")


def mojibake(text: str) -> str:
    return text.encode().decode("cp932", "ignore")


def without_sides(sheet: Sheet) -> None:
    sheet.drop("ID", *PARTNER)


def codes_without_zeros(sheet: Sheet) -> None:
    for row in sheet.rows:
        row["Local government code"] = row["Local government code"].lstrip("0")


def era(text: str) -> str:
    """The date as Japan writes it, if it is one of a day in 昭和."""
    if len(text) != 10 or not "1927" <= text[:4] <= "1988":
        return text
    year, month, day = map(int, text.split("-"))
    return f"昭和{year - 1925}年{month}月{day}日"


def swap_day_and_month(sheet: Sheet) -> None:
    for row in sheet.rows:
        year, month, day = [*row["Established"].split("-"), "", ""][:3]
        if day and int(day) <= 12 and day != month:
            row["Established"] = f"{year}-{day}-{month}"
            return


def move_years(sheet: Sheet, years: int) -> None:
    row = next(row for row in sheet.rows if row["Established"][:3] == "198"
               and len(row["Established"]) == 10 and row["Established"][5:] != "02-29")  # fmt: skip
    row["Established"] = f"{int(row['Established'][:4]) + years}{row['Established'][4:]}"


CASES: dict[str, Case] = {
    # Dates
    "two dates exchanged": Case(dates_exchanged, "listed", number=2),
    "day and month exchanged": Case(
        cells(SAPPORO_PORTLAND, Established="1959-11-07"), "listed", number=1
    ),
    "day for month": Case(
        swap_day_and_month, "alarm", "date-slips"
    ),
    "another era": Case(lambda sheet: move_years(sheet, 30), "alarm", "date-slips"),
    "another decade": Case(lambda sheet: move_years(sheet, 10), "alarm", "date-slips"),
    "an era that had no such year": Case(
        cell("Established", "昭和65年10月17日"), "error", "impossible_date"
    ),
    "the year 2126": Case(cell("Established", "2126-10-17"), "error", "future_date"),
    "the year 0198": Case(cell("Established", "0198-10-17"), "error", "impossible_date"),
    "an American date": Case(cell("Established", "10/17/1980"), "error", "ambiguous_date"),
    "a year of two digits": Case(cell("Established", "80-10-17"), "error", "ambiguous_date"),
    "the 30th of February": Case(cell("Established", "1980-02-30"), "error", "impossible_date"),
    "before the first of all": Case(cell("Established", "1950"), "alarm", "early-dates"),
    "a serial number of another day": Case(cell("Established", "29512"), "listed", number=1),
    "ended before it began": Case(
        cells(Status="ended", Ended="1979"), "error", "dates_out_of_order"
    ),
    "an end but in force": Case(cell("Ended", "2020-01-01"), "error", "end_without_status"),
    "dates shifted by a row": Case(column("Established", shifted), "alarm", "moved-dates"),
    "dates sorted alone": Case(column("Established", sorted), "alarm", "moved-dates"),
    "dates emptied": Case(column("Established", all_are("")), "alarm", "emptied"),
    "dates all alike": Case(column("Established", all_are("2000-01-01")), "alarm", "moved-dates"),
    # Names
    "a Japanese name mistyped": Case(
        cell("Local government (Japanese)", "札晃市", SAPPORO_PORTLAND), "error",
        "unknown_government",
    ),
    "a Japanese name in wrong kana": Case(
        cell("Local government (Japanese)", "さっぽろち", SAPPORO_PORTLAND), "error",
        "unknown_government",
    ),
    "a Latin name mistyped": Case(
        cell("Local government", "Saporo", SAPPORO_PORTLAND), "error", "unknown_government"
    ),
    "a town for the city": Case(
        cell("Local government (Japanese)", "札幌町", SAPPORO_PORTLAND), "error",
        "unknown_government",
    ),
    "a partner mistyped": Case(
        cell("Partner", "Albertta"), "error", "partner_name_contradiction"
    ),
    "a partner mistyped in kana": Case(
        cell("Partner (Japanese)", "アルバーダ州"), "error", "partner_name_contradiction"
    ),
    "a partner without number mistyped": Case(
        named_only(Country_code="US", Partner="Portlamd"), "error", "unknown_partner"
    ),
    "mojibake in a name": Case(
        cell("Local government (Japanese)", mojibake("札幌市"), SAPPORO_PORTLAND), "error",
        "unknown_government",
    ),
    "letters lost in saving": Case(
        cell("Partner (Japanese)", "アルバータ\ufffd"), "error", "lost_character"
    ),
    "accents lost in saving": Case(question_marks, "error", "partner_name_contradiction"),
    "HTML in a name": Case(
        cell("Partner", "<b>Alberta</b>"), "error", "partner_name_contradiction"
    ),
    "a formula in a name": Case(cell("Partner", "=B2&C2"), "error", "partner_name_contradiction"),
    "HTML in a title": Case(cell("Title of the agreement", "<b>x</b>"), "listed", number=1),
    "a number in a title": Case(cell("Title of the agreement", "29511"), "listed", number=1),
    # Codes and places
    "digits of a code exchanged": Case(
        cell("Local government code", "010060"), "error", "unknown_code"
    ),
    "the check digit mistyped": Case(
        cell("Local government code", "010007"), "error", "wrong_check_digit"
    ),
    "the code of another town": Case(
        cell("Local government code", "012033"), "error", "government_contradiction"
    ),
    "the code of another town and no name": Case(
        code_only("131016"), "alarm", "changed-sides"
    ),
    "a code with a decimal point": Case(
        cell("Local government code", "10006.0"), "error", "not_digits"
    ),
    "another prefecture": Case(
        cell("Prefecture (Japanese)", "青森県"), "error", "government_contradiction"
    ),
    "a misspelt prefecture": Case(
        cell("Prefecture", "Hokkaydo"), "error", "unknown_prefecture"
    ),
    "codes sorted alone": Case(
        column("Local government code", sorted), "error", "government_contradiction"
    ),
    "a country replaced": Case(
        column("Country code", lambda values: ["CA" if one == "US" else one for one in values]),
        "error", "country_contradiction",
    ),
    "a partner's number of another country": Case(
        partner_of_another_country, "error", "partner_country_contradiction"
    ),
    "partners' numbers shifted by a row": Case(
        column("Partner ID", shifted), "error", "partner_name_contradiction"
    ),
    "partners' names sorted alone": Case(
        column("Partner", sorted), "error", "partner_name_contradiction"
    ),
    "Bloomington without its state": Case(
        named_only(Country_code="US", Partner="Bloomington"), "error", "ambiguous_partner"
    ),
    "a partner without its country": Case(
        named_only(Partner="Portland"), "error", "needs_country"
    ),
    "the headings of both sides exchanged": Case(
        headings_exchanged("Partner", "Local government"), "error", "partner_name_contradiction"
    ),
    # Rows
    "half of the rows gone": Case(kept(lambda i, _row: i % 2 == 0), "alarm", "missing"),
    "every tenth row gone": Case(kept(lambda i, _row: i % 10 > 0), "alarm", "missing"),
    "the end of the file gone": Case(kept(lambda i, _row: i < 1500), "alarm", "missing"),
    "a country halved": Case(half_of_france, "alarm", "country-drop"),
    "a row twice": Case(row_twice, "error", "row_twice"),
    "the headings again among the rows": Case(headings_again, "error", "not_whole_number"),
    "a total below": Case(total_below, "error", "not_whole_number"),
    "a duplicate under a near name": Case(near_duplicate, "error", "unknown_partner"),
    "numbers shifted by a row": Case(column("ID", shifted), "alarm", "changed-sides"),
    "numbers of two governments exchanged": Case(
        exchanged("ID", SAPPORO_PORTLAND, ENDED + 1), "alarm", "changed-sides"
    ),
    "numbers of one government exchanged": Case(
        exchanged("ID", 1, 2), "alarm", "changed-sides"
    ),
    "a negative number": Case(cell("ID", "-1"), "error", "out_of_range"),
    "a number that no relationship has": Case(cell("ID", "99999"), "error", "unknown_id"),
    "the same number everywhere": Case(column("ID", all_are("1")), "error", "row_twice"),
    # Other columns
    "all ended": Case(column("Status", all_are("ended")), "alarm", "ended"),
    "one in force again": Case(
        cells(ENDED, Status="active", Ended=""), "alarm", "reopened"
    ),
    "a kind misspelt": Case(cell("Kind", "freindship"), "error", "unknown_choice"),
    "kinds shifted by a row": Case(column("Kind", shifted), "alarm", "emptied"),
    "histories sorted alone": Case(column("History", sorted), "alarm", "emptied"),
    "former names shifted by a row": Case(
        column("Former municipality", shifted), "alarm", "emptied"
    ),
    "sources shifted by a row": Case(column("Sources", shifted), "alarm", "corrected"),
    "a source that is no address": Case(
        cell("Sources", "see the city's page"), "error", "bad_url"
    ),
    "a script for a source": Case(cell("Sources", "javascript:alert(1)"), "error", "bad_url"),
    "confidence shifted by a row": Case(
        column("Confidence", shifted), "error", "confidence_without_review"
    ),
    "none counted": Case(
        column("Counted", lambda values: [one.replace("counted", "one_field") for one in values]),
        "alarm", "country-drop",
    ),
    "all confirmed on a day to come": Case(
        column("Last confirmed", all_are("2126-01-01")), "error", "future_date"
    ),
    # Columns, and what is only dress
    "no partner and no number": Case(without_sides, "refused", "missing_column"),
    "a heading twice": Case(
        lambda sheet: sheet.headings.append("Partner ID"), "refused", "double_column"
    ),
    "a column deleted": Case(lambda sheet: sheet.drop("Established"), "same"),
    "the numbers emptied": Case(column("ID", all_are("")), "same"),
    "codes without their zeros": Case(codes_without_zeros, "same"),
    "dates of the era": Case(column("Established", lambda v: [era(x) for x in v]), "same"),
    "rows sorted": Case(lambda sheet: sheet.rows.sort(key=lambda row: row["Partner"]), "same"),
}  # fmt: skip


def test_there_are_accidents_enough_of_every_outcome() -> None:
    assert len(CASES) >= 60
    assert {case.by for case in CASES.values()} == {"error", "alarm", "refused", "listed", "same"}


# Shares of the whole raise alarms, and some accidents need places of one name.
LARGE = {
    "Bloomington without its state",
    "every tenth row gone",
    "the end of the file gone",
    "a country halved",
    "numbers of two governments exchanged",
    "histories sorted alone",
    "former names shifted by a row",
}


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.real_data if name in LARGE else ()) for name in CASES],
)
def test_an_accident_is_caught_or_is_what_it_seems(desk: Desk, register: Sheet, name: str) -> None:
    case, before = CASES[name], state()
    case.accident(register)

    outcome = desk.apply(register)

    CHECKS[case.by](outcome, case, desk)
    assert state() == before
    if case.by not in ("same", "refused"):
        assert outcome.kinds or outcome.errors


def check_error(outcome: Outcome, case: Case, _desk: Desk) -> None:
    """It is told with the row and the column in which it is."""
    assert (outcome.code, case.what in outcome.errors) == (1, True), outcome.errors
    first = next(problem for problem in outcome.problems if problem["code"] == case.what)
    assert first["row"] is not None
    assert first["column"] or case.what == "row_twice"


def check_alarm(outcome: Outcome, case: Case, _desk: Desk) -> None:
    assert (outcome.code, outcome.errors) == (2, set())
    assert case.what in outcome.alarms
    assert f"--accept-{case.what}" in outcome.error


def check_refused(outcome: Outcome, case: Case, _desk: Desk) -> None:
    from sistercity.spreadsheets.problems import MESSAGES

    assert (outcome.code, outcome.report) == (1, {})
    assert str(MESSAGES[case.what][1]).split("%")[0] in outcome.error


def check_listed(outcome: Outcome, case: Case, _desk: Desk) -> None:
    """Each cell is shown with both values and undone."""
    assert (outcome.code, outcome.errors, outcome.alarms) == (0, set(), set())
    changes = outcome.changes()
    assert outcome.kinds == {"corrected": case.number}
    assert [len(change) for change in changes] == [1] * case.number
    for change in changes:
        for before, after in change.values():
            assert before != after
            assert f"{before} → {after}" in outcome.text
    assert command("undo_release", "2").code == 0


def check_same(outcome: Outcome, _case: Case, _desk: Desk) -> None:
    assert (outcome.code, outcome.kinds, outcome.alarms) == (0, {}, set()), outcome.text


CHECKS = {
    "error": check_error,
    "alarm": check_alarm,
    "refused": check_refused,
    "listed": check_listed,
    "same": check_same,
}


# Accidents that only a file as such can have


def test_two_rows_on_one_line_are_an_error(desk: Desk, register: Sheet) -> None:
    table = register.table()
    table[5] += table.pop(6)
    file = io.StringIO(newline="")
    csv.writer(file).writerows(table)

    outcome = desk.apply(file.getvalue().encode())

    assert outcome.errors == {"too_many_cells"}
    assert outcome.problem("too_many_cells")["row"] == 6


@pytest.mark.real_data
# Within a quoted cell, a row and a letter.
@pytest.mark.parametrize(
    ("share", "said"),
    [(0.3, "A quotation mark"), (0.5, "too_few_cells"), (0.77, "is neither in UTF-8 nor in")],
)
def test_a_file_cut_off_anywhere_is_stopped(
    desk: Desk, register: Sheet, share: float, said: str
) -> None:
    data, before = register.csv(), state()

    outcome = desk.apply(data[: int(len(data) * share)])

    assert outcome.code == 1
    assert said in " ".join([outcome.error, *outcome.errors])
    assert state() == before
