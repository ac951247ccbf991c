"""The import of commendations and their editions."""

import pytest

from commendations.models import Commendation, Edition
from places.models import Partner
from tests.imports import Importing, fixture, where

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]


def held(row: dict[str, str]) -> dict[str, str]:
    """What the database holds of a row of the fixture, as the fixture writes it."""
    one = Commendation.objects.get(
        edition__number=row["edition"] or None, recipient_ja=row["recipient_ja"]
    )
    edition = one.edition
    governments = [named.local_government for named in one.named_governments.all()]
    partners = list(one.named_partners.order_by("pk"))
    names = dict.fromkeys(partner.name_en for partner in partners)
    countries = [partner.country_or_region for partner in partners]
    return {
        "edition": str(edition.number or ""),
        "fiscal_year": str(edition.fiscal_year or ""),
        "event_date": edition.ceremony.isoformat() if edition.ceremony else "",
        "award_name_ja": edition.award_name_ja,
        "award_kind": one.get_kind_display(),
        "recipient_en": one.recipient_en,
        "recipient_ja": one.recipient_ja,
        "recipient_prefecture_code": one.prefecture_id,
        "jp_code": "; ".join(place.code for place in governments if place),
        "partner": "; ".join(names),
        "partner_country": " ".join(country.code for country in countries if country),
        "summary": one.summary_en,
        "note": one.note_en,
        "source_url": one.source_url,
    }


def test_every_cell_of_the_fixture_is_in_the_database(desk: Importing) -> None:
    sheet = desk.load()

    assert Commendation.objects.count() == len(sheet.rows) == 33
    assert Edition.objects.count() == 13
    for row in sheet.rows:
        assert held(row) == row


def test_partners_are_found_by_country_and_state_or_kept(desk: Importing) -> None:
    desk.load()

    found = {
        named.name_en: named.partner and str(named.partner.name_en)
        for one in Commendation.objects.all()
        for named in one.named_partners.all()
    }

    assert found["Denver, Colorado"] == "Denver"
    assert found["Changshu (Jiangsu)"] == "Changshu"
    assert found["Certaldo"] == "Certaldo"
    assert found["Bhutan (national government)"] is None
    assert found["Bloomington and Normal, Illinois"] is None


@pytest.mark.parametrize("name", ["Tours, Nonsense", "Tours (department)", "Toures"])
def test_a_state_that_the_partner_does_not_have_is_no_guess(desk: Importing, name: str) -> None:
    sheet = fixture("commendations")
    where(sheet, recipient_en="Takamatsu City")["partner"] = name

    outcome = desk.apply(sheet)

    named = Commendation.objects.get(recipient_en="Takamatsu City").named_partners.get()
    assert (named.partner, named.country_id, named.name_en) == (None, "FR", name)
    assert name in {p["values"].get("name") for p in outcome.problems}


def test_number_and_name_of_two_partners_are_an_error(desk: Importing) -> None:
    sheet = fixture("commendations")
    sheet.headings.append("Partner ID")
    for row in sheet.rows:
        row["Partner ID"] = ""
    row = where(sheet, recipient_en="Takamatsu City")
    row["Partner ID"] = str(Partner.objects.get(name_en="Nancy").public_id)

    assert "partner_contradiction" in desk.dry(sheet).errors
    row["partner"] = "The city of Stanislas"
    desk.apply(sheet)
    named = Commendation.objects.get(recipient_en="Takamatsu City").named_partners.get()
    assert named.partner is not None and named.partner.name_en == "Nancy"


def test_a_name_that_several_partners_have_is_kept_with_a_warning(desk: Importing) -> None:
    sheet = fixture("commendations")
    where(sheet, recipient_en="Kyoto City")["partner"] = "Bloomington"

    outcome = desk.apply(sheet)

    problem = outcome.problem("kept_several_partners")
    assert problem["values"]["name"] == "Bloomington"
    assert len(problem["values"]["candidates"]) == 2
    named = Commendation.objects.get(recipient_en="Kyoto City").named_partners.get()
    assert (named.partner, named.country_id) == (None, "US")


def test_a_recipient_without_an_edition_belongs_to_the_unknown_one(desk: Importing) -> None:
    desk.load()

    unknown = Edition.objects.get(number=None)

    assert unknown.commendations.count() == 2
    assert unknown.award_name_ja == "姉妹自治体交流表彰 / 自治体国際交流表彰"


