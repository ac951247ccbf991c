"""A file that has what was withdrawn: no second one is made, and nothing comes back by itself."""

import pytest

from places.models import Partner
from relationships.register.models import Relationship
from sistercity.withdrawal import put_back, withdraw
from tests.relationships.imports.files import PARTNER, Desk, Sheet, exported

pytestmark = pytest.mark.django_db

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
    if not has_number:
        register[withdrawn.public_id].update({"ID": "", "Export mark": ""})

    outcome = desk.dry(register)

    problem = outcome.problem("withdrawn")
    assert outcome.errors == {"withdrawn"}
    assert str(withdrawn.public_id) in problem["text"]
    assert REASON.removesuffix("。") in problem["text"]
    assert "new" not in outcome.kinds


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
