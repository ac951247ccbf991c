"""Hostile files at the command: one of each kind is refused in words, or read, and does no harm.

How each file of the corpus is read, ``tests/sistercity/spreadsheets/test_reading.py`` holds.
"""

import re
from typing import Any

import pytest

from relationships.register.models import Relationship
from relationships.releases.models import Release
from sistercity.spreadsheets.problems import MESSAGES
from tests import hostile
from tests.relationships.releases.importing.files import Desk, Outcome, exported, state

# Known to the day, of Hokkaido and Sapporo: the corpus wants a code with a zero in front.
SLICE = range(1, 41)
COLUMNS = (
    "ID", "Local government code", "Established", "Partner", "Kind", "Country code",
    "Last confirmed", "Partner ID",
)  # fmt: skip
DATE, CODE, NAME = 2, 1, 3
ACCEPTED = ("--accept-missing", "--accept-country-drop")
# What the register itself knows better: the problem of each.
CONTRADICTIONS = {
    "inert_html.csv": "partner_name_contradiction",
    "inert_formula.csv": "partner_name_contradiction",
    "inert_null_word.csv": "partner_name_contradiction",
    "inert_long.csv": "too_long",
    "same_row_twice.csv": "row_twice",
    "same_key_twice.csv": "partner_name_contradiction",
    "dates_in_2126.csv": "future_date",
    "names_shifted.csv": "partner_name_contradiction",
}
# The same facts in other dress: what a reader of cells has to know.
DRESSED = (
    "utf8.csv", "plain.xlsx", "plain.xls", "dates.xls", "date_era.csv", "date_serial.csv",
    "date_style_1_1904.xlsx", "code_without_zero.csv", "code_full_width.csv", "code_decimal.xlsx",
    "name_nfd.csv", "name_full_width.csv", "cp932.csv",
)  # fmt: skip


def corpus() -> dict[str, hostile.HostileFile]:
    """The corpus of a small file, by name; its contents are made when a test asks."""
    rows = [["1", "010006", "1980-10-17", "Alberta", "", "CA", "", "1"]] * len(SLICE)
    files = hostile.files(COLUMNS, rows, date=DATE, code=CODE, name=NAME)
    return {file.name: file for file in files}


FILES = corpus()
# The first file of each problem, and of each thing that a user is told. A letter that is cut off at
# the end of a file of ASCII is a letter of CP932.
REFUSED = {file.code: name for name, file in reversed(FILES.items()) if file.code} | {
    "undecodable": "noise.csv"
}
TOLD = {file.notice: name for name, file in reversed(FILES.items()) if file.notice}


@pytest.fixture(scope="module")
def register(django_db_setup: None, django_db_blocker: Any) -> list[list[str]]:
    """The first relationships of the register; those known to the day come first."""
    with django_db_blocker.unblock():
        rows = [[row[heading] for heading in COLUMNS] for row in exported(SLICE).rows]
    return sorted(rows, key=lambda row: len(row[DATE]), reverse=True)


def lacking(named: int) -> dict[str, int]:
    """Return what is missing in a file that names so many relationships in force."""
    return {"missing": Relationship.objects.in_force().count() - named}


@pytest.fixture(scope="module")
def untouched(django_db_setup: None, django_db_blocker: Any) -> dict[str, str]:
    """What the tables hold before any import."""
    with django_db_blocker.unblock():
        return state()


@pytest.fixture
def imported(desk: Desk, register: list[list[str]]) -> Any:
    """Return the function that imports a file of the corpus, of the real rows."""

    def run(name: str) -> Outcome:
        files = hostile.files(COLUMNS, register, date=DATE, code=CODE, name=NAME)
        data = next(file for file in files if file.name == name).data
        return desk.apply(data, *ACCEPTED, name=name)

    return run


def says(outcome: Outcome, code: str) -> bool:
    """Whether the command printed the text of a problem, whatever its values are."""
    pieces = re.split(r"%\(\w+\)s", str(MESSAGES[code][1]))
    return all(piece in outcome.error + outcome.text for piece in pieces)


def assert_unchanged(before: dict[str, str]) -> None:
    assert state() == before
    assert Release.objects.count() == 1


def test_there_is_a_file_of_every_kind() -> None:
    assert len(REFUSED) >= 43 and len(TOLD) >= 7
    assert FILES.keys() >= {*CONTRADICTIONS, *DRESSED}


@pytest.mark.parametrize("code", REFUSED)
def test_a_file_with_a_problem_is_refused_with_its_text(
    imported: Any, untouched: dict[str, str], code: str
) -> None:
    outcome = imported(REFUSED[code])

    assert outcome.code == 1
    assert says(outcome, code), (outcome.error, outcome.text)
    # A file that cannot be read as a whole has no report.
    assert outcome.errors == ({code} if outcome.report else set())
    assert_unchanged(untouched)


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_file_that_contradicts_the_register_is_refused(
    imported: Any, untouched: dict[str, str], name: str
) -> None:
    outcome = imported(name)

    assert (outcome.code, outcome.errors) == (1, {CONTRADICTIONS[name]})
    assert_unchanged(untouched)


@pytest.mark.parametrize("name", [*TOLD.values(), *DRESSED])
def test_the_same_facts_in_other_dress_change_nothing(
    imported: Any, register: list[list[str]], untouched: dict[str, str], name: str
) -> None:
    outcome = imported(name)

    assert (outcome.code, outcome.error, outcome.kinds) == (0, "", lacking(len(register)))
    notice = FILES[name].notice
    assert not notice or outcome.problem(notice)
    assert_unchanged(untouched)


def test_the_half_of_a_file_changes_nothing(
    imported: Any, register: list[list[str]], untouched: dict[str, str]
) -> None:
    outcome = imported("half_gone.csv")

    assert (outcome.code, outcome.error) == (0, "")
    assert outcome.kinds == lacking(len(register) - len(register) // 2)
    assert_unchanged(untouched)
