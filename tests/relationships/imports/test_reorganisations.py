"""A file that nobody changed changes nothing, on either side of a merger's day."""

import pytest

from places.models import LocalGovernment
from places.reorganisations import carry_out_due
from relationships.register.models import Relationship
from sistercity.withdrawal import put_back, withdraw
from tests.clock import set_clock
from tests.places.reorganising import EVE, MORNING, enter, merger, new_place, place, twin
from tests.relationships.imports.files import Desk, Sheet, end_of_transaction, exported

pytestmark = pytest.mark.django_db


def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the day come, and what is due be done."""
    set_clock(monkeypatch, MORNING)
    carry_out_due()
    end_of_transaction()


def changes_nothing(desk: Desk, sheet: Sheet) -> bool:
    """Whether the import of a file would write nothing."""
    outcome = desk.dry(sheet)
    assert not outcome.errors, outcome.problems
    return set(outcome.kinds) <= {"kept"}


def test_before_and_after_the_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    merger(monkeypatch)
    set_clock(monkeypatch, EVE)
    sheet = exported()
    assert changes_nothing(desk, sheet)

    morning(monkeypatch)

    assert changes_nothing(desk, sheet)
    assert changes_nothing(desk, exported())
    assert exported([20])[20]["Local government (Japanese)"] == "港湾市"


def test_with_two_relationships_that_became_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(monkeypatch, [place("012041")], [place("012025")])
    set_clock(monkeypatch, EVE)
    sheet = exported()

    morning(monkeypatch)

    assert changes_nothing(desk, sheet)
    assert changes_nothing(desk, exported())


def test_with_withdrawn_relationships_of_both_sides(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, other = Relationship.objects.get(public_id=21), twin(20, place("012050"))
    for record in (own, other):
        withdraw(record=record, reason="誤り")
    enter(monkeypatch, [place("012033")], [place("012050")])
    set_clock(monkeypatch, EVE)
    sheet = exported()

    morning(monkeypatch)

    assert changes_nothing(desk, sheet)
    put_back(record=own, reason="誤りではない")
    assert changes_nothing(desk, exported())


@pytest.mark.parametrize("kind", ["renamed", "divided"])
def test_of_a_new_name_and_a_division(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    parts = [new_place(code="012033" if kind == "renamed" else "012998")]
    if kind == "divided":
        parts.append(new_place(code="012980", name_ja="山市", name_en="Yama City"))
    enter(monkeypatch, [place("012033")], parts, kind)
    set_clock(monkeypatch, EVE)
    sheet = exported()

    morning(monkeypatch)

    assert changes_nothing(desk, sheet)
    assert changes_nothing(desk, exported())


def test_a_file_may_name_the_old_one_after_the_day(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    merger(monkeypatch)
    set_clock(monkeypatch, EVE)
    sheet = exported([20])
    sheet.drop("ID", "Export mark")

    morning(monkeypatch)
    outcome = desk.dry(sheet)

    assert not outcome.errors
    assert "new" not in outcome.kinds
    assert LocalGovernment.objects.get(code="012033").is_gone
