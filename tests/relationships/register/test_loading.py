"""The relationships of the real data: which rows, what counts, what was left out and why."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from places.models import Country, LocalGovernment, Partner
from relationships.register.models import Relationship, RelationshipSource
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

    loaded = stored()

    assert loaded.keys() | reasons.keys() == rows.keys()
    assert loaded.keys().isdisjoint(reasons)
    assert len(loaded) == sum(COUNTS.values()) == 1632
    unresolved = {key: reasons.pop(key) for key, row in rows.items() if not row["jp_code"]}
    assert unresolved == dict.fromkeys(
        ("R1575", "R1576", "R1577"), "Japanese side not resolved to one current local government"
    )
    (same_again,) = reasons.values()
    assert same_again.startswith("the same two sides as ")
    assert same_again.split()[-1] in loaded


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
    version = sql("SELECT number FROM sistercity_dataversion")

    added = load().added

    assert {"prefecture", "country", "localgovernment", "succession", "partner", "placename",
            "relationship", "relationshipsource", "listing", "commendation", "seminar",
            "conference", "question"} <= added.keys()  # fmt: skip
    assert set(added.values()) == {0}
    assert sql("SELECT number FROM sistercity_dataversion") == version


def test_only_what_is_missing_is_added_and_what_the_staff_edited_is_left_alone() -> None:
    edits: list[tuple[Any, dict[str, str]]] = [
        (Country.objects.get(code="FR"), {"name_en": "La France"}),
        (LocalGovernment.objects.get(slug="111007-saitama"), {"website": "https://example.org/"}),
        (Partner.objects.get(public_id=1), {"name_en": "Alberta!", "state_en": "West"}),
        (Relationship.objects.get(public_id=1), {"status": "dormant", "confidence": "A"}),
    ]
    for record, values in edits:
        type(record).objects.filter(pk=record.pk).update(**values)
    Relationship.objects.filter(public_id=1600).delete()

    added = load().added

    for record, values in edits:
        record.refresh_from_db()
        assert {name: getattr(record, name) for name in values} == values
    assert Relationship.objects.filter(public_id=1600).exists()
    assert added.pop("relationship") == 1
    assert added.pop("relationshipsource") > 0
    assert set(added.values()) == {0}
