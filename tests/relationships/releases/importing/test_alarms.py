"""Each alarm: raised by what it is for, named with its flag, and silent just below its measure."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings

from places.models import LocalGovernment, Partner, PlaceName
from relationships.register.models import Relationship
from relationships.releases.alarms import NAMES
from relationships.releases.models import Release
from tests.relationships.releases.importing.files import PARTNER, Desk, Sheet, state

Plant = Callable[[Sheet], None]
TOTAL = 1458  # relationships that the totals count
ENDED = 574


SHARES = set(settings.IMPORT_THRESHOLDS)


def share(name: str) -> int:
    """The largest number that raises no alarm."""
    return int(TOTAL * settings.IMPORT_THRESHOLDS[name])


def counted(sheet: Sheet) -> list[dict[str, str]]:
    """Rows of relationships that the totals count, of every country in turn."""
    rows = [row for row in sheet.rows if row["Counted"] == "counted" and row["Status"] != "ended"]
    assert len(rows) == TOTAL
    return sorted(rows, key=lambda row: int(row["ID"]) * 7919 % 10007)


def lack(number: int) -> Plant:
    """Leave rows out, of large countries only: no country falls."""

    def plant(sheet: Sheet) -> None:
        large = [row for row in counted(sheet) if row["Country code"] in ("US", "CN")]
        for row in large[:number]:
            sheet.rows.remove(row)

    return plant


def end(number: int) -> Plant:
    def plant(sheet: Sheet) -> None:
        large = [row for row in counted(sheet) if row["Country code"] in ("US", "CN")]
        for row in large[:number]:
            row["Status"] = "ended"

    return plant


def drop_country(number: int) -> Plant:
    def plant(sheet: Sheet) -> None:
        rows = [row for row in counted(sheet) if row["Country code"] == "TR"]
        assert len(rows) == 8
        for row in rows[:number]:
            sheet.rows.remove(row)

    return plant


def add(number: int) -> Plant:
    """New relationships of governments without any, each with the same few partners."""

    def plant(sheet: Sheet) -> None:
        free = LocalGovernment.objects.of_today().filter(relationships=None).order_by("code")
        for code in free.values_list("code", flat=True)[:number]:
            sheet.add(Local_government_code=code, Partner_ID="1")

    return plant


def correct(number: int) -> Plant:
    def plant(sheet: Sheet) -> None:
        for row in counted(sheet)[:number]:
            row["Last confirmed"] = "2026-01-31"

    return plant


def move_dates(number: int) -> Plant:
    def plant(sheet: Sheet) -> None:
        dated = [row for row in counted(sheet) if len(row["Established"]) == 10]
        for row in dated[:number]:
            row["Established"] = row["Established"][:4]

    return plant


def empty(number: int) -> Plant:
    def plant(sheet: Sheet) -> None:
        filled = [row for row in counted(sheet) if row["Established"]]
        for row in filled[:number]:
            row["Established"] = ""

    return plant


def set_date(before: str, after: str) -> Plant:
    """Another date for a relationship that was established on the day before."""

    def plant(sheet: Sheet) -> None:
        row = sheet[1]
        Relationship.objects.filter(public_id=1).update(
            established_on=datetime.date.fromisoformat(before), established_precision="day"
        )
        row["Established"] = after

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


def nothing(_sheet: Sheet) -> None:
    pass


@dataclass(frozen=True)
class Case:
    """What raises an alarm, what is just not enough, and the flags that both are run with."""

    name: str
    plant: Plant
    below: Plant
    flags: tuple[str, ...] = ()


CASES = {
    "missing": Case("missing", lack(share("missing") + 1), lack(share("missing"))),
    "country-drop": Case("country-drop", drop_country(4), drop_country(3)),
    "ended": Case("ended", end(share("ended") + 1), end(share("ended"))),
    "new": Case("new", add(share("new") + 1), add(share("new"))),
    "corrected": Case("corrected", correct(share("corrected") + 1), correct(share("corrected"))),
    "moved-dates": Case(
        "moved-dates", move_dates(share("moved-dates") + 1), move_dates(share("moved-dates"))
    ),
    "emptied": Case("emptied", empty(share("emptied") + 1), empty(share("emptied"))),
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
    "changed-sides": Case("changed-sides", change_side, nothing),
    "changed-and-ended": Case("changed-sides", end_and_change_side, nothing),
    "reopened": Case("reopened", reopen, nothing),
    "duplicates": Case("duplicates", duplicate, no_duplicate),
    "duplicates-of-new": Case(
        "duplicates", duplicate_of_new, near_partner, ("--accept-new-partners",)
    ),
    "new-names": Case("new-names", new_name, known_name),
    "new-partners": Case("new-partners", near_partner, far_partner),
}


# Alarms about a share of the whole need one: the real register.
NAMED = [
    pytest.param(name, marks=pytest.mark.real_data if case.name in SHARES else ())
    for name, case in CASES.items()
]


def test_every_alarm_has_a_case() -> None:
    assert {case.name for case in CASES.values()} | {"older-file"} == set(NAMES)


@pytest.mark.parametrize("case", NAMED)
def test_an_alarm_stops_the_import_until_its_flag_is_said(
    desk: Desk, register: Sheet, case: str
) -> None:
    name, flags = CASES[case].name, CASES[case].flags
    CASES[case].plant(register)
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


@pytest.mark.parametrize(
    "case", [one for one in NAMED if CASES[str(one.values[0])].below != nothing]
)
def test_just_below_nothing_is_raised(desk: Desk, register: Sheet, case: str) -> None:
    CASES[case].below(register)

    outcome = desk.dry(register, *CASES[case].flags)

    assert outcome.alarms == set(), outcome.text
    assert outcome.errors == set()
    assert outcome.kinds


def test_a_file_of_an_earlier_day_than_the_last_release(desk: Desk, register: Sheet) -> None:
    register[1]["Kind"] = "sister"
    day = Release.objects.get().as_of
    earlier = ("--as-of", str(day - datetime.timedelta(days=1)))

    refused = desk.apply(register, *earlier)

    assert (refused.code, refused.alarms) == (2, {"older-file"})
    assert "--accept-older-file" in refused.error
    assert desk.dry(register, "--as-of", str(day)).alarms == set()
    assert desk.apply(register, *earlier, "--accept-older-file").code == 0


@pytest.mark.real_data
def test_a_share_of_a_few_says_nothing(desk: Desk, register: Sheet, settings: Any) -> None:
    settings.IMPORT_THRESHOLDS = {**settings.IMPORT_THRESHOLDS, "corrected": 0.0}
    correct(5)(register)

    assert desk.dry(register).alarms == set()
    correct(6)(register)
    assert desk.dry(register).alarms == {"corrected"}


@pytest.mark.real_data
def test_a_country_of_three_may_lose_all(desk: Desk, register: Sheet) -> None:
    rows = register.where(Country_code="FI", Counted="counted")
    assert len(rows) == 3
    register.rows = [row for row in register.rows if row not in rows]

    assert desk.dry(register).alarms == set()


@pytest.mark.real_data
@pytest.mark.parametrize("column", ["Counted", "Status"])
def test_a_country_that_falls_by_other_ways_is_seen_too(
    desk: Desk, register: Sheet, column: str
) -> None:
    rows = register.where(Country_code="TR", Counted="counted")
    for row in rows[:5]:
        row[column] = {"Counted": "one_field", "Status": "ended"}[column]

    assert "country-drop" in desk.dry(register).alarms


@pytest.mark.real_data
def test_relationships_under_review_may_be_missing(desk: Desk, register: Sheet) -> None:
    register.rows = [row for row in register.rows if row["Confidence"] != "C"]

    outcome = desk.dry(register)

    assert (outcome.kinds, outcome.alarms) == ({"missing": 166}, set())


@pytest.mark.real_data
def test_of_alarms_about_rows_a_hundred_are_kept(desk: Desk, register: Sheet) -> None:
    dated = [row for row in counted(register) if len(row["Established"]) == 10]
    for row in dated[:130]:
        year = int(row["Established"][:4])
        row["Established"] = f"{year + (10 if year < 2010 else -10)}{row['Established'][4:]}"
        if row["Established"].endswith("02-29"):
            row["Established"] = row["Established"][:4]

    outcome = desk.dry(register)

    slips = [alarm for alarm in outcome.report["alarms"] if alarm["name"] == "date-slips"]
    assert len(slips) == 100
    assert outcome.text.count("--accept-date-slips") == 100
    assert outcome.error.count("--accept-date-slips") == 1
