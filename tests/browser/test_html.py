"""The pages that the browser tests look at are valid HTML for the Nu checker. Needs Java."""

import json
import os
import random
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.examples import Examples
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]

# What the checker does not know yet, with the standard that has it.
BEHIND: list[str] = []


@pytest.fixture(scope="session")
def checker() -> str:
    """Return the path of the checker; bin/test sets it where there are Java and the checker."""
    path = os.environ.get("VNU_JAR", "")
    if not path:
        pytest.skip("VNU_JAR is not set: bin/test sets it where Java and the Nu checker are found.")
    return path


def save(client: Any, paths: list[str], folder: Path) -> None:
    """Write each page to a file of its own, named for its path."""
    for path in paths:
        name = re.sub(r"\W+", "_", path).strip("_")
        (folder / f"{name}.html").write_bytes(client.get(path, follow=True).content)


def messages(checker: str, folder: Path) -> list[str]:
    """Return the checker's errors and warnings."""
    result = subprocess.run(
        ["java", "-Xss4m", "-jar", checker, "--format", "json", "--exit-zero-always", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        f"{Path(found['url']).stem}:{found.get('lastLine')} {found['message']}"
        for found in json.loads(result.stderr)["messages"]
        if found["type"] == "error" or found.get("subType") == "warning"
    ]


def test_every_page_is_valid(
    checker: str,
    client: Any,
    all_examples: dict[str, Examples],
    *,
    chance: random.Random,
    full: bool,
    tmp_path: Path,
) -> None:
    paths = [path for examples in all_examples.values() for path in examples.paths]
    paths = paths if full else chance.sample(paths, 25)
    save(client, [f"/{code}/{path}" for code in LANGUAGES for path in paths], tmp_path)
    save(client, ["/nothing/"], tmp_path)

    found = [
        message
        for message in messages(checker, tmp_path)
        if not any(text in message for text in BEHIND)
    ]

    assert len(list(tmp_path.iterdir())) == 2 * len(paths) + 1
    assert found == []


def test_the_checker_finds_a_mistake(checker: str, tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>x</title><p><h1 class>x</p>'
    (tmp_path / "wrong.html").write_text(page)

    assert messages(checker, tmp_path)
