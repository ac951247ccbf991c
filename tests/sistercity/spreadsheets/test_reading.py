"""Every file of the corpus is read, or refused with the reason and the place."""

import re
import resource
import time
from pathlib import Path
from typing import Any

import pytest

from sistercity.spreadsheets.problems import Problem
from tests import hostile
from tests.sistercity.spreadsheets.layouts import CODE, DATE, HEADINGS, NAME, ROWS, errors, read

CORPUS = {
    file.name: file for file in hostile.files(HEADINGS, ROWS, date=DATE, code=CODE, name=NAME)
}
MB = 2**20
Rows = list[dict[str, Any]]
CLEAR_REFS, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


def test_the_corpus_is_large_and_has_no_name_twice() -> None:
    files = list(hostile.files(HEADINGS, ROWS, date=DATE, code=CODE, name=NAME))

    assert len(files) == len(CORPUS) >= 160


@pytest.mark.sampled(12)
@pytest.mark.parametrize("name", CORPUS)
def test_a_file_is_read_or_refused(name: str, good: Rows, tmp_path: Path) -> None:
    file = CORPUS[name]
    path = tmp_path / name
    path.write_bytes(file.data)
    memory, began = fresh_peak(), time.process_time()

    rows, found = read(path)

    assert time.process_time() - began < 10
    assert peak() - memory < 300 * MB
    if file.code:
        assert_told(file, errors(found))
    else:
        assert errors(found) == []
        assert rows == good
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
