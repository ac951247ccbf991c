"""Every file of the corpus is read, or refused with the reason and the place."""

import re
import resource
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sistercity.dates import PartialDate
from sistercity.spreadsheets.problems import Problem
from tests import hostile
from tests.sistercity.spreadsheets.layouts import CODE, DATE, HEADINGS, NAME, ROWS, errors, read

CORPUS = {
    file.name: file for file in hostile.files(HEADINGS, ROWS, date=DATE, code=CODE, name=NAME)
}
MB = 2**20
Rows = list[dict[str, Any]]
CLEAR_REFS, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


def in_cp932(text: str) -> str:
    return text.encode("cp932", "ignore").decode("cp932")


def first_named(name: str, good: Rows) -> Rows:
    return [good[0] | {"name": name}, *good[1:]]


def names_shifted(good: Rows) -> Rows:
    names = [row["name"] for row in good]
    return [row | {"name": name} for row, name in zip(good, names[1:] + names[:1], strict=True)]


# Files that give other rows than the good one: which.
OTHER: dict[str, Callable[[Rows], Rows]] = {
    "cp932.csv": lambda good: [
        row | {name: in_cp932(row[name]) for name in ("name", "story")} for row in good
    ],
    "half_gone.csv": lambda good: good[:2],
    "same_row_twice.csv": lambda good: [*good, good[0]],
    "same_key_twice.csv": lambda good: [*good, good[0] | {"name": "Other"}],
    "dates_in_2126.csv": lambda good: [
        row | {"established": PartialDate.parse("2126-04-01")} for row in good
    ],
    "names_shifted.csv": names_shifted,
    **{
        f"inert_{kind}.csv": partial(first_named, name)
        for kind, (_written, name) in hostile.INERT.items()
    },
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    path = tmp_path_factory.mktemp("good") / "good.csv"
    path.write_bytes(hostile.clean(HEADINGS, ROWS))
    rows, found = read(path)
    assert found == []
    assert [row["id"] for row in rows] == [1, 2, 3, 4]
    return rows


def test_the_corpus_is_large_and_has_no_name_twice() -> None:
    files = list(hostile.files(HEADINGS, ROWS, date=DATE, code=CODE, name=NAME))

    assert len(files) == len(CORPUS) >= 230
    assert {file.name for file in files if file.outcome == hostile.OTHER} == OTHER.keys()


@pytest.mark.parametrize("name", CORPUS)
def test_a_file_is_read_or_refused(name: str, good: Rows, tmp_path: Path) -> None:
    file = CORPUS[name]
    path = tmp_path / name
    path.write_bytes(file.data)
    memory, began = fresh_peak(), time.perf_counter()

    rows, found = read(path)

    assert time.perf_counter() - began < 20
    assert peak() - memory < 300 * MB
    if file.outcome == hostile.REFUSE:
        assert_told(file, errors(found))
    else:
        assert errors(found) == []
        assert rows == (OTHER[name](good) if file.outcome == hostile.OTHER else good)
        assert not file.notice or file.notice in [problem.code for problem in found]
    for problem in found:
        assert_clear(problem)


def fresh_peak() -> int:
    """Forget the most memory this process ever had; return what it has now, in bytes."""
    if CLEAR_REFS.exists():  # only Linux can
        CLEAR_REFS.write_text("5")
    return peak()


def peak() -> int:
    """The most memory this process ever had, in bytes."""
    if STATUS.exists():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", STATUS.read_text())[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # of macOS


def assert_told(file: hostile.HostileFile, found: list[Problem]) -> None:
    """The first error is the one foretold, at its place."""
    assert found, "no error"
    first = next((problem for problem in found if problem.code == file.code), found[0])
    assert first.code == file.code
    assert file.row in (None, first.row)
    assert file.column in ("", first.column)
    assert file.sheet in ("", first.sheet)


def assert_clear(problem: Problem) -> None:
    """A message is one short line that can be printed anywhere, and survives storage."""
    text = str(problem)
    assert len(text) < 1500
    assert text.isprintable()
    assert Problem.from_data(problem.as_data()) == problem
