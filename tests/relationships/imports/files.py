"""The register as a file that a test edits, and the commands run on it."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from relationships.imports.importer import RegisterImporter
from relationships.register.models import Relationship
from relationships.releases.actions import HEADINGS
from relationships.releases.columns import MARK

Cells = dict[str, str]
WRONG = "wrong file"  # why a test undoes a release
# Every table that an import of the register writes, or that shows a relationship.
TABLES = (
    "places_partner",
    "places_placename",
    "places_localgovernment",
    "register_relationship",
    "register_relationshipsource",
    "register_relationshipevent",
)
NAMES = (
    "Local government code", "Prefecture (Japanese)", "Prefecture", "Local government (Japanese)",
    "Local government",
)  # fmt: skip
PARTNER = (
    "Partner ID", "Country code", "Country or region (Japanese)", "Country or region",
    "State or province (Japanese)", "State or province", "Partner (Japanese)", "Partner",
    "Partner level",
)  # fmt: skip


@dataclass
class Sheet:
    """A table with headings: the cells of each row by the English heading."""

    headings: list[str]
    rows: list[Cells]

    def __getitem__(self, number: int) -> Cells:
        """Return the row of a relationship by its public number."""
        return next(row for row in self.rows if row["ID"] == str(number))

    def excel_row(self, number: int) -> int:
        """Return the number that a spreadsheet program shows beside a relationship."""
        return next(i for i, row in enumerate(self.rows, 2) if row["ID"] == str(number))

    def where(self, **cells: str) -> list[Cells]:
        """Return the rows with these cells; ``Country_code`` stands for “Country code”."""
        wanted = {name.replace("_", " "): value for name, value in cells.items()}
        return [row for row in self.rows if wanted.items() <= row.items()]

    def add(self, **cells: str) -> Cells:
        """Add a row; return it. Spaces of headings are written as underscores."""
        named = {name.replace("_", " "): value for name, value in cells.items()}
        assert set(named) <= set(self.headings)
        self.rows.append(dict.fromkeys(self.headings, "") | named)
        return self.rows[-1]

    def drop(self, *headings: str) -> None:
        """Leave columns out."""
        self.headings = [heading for heading in self.headings if heading not in headings]

    def table(self) -> list[list[str]]:
        """Return the headings and the rows as lists."""
        return [self.headings, *([row[h] for h in self.headings] for row in self.rows)]

    def csv(self) -> bytes:
        """Return the table as a person's CSV file, without the guard of our own exports."""
        file = io.StringIO(newline="")
        csv.writer(file).writerows(self.table())
        return file.getvalue().encode()


def exported(numbers: Iterable[int] | None = None) -> Sheet:
    """Return the register, or some relationships of it, as it would be exported, with marks."""
    register = Relationship.objects.all()
    if numbers is not None:
        register = register.filter(public_id__in=list(numbers))
    headings = [*HEADINGS, MARK.en]
    rows = [dict(zip(headings, row, strict=True)) for row in RegisterImporter.lines(register)]
    return Sheet(headings, rows)


def only(sheet: Sheet, *headings: str) -> Sheet:
    """Return a table with a few of the columns."""
    return Sheet(list(headings), sheet.rows)


@dataclass
class Outcome:
    """What a command said, and its exit code: 0, or what the error carries."""

    code: int
    text: str
    error: str = ""
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def problems(self) -> list[dict[str, Any]]:
        """Errors, warnings and notices."""
        return list(self.report.get("problems", []))

    @property
    def errors(self) -> set[str]:
        """The codes of the errors."""
        return {one["code"] for one in self.problems if one["severity"] == "error"}

    @property
    def alarms(self) -> set[str]:
        """The names of the alarms."""
        return {alarm["name"] for alarm in self.report.get("alarms", [])}

    @property
    def entries(self) -> list[dict[str, Any]]:
        """What would change."""
        return list(self.report.get("entries", []))

    @property
    def kinds(self) -> dict[str, int]:
        """The counts of the plan, without rows and those that stay."""
        left_out = ("rows", "unchanged")
        counts = self.report.get("counts", {})
        return {name: n for name, n in counts.items() if name not in left_out and n}

    def problem(self, code: str) -> dict[str, Any]:
        """Return the only problem of a code."""
        (found,) = [problem for problem in self.problems if problem["code"] == code]
        return dict(found)

    def changes(self, kind: str = "corrected") -> list[dict[str, tuple[str, str]]]:
        """Return the changes of each entry of a kind: before and after by name of the field."""
        return [
            {one["field"]: (one["before"], one["after"]) for one in entry["changes"]}
            for entry in self.entries
            if entry["kind"] == kind
        ]


class Desk:
    """A folder for files, and the commands that read them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def dry(self, file: Sheet | bytes, *flags: str, name: str = "register.csv") -> Outcome:
        """Plan the import of a file."""
        path, report = self.folder / name, self.folder / "report.json"
        path.write_bytes(file if isinstance(file, bytes) else file.csv())
        report.unlink(missing_ok=True)
        outcome = command("import_relationships", str(path), *flags, "--report", str(report))
        if report.exists():
            outcome.report = json.loads(report.read_text("utf-8"))
        return outcome

    def apply(self, file: Sheet | bytes, *flags: str, name: str = "register.csv") -> Outcome:
        """Import a file."""
        return self.dry(file, "--apply", *as_of_today(), *flags, name=name)

    def publish(self, file: Sheet | bytes, *flags: str) -> Outcome:
        """Import a file, and fail where that does not make a release."""
        outcome = self.apply(file, *flags)
        assert (outcome.code, outcome.error) == (0, ""), outcome.text
        assert "Published" in outcome.text
        return outcome


def as_of_today() -> tuple[str, str]:
    """Return what says that a file describes the register of today."""
    return "--as-of", str(timezone.localdate())


def command(name: str, *arguments: str) -> Outcome:
    """Run a command as from a terminal; anything but CommandError is a crash and is raised."""
    out = io.StringIO()
    try:
        call_command(name, *arguments, stdout=out, stderr=io.StringIO())
    except CommandError as error:
        return Outcome(error.returncode, out.getvalue(), str(error))
    finally:
        end_of_transaction()
    return Outcome(0, out.getvalue())


def undone(number: int, *flags: str) -> Outcome:
    """Undo a release with the command, for a reason unless the flags give another one."""
    return command("undo_release", str(number), "--reason", WRONG, "--who", "花子", *flags)


def end_of_transaction() -> None:
    """Forget what the end of a transaction would: tests are one transaction as a whole."""
    with connection.cursor() as cursor:
        for name in ("pghistory.context_id", "lock_timeout"):
            value = "0" if name == "lock_timeout" else ""
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def state() -> dict[str, str]:
    """Return a digest of each table, of every column and row in the order of the keys."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY id), '') FROM {table} t"
            )
            found[table] = hashlib.sha256(cursor.fetchone()[0].encode()).hexdigest()
    return found
