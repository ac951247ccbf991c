"""Which tests a run leaves out, and which cases it takes by chance: the options --full and --seed.

A test that looks at everything or at a sample asks the fixture ``full``. Where the two are tests of
their own, the one marked “full” runs only with --full, the one marked “sample” only without. Of a
test marked “sampled” that many variants run without --full.
"""

import random
from collections import defaultdict
from collections.abc import Generator, Iterable
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two options."""
    group = parser.getgroup("samples")
    group.addoption("--full", action="store_true", help="run the tests marked “full” too")
    group.addoption("--seed", type=int, metavar="N", help="repeat the samples of a run that failed")


def pytest_configure(config: pytest.Config) -> None:
    """Choose a seed where none is given; a process of xdist takes that of the run."""
    if config.option.seed is None:
        given = getattr(config, "workerinput", {}).get("seed")
        config.option.seed = random.SystemRandom().randrange(1_000_000) if given is None else given


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hand the seed to a process of xdist."""
    node.workerinput["seed"] = node.config.option.seed


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked “full” or not in a sample; with --full, what is a sample."""
    other = "sample" if config.option.full else "full"
    left_out = {item for item in items if item.get_closest_marker(other)}
    if not config.option.full:
        left_out |= unsampled(items, config.option.seed)
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


def unsampled(items: Iterable[pytest.Item], seed: int) -> set[pytest.Item]:
    """Return the variants of “sampled” tests that chance does not take."""
    variants: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
    for item in items:
        if marker := item.get_closest_marker("sampled"):
            variants[item.nodeid.partition("[")[0], marker.args[0]].append(item)
    left_out: set[pytest.Item] = set()
    for (name, number), found in variants.items():
        chance = random.Random(f"{seed} {name}")
        left_out.update(chance.sample(found, max(len(found) - number, 0)))
    return left_out


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
    is_by_chance = "chance" in item.fixturenames or item.get_closest_marker("sampled")
    if report.failed and is_by_chance:
        report.sections.append(("sample", f"--seed {item.config.option.seed} repeats it."))
    return report
