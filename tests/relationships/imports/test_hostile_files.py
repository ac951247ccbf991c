"""Hostile files at the command: one of each format is refused in words, or read, and does no harm.

How each file of the corpus is read, ``tests/sistercity/spreadsheets/test_reading.py`` holds.
"""

import re
from collections.abc import Callable

import pytest

from relationships.register.models import Relationship
from sistercity.spreadsheets.problems import MESSAGES
from tests import hostile
from tests.relationships.imports.files import Desk, Outcome, exported, state

# Known to the day, of Hokkaido and Sapporo: the corpus wants a code with a zero in front.
SLICE = range(1, 41)
COLUMNS = (
    "ID", "Local government code", "Established", "Partner", "Kind", "Country code",
    "Last confirmed", "Partner ID",
)  # fmt: skip


@pytest.fixture
def imported(desk: Desk) -> Callable[[str], Outcome]:
    """Return the function that imports a file of the corpus, of the register's first rows."""
    rows = [[row[heading] for heading in COLUMNS] for row in exported(SLICE).rows]
    rows.sort(key=lambda row: len(row[2]), reverse=True)  # those known to the day come first
    files = {file.name: file for file in hostile.files(COLUMNS, rows, date=2, code=1, name=3)}

    def run(name: str) -> Outcome:
        flags = ("--accept-missing", "--accept-country-drop")
        return desk.apply(files[name].data, *flags, name=name)

    return run


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("noise.csv", "undecodable"),
        ("cut_in_quote.csv", "bad_quote"),
        ("note_below.csv", "too_few_cells"),
        ("cut.xlsx", "damaged"),
        ("cut.xls", "damaged"),
    ],
)
def test_a_file_with_a_problem_is_refused_with_its_text(
    imported: Callable[[str], Outcome], name: str, code: str
) -> None:
    before = state()

    outcome = imported(name)

    assert outcome.code == 1
    # Whatever the values of the text are.
    for piece in re.split(r"%\(\w+\)s", str(MESSAGES[code][1])):
        assert piece in outcome.error + outcome.text
    # A file that cannot be read as a whole has no report.
    assert outcome.errors == ({code} if outcome.report else set())
    assert state() == before


@pytest.mark.parametrize("name", ["dressed.csv", "plain.xlsx", "dates.xls"])
def test_the_same_facts_in_other_dress_change_nothing(
    imported: Callable[[str], Outcome], name: str
) -> None:
    before = state()

    outcome = imported(name)

    missing = Relationship.objects.in_force().exclude(public_id__in=SLICE).count()
    assert (outcome.code, outcome.error, outcome.kinds) == (0, "", {"missing": missing})
    assert state() == before
