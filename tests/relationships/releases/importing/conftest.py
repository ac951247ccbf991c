"""Places of a file on disk, and a register that is read quickly."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from places.lookup import Governments, Partners
from relationships.releases import importer
from tests.relationships.releases.importing.files import Desk, Sheet, exported


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


@pytest.fixture(scope="session")
def known_places() -> dict[str, Any]:
    """Keeps the names of all places, once a test has read them."""
    return {}


@pytest.fixture
def places_read_once(
    db: None, known_places: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read the names of places once for all tests that change none: half the time of a run."""
    for kind in (Governments, Partners):

        def known(*arguments: Any, kind: Any = kind, **named: Any) -> Any:
            key = f"{connection.settings_dict['NAME']} {kind.__name__} {arguments} {named}"
            if key not in known_places:
                known_places[key] = kind(*arguments, **named)
            return known_places[key]

        monkeypatch.setattr(importer, kind.__name__, known)
