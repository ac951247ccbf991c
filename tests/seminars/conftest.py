"""The import of seminars, with a folder for its files."""

from pathlib import Path

import pytest

from tests.imports import Importing, keep_places


@pytest.fixture
def desk(tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> Importing:
    """The import, and a folder."""
    keep_places(monkeypatch)
    return Importing(tmp_path, "seminars")