def test_contradicting_facts_of_an_edition_name_both_rows(desk: Importing) -> None:
    sheet = fixture("commendations")
    sheet.rows[1]["event_date"] = "2008-02-02"

    outcome = desk.dry(sheet, "--apply")

    problem = outcome.problem("other_edition_fact")
    assert (problem["row"], problem["column"]) == (3, "event_date")
    assert problem["values"] == {
        "edition": 2, "row": 2, "value": "2008-02-02", "first": "2008-02-01",
    }  # fmt: skip
    assert Commendation.objects.count() == Edition.objects.count() == 0


def test_two_editions_of_one_year_name_both_rows(desk: Importing) -> None:
    sheet = fixture("commendations")
    for row in sheet.rows[3:7]:
        row["fiscal_year"] = "2007"

    found = [p for p in desk.dry(sheet).problems if p["code"] == "same_edition_year"]

    assert {problem["row"] for problem in found} == {5, 6, 7, 8}
    assert {problem["values"]["row"] for problem in found} == {2}


def test_one_row_says_it_for_its_edition(desk: Importing) -> None:
    sheet = fixture("commendations")
    for row in sheet.rows[1:3]:
        row |= {"event_date": "", "award_name_ja": "", "fiscal_year": ""}

    desk.apply(sheet)

    edition = Edition.objects.get(number=2)
    assert (edition.fiscal_year, edition.ceremony.isoformat()) == (2007, "2008-02-01")


def test_an_edition_is_corrected_once_for_all_its_rows(desk: Importing) -> None:
    sheet = desk.load()
    for row in sheet.rows[:3]:
        row["event_date"] = "2008-02-03"

    outcome = desk.apply(sheet)

    assert outcome.changes() == [{"ceremony": ("2008-02-01", "2008-02-03")}]
    assert Edition.objects.get(number=2).ceremony.isoformat() == "2008-02-03"


def test_a_rule_of_editions_is_held_before_anything_is_written(desk: Importing) -> None:
    sheet = fixture("commendations")
    for row in sheet.rows[:3]:
        row["fiscal_year"] = ""

    outcome = desk.dry(sheet, "--apply")

    assert outcome.code == 1
    assert outcome.problem("broken_rule")["row"] == 2
    assert Edition.objects.count() == 0


def test_a_corrected_name_in_one_language_is_the_same_recipient(desk: Importing) -> None:
    sheet = desk.load()
    where(sheet, recipient_en="Kyoto City")["recipient_en"] = "City of Kyoto"

    outcome = desk.apply(sheet)

    assert outcome.changes() == [{"recipient_en": ("Kyoto City", "City of Kyoto")}]


def test_a_recipient_whose_name_differs_by_a_space_is_an_alarm(desk: Importing) -> None:
    sheet = desk.load()
    row = where(sheet, recipient_en="Kyoto City")
    row |= {"recipient_en": "KYOTO CITY", "recipient_ja": "京都 市"}

    outcome = desk.dry(sheet, "--apply")

    assert (outcome.code, outcome.alarms) == (2, {"duplicates"})
    assert outcome.kinds == {"new": 1, "missing": 1}


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("event_date", "2008-02-30", "impossible_date"),
        ("jp_code", "999999", "unknown_code"),
        ("partner_country", "XX", "unknown_country"),
        ("partner_country", "RU FR", "other"),
        ("recipient_prefecture_code", "99", "unknown_prefecture"),
        ("recipient_prefecture_code", "", "empty_key"),
        ("award_kind", "Nobel", "unknown_choice"),
        ("edition", "0", "out_of_range"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(
    desk: Importing, column: str, text: str, code: str
) -> None:
    sheet = fixture("commendations")
    sheet.rows[0][column] = text

    outcome = desk.dry(sheet)

    if code == "other":  # one name in several countries is one for each
        assert outcome.code == 0
    else:
        assert (outcome.code, outcome.problem(code)["row"]) == (1, 2)


def test_a_row_without_a_recipient_is_an_error(desk: Importing) -> None:
    sheet = fixture("commendations")
    sheet.rows[0] |= {"recipient_en": "", "recipient_ja": ""}

    assert desk.dry(sheet).problem("empty_key")["row"] == 2


def test_the_same_recipient_twice_is_an_error(desk: Importing) -> None:
    sheet = fixture("commendations")
    sheet.rows.append(dict(sheet.rows[0]))

    problem = desk.dry(sheet).problem("row_twice")

    assert (problem["row"], problem["values"]) == (35, {"first": 2})


def test_partners_without_a_name_are_their_countries(desk: Importing) -> None:
    sheet = fixture("commendations")
    sheet.rows[0] |= {"partner": "", "partner_country": "France; DE"}

    desk.apply(sheet)

    named = Commendation.objects.get(recipient_ja="兵庫県").named_partners.order_by("pk")
    assert [(one.country_id, one.name_en) for one in named] == [("FR", ""), ("DE", "")]
