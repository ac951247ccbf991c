"""The lock files: exact, hashed, in step with pyproject.toml, and naming no host."""

import re
import tomllib
from collections import Counter
from importlib import metadata
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name as canonical

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("serve", "test", "postgres")
EXTRA = re.compile(r"""extra == ["'](.+?)["']""")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def packages(name: str) -> dict[str, str]:
    """Return the lines of each package of a lock file by "name==version ; condition"."""
    text = (ROOT / "locks" / f"{name}.txt").read_text()
    return {entry.splitlines()[0].rstrip(" \\"): entry for entry in re.split(r"\n(?=\w)", text)}


def pinned(name: str) -> dict[str, str]:
    """Return the version of each package of a lock file."""
    return dict(package.split(" ;")[0].strip().split("==") for package in packages(name))


def declared(lock: str) -> list[Requirement]:
    """Return what a lock file was made from: the tests run what is served besides their own."""
    groups = PROJECT["dependency-groups"]
    served = PROJECT["project"]["dependencies"]
    texts = {
        "serve": served,
        "test": [*served, *groups["test"]],
        "postgres": groups["postgres"],
    }
    return [Requirement(text) for text in texts[lock]]


def needed(requirements: list[Requirement]) -> set[str]:
    """Return the packages that some requirements lead to, on any system.

    What is not installed here, as it is for other systems, is taken to need nothing more.
    """
    found: set[tuple[str, str]] = set()
    waiting = [(canonical(one.name), extra) for one in requirements for extra in ("", *one.extras)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) not in found:
            found.add((name, extra))
            waiting += [
                (canonical(one.name), more)
                for one in asked_for(name, extra)
                for more in ("", *one.extras)
            ]
    return {name for name, _ in found}


def asked_for(name: str, extra: str) -> list[Requirement]:
    """Return what an installed package asks for, by itself or with an extra of it."""
    try:
        texts = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    wanted = [Requirement(text) for text in texts]
    return [one for one in wanted if extra in (EXTRA.findall(str(one.marker)) or [""])]


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_exact_and_hashed(name):
    for package, entry in packages(name).items():
        assert "==" in package
        assert "--hash=sha256:" in entry, package


@pytest.mark.parametrize("name", LOCKS)
def test_no_host_is_named(name):
    text = (ROOT / "locks" / f"{name}.txt").read_text()

    assert not re.search(r"://|--index|--find-links|--extra", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked_at_a_version_that_it_admits(lock):
    versions = pinned(lock)

    for one in declared(lock):
        assert one.specifier.contains(versions[canonical(one.name)]), one


@pytest.mark.parametrize("lock", LOCKS)
def test_nothing_is_locked_that_nobody_asks_for(lock):
    assert {canonical(name) for name in pinned(lock)} <= needed(declared(lock))


def test_nothing_is_declared_twice():
    groups = PROJECT["dependency-groups"].values()
    texts = [*PROJECT["project"]["dependencies"], *chain.from_iterable(groups)]

    names = Counter(canonical(Requirement(text).name) for text in texts)

    assert [name for name, number in names.items() if number > 1] == []


def test_the_tests_run_the_versions_that_are_served():
    served = {package.split(" ;")[0] for package in packages("serve")}

    assert served <= {package.split(" ;")[0] for package in packages("test")}


def test_every_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text().split("[tool.", 1)[0].splitlines()

    unexplained = [line for line in lines if re.match(r'    "', line) and "#" not in line]

    assert unexplained == []
