"""Loading the files of ``fixtures/``: rows in, records added, and a report of what was left out."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Model

Row = dict[str, str]


@dataclass
class Report:
    """What a load tells, and the rows it left out, each with the reason."""

    say: Callable[[str], object]
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def leave_out(self, row: str, reason: str) -> None:
        """Record that a row was not loaded, and why."""
        self.left_out.append((row, reason))


def rows(name: str) -> list[Row]:
    """Return the rows of a file of ``fixtures/``; every value is a string without outer spaces."""
    return read(settings.FIXTURES / f"{name}.csv")


@cache
def read(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {column: value.strip() for column, value in row.items()} for row in csv.DictReader(file)
        ]


def decimal_or_none(text: str) -> Decimal | None:
    """Return a coordinate in degrees, to the metre, or None."""
    return round(Decimal(text), 5) if text else None


def add_missing(
    model: type[Model], records: Iterable[Model], key: tuple[str, ...], report: Report
) -> None:
    """Insert the records whose key the table does not hold; rows that are there stay as they are.

    So a second load changes nothing, and never undoes what the staff have edited.
    """
    present = set(model._default_manager.values_list(*key))
    new = [
        record for record in records if tuple(getattr(record, name) for name in key) not in present
    ]
    model._default_manager.bulk_create(new, batch_size=2000)
    report.say(f"{model._meta.model_name}: {len(new)} added, {len(present)} already there")
