"""The import of seminars."""

import pytest

from places.models import LocalGovernment
from seminars.models import Seminar
from tests.imports import Importing, code, fixture, where

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]


def held(row: dict[str, str]) -> dict[str, str]:
    """What the database holds of a row of the fixture, as the fixture writes it."""
    seminar = next(
        one
        for one in Seminar.objects.filter(fiscal_year=row["fiscal_year"])
        if one.get_office_display() == row["clair_office"]
    )
    hosts = list(seminar.named_hosts.order_by("pk"))
    places = [place for place in (host.local_government for host in hosts) if place]
    origins = list(seminar.delegations.order_by("pk"))
    codes = " ".join(origin.country_id for origin in origins)
    text = "".join(f" ({origin.text_en})" for origin in origins if origin.text_en)
    return {
        "fiscal_year": str(seminar.fiscal_year),
        "clair_office": seminar.get_office_display(),
        "start_date": seminar.starts.isoformat() if seminar.starts else "",
        "end_date": seminar.ends.isoformat() if seminar.ends else "",
        "tokyo_programme": seminar.tokyo_programme_en,
        "host_en": "; ".join(host.name_en for host in hosts),
        "host_ja": "; ".join(host.name_ja for host in hosts),
        "host_codes": "; ".join(place.code for place in places),
        "theme": seminar.theme_en,
        "participants": str(seminar.participant_count or ""),
        "participants_from": codes + text,
        "mode": seminar.get_mode_display().lower() if seminar.mode else "",
        "status": seminar.status,
        "note": seminar.note_en,
        "source_url": seminar.source_url,
    }


def test_every_cell_of_the_fixture_is_in_the_database(desk: Importing) -> None:
    sheet = desk.load()

    assert Seminar.objects.count() == len(sheet.rows) == 30
    for row in sheet.rows:
        assert held(row) == row


def test_a_corrected_row_changes_what_it_says_and_nothing_else(desk: Importing) -> None:
    sheet = desk.load()
    row = where(sheet, fiscal_year="2018", clair_office="Singapore")
    row |= {"theme": "Engines", "host_codes": "232017", "host_en": "", "host_ja": ""}

    outcome = desk.apply(sheet)

    (changes,) = outcome.changes()
    assert set(changes) == {"theme_en", "hosts"}
    assert changes["hosts"][1] == "豊橋市 (232017)"
    seminar = Seminar.objects.get(fiscal_year=2018, office="singapore")
    assert [code(host.local_government) for host in seminar.named_hosts.all()] == ["232017"]
    assert seminar.theme_en == "Engines"


def test_a_second_seminar_of_the_year_has_the_sequence_2(desk: Importing) -> None:
    sheet = fixture("seminars")
    sheet.headings.append("Which of the year")
    for row in sheet.rows:
        row["Which of the year"] = ""
    sheet.rows.append(dict(sheet.rows[0]))

    assert desk.dry(sheet).problem("row_twice")["values"] == {"first": 2}

    sheet.rows[-1]["Which of the year"] = "2"
    desk.apply(sheet)
    assert Seminar.objects.filter(fiscal_year=2024, office="london").count() == 2


