"""Which tests a run leaves out, and which cases it takes by chance: the options --full and --seed.

A test that looks at everything or at a sample asks the fixture ``full``. Where the two are tests of
their own, the one marked “full” runs only with --full, the one marked “sample” only without.
"""

import random
from collections.abc import Generator
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two options."""
    group = parser.getgroup("samples")
    group.addoption("--full", action="store_true", help="run the tests marked “full” too")
    group.addoption("--seed", type=int, metavar="N", help="repeat the samples of a run that failed")


def pytest_configure(config: pytest.Config) -> None:
    """Choose a seed where none is given; xdist hands it to its processes."""
    if config.option.seed is None:
        config.option.seed = random.SystemRandom().randrange(1_000_000)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked “full”, or with --full what is marked “sample”."""
    other = "sample" if config.option.full else "full"
    left_out = [item for item in items if item.get_closest_marker(other)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether to look at everything, not at a sample."""
    return bool(request.config.option.full)


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Return a source of chance that only the seed and the test's name decide."""
    return random.Random(f"{request.config.option.seed} {request.node.nodeid}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say with a failure how its sample is repeated."""
    report = yield
    if report.failed and "chance" in item.fixturenames:
        report.sections.append(("sample", f"--seed {item.config.option.seed} repeats it."))
    return report
