"""Files in which one relationship takes the sides that another one of the same file leaves."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from relationships.register.models import Relationship
from relationships.releases.actions import record_release
from relationships.releases.columns import MARK
from relationships.releases.models import Release
from tests.relationships.imports.files import (
    NAMES,
    PARTNER,
    Desk,
    Sheet,
    exported,
    state,
    undone,
)
from tests.relationships.imports.runs import act, publish, publisher, uploaded
from tests.relationships.imports.test_apply import newest, prove

ENDED = 574
SUCCESSOR = 90_001
FREE_PARTNER = 456  # has a partner that no relationship of Hokkaido has
Month = Callable[[Sheet], None]


@dataclass
class Case:
    """What a file changes, the counts of its release, and the numbers of what it changes."""

    month: Month
    counts: dict[str, int]
    numbers: set[int]
    alarms: tuple[str, ...] = ("changed-sides",)
    flags: tuple[str, ...] = ()


def rotated(headings: tuple[str, ...], *numbers: int) -> Month:
    """Each of the relationships gets the next one's cells, the last one those of the first."""

    def month(sheet: Sheet) -> None:
        cells = [{heading: sheet[number][heading] for heading in headings} for number in numbers]
        for number, others in zip(numbers, cells[1:] + cells[:1], strict=True):
            sheet[number].update(others)

    return month


def end(sheet: Sheet, number: int) -> None:
    sheet[number].update({"Status": "ended", "Ended": "2026-03"})


def takes_partner(sheet: Sheet, number: int, other: int) -> None:
    sheet[number].update({heading: sheet[other][heading] for heading in PARTNER})


def one_ends_and_another_takes_its_partner(sheet: Sheet) -> None:
    takes_partner(sheet, 1, 2)
    end(sheet, 2)


def one_is_missing_and_another_takes_its_partner(sheet: Sheet) -> None:
    takes_partner(sheet, 1, 2)
    sheet.rows.remove(sheet[2])


def one_moves_away_and_a_new_one_takes_its_partner(sheet: Sheet) -> None:
    sheet.rows.insert(0, dict(sheet[1]) | {"ID": "", "Established": "2026-05"})
    takes_partner(sheet, 1, FREE_PARTNER)


def ends_and_begins_anew(sheet: Sheet) -> None:
    sheet.rows.append(dict(sheet[1]) | {"ID": "", "Established": "2026-05"})
    end(sheet, 1)


def begins_anew_and_ends(sheet: Sheet) -> None:
    sheet.rows.insert(0, dict(sheet[1]) | {"ID": "", "Established": "2026-05"})
    end(sheet, 1)


def the_ended_one_comes_back_and_its_successor_ends(sheet: Sheet) -> None:
    sheet[ENDED].update({"Status": "active", "Ended": ""})
    end(sheet, SUCCESSOR)


CASES = {
    "partners exchanged": Case(rotated(PARTNER, 1, 2), {"corrected": 2}, {1, 2}),
    "governments exchanged": Case(rotated(NAMES, 16, 24), {"corrected": 2}, {16, 24}),
    # Active, dormant and suspended: each keeps its status.
    "sides of three in turn": Case(
        rotated((*NAMES, *PARTNER), 1, 834, 1247), {"corrected": 3}, {1, 834, 1247}
    ),
    "one ends, another takes its partner": Case(
        one_ends_and_another_takes_its_partner, {"corrected": 1, "ended": 1}, {1, 2}
    ),
    "one is missing, another takes its partner": Case(
        one_is_missing_and_another_takes_its_partner,
        {"corrected": 1, "ended": 1},
        {1, 2},
        flags=("--missing", "end"),
    ),
    "one moves away, a new one takes its partner": Case(
        one_moves_away_and_a_new_one_takes_its_partner, {"corrected": 1, "new": 1}, {1}
    ),
    "ended, then begun anew": Case(ends_and_begins_anew, {"ended": 1, "new": 1}, {1}, ()),
    "begun anew, then ended": Case(begins_anew_and_ends, {"ended": 1, "new": 1}, {1}, ()),
    "the ended one comes back, its successor ends": Case(
        the_ended_one_comes_back_and_its_successor_ends,
        {"corrected": 1, "ended": 1},
        {ENDED, SUCCESSOR},
        ("reopened",),
    ),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, db: None) -> Case:
    """A case: in each the relationship that had ended has a successor, which a release tells of."""
    old = Relationship.objects.get(public_id=ENDED)
    Relationship.objects.create(public_id=SUCCESSOR, partner=old.partner, confidence="A",
                                local_government=old.local_government)  # fmt: skip
    record_release(release=Release(as_of="2026-01-01", published_by="花子"))
    return CASES[request.param]