@pytest.mark.parametrize(
    ("column", "text", "problem"),
    [
        ("start_date", "5/1/2024", "ambiguous_date"),
        ("clair_office", "Berlin", "unknown_choice"),
        ("fiscal_year", "", "empty_key"),
        ("fiscal_year", "1900", "out_of_range"),
        ("host_codes", "440002", "wrong_check_digit"),
        ("host_codes", "440001; 070009", "unequal_lists"),
        ("host_ja", "福岡県福岡市", "government_contradiction"),
        ("participants_from", "Atlantis", "unknown_country"),
        ("participants", "many", "not_whole_number"),
        ("end_date", "2023", "broken_rule"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(
    desk: Importing, column: str, text: str, problem: str
) -> None:
    sheet = fixture("seminars")
    sheet.rows[0][column] = text

    outcome = desk.dry(sheet, "--apply")

    assert outcome.code == 1
    assert outcome.problem(problem)["row"] == 2
    assert Seminar.objects.count() == 0


def test_a_host_is_found_by_prefecture_and_name_or_kept_as_it_is_written(desk: Importing) -> None:
    sheet = fixture("seminars")
    sheet.rows[0] |= {"host_codes": "", "host_en": "", "host_ja": "宮城県仙台市; 府中市; 兵庫県"}

    outcome = desk.apply(sheet)

    values = {"name": "府中市", "asked": ["府中市", ""]}
    assert outcome.problem("kept_government")["values"] == values
    hosts = Seminar.objects.get(fiscal_year=2024).named_hosts.all()
    found = [(host.name_ja, code(host.local_government)) for host in hosts]
    assert found == [("宮城県仙台市", "041009"), ("府中市", ""), ("兵庫県", "280003")]


def test_two_names_of_one_place_are_one_place_and_a_name(desk: Importing) -> None:
    sheet = fixture("seminars")
    sheet.rows[0] |= {"host_codes": "", "host_en": "", "host_ja": "兵庫県; 兵庫県庁; 兵庫"}

    desk.apply(sheet)

    hosts = Seminar.objects.get(fiscal_year=2024).named_hosts.all()
    found = [(host.name_ja, code(host.local_government)) for host in hosts]
    assert found == [("兵庫県", "280003"), ("兵庫県庁", ""), ("兵庫", "")]
    assert desk.dry(sheet).kinds == {}


def test_a_municipality_that_is_gone_leads_to_its_successor(desk: Importing) -> None:
    sheet = fixture("seminars")
    sheet.rows[0] |= {"host_codes": "", "host_en": "", "host_ja": "埼玉県浦和市"}

    desk.apply(sheet)

    host = Seminar.objects.get(fiscal_year=2024).named_hosts.get()
    assert (host.name_ja, code(host.local_government)) == ("埼玉県浦和市", "111007")


def test_a_place_that_the_desk_chose_for_a_name_stays(desk: Importing) -> None:
    sheet = fixture("seminars")
    sheet.rows[0] |= {"host_codes": "", "host_en": "", "host_ja": "府中市"}
    desk.apply(sheet)
    host = Seminar.objects.get(fiscal_year=2024).named_hosts.get()
    host.local_government = LocalGovernment.objects.get(code="132063", exists_until=None)
    host.save()

    outcome = desk.dry(sheet)

    assert (outcome.kinds, outcome.problems) == ({}, [])


def test_a_hyphen_keeps_the_place_of_an_unknown_code(desk: Importing) -> None:
    sheet = fixture("seminars")
    sheet.rows[0] |= {"host_codes": "-; 352012", "host_ja": "大分; 下関市", "host_en": ""}

    desk.apply(sheet)

    hosts = Seminar.objects.get(fiscal_year=2024).named_hosts.all()
    assert [(one.name_ja, one.local_government_id is None) for one in hosts] == [
        ("大分", True),
        ("下関市", False),
    ]


def test_the_same_first_day_of_an_office_is_an_alarm(desk: Importing) -> None:
    sheet = desk.load()
    row = dict(where(sheet, fiscal_year="2019", clair_office="Paris"))
    sheet.rows.append(row | {"fiscal_year": "2020"})

    outcome = desk.dry(sheet, "--apply")

    assert (outcome.code, outcome.alarms) == (2, {"duplicates"})
    assert desk.dry(sheet, "--apply", "--accept-duplicates").code == 0


def test_columns_that_the_file_lacks_are_left_alone(desk: Importing) -> None:
    sheet = desk.load()
    sheet.drop("theme", "host_en", "host_ja", "host_codes", "participants_from", "status")

    assert desk.dry(sheet).kinds == {}


def test_an_empty_status_stays_and_an_empty_theme_is_cleared(desk: Importing) -> None:
    sheet = desk.load()
    sheet.rows[0] |= {"status": "", "theme": ""}

    (changes,) = desk.dry(sheet).changes()

    assert set(changes) == {"theme_en"}
