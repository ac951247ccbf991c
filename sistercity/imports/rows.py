"""Rows of a file, and the records that they mean."""

from dataclasses import dataclass, field
from typing import Any

from sistercity.spreadsheets.columns import Column
from sistercity.spreadsheets.problems import Problem, Severity

TWINS = {"_ja": "_en", "_en": "_ja"}  # ends of the names of two columns that say the same


@dataclass(frozen=True)
class SheetRead:
    """The sheet that rows are read from: its name, and its headings by name of the column."""

    name: str = ""
    headings: dict[str, str] = field(default_factory=dict)

    def heading(self, column: Column) -> str:
        """Return the heading of a column; the usual ones where the file does not have it."""
        return self.headings.get(column.name) or f"{column.en}（{column.ja}）"

    def at(self, name: str) -> str:
        """Return the heading of a column, or of its twin in the other language; "" for none."""
        twin = name[:-3] + TWINS.get(name[-3:], name[-3:])
        return self.headings.get(name) or self.headings.get(twin, "")


@dataclass(slots=True)
class Row:
    """A row of a file: its values by name of the column, then of the field; and what is wrong.

    ``key`` is what the row itself calls the record by, such as its public number; ``code`` tells
    the row from others by all of its cells.
    """

    number: int
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    key: int | None = None
    code: str = ""
    sheet: SheetRead = field(default_factory=SheetRead)

    def problem(self, code: str, column: str = "", /, **values: Any) -> None:
        """Add a problem, at a column where the file has it."""
        heading = self.sheet.at(column)
        self.problems.append(Problem(code, values, self.sheet.name, self.number, heading))

    @property
    def is_sound(self) -> bool:
        """Whether nothing in it is an error."""
        return not self.errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What is wrong with it."""
        return tuple(one for one in self.problems if one.severity == Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Known:
    """A record of the database: its primary key, and its values by name of the field."""

    key: int
    values: dict[str, Any]
