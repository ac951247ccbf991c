"""The import of seminars, with a folder for its files."""

from pathlib import Path

import pytest

from tests.imports import Importing, keep_places


@pytest.fixture
def desk(tmp_path: Path, _no_neighbours: None, monkeypatch: pytest.MonkeyPatch) -> Importing:
    """The import into empty tables, and a folder."""
    keep_places(monkeypatch)
    return Importing(tmp_path, "seminars")
