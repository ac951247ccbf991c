"""The lock files: exact, hashed, in step with pyproject.toml, and naming no host."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("serve", "test", "postgres")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def packages(name: str) -> dict[str, str]:
    """Return the lines of each package of a lock file by "name==version ; condition"."""
    text = (ROOT / "locks" / f"{name}.txt").read_text()
    return {entry.splitlines()[0].rstrip(" \\"): entry for entry in re.split(r"\n(?=\w)", text)}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", requirement)[0].lower() for requirement in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_exact_and_hashed(name):
    for package, entry in packages(name).items():
        assert "==" in package
        assert "--hash=sha256:" in entry, package


@pytest.mark.parametrize("name", LOCKS)
def test_no_host_is_named(name):
    text = (ROOT / "locks" / f"{name}.txt").read_text()

    assert not re.search(r"://|--index|--find-links|--extra", text)


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("serve", PROJECT["project"]["dependencies"]),
        ("test", PROJECT["dependency-groups"]["test"]),
        ("postgres", PROJECT["dependency-groups"]["postgres"]),
    ],
)
def test_every_dependency_is_locked(name, requirements):
    locked = {package.split("==")[0] for package in packages(name)}

    assert names(requirements) <= locked


def test_the_tests_run_the_versions_that_are_served():
    served = {package.split(" ;")[0] for package in packages("serve")}

    assert served <= {package.split(" ;")[0] for package in packages("test")}


def test_every_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text().split("[tool.", 1)[0].splitlines()

    unexplained = [line for line in lines if re.match(r'    "', line) and "#" not in line]

    assert unexplained == []
