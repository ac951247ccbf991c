"""A file that has what was withdrawn: no second one is made, and nothing comes back by itself."""

import pytest

from places.models import Partner
from relationships.register.models import Relationship
from relationships.releases.models import Release
from sistercity.withdrawal import put_back, withdraw
from tests.relationships.imports.files import PARTNER, Desk, Sheet, exported, undone

pytestmark = pytest.mark.django_db

ANEW = {
    "Local_government_code": "011002",
    "Country_code": "CL",
    "Partner": "Vallenar",
    "Partner_level": "local",
}
REASON = "二重に登録していたため。"


@pytest.fixture
def withdrawn(register: Sheet) -> Relationship:
    """A relationship that was withdrawn after the register was exported."""
    record = Relationship.objects.in_the_totals().listed().latest("public_id")
    withdraw(record=record, reason=REASON)
    return record


@pytest.mark.parametrize("has_number", [True, False])
def test_a_row_that_means_it_is_an_error_that_says_why(
    desk: Desk, register: Sheet, withdrawn: Relationship, has_number: bool
) -> None:
    row = register[withdrawn.public_id]
    row["History"] = "new"
    if not has_number:
        row.update({"ID": "", "Export mark": ""})

    outcome = desk.dry(register)

    problem = outcome.problem("withdrawn")
    assert outcome.errors == {"withdrawn"}
    assert str(withdrawn.public_id) in problem["text"]
    assert REASON.removesuffix("。") in problem["text"]
    assert "new" not in outcome.kinds


def test_the_first_file_of_a_source_that_has_it_is_an_error(
    desk: Desk, register: Sheet, withdrawn: Relationship
) -> None:
    register.drop("Export mark")

    assert desk.dry(register).errors == {"withdrawn"}


def test_an_export_that_says_nothing_new_keeps_it_withdrawn(
    desk: Desk, register: Sheet, withdrawn: Relationship
) -> None:
    register.rows[0]["History"] = "new"

    outcome = desk.publish(register)

    assert outcome.kinds == {"corrected": 1, "kept": 1}
    problem = outcome.problem("stays_withdrawn")
    assert (problem["severity"], problem["row"]) == (
        "notice",
        register.excel_row(withdrawn.public_id),
    )
    withdrawn.refresh_from_db()
    assert withdrawn.withdrawn_at is not None


@pytest.mark.parametrize("has_number", [True, False])
def test_a_file_that_says_what_the_last_one_said_keeps_it_withdrawn(
    desk: Desk, register: Sheet, has_number: bool
) -> None:
    register.drop("Export mark", *[] if has_number else ["ID"])
    register.rows[0]["History"] = "first"
    desk.publish(register)
    record = Relationship.objects.in_the_totals().listed().latest("public_id")
    record.story_en = "by a person"
    record.save()
    withdraw(record=record, reason=REASON)

    outcome = desk.dry(register)

    assert (outcome.errors, outcome.kinds) == (set(), {"kept": 1})


def test_an_export_with_what_an_undone_release_added_changes_nothing(
    desk: Desk, register: Sheet
) -> None:
    new = register.add(**ANEW)
    desk.publish(Sheet(register.headings, [*register.rows]), "--accept-missing")
    since = exported()
    undone(Release.objects.latest("number").number)
    added = since.where(Partner=new["Partner"])[0]

    outcome = desk.dry(since)

    assert (outcome.errors, outcome.kinds) == (set(), {"kept": 1})
    assert outcome.problem("removed")["severity"] == "notice"
    added["History"] = "new"
    assert desk.dry(since).errors >= {"unknown_id"}


def test_two_sides_begin_anew_after_an_ended_one_that_was_withdrawn(
    desk: Desk, register: Sheet, withdrawn: Relationship
) -> None:
    Relationship.with_withdrawn.filter(pk=withdrawn.pk).update(status="ended")
    register[withdrawn.public_id].update({"ID": "", "Export mark": "", "Status": "active"})

    outcome = desk.dry(register)

    assert (outcome.errors, outcome.kinds.get("new")) == (set(), 1)


def test_a_file_without_it_does_not_miss_it(
    desk: Desk, register: Sheet, withdrawn: Relationship
) -> None:
    outcome = desk.dry(exported())

    assert not outcome.errors
    assert "missing" not in outcome.kinds


def test_it_is_the_same_again_once_it_was_put_back(
    desk: Desk, register: Sheet, withdrawn: Relationship
) -> None:
    put_back(record=withdrawn, reason="確認できたため。")

    outcome = desk.dry(register)

    assert (outcome.errors, outcome.kinds) == (set(), {})


def test_a_row_that_moves_to_its_sides_is_told_its_number(
    desk: Desk, register: Sheet, withdrawn: Relationship
) -> None:
    row = register[withdrawn.public_id]
    register.rows.remove(row)
    other = register.rows[0]
    other.update({name: cell for name, cell in row.items() if name not in ("ID", "Export mark")})

    outcome = desk.dry(register, "--accept-changed-sides")

    assert "two_in_force" in outcome.errors


def test_a_withdrawn_partner_is_no_side_of_a_new_relationship(desk: Desk, register: Sheet) -> None:
    partner = Partner.objects.create(
        public_id=99_999, country_id="FR", name_en="Newtown", level="local"
    )
    withdraw(record=partner, reason=REASON)
    row = register.rows[0]
    row.update(dict.fromkeys(PARTNER, "") | {"Country code": "FR", "Partner": "Newtown"})
    row.update({"ID": "", "Export mark": ""})
    register.rows = [row]

    outcome = desk.dry(register)

    assert outcome.errors == {"withdrawn_side"}
