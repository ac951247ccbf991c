"""Files of the register's neighbours that a test edits, and the commands that import them."""

import csv
import json
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import models

from commendations.models import Commendation, Edition
from conferences.models import Conference, Series
from places import importing
from places.lookup import Governments, Partners
from places.models import LocalGovernment, Partner, PlaceName
from relationships import search_importers
from relationships.models import PartnerSearch
from seminars.models import Seminar
from tests.relationships.importing.files import Outcome, Sheet, command

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
# By name of the import: its fixture.
FILES = {
    "commendations": "commendations",
    "conferences": "conferences",
    "partner_searches": "seeking",
    "seminars": "seminars",
}
MODELS: tuple[type[models.Model], ...] = (
    Commendation, Edition, Conference, Series, PartnerSearch, Seminar, Partner, PlaceName,
)  # fmt: skip


def fixture(name: str) -> Sheet:
    """Return a fixture as a table."""
    with (FIXTURES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return Sheet(list(reader.fieldnames or ()), list(reader))


@dataclass
class Importing:
    """One import, and a folder for its files."""

    folder: Path
    name: str

    def dry(self, file: Sheet | bytes, *flags: str, name: str = "file.csv") -> Outcome:
        """Plan the import of a file."""
        path, report = self.folder / name, self.folder / "report.json"
        path.write_bytes(file if isinstance(file, bytes) else file.csv())
        report.unlink(missing_ok=True)
        outcome = command(f"import_{self.name}", str(path), *flags, "--report", str(report))
        if report.exists():
            outcome.report = json.loads(report.read_text("utf-8"))
        return outcome

    def apply(self, file: Sheet | bytes, *flags: str, name: str = "file.csv") -> Outcome:
        """Import a file, and fail where that writes nothing."""
        outcome = self.dry(file, "--apply", *flags, name=name)
        assert (outcome.code, outcome.error) == (0, ""), outcome.text
        assert "Published" in outcome.text
        return outcome

    def load(self, name: str = "") -> Sheet:
        """Import the fixture, and return it."""
        sheet = fixture(name or FILES[self.name])
        self.apply(sheet)
        return sheet

    def export(self, name: str = "export.csv") -> bytes:
        """Return what the export writes."""
        path = self.folder / name
        outcome = command(f"export_{self.name}", str(path), "--force")
        assert outcome.code == 0, outcome.error
        return path.read_bytes()

    def exported(self) -> Sheet:
        """Return what the export writes, as a table."""
        text = self.export().decode("utf-8-sig").splitlines(keepends=True)
        reader = csv.DictReader(text)
        return Sheet(list(reader.fieldnames or ()), list(reader))


@cache
def read_once(kind: Any, *arguments: Any, **named: Any) -> Any:
    """Return the names of all places, read once for every test that changes none."""
    return kind(*arguments, **named)


def keep_places(patch: pytest.MonkeyPatch) -> None:
    """Let imports read the names of places once: it is most of the time of a small file."""
    for module in (importing, search_importers):
        for kind in (Governments, Partners):
            patch.setattr(module, kind.__name__, partial(frozen, kind))


def frozen(kind: Any, *arguments: Any, **named: Any) -> Any:
    """Return places by arguments that may be lists."""
    plain = {name: tuple(v) if isinstance(v, list) else v for name, v in named.items()}
    return read_once(kind, *map(tuple, arguments), **plain)


def counts() -> dict[str, int]:
    """Return how many records there are of each model that an import writes."""
    return {model.__name__: model._default_manager.count() for model in MODELS}


def code(place: LocalGovernment | None) -> str:
    """Return the code of a place, "" for none."""
    return place.code if place else ""


def name(partner: Partner | None) -> str:
    """Return the English name of a partner, "" for none."""
    return partner.name_en if partner else ""


def where(sheet: Sheet, **cells: str) -> dict[str, str]:
    """Return the first row with these cells."""
    return next(row for row in sheet.rows if cells.items() <= row.items())
