"""Places of a file on disk, and a register that is read quickly."""

from pathlib import Path

import pytest
from django.db import connection

from tests.relationships.imports.files import Desk, Sheet, exported


@pytest.fixture
def desk(tmp_path: Path, db: None) -> Desk:
    """A folder for files, and the commands."""
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def exports() -> dict[str, Sheet]:
    """Keeps the register of each database as a file, once a test has read it."""
    return {}


@pytest.fixture
def register(db: None, exports: dict[str, Sheet]) -> Sheet:
    """The register as a file, which a test may edit."""
    database = connection.settings_dict["NAME"]
    kept = exports.get(database) or exports.setdefault(database, exported())
    return Sheet(list(kept.headings), [dict(row) for row in kept.rows])
