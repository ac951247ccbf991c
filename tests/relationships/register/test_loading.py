"""The relationships of the real data: which rows, what counts, what was left out and why."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from places.models import Country
from relationships.register.models import Relationship, RelationshipSource
from relationships.releases.management.commands import load_data
from tests.load import load
from tests.pages import get, soup, sql

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

Row = dict[str, str]
COUNTS = {"counted": 1461, "one_field": 5, "unconfirmed": 166}
CONFLICT = re.compile(r"([\d-]+) \((\S+?)\)")


def file_rows(name: str) -> dict[str, Row]:
    """Return the rows of a file of the real data, by id, as they stand in it."""
    path = Path(settings.BASE_DIR) / "fixtures" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def stored() -> dict[str, Relationship]:
    """Return the relationships by the id of their row."""
    records = Relationship.objects.select_related("local_government", "former_local_government")
    return {f"R{record.public_id:04}": record for record in records}


def test_every_row_is_loaded_or_left_out_with_a_reason() -> None:
    rows, reasons = file_rows("relationships"), load().left_out

    assert stored().keys() | reasons.keys() == rows.keys()
    assert stored().keys().isdisjoint(reasons)
    assert len(stored()) == sum(COUNTS.values()) == 1632
    assert len(reasons) == 4
    assert all(len(reason) > 10 for reason in reasons.values())


def test_rows_without_a_japanese_side_are_the_ones_left_out() -> None:
    reasons = load().left_out

    missing = [key for key, row in file_rows("relationships").items() if not row["jp_code"]]

    assert missing == ["R1575", "R1576", "R1577"]
    for key in missing:
        assert reasons[key] == "Japanese side not resolved to one current local government"


def test_a_row_that_says_the_same_again_is_left_out() -> None:
    (reason,) = (text for text in load().left_out.values() if "same two sides" in text)

    again = re.search(r"R\d{4}", reason)
    assert again
    assert again[0] in stored()


def test_the_rule_of_counting_is_applied() -> None:
    counts = sql("SELECT counting, count(*) FROM register_relationship GROUP BY counting")

    assert dict(counts) == COUNTS


def test_what_one_older_list_alone_names_does_not_count() -> None:
    rows = file_rows("relationships")

    for key, record in stored().items():
        assert (rows[key]["confidence"] == "C") == (record.counting == "unconfirmed"), key


def test_what_clair_says_not_to_count_does_not_unless_it_ended() -> None:
    rows, wrong = file_rows("relationships"), []

    for key, record in stored().items():
        refused = rows[key]["counted_by_clair"] == "no" and rows[key]["status"] != "ended"
        if refused and record.counting == "counted":
            wrong.append(key)

    assert wrong == []


@pytest.mark.parametrize(
    ("column", "attribute"), [("date_established", "established"), ("end_date", "ended")]
)
def test_dates_are_stored_as_precisely_as_the_file_has_them(column: str, attribute: str) -> None:
    rows = file_rows("relationships")

    dates = {key: getattr(record, attribute) for key, record in stored().items()}

    assert {key: date.isoformat() if date else "" for key, date in dates.items()} == {
        key: rows[key][column] for key in dates
    }


def test_both_sides_are_those_of_the_file() -> None:
    rows = file_rows("relationships")
    sides = sql(
        """SELECT r.public_id, g.code, g.exists_until, p.country_id, p.level, p.name_en, p.id
             FROM register_relationship r
             JOIN places_localgovernment g ON g.id = r.local_government_id
             JOIN places_partner p ON p.id = r.partner_id"""
    )
    written: dict[int, set[str]] = {}

    for number, code, gone, country, level, _, partner in sides:
        row = rows[f"R{number:04}"]
        written.setdefault(partner, set()).add(row["partner_name_en"])
        assert (row["jp_code"], row["partner_country"]) == (code, country), number
        # One row calls this county a region, another a local government: it is one partner.
        assert row["partner_level"] == level or row["partner_name_en"] == "Changhua County", number
        assert gone is None, number

    # A partner that rows write in several ways has one of their names.
    assert all(name in written[partner] for *_, name, partner in sides)
    assert sum(len(names) > 1 for names in written.values()) < 10


def test_a_relationship_knows_the_municipality_that_began_it(client: Any) -> None:
    known = {
        key: row for key, row in file_rows("relationship_details").items() if row["former_code5"]
    }

    begun = {key: record for key, record in stored().items() if record.former_local_government}

    assert begun.keys() == known.keys() & stored().keys()
    for key, record in begun.items():
        assert record.former_local_government
        assert record.former_local_government.code.startswith(known[key]["former_code5"])
        assert record.former_local_government.is_gone
    page = soup(get(client, "/en/relationships/38/"))
    assert page.select('dl.summary a[href^="/en/municipalities/"][href*="tokoro"]')


def test_another_date_is_kept_with_the_page_that_states_it(client: Any) -> None:
    conflicts = {k: row for k, row in file_rows("relationships").items() if row["date_conflicts"]}

    assert len(conflicts) == 5
    for key, row in conflicts.items():
        for date, url in CONFLICT.findall(row["date_conflicts"]):
            source = RelationshipSource.objects.get(relationship=stored()[key], url=url)
            assert source.stated
            assert source.stated.isoformat() == date
    text = soup(get(client, "/en/relationships/1/")).get_text()
    assert "5 September 1980" in text
    assert "17 October 1980" in text


def test_every_relationship_names_its_sources() -> None:
    without = sql(
        """SELECT public_id FROM register_relationship r WHERE NOT EXISTS (
             SELECT FROM register_relationshipsource s WHERE s.relationship_id = r.id)"""
    )

    assert without == []


def test_a_second_load_changes_nothing() -> None:
    history = "SELECT count(*) FROM register_relationshiphistory"
    before = sql(history), sql("SELECT number FROM sistercity_dataversion")

    added = load().added

    assert added["relationship"] == added["relationshipsource"] == 0
    assert (sql(history), sql("SELECT number FROM sistercity_dataversion")) == before


def test_what_the_staff_edited_is_left_alone() -> None:
    edited = {"status": "dormant", "note": "asked by telephone", "confidence": "A"}
    Relationship.objects.filter(public_id=1).update(**edited)

    load()

    record = Relationship.objects.get(public_id=1)
    assert {name: getattr(record, name) for name in edited} == edited


def test_what_is_missing_is_added_again() -> None:
    Relationship.objects.filter(public_id=1600).delete()

    added = load().added

    assert added["relationship"] == 1
    assert added["relationshipsource"] > 0
    assert Relationship.objects.filter(public_id=1600).exists()


def test_a_database_that_holds_data_is_left_alone_if_asked() -> None:
    Relationship.objects.filter(public_id=1600).delete()

    assert load("--if-empty").text == ""
    assert not Relationship.objects.filter(public_id=1600).exists()


def test_a_load_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(report: object) -> None:
        assert Country.objects.filter(code="AQ").exists()
        raise RuntimeError("the file ends here")

    Country.objects.filter(code="AQ").delete()
    monkeypatch.setattr(load_data, "load_relationships", fail)

    with pytest.raises(RuntimeError):
        load()

    assert not Country.objects.filter(code="AQ").exists()


@pytest.mark.parametrize("to_file", [True, False])
def test_what_is_left_out_is_counted_in_one_line(tmp_path: Path, to_file: bool) -> None:
    path, output = tmp_path / "left_out.log", io.StringIO()
    named = re.findall(r"^left out: (.+)$", load().text, re.MULTILINE)
    options = ["--left-out", str(path)] if to_file else []

    call_command("load_data", *options, stdout=output)

    where = f"listed in {path}" if to_file else "which --verbosity 2 lists"
    lines = [line for line in output.getvalue().splitlines() if line.startswith("left out")]
    assert lines == [f"left out: {len(named)} rows, {where}"]
    assert not to_file or path.read_text(encoding="utf-8").splitlines() == named


def test_the_first_start_leads_to_the_log_of_what_was_left_out() -> None:
    script = (Path(settings.BASE_DIR) / "bin" / "serve").read_text(encoding="utf-8")

    assert "load_data --if-empty --left-out var/log/left_out.log" in script