@pytest.fixture
def month(case: Case) -> Sheet:
    """The register as the case changes it."""
    sheet = exported()
    case.month(sheet)
    return sheet


def numbers_of(case: Case) -> set[int]:
    """The numbers of what a published case changed, its new relationship among them."""
    made = {Relationship.objects.latest("pk").public_id} if "new" in case.counts else set()
    return case.numbers | made


def told(release: Release) -> dict[str, int]:
    """The counts of a release; where only sides change, its notice counts them as renamed."""
    counts = Counter(release.counts)
    counts["corrected"] += counts.pop("renamed")
    del counts["rows"]
    return dict(+counts)


def events_of(context: Any) -> Counter[int]:
    """How many versions of each relationship the history holds of one import or undo."""
    events = Relationship.pgh_event_model.objects  # type: ignore[attr-defined]
    return Counter(events.filter(pgh_context=context).values_list("public_id", flat=True))


def accepted(case: Case) -> list[str]:
    """The flags with which a case is published."""
    return [*case.flags, *(f"--accept-{name}" for name in case.alarms)]


def test_the_register_is_then_what_the_file_says(
    desk: Desk, case: Case, month: Sheet, client: Client
) -> None:
    planned = desk.dry(month, *case.flags)
    desk.publish(month, *accepted(case))

    assert (planned.errors, planned.alarms) == (set(), set(case.alarms)), planned.text
    assert (planned.kinds, planned.code) == (case.counts, 2 if case.alarms else 0)
    numbers, release, after = numbers_of(case), newest(), exported()
    made = str(Relationship.objects.latest("pk").public_id)
    for row in month.rows:
        written = after[int(row["ID"] or made)]
        assert written == row | {"ID": row["ID"] or made, MARK.en: written[MARK.en]}
    assert told(release) == case.counts
    assert set(release.changes.values_list("public_id", flat=True)) == numbers
    assert events_of(release.history_context) == dict.fromkeys(numbers, 1)
    prove(client, release.number)


def test_undoing_it_restores_every_table(desk: Desk, case: Case, month: Sheet) -> None:
    before = state()
    desk.publish(month, *accepted(case))
    numbers, events = numbers_of(case), Relationship.pgh_event_model.objects  # type: ignore[attr-defined]

    outcome = undone(3)

    assert (outcome.code, outcome.error) == (0, "")
    assert state() == before
    assert events_of(events.latest("pgh_id").pgh_context_id) == dict.fromkeys(numbers, 1)


# At the desk another process plans and publishes, with the same functions: two cases are enough.
@pytest.mark.parametrize(
    "case", ["partners exchanged", "one is missing, another takes its partner"], indirect=True
)
def test_the_desk_publishes_it(case: Case, month: Sheet) -> None:
    browser = publisher()
    run = uploaded(browser, month.csv(), **({"end_missing": "on"} if case.flags else {}))
    kept = {f"{field}-{name}": "確認済み" for name in case.alarms for field in ("accept", "reason")}
    act(browser, run, "alarms", **kept)
    run.refresh_from_db()

    run = publish(browser, run)

    assert run.status == "published", run.message
    assert told(newest()) == case.counts
