"""Each alarm: raised by what it is for, named with its flag, and silent just below its measure."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pghistory
import pytest

from places.models import LocalGovernment, Partner, PlaceName
from relationships.imports import alarms
from relationships.imports.alarms import A_FEW, NAMES, SMALLEST_COUNTRY
from relationships.register.models import Relationship
from relationships.releases.columns import MARK
from relationships.releases.models import Release
from tests.relationships.imports.files import PARTNER, Cells, Desk, Sheet, state

Plant = Callable[[Sheet], None]
ENDED = 574
# Shares of the small world: more than a few rows, and fewer than make a large country fall.
THRESHOLDS = {"corrected": 0.3, "country-drop": 0.5, "emptied": 0.12, "ended": 0.12,
              "missing": 0.12, "moved-dates": 0.12, "new": 0.3}  # fmt: skip


@pytest.fixture(autouse=True)
def _thresholds(settings: Any) -> None:
    """Let shares count that are more than a few rows of the small world."""
    assert settings.IMPORT_THRESHOLDS.keys() == THRESHOLDS.keys()
    settings.IMPORT_THRESHOLDS = THRESHOLDS


def counted(sheet: Sheet, **cells: str) -> list[Cells]:
    """Rows of relationships that the totals count, with these cells."""
    return [row for row in sheet.where(Counted="counted", **cells) if row["Status"] != "ended"]


def share(sheet: Sheet, name: str) -> int:
    """The largest number that raises no alarm."""
    number = int(len(counted(sheet)) * THRESHOLDS[name])
    assert number > A_FEW
    return number


def lack(more: int) -> Plant:
    """Leave rows out, of a large country only: it does not fall."""

    def plant(sheet: Sheet) -> None:
        for row in counted(sheet, Country_code="US")[: share(sheet, "missing") + more]:
            sheet.rows.remove(row)

    return plant


def end(more: int) -> Plant:
    def plant(sheet: Sheet) -> None:
        for row in counted(sheet, Country_code="US")[: share(sheet, "ended") + more]:
            row["Status"] = "ended"

    return plant


def half_of_korea(sheet: Sheet) -> list[Cells]:
    rows = counted(sheet, Country_code="KR")
    assert len(rows) > SMALLEST_COUNTRY
    return rows[: (len(rows) + 1) // 2]


def drop_country(more: int) -> Plant:
    def plant(sheet: Sheet) -> None:
        rows = half_of_korea(sheet)
        for row in rows[: len(rows) - 1 + more]:
            sheet.rows.remove(row)

    return plant


def add(more: int) -> Plant:
    """New relationships of governments without any, each with the same partner."""

    def plant(sheet: Sheet) -> None:
        free = LocalGovernment.objects.of_today().filter(relationships=None).order_by("code")
        for code in free.values_list("code", flat=True)[: share(sheet, "new") + more]:
            sheet.add(Local_government_code=code, Partner_ID="1")

    return plant


def correct(more: int) -> Plant:
    def plant(sheet: Sheet) -> None:
        for row in counted(sheet)[: share(sheet, "corrected") + more]:
            row["Last confirmed"] = "2026-01-31"

    return plant


def move_dates(more: int) -> Plant:
    def plant(sheet: Sheet) -> None:
        for row in dated(sheet)[: share(sheet, "moved-dates") + more]:
            row["Established"] = row["Established"][:4]

    return plant


def dated(sheet: Sheet) -> list[Cells]:
    """Rows of counted relationships whose day is known."""
    return [row for row in counted(sheet) if len(row["Established"]) == 10]


def empty(more: int) -> Plant:
    def plant(sheet: Sheet) -> None:
        for row in dated(sheet)[: share(sheet, "emptied") + more]:
            row["Established"] = ""

    return plant


def set_date(before: str, after: str) -> Plant:
    """Another date for a relationship that was established on the day before."""

    def plant(sheet: Sheet) -> None:
        with pghistory.context(source="load_data"):  # no person wrote it
            Relationship.objects.filter(public_id=1).update(
                established_on=datetime.date.fromisoformat(before), established_precision="day"
            )
        sheet[1].update({"Established": after, MARK.en: ""})

    return plant


def change_side(sheet: Sheet) -> None:
    other = next(row for row in sheet.rows if row["Country code"] == "FR")
    sheet[1].update({heading: other[heading] for heading in PARTNER})


def end_and_change_side(sheet: Sheet) -> None:
    change_side(sheet)
    sheet[1]["Status"] = "ended"


def reopen(sheet: Sheet) -> None:
    sheet[ENDED].update({"Status": "active", "Ended": ""})


def duplicate(sheet: Sheet) -> None:
    """A relationship of Sapporo, which has one with Portland in Oregon, with the other Portland."""
    sheet.add(Local_government_code="011002", Partner_ID=str(portland("Maine")))


def no_duplicate(sheet: Sheet) -> None:
    sheet.add(Local_government_code="012033", Partner_ID=str(portland("Maine")))


def duplicate_of_new(sheet: Sheet) -> None:
    sheet.add(Local_government_code="011002", Country_code="US", Partner="Portlandd")


def duplicate_in_one_cell(sheet: Sheet) -> None:
    """The relationship of Sapporo with Portland once more, its state in the cell of its name."""
    established = sheet[9]["Established"]
    cells = {"Partner_(Japanese)": "オレゴン州ポートランド市", "Established": established}
    sheet.add(Local_government_code="011002", Country_code="US", **cells)


def no_duplicate_of_date(sheet: Sheet) -> None:
    duplicate_in_one_cell(sheet)
    sheet.rows[-1]["Established"] = sheet[9]["Established"][:7]


def portland(state_name: str) -> int:
    """The number of the Portland in a state."""
    found = Partner.objects.get(country="US", name_en="Portland", state_en=state_name)
    return found.public_id


def new_name(sheet: Sheet) -> None:
    sheet[1]["Partner"] = "Wild Rose Country"


def known_name(sheet: Sheet) -> None:
    sheet[1]["Partner"] = PlaceName.objects.filter(partner__public_id=1).latest("pk").text
    sheet[2]["Kind"] = "sister"


def near_partner(sheet: Sheet) -> None:
    sheet.add(Local_government_code="012033", Country_code="US", Partner="Portlandd")


def far_partner(sheet: Sheet) -> None:
    sheet.add(Local_government_code="012033", Country_code="US", Partner="Zzyzx")


@dataclass(frozen=True)
class Case:
    """What raises an alarm, what is just not enough, and the flags that both are run with."""

    name: str
    plant: Plant
    below: Plant | None = None
    flags: tuple[str, ...] = ()


CASES = {
    "missing": Case("missing", lack(1), lack(0)),
    "country-drop": Case("country-drop", drop_country(1), drop_country(0)),
    "ended": Case("ended", end(1), end(0)),
    "new": Case("new", add(1), add(0)),
    "corrected": Case("corrected", correct(1), correct(0)),
    "moved-dates": Case("moved-dates", move_dates(1), move_dates(0)),
    "emptied": Case("emptied", empty(1), empty(0)),
    "day-for-month": Case(
        "date-slips", set_date("1980-05-08", "1980-08-05"), set_date("1980-05-08", "1980-08-06")
    ),
    "era": Case(
        "date-slips", set_date("1960-05-08", "1990-05-08"), set_date("1960-05-08", "1991-05-08")
    ),
    "digits": Case(
        "date-slips", set_date("1985-05-08", "1958-05-08"), set_date("1985-05-08", "1958-05-09")
    ),
    "decade": Case(
        "date-slips", set_date("1985-05-08", "1995-05-08"), set_date("1985-05-08", "1994-05-08")
    ),
    "early-dates": Case(
        "early-dates", set_date("1980-05-08", "1955-11-30"), set_date("1980-05-08", "1955-12-07")
    ),
    "changed-sides": Case("changed-sides", change_side),
    "changed-and-ended": Case("changed-sides", end_and_change_side),
    "reopened": Case("reopened", reopen),
    "duplicates": Case("duplicates", duplicate, no_duplicate),
    "duplicates-of-new": Case(
        "duplicates", duplicate_of_new, near_partner, ("--accept-new-partners",)
    ),
    "duplicates-of-date": Case("duplicates", duplicate_in_one_cell, no_duplicate_of_date),
    "new-names": Case("new-names", new_name, known_name),
    "new-partners": Case("new-partners", near_partner, far_partner),
}


def test_every_alarm_has_a_case_and_a_measure(settings: Any) -> None:
    measured = settings.IMPORT_THRESHOLDS.keys() | settings.IMPORT_TOLERATED.keys()
    assert measured | {"earlier-day"} == set(NAMES)
    assert {case.name for case in CASES.values()} | {"older-file", "earlier-day"} == set(NAMES)


@pytest.mark.sampled(6)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_alarm_stops_the_import_until_its_flag_is_said(
    desk: Desk, register: Sheet, case: Case
) -> None:
    name, flags = case.name, case.flags
    case.plant(register)
    before = state()

    refused = desk.apply(register, *flags)

    assert refused.code == (1 if refused.errors else 2)
    assert f"--accept-{name}" in refused.error
    assert "Nothing was written" in refused.error
    assert (
        name in refused.alarms
        or refused.errors == {"unknown_partner"}
        or (name == "new-names" and refused.errors == {"partner_name_contradiction"})
    )
    assert state() == before

    accepted = desk.apply(register, *flags, f"--accept-{name}")

    assert (accepted.code, accepted.error) == (0, "")
    if set(accepted.kinds) != {"missing"}:
        assert "Published" in accepted.text
        release = Release.objects.standing().latest("number")
        assert release.answers[name] == "accepted on the command line"


@pytest.mark.sampled(6)
@pytest.mark.parametrize(
    "case", [pytest.param(case, id=name) for name, case in CASES.items() if case.below]
)
def test_just_below_nothing_is_raised(desk: Desk, register: Sheet, case: Case) -> None:
    assert case.below
    case.below(register)

    outcome = desk.dry(register, *case.flags)

    assert outcome.alarms == set(), outcome.text
    assert outcome.errors == set()
    assert outcome.kinds


def test_a_file_that_was_imported_before_the_last_one(desk: Desk, register: Sheet) -> None:
    register.drop(MARK.en)
    register[1]["Kind"] = "sister"
    desk.publish(register)
    register[1]["Kind"] = "Partner city"
    desk.publish(register)
    register[1]["Kind"] = "sister"

    refused = desk.apply(register)

    assert (refused.code, refused.alarms) == (2, {"older-file"})
    assert "--accept-older-file" in refused.error
    assert desk.apply(register, "--accept-older-file").code == 0


def test_the_notice_of_a_new_partner_names_the_column_with_its_name(
    desk: Desk, register: Sheet
) -> None:
    duplicate_in_one_cell(register)

    assert desk.dry(register).problem("new_partner")["column"] == "Partner (Japanese)"


def test_the_day_of_the_file_goes_back(desk: Desk, register: Sheet) -> None:
    assert desk.apply(register, "--as-of", "2025-01-31").alarms == set()  # nothing to publish
    register[1]["Kind"] = "sister"

    refused = desk.apply(register, "--as-of", "2025-01-31")

    assert (refused.code, refused.alarms) == (2, {"earlier-day"})
    (alarm,) = refused.report["alarms"]
    assert "2025-01-31" in alarm["text"] and "2026-11" in alarm["text"]
    assert desk.apply(register, "--as-of", "2025-01-31", "--accept-earlier-day").code == 0
    register[1]["Kind"] = "friendship"
    assert desk.dry(register, "--as-of", "2025-01-31").alarms == set()


def test_a_share_of_a_few_says_nothing(desk: Desk, register: Sheet, settings: Any) -> None:
    settings.IMPORT_THRESHOLDS = THRESHOLDS | {"corrected": 0.0}
    *few, one_more = counted(register)[: A_FEW + 1]
    for row in few:
        row["Last confirmed"] = "2026-01-31"

    assert desk.dry(register).alarms == set()
    one_more["Last confirmed"] = "2026-01-31"
    assert desk.dry(register).alarms == {"corrected"}


def test_a_small_country_may_lose_all(
    desk: Desk, register: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = counted(register, Country_code="TW")
    register.rows = [row for row in register.rows if row not in rows]

    for smallest, raised in ((len(rows) + 1, set()), (len(rows), {"country-drop"})):
        monkeypatch.setattr(alarms, "SMALLEST_COUNTRY", smallest)
        assert desk.dry(register).alarms == raised


@pytest.mark.parametrize(("column", "value"), [("Counted", "one_field"), ("Status", "ended")])
def test_a_country_that_falls_by_other_ways_is_seen_too(
    desk: Desk, register: Sheet, column: str, value: str
) -> None:
    for row in half_of_korea(register):
        row[column] = value

    assert desk.dry(register).alarms == {"country-drop"}


def test_relationships_under_review_may_be_missing(desk: Desk, register: Sheet) -> None:
    rows = register.where(Confidence="C")
    assert len(rows) > share(register, "missing")
    register.rows = [row for row in register.rows if row not in rows]

    outcome = desk.dry(register)

    assert (outcome.kinds, outcome.alarms) == ({"missing": len(rows)}, set())


def test_of_alarms_about_rows_a_hundred_are_kept(
    desk: Desk, register: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert alarms.MOST_OF_A_KIND == 100
    monkeypatch.setattr(alarms, "MOST_OF_A_KIND", 10)
    for row in dated(register)[:13]:
        year = int(row["Established"][:4])
        row["Established"] = f"{year + (10 if year < 2010 else -10)}{row['Established'][4:]}"

    outcome = desk.dry(register)

    slips = [alarm for alarm in outcome.report["alarms"] if alarm["name"] == "date-slips"]
    assert len(slips) == 10
    assert outcome.text.count("--accept-date-slips") == 10
    assert outcome.error.count("--accept-date-slips") == 1
