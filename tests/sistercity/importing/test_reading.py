"""Every file of the corpus is read, or refused with the reason and the place."""

import resource
import time
from pathlib import Path
from typing import Any

import pytest

from sistercity.importing.problems import Problem
from tests import hostile
from tests.sistercity.importing.layouts import CODE, DATE, HEADINGS, NAME, ROWS, errors, read

CORPUS = {
    file.name: file for file in hostile.files(HEADINGS, ROWS, date=DATE, code=CODE, name=NAME)
}
MB = 2**20


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    path = tmp_path_factory.mktemp("good") / "good.csv"
    path.write_bytes(hostile.clean(HEADINGS, ROWS))
    rows, found = read(path)
    assert found == []
    assert [row["id"] for row in rows] == [1, 2, 3, 4]
    return rows


def test_the_corpus_is_large_and_has_no_name_twice() -> None:
    files = list(hostile.files(HEADINGS, ROWS, date=DATE, code=CODE, name=NAME))

    assert len(files) == len(CORPUS) >= 90


@pytest.mark.parametrize("name", CORPUS)
def test_a_file_is_read_or_refused(name: str, good: list[dict[str, Any]], tmp_path: Path) -> None:
    file = CORPUS[name]
    path = tmp_path / name
    path.write_bytes(file.data)
    began, memory = time.perf_counter(), peak()

    rows, found = read(path)

    assert time.perf_counter() - began < 20
    assert peak() - memory < 300 * MB
    if file.outcome == hostile.REFUSE:
        assert_told(file, errors(found))
    else:
        assert errors(found) == [] or file.name == "total_below.csv"
    if file.outcome == hostile.ACCEPT:
        assert rows == good
        assert not file.notice or file.notice in [problem.code for problem in found]
    for problem in found:
        assert_clear(problem)


def peak() -> int:
    """The most memory this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


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
