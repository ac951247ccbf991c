"""Loading the files of ``fixtures/``: rows in, records added, and a report of what was left out."""

import csv
import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model
from django.utils import timezone

from sistercity.models import broken_rule
from sistercity.spreadsheets.problems import CellError, Problem

Row = dict[str, str]
Value = TypeVar("Value")
# The fields of a record, each with the column that has it and what the column's cells mean.
Fields = Mapping[str, tuple[str, Callable[[str], Any]]]


@dataclass
class Report:
    """What a load tells, and the rows it left out, each with the reason."""

    say: Callable[[str], object]
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def leave_out(self, row: str, reason: str) -> None:
        """Record that a row was not loaded, and why."""
        self.left_out.append((row, reason))


def rows(name: str) -> list[Row]:
    """Return the rows of a file of ``fixtures/``; every value is a string without outer spaces.

    Raises ValueError for a row that has not as many cells as there are headings.
    """
    return read(settings.FIXTURES / f"{name}.csv")


@cache
def read(path: Path) -> list[Row]:
    """Return the rows of a CSV file, as ``rows`` does."""
    with path.open(encoding="utf-8", newline="") as file:
        headings, *found = csv.reader(file)
    for number, row in enumerate(found, 2):
        if len(row) != len(headings):
            counts = f"{len(row)} cells, but {len(headings)} headings"
            raise ValueError(f"fixtures/{path.name}, row {number}: {counts}")
    return [dict(zip(headings, map(str.strip, row), strict=True)) for row in found]


@dataclass(frozen=True)
class FixtureRow:
    """A row of a file, with the row of another file that adds to it: its columns come first.

    What cannot be read or stored is a ValueError that names file, row and column. ``number``
    counts as a spreadsheet program does: the headings are row 1.
    """

    file: str
    number: int
    cells: Row
    more: "FixtureRow | None" = None

    @contextmanager
    def at(self, column: str, parts: Mapping[str, str] | None = None) -> Iterator[str]:
        """Give the text of a cell; a CellError about it becomes a ValueError that names it.

        ``parts`` are the columns of the parts that a CellError can name instead.
        """
        line = self.more if self.more and column in self.more.cells else self
        if column not in line.cells:
            raise line.error(column, "the file has no such column")
        try:
            yield line.cells[column]
        except CellError as error:
            wrong = (parts or {}).get(error.column) or column
            raise self.error(wrong, Problem(error.code, error.values).text) from error

    def read(self, column: str, parse: Callable[[str], Value]) -> Value:
        """Return what a cell means."""
        with self.at(column) as text:
            return parse(text)

    def lists(self, *columns: str) -> list[tuple[str, ...]]:
        """Return what stands side by side in cells of several values with ``;`` between.

        A cell that is empty, and a column without a name, has "" everywhere.
        """
        found = [self.read(column, split) if column else [] for column in columns]
        longest = max(map(len, found))
        for column, values in zip(columns, found, strict=True):
            if values and len(values) != longest:
                raise self.error(column, f"{len(values)} values stand beside {longest}")
        return list(zip(*(values or [""] * longest for values in found), strict=True))

    def fill(self, record: Model, fields: Fields) -> None:
        """Set the fields of a record."""
        for name, (column, parse) in fields.items():
            setattr(record, name, self.read(column, parse))

    def store(self, record: Model, fields: Fields | None = None) -> None:
        """Store a record that keeps the rules of its model; ``fields`` tell whose column fails."""
        try:
            record.full_clean(validate_constraints=False)  # the database holds to those
            record.save()
        except IntegrityError as error:
            raise self.error("", broken_rule(type(record), error)) from error
        except ValidationError as error:
            columns = {name: column for name, (column, _parse) in (fields or {}).items()}
            name, messages = next(iter(error.message_dict.items()))
            found = (columns.get(key) for key in (name, f"{name}_id", name.removesuffix("_on")))
            raise self.error(next(filter(None, found), ""), " ".join(messages)) from error

    def error(self, column: str, reason: str) -> ValueError:
        """Return the error of a cell, or of the row as a whole where the column is empty."""
        if self.more and column in self.more.cells:
            return self.more.error(column, reason)
        where = f", column {column}" if column else ""
        return ValueError(f"fixtures/{self.file}.csv, row {self.number}{where}: {reason}")


def lines(name: str) -> list[FixtureRow]:
    """Return the rows of ``fixtures/<name>.csv`` with their numbers."""
    return [FixtureRow(name, number, row) for number, row in enumerate(rows(name), 2)]


def joined_lines(name: str, more: str, key: tuple[str, ...]) -> list[FixtureRow]:
    """Return the rows of a file, each with that of another file whose cells of ``key`` are alike.

    Raises ValueError for a row of either file that has no other.
    """
    others = {tuple(line.read(column, str) for column in key): line for line in lines(more)}
    found = []
    for line in lines(name):
        other = others.pop(tuple(line.read(column, str) for column in key), None)
        if other is None:
            raise line.error(", ".join(key), f"no row of fixtures/{more}.csv is about this one")
        found.append(replace(line, more=other))
    for other in others.values():
        raise other.error(", ".join(key), f"no row of fixtures/{name}.csv is about this one")
    return found


def this_second() -> datetime.datetime:
    """Return from when on the public sees what is loaded now: at a whole second, as staff do."""
    return timezone.now().replace(microsecond=0)


def split(text: str) -> list[str]:
    """Return what stands between semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()]


def decimal_or_none(text: str) -> Decimal | None:
    """Return a coordinate in degrees, to the metre, or None."""
    return round(Decimal(text), 5) if text else None


def add_missing(
    model: type[Model], records: Iterable[Model], key: tuple[str, ...], report: Report
) -> None:
    """Insert the records whose key the table does not hold; rows that are there stay as they are.

    So a second load changes nothing, and never undoes what the staff have edited.
    """
    present = set(model._base_manager.values_list(*key))
    new = [
        record for record in records if tuple(getattr(record, name) for name in key) not in present
    ]
    model._default_manager.bulk_create(new, batch_size=2000)
    report.say(f"{model._meta.model_name}: {len(new)} added, {len(present)} already there")
