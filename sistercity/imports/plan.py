"""The difference between a file and the database: what an import would do, before it does it."""

import datetime
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sistercity.imports.merging import Author, Changes
from sistercity.spreadsheets.grouping import ProblemLog
from sistercity.spreadsheets.problems import Problem, Severity


class EntryKind(TextChoices):
    """What an import does to a record."""

    NEW = "new", _("New")
    ENDED = "ended", _("Ended")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CORRECTED = "corrected", _("Corrected")
    RENAMED = "renamed", _("Renamed")
    MISSING = "missing", _("Missing in the file")
    KEPT = "kept", _("Kept although the file differs")
    CONFLICT = "conflict", _("Conflict")
    SKIPPED = "skipped", _("Skipped row")


# The others change nothing.
CHANGING = (
    EntryKind.NEW,
    EntryKind.ENDED,
    EntryKind.WITHDRAWN,
    EntryKind.CORRECTED,
    EntryKind.RENAMED,
)
MOST_REJECTED = 1_000  # rows with errors that are kept to be asked about


@dataclass(frozen=True, slots=True)
class Entry:
    """What an import does to one record.

    ``changes`` holds, by name of the field, the value before and the value after; of a new
    record every value that the file gives, with None before. ``key`` is the record's primary
    key, None for a new one. ``authors`` says of the values of a conflict who wrote them, as records
    or in words; ``reason`` why a row is skipped or a record withdrawn; an answer to the entry goes
    by its ``code``.
    """

    kind: EntryKind
    label: str
    row: int | None = None
    key: int | None = None
    changes: Changes = field(default_factory=dict)
    authors: Mapping[str, Author | str] = field(default_factory=dict)
    reason: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row with errors, which can be skipped by its code; ``label`` is its record, if known."""

    row: int
    label: str
    code: str
    errors: tuple[Problem, ...]


@dataclass(frozen=True)
class Alarm:
    """Something about a plan that looks wrong; until it is accepted, nothing is applied.

    ``name`` names the flag that accepts it: ``moved-dates`` is ``--accept-moved-dates``.
    """

    name: str
    text: str | Promise
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def flag(self) -> str:
        """The option of the command that accepts it."""
        return f"--accept-{self.name}"

    @property
    def subject(self) -> str:
        """What tells it from others: the same in another file, where only rows have moved."""
        return f"{self.name}: {self.text}" % {**self.values, "row": "–"}

    def __str__(self) -> str:
        return str(self.text) % self.values


@dataclass(frozen=True)
class Total:
    """A number that the public reads, before a plan is written and after; of what, says a label."""

    label: str
    before: int
    after: int


@dataclass
class Plan:
    """What an import would do, and everything that was noticed on the way."""

    file_name: str
    file_sha256: str
    sheet: str = ""
    entries: list[Entry] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    log: ProblemLog = field(default_factory=ProblemLog)
    rejected: list[RejectedRow] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    is_answered: bool = False  # whether somebody decided to keep a value in a conflict
    goes_back: int = 0  # cells that get what an earlier file said

    def add(self, entry: Entry) -> None:
        """Note what happens to a record."""
        self.counts[entry.kind] += 1
        self.entries.append(entry)

    def reject(self, row: RejectedRow) -> None:
        """Note a row with errors."""
        if len(self.rejected) < MOST_REJECTED:
            self.rejected.append(row)

    def add_problems(self, *problems: Problem) -> None:
        """Note problems."""
        for problem in problems:
            self.log.add(problem)

    @property
    def problems(self) -> list[Problem]:
        """The problems that are kept, in the order in which they were found."""
        return self.log.kept

    @property
    def severities(self) -> Counter[str]:
        """The number of all problems by their severity."""
        return self.log.severities

    @property
    def rows_with_errors(self) -> set[int]:
        """The numbers of the rows in which errors are kept."""
        return {
            one.row
            for one in self.problems
            if one.severity == Severity.ERROR and one.row is not None
        }

    @property
    def kept(self) -> dict[int, Changes]:
        """The values that records keep although the file says others, by primary key."""
        return {
            entry.key: entry.changes
            for entry in self.entries
            if entry.kind == EntryKind.KEPT and entry.key is not None
        }

    @property
    def has_errors(self) -> bool:
        """Whether a row of the file cannot be taken."""
        return bool(self.severities[Severity.ERROR])

    @property
    def changes_nothing(self) -> bool:
        """Whether every record stays as it is."""
        return not any(self.counts[kind] for kind in CHANGING)

    def digest(self) -> str:
        """Return what tells this plan from every other, for one who has read it."""
        digest = hashlib.sha256()
        for entry in self.entries:
            digest.update(repr(entry).encode())
        return digest.hexdigest()

    def unanswered(self, accepted: set[str]) -> list[Alarm]:
        """Return the alarms that were not accepted."""
        return [alarm for alarm in self.alarms if alarm.name not in accepted]


# Is told how far an import is: the step, the part of it that is done (0 to 1), the rows so far.
Progress = Callable[[str, float, int], None]


@dataclass(frozen=True)
class PublicationDetails:
    """Who publishes a plan, and with what words.

    ``answers`` are the reasons by name of the alarm; ``digest`` is that of the plan which was
    read before, empty if none was. ``written`` is called with what was published, in the
    transaction that wrote it: what it stores is there if and only if the import is.
    """

    who: str
    as_of: datetime.date
    answers: dict[str, str] = field(default_factory=dict)
    note_en: str = ""
    note_ja: str = ""
    digest: str = ""
    written: Callable[[Any], object] = bool
