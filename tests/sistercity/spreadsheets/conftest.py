"""The rows that every form of the good file must give."""

from pathlib import Path
from typing import Any

import pytest

from tests import hostile
from tests.sistercity.spreadsheets.layouts import HEADINGS, ROWS, read


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What is read of the good file as CSV in UTF-8."""
    path: Path = tmp_path_factory.mktemp("good") / "good.csv"
    path.write_bytes(hostile.clean(HEADINGS, ROWS))
    rows, found = read(path)
    assert found == []
    assert [row["id"] for row in rows] == [1, 2, 3, 4]
    return rows
