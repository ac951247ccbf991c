"""The options of tests/samples.py, in a small project of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import pytest

def test_of_every_run():
    pass

@pytest.mark.full
def test_of_a_full_run(full):
    assert full

@pytest.mark.sample
def test_of_a_sample(full):
    assert not full

@pytest.mark.sampled(2)
@pytest.mark.parametrize("variant", range(20))
def test_in_variants(variant):
    pass

def test_by_chance(chance):
    assert chance.random() is None
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of tests, one of which fails with what chance gave it."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "pytest.ini").write_text(
        "[pytest]\naddopts = -p xdist -p tests.samples\nmarkers = full\n sample\n sampled(number)\n"
    )
    (folder / "test_it.py").write_text(TESTS)
    return folder


@pytest.fixture(scope="module")
def usual(project: Path) -> str:
    """What a run without options prints."""
    return outcome(project)


def outcome(project: Path, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", project / "pytest.ini", *options, project],
        cwd=ROOT,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done
    return done.stdout


def test_tests_marked_full_are_deselected_by_default(usual):
    assert "1 failed, 4 passed, 19 deselected" in usual


def test_full_runs_them_instead_of_samples_in_every_process(project):
    assert "1 failed, 22 passed" in outcome(project, "--full", "-n", "2")


def test_all_processes_take_the_same_sample(project):
    assert "1 failed, 4 passed" in outcome(project, "-n", "2")


def test_a_failure_says_how_its_sample_is_repeated(project, usual):
    def given(said: str) -> str:
        return next(line for line in said.splitlines() if line.startswith("E  "))

    option, seed = usual.partition("--seed ")[1:]
    number = seed.partition(" repeats it.")[0]

    assert given(outcome(project, option.strip(), number, "-n", "2")) == given(usual)
    assert given(outcome(project, "--seed", f"{number}1")) != given(usual)
