"""The change notice of a release as a file, and the proof that it tells everything.

The dataset of the release before, changed as the notice says, is the dataset of the release,
byte for byte. Both files are public, so anyone can check it.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from relationships.releases.actions import (
    Line,
    dataset_headings,
    dataset_lines,
    name_of,
    number,
)
from relationships.releases.models import Change, ChangeKind, Release
from sistercity.spreadsheets.writing.csv_files import BOM, csv_line, unguarded

COLUMNS = ("ID", "Change", "Column", "Before", "After")


def differences(release: Release) -> Iterator[bytes]:
    """Yield the file of differences: a line for each cell, in the order of the numbers.

    Of a relationship that came or went there is a line for each cell that is not empty.
    """
    yield (BOM + csv_line(COLUMNS)).encode()
    headings = headings_of(release)
    for change in release.changes.order_by("public_id", "pk").iterator():
        for name, before, after in cells(change):
            heading = headings.get(name, name)
            line = (str(change.public_id), change.kind, heading, before, after)
            yield csv_line(line).encode()


def headings_of(release: Release) -> dict[str, str]:
    """Return the headings of a release's dataset, and of the one before, by name of the column."""
    before = dataset_headings(release.previous) if release.previous else []
    return {name_of(heading): heading for heading in (*before, *dataset_headings(release))}


def cells(change: Change) -> Iterator[tuple[str, str, str]]:
    """Yield the column, the text before and the text after of each cell of a change."""
    if change.column:
        yield change.column, change.before, change.after
        return
    for name, cell in whole_line(change).items():
        yield (name, "", cell) if change.kind == ChangeKind.NEW else (name, cell, "")


def whole_line(change: Change) -> Line:
    """Return the line of a relationship that came or went."""
    line: Line = json.loads(change.before or change.after)
    return line


def read_differences(lines: Iterable[str]) -> Iterator[tuple[int, str, list[list[str]]]]:
    """Yield number, kind and rows of each relationship in a file of differences."""
    reader = csv.reader(lines)
    next(reader)
    rows = ([unguarded(cell) for cell in row] for row in reader)
    for (key, kind), group in groupby(rows, key=lambda row: (row[0], row[1])):
        yield int(key), kind, list(group)


def rebuilt(old: Iterable[Line], notice: Iterable[str]) -> Iterator[Line]:
    """Yield the lines of a dataset: those of the one before, changed as the notice says.

    Raises ValueError where the two do not fit: a cell is not what the notice says it was.
    """
    olds = iter(old)
    before = next(olds, None)
    for key, kind, changes in read_differences(notice):
        while before is not None and number(before) < key:
            yield before
            before = next(olds, None)
        if kind == ChangeKind.NEW:
            yield changed({}, changes)
            continue
        if before is None or number(before) != key:
            raise ValueError(f"relationship {key} is not in the dataset before")
        after = changed(before, changes)
        if kind != ChangeKind.REMOVED:
            yield after
        before = next(olds, None)
    if before is not None:
        yield before
    yield from olds


def changed(line: Line, changes: Iterable[list[str]]) -> Line:
    """Return a line with the cells that a notice changes; raise ValueError where they differ."""
    line = dict(line)
    for key, _kind, heading, before, after in changes:
        name = name_of(heading)
        if line.get(name, "") != before:
            found = line.get(name, "")
            raise ValueError(f"relationship {key}, {heading}: “{found}”, not “{before}”")
        line[name] = after
    return line


def rebuild(release: Release) -> tuple[str, int]:
    """Rebuild a release's dataset from the one before and the notice; return digest and rows.

    The columns and their order are those of the release's own dataset.

    Raises ValueError where the two do not fit, and for the first release, which follows none.
    """
    if release.previous is None:
        raise ValueError(f"release {release.number} is the first and follows none")
    notice = (part.decode().removeprefix(BOM) for part in differences(release))
    headings = dataset_headings(release)
    digest = hashlib.sha256((BOM + csv_line(headings)).encode())
    rows = 0
    for line in rebuilt(dataset_lines(release.previous), notice):
        cells = [line.get(name_of(heading), "") for heading in headings]
        digest.update(csv_line(cells).encode())
        rows += 1
    return digest.hexdigest(), rows
