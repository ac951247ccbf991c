"""The corpus of hostile files, from the file to the database: no crash, and no harm."""

import time

import pytest

from relationships.models import Release
from tests import hostile
from tests.relationships.importing.files import Desk, Outcome, exported, state

pytestmark = pytest.mark.usefixtures("places_read_once")

# Known to the day, of Hokkaido and Sapporo: the corpus wants a code with a zero in front.
SLICE = range(1, 41)
COLUMNS = (
    "ID", "Local government code", "Established", "Partner", "Kind", "Country code",
    "Last confirmed", "Partner ID",
)  # fmt: skip
DATE, CODE, NAME = 2, 1, 3
ACCEPTED = ("--accept-missing", "--accept-country-drop")
# Files whose facts differ are changes like any other: what each of them must come to.
LISTED, REFUSED = "listed", "refused"
OTHER = {
    "half_gone.csv": "same",
    "cp932.csv": "same",
    "same_row_twice.csv": REFUSED,
    "same_key_twice.csv": REFUSED,
    "dates_in_2126.csv": REFUSED,
    "total_below.csv": REFUSED,
}
LONGEST, MOST_TEXT = 30, 256 * 1024


def corpus() -> dict[str, hostile.HostileFile]:
    """The corpus of a small file, by name; its contents are made when a test asks."""
    rows = [["1", "010006", "1980-10-17", "Alberta", "", "CA", "", "1"]] * 40
    files = hostile.files(COLUMNS, rows, date=DATE, code=CODE, name=NAME)
    return {file.name: file for file in files}


NAMES = list(corpus())


@pytest.fixture(scope="session")
def hostile_files() -> dict[str, hostile.HostileFile]:
    """The corpus of a part of the register, once a test has made it."""
    return {}


@pytest.fixture
def files(
    db: None, hostile_files: dict[str, hostile.HostileFile]
) -> dict[str, hostile.HostileFile]:
    """The corpus of the first relationships of the register."""
    if not hostile_files:
        sheet = exported(SLICE)
        rows = [[row[heading] for heading in COLUMNS] for row in sheet.rows]
        dated = sorted(rows, key=lambda row: len(row[DATE]), reverse=True)
        found = hostile.files(COLUMNS, dated, date=DATE, code=CODE, name=NAME)
        hostile_files.update((file.name, file) for file in found)
    return hostile_files


def test_the_corpus_is_large() -> None:
    assert len(NAMES) >= 150


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_does_no_harm(
    desk: Desk, files: dict[str, hostile.HostileFile], name: str
) -> None:
    file, before, began = files[name], state(), time.perf_counter()
    data = file.data

    dry = desk.dry(data, *ACCEPTED, name=name)
    real = desk.apply(data, *ACCEPTED, name=name)

    assert time.perf_counter() - began < LONGEST
    assert len(dry.error) + len(dry.text) < MOST_TEXT
    assert (dry.code, dry.errors, dry.kinds) == (real.code, real.errors, real.kinds)
    outcome = file.outcome
    if outcome == hostile.OTHER:
        outcome = {"same": hostile.ACCEPT, REFUSED: hostile.REFUSE}.get(
            OTHER.get(name, LISTED), LISTED
        )
    if outcome == hostile.REFUSE:
        assert dry.code in (1, 2), dry.text
    elif outcome == hostile.ACCEPT:
        assert (dry.code, dry.error) == (0, ""), dry.text
        assert set(dry.kinds) == {"missing"}, dry.text
    else:
        assert_listed(dry)
        return
    assert state() == before
    assert Release.objects.count() == 1


def assert_listed(dry: Outcome) -> None:
    """Another fact: a plain correction that is shown, or a refusal."""
    assert dry.code in (0, 1, 2)
    if dry.code == 0:
        assert set(dry.kinds) <= {"missing", "corrected"}
        assert dry.kinds.get("corrected", 0) <= len(SLICE)
