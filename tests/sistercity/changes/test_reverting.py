"""Taking back what was written: what was edited since can be kept, with what is bound to it."""

import datetime
from decimal import Decimal
from typing import Any

import pghistory
import pytest

from relationships.register.models import Relationship
from sistercity.changes.reverting import Edits, Touched
from tests.relationships.imports.files import end_of_transaction
from tests.sistercity.changes.log_pages import partner, relationship, write

pytestmark = pytest.mark.django_db


def year(name: str, number: int) -> dict[str, Any]:
    """Return the columns of a date of which only the year is known."""
    return {f"{name}_on": datetime.date(number, 1, 1), f"{name}_precision": "year"}


@pytest.mark.parametrize(
    ("was", "written", "edit"),
    [
        (
            {"status": "active"},
            {"status": "ended", **year("ended", 2000)},
            year("ended", 1999),
        ),
        (
            {"confidence": "C", "counting": "unconfirmed"},
            {"confidence": "A", "counting": "counted"},
            {"counting": "one_field"},
        ),
        (year("established", 1980), year("established", 1950), year("re_signed", 1960)),
        (
            {"latitude": None, "longitude": None},
            {"latitude": Decimal("42.9"), "longitude": Decimal("143.2")},
            {"latitude": Decimal("42.8")},
        ),
    ],
    ids=["end", "confidence", "order", "point"],
)
def test_what_a_constraint_binds_to_a_kept_value_is_kept_too(
    was: dict[str, Any], written: dict[str, Any], edit: dict[str, Any]
) -> None:
    record = partner() if "latitude" in was else relationship()
    unbound = "agreement_title" if isinstance(record, Relationship) else "name_native"
    write(record, **(was | {unbound: "was"}))
    with pghistory.context(source="test") as context:
        type(record).objects.filter(pk=record.pk).update(**(written | {unbound: "written"}))
    end_of_transaction()
    write(record, **edit)

    table = Touched(type(record), context.id)
    table.find_targets(Edits.KEEP)
    table.restore()

    wanted = written | edit | {unbound: "was"}
    assert type(record).objects.filter(pk=record.pk).values(*wanted).get() == wanted
