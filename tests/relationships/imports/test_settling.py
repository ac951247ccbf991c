"""Which of several places a row means: what it states, then the relationships that are there."""

import datetime
from typing import Any

import pghistory
import pytest

from places.models import LocalGovernment, Partner
from relationships.register.models import Relationship
from tests.relationships.imports.files import Desk, Outcome, Sheet, exported

pytestmark = pytest.mark.django_db

HEADINGS = [
    "都道府県", "自治体名", "国・地域名", "州・省等", "相手先名", "状況",
    "提携年月日", "解消年月日",
]  # fmt: skip
SAPPORO, OTARU = "011002", "012033"
OREGON, MAINE, NO_STATE = 9, 474, 483  # Portland


def sheet(*rows: str) -> Sheet:
    """A file with the columns of most lists; empty cells at the end may be left off."""
    return Sheet(
        HEADINGS,
        [
            dict(zip(HEADINGS, [*row.split(","), *[""] * 8], strict=False))
            for row in rows
        ],
    )  # fmt: skip


def relationship(code: str, number: int, **values: Any) -> Relationship:
    """A relationship of a government and a Portland, which no person wrote."""
    with pghistory.context(source="load_data"):
        return Relationship.objects.create(
            public_id=Relationship.objects.order_by("-public_id")[0].public_id + 1,
            local_government=LocalGovernment.objects.of_today().get(code=code),
            partner=Partner.objects.get(public_id=number),
            **{"status": "active", "confidence": "A", "counting": "counted", **values},
        )


def changes_nothing(outcome: Outcome) -> bool:
    """Whether every row is a relationship of the register, as it is."""
    return not outcome.errors and set(outcome.kinds) <= {"missing"} and not outcome.problems


def new_partner_of(outcome: Outcome) -> str:
    """The partner of the only new relationship."""
    (changes,) = outcome.changes("new")
    return changes["partner"][1]


@pytest.mark.parametrize(
    "row",
    [
        "北海道,札幌市,アメリカ合衆国,オレゴン州,ポートランド,,1959-11-17",
        "北海道,札幌市,アメリカ合衆国,オレゴン,ポートランド,,1959-11-17",
        "北海道,札幌市,アメリカ合衆国,State of Oregon,Portland,,1959-11-17",
        "北海道,札幌市,アメリカ合衆国,,ポートランド,,1959-11-17",
        "Hokkaido,Sapporo,USA,,Portland,,1959-11-17",
        ",札幌市,アメリカ合衆国,,ポートランド,,1959-11-17",
    ],
)
def test_a_row_without_numbers_means_the_relationship_that_is_there(desk: Desk, row: str) -> None:
    Relationship.objects.filter(public_id=9).update(
        established_on="1959-11-17", established_precision="day"
    )

    outcome = desk.dry(sheet(row))

    assert changes_nothing(outcome), outcome.text


def test_a_second_city_of_a_name_is_new_where_the_state_says_so(desk: Desk) -> None:
    outcome = desk.dry(sheet("北海道,札幌市,アメリカ合衆国,メイン州,ポートランド"))

    assert "474" in new_partner_of(outcome)
    assert "duplicates" in outcome.alarms  # somebody is asked


@pytest.mark.parametrize("state", ["テキサス州", "Xyzzy"])
def test_a_state_that_speaks_against_every_record_is_an_error(desk: Desk, state: str) -> None:
    file = sheet(f"北海道,札幌市,アメリカ合衆国,{state},ポートランド")

    outcome = desk.dry(file)
    accepted = desk.dry(file, "--accept-new-partners")

    assert outcome.errors == {"partner_elsewhere"}
    assert "Oregon, No.9" in outcome.problem("partner_elsewhere")["text"]
    assert not accepted.errors
    assert new_partner_of(accepted) == "ポートランド (US)"


def test_a_record_without_a_state_is_meant_by_its_own_government_alone(desk: Desk) -> None:
    own = sheet("東京都,渋谷区,アメリカ合衆国,テキサス州,ポートランド")
    other = sheet("東京都,府中市,アメリカ合衆国,テキサス州,ポートランド")

    for flags in ((), ("--accept-new-partners",)):
        assert "new" not in desk.dry(own, *flags).kinds
    assert desk.dry(other).errors == {"partner_elsewhere"}


def test_a_new_relationship_with_a_partner_whose_state_is_not_known_is_told(desk: Desk) -> None:
    partner = Partner.objects.create(
        public_id=90_001, country_id="US", name_en="Xyzzyville", name_ja="", level="local"
    )
    file = sheet("北海道,札幌市,アメリカ合衆国,テキサス州,Xyzzyville")

    outcome = desk.dry(file)
    relationship(SAPPORO, partner.public_id)
    held = desk.dry(file)

    assert "90001" in new_partner_of(outcome)
    assert "テキサス州" in outcome.problem("state_unknown")["text"]
    assert changes_nothing(held), held.text


