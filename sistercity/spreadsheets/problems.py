"""What a problem of a file is: what, where, what to do. Its text is where it is found.

A problem is data, so that the terminal, a report and the desk show it in their own language.
Whatever a file holds is quoted safely: control and bidirectional characters are written as
numbers, and long text is cut, so that no cell can forge a line of a log.
"""

import unicodedata
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_QUOTE = 60


class Severity(TextChoices):
    """Whether a problem stops the import, wants a look, or is only told."""

    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")
    NOTICE = "notice", _("Notice")


# Code of a problem: how grave it is and its text; every app adds those of its own rules.
MESSAGES: dict[str, tuple[Severity, str | Promise]] = {}
# Codes of problems with a column as a whole, though they name a row of it.
OF_COLUMNS: set[str] = set()
# Code of a problem: the value in which problems may differ and still be equal.
VARYING: dict[str, str] = {}


def error(code: str, text: str | Promise, *, of_column: bool = False, varies: str = "") -> str:
    """Register the text of an error; return its code.

    ``of_column`` is for the headings and for what happens to a column as a whole: such problems
    cause others, so they are listed before those of rows. ``varies`` names the value in which
    problems of the code may differ and are still listed as one.
    """
    if of_column:
        OF_COLUMNS.add(code)
    if varies:
        VARYING[code] = varies
    return register(code, Severity.ERROR, text)


def warning(code: str, text: str | Promise, *, of_column: bool = False) -> str:
    """Register the text of a warning, as ``error`` does; return its code."""
    if of_column:
        OF_COLUMNS.add(code)
    return register(code, Severity.WARNING, text)


def notice(code: str, text: str | Promise, *, varies: str = "") -> str:
    """Register the text of a notice, as ``error`` does; return its code."""
    if varies:
        VARYING[code] = varies
    return register(code, Severity.NOTICE, text)


def register(code: str, severity: Severity, text: str | Promise) -> str:
    """Register a problem; a code has one text. Raises ValueError for a second one."""
    if MESSAGES.setdefault(code, (severity, text)) != (severity, text):
        raise ValueError(f"There are two texts for the problem {code}.")
    return code


def quoted(value: object) -> str:
    """Return what a file holds as it can be shown anywhere: printable, on one line, and short."""
    text = str(value)
    if len(text) > LONGEST_QUOTE:
        text = text[: LONGEST_QUOTE - 1] + "…"
    return "".join(
        letter
        if letter == " " or unicodedata.category(letter)[0] not in "CZ"
        else " "
        if letter.isspace()
        else f"\\u{ord(letter):04x}"
        for letter in text
    )


def shown(value: object) -> object:
    """Return a value of a problem for its text: quoted, or a list of quoted ones, or a number."""
    if isinstance(value, (list, tuple)):
        return "; ".join(quoted(item) for item in value)
    return quoted(value) if isinstance(value, str) else value


class Values(dict[str, object]):
    """Values for a text; one that a plan stored by an older version lacks is a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


@dataclass(frozen=True)
class Problem:
    """A problem with a file, or with a place in it."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)
    sheet: str = ""  # the name of the worksheet; empty for CSV
    row: int | None = None  # as a spreadsheet program counts: the first line is 1
    column: str = ""  # its heading, as the file writes it
    more: int = 0  # equal problems after it that are only counted

    @property
    def key(self) -> tuple[str, ...]:
        """What equal problems share: all but the row, and the value that may vary."""
        varying = VARYING.get(self.code)
        values = {name: value for name, value in self.values.items() if name != varying}
        return (self.code, self.sheet, self.column, repr(values))

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return MESSAGES[self.code][0]

    @property
    def text(self) -> str:
        """What is wrong and what to do, in the language that is active."""
        values = Values({name: shown(value) for name, value in self.values.items()})
        return str(MESSAGES[self.code][1]) % values

    @property
    def place(self) -> str:
        """Where it is, in the language that is active; empty for the file as a whole."""
        parts = [
            _("sheet “%s”") % quoted(self.sheet) if self.sheet else "",
            _("row %s") % self.row if self.row is not None else "",
            _("column “%s”") % quoted(self.column) if self.column else "",
        ]
        return ", ".join(str(part) for part in parts if part)

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON can hold it; ``from_data`` reads it back."""
        return {
            "code": self.code,
            "values": self.values,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "more": self.more,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Return the problem of what ``as_data`` returned."""
        return cls(**data)


class CellError(ValueError):
    """A cell that cannot be read; the reader adds where it stands.

    ``column`` is the part that tells so, where what is read stands in several cells.
    """

    column = ""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class FileRefused(Exception):
    """A file that cannot be read at all: nothing was planned, nothing written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = list(problems)

    @classmethod
    def because(cls, code: str, **values: Any) -> Self:
        """Return the refusal for one reason that concerns the whole file."""
        return cls(Problem(code, values))