def test_several_that_nothing_tells_apart_are_an_error_that_names_them(desk: Desk) -> None:
    outcome = desk.dry(sheet("北海道,小樽市,アメリカ合衆国,,ポートランド"))

    text = outcome.problem("ambiguous_partner")["text"]
    assert all(f"No.{number}" in text for number in (OREGON, MAINE, NO_STATE))
    assert "column “Partner ID（相手先番号）”" in text  # the file has none


def test_a_relationship_in_force_settles_before_an_ended_one(desk: Desk) -> None:
    relationship(OTARU, OREGON, status="ended")
    file = sheet("北海道,小樽市,アメリカ合衆国,,ポートランド,active")
    assert "Oregon" in new_partner_of(desk.dry(file))  # the two begin anew

    relationship(OTARU, MAINE)
    assert changes_nothing(desk.dry(file))

    relationship(OTARU, NO_STATE)
    assert desk.dry(file).errors == {"ambiguous_partner"}


def test_an_ended_row_means_what_its_dates_tell(desk: Desk) -> None:
    day = {"established_precision": "year", "established_on": datetime.date(1980, 1, 1)}
    relationship(OTARU, OREGON, **day)
    later = day | {"established_on": datetime.date(1990, 1, 1)}
    ended = {"ended_on": datetime.date(2001, 1, 1), "ended_precision": "year"}
    relationship(OTARU, MAINE, status="ended", **later, **ended)
    row = "北海道,小樽市,アメリカ合衆国,,ポートランド"

    both = desk.dry(sheet(f"{row},active,1980", f"{row},ended,1990,2001"))
    ends = desk.dry(sheet(f"{row},ended,1980,2026"))
    neither = desk.dry(sheet(f"{row},ended,1985,2026"))

    assert changes_nothing(both), both.text
    assert ends.kinds["ended"] == 1
    assert neither.errors == {"ambiguous_partner"}


def test_a_number_of_a_relationship_settles_its_sides(desk: Desk, register: Sheet) -> None:
    relationship(SAPPORO, MAINE)
    register.rows = [register[9]]
    register.drop("Partner ID", "State or province", "State or province (Japanese)")

    assert changes_nothing(desk.dry(register))

    register.rows[0] |= {"Partner (Japanese)": "スプリングフィールド", "Partner": ""}
    assert desk.dry(register).errors == {"ambiguous_partner"}


@pytest.mark.parametrize("columns", [("都道府県",), ()])
def test_the_partner_settles_which_local_government_is_meant(
    desk: Desk, columns: tuple[str, ...]
) -> None:
    file = sheet(
        ",府中市,オーストリア,,ヘルナルス区", ",札幌市,アメリカ合衆国,オレゴン州,ポートランド"
    )
    file.drop(*columns)
    one = Relationship.objects.get(local_government__code="132063", partner__country="AT")
    file.rows[0]["相手先名"] = one.partner.name_ja or one.partner.name_en

    found = desk.dry(only_sides(file))
    file.rows[0] |= {
        "国・地域名": "アメリカ合衆国",
        "州・省等": "オレゴン州",
        "相手先名": "ポートランド",
    }
    unknown = desk.dry(only_sides(file))

    assert changes_nothing(found), found.text
    text = unknown.problem("needs_prefecture")["text"]
    assert "東京都府中市 (132063)" in text
    assert "広島県府中市 (342084)" in text


def only_sides(file: Sheet) -> Sheet:
    """The file without the columns of dates, which would clear them."""
    return Sheet([name for name in file.headings if "年月日" not in name], file.rows)


@pytest.mark.parametrize("flip", [False, True])
def test_two_relationships_of_one_pair_are_told_by_status_and_dates(
    desk: Desk, register: Sheet, flip: bool
) -> None:
    year = {"established_precision": "year", "ended_precision": "year", "status": "ended"}
    for began, end in ((1980, 1985), (1990, 1995)):
        days = {"established_on": datetime.date(began, 1, 1), "ended_on": datetime.date(end, 1, 1)}
        relationship(SAPPORO, OREGON, **year, **days)
    relationship(SAPPORO, OREGON, status="ended")
    file = exported()
    file.drop("ID", "Partner ID")
    if flip:
        file.rows.reverse()

    outcome = desk.dry(file)

    assert changes_nothing(outcome), outcome.text
    assert not outcome.kinds


@pytest.mark.parametrize("number", [True, False])
def test_a_row_of_a_former_partner_is_its_relationship_whether_numbered_or_not(
    desk: Desk, number: bool
) -> None:
    end = Partner.objects.create(
        public_id=90_002, country_id="FR", name_en="Valclair", level="local"
    )
    former = Partner.objects.create(
        public_id=90_001, country_id="FR", name_en="Montvert", level="local", successor=end
    )
    held = relationship(SAPPORO, former.public_id)
    file = exported([held.public_id])
    file.drop("Partner ID", *(() if number else ("ID",)))

    outcome = desk.dry(file)

    assert {kind: n for kind, n in outcome.kinds.items() if kind != "missing"} == {"renamed": 1}
