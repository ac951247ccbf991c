"""The change notice of a release as a file, and the proof that it tells everything.

The dataset of the release before, changed as the notice says, is the dataset of the release,
byte for byte. Both files are public, so anyone can check it.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby

from relationships.models import Change, ChangeKind, Release
from relationships.releases import HEADINGS, NAMES, Line, dataset_file, dataset_lines
from sistercity.importing.writing import BOM, csv_line, unguarded

COLUMNS = ("ID", "Change", "Column", "Before", "After")


def dataset(release: Release) -> bytes:
    """Return the frozen dataset of a release: CSV, UTF-8 with BOM."""
    return b"".join(dataset_file(release))


def differences(release: Release) -> Iterator[bytes]:
    """Yield the file of differences: a line for each cell, in the order of the numbers.

    Of a relationship that came or went there is a line for each cell that is not empty.
    """
    yield (BOM + csv_line(COLUMNS)).encode()
    for change in release.changes.order_by("public_id", "pk").iterator():
        for name, before, after in cells(change):
            heading = HEADINGS[NAMES.index(name)]
            line = (str(change.public_id), change.kind, heading, before, after)
            yield csv_line(line).encode()


def cells(change: Change) -> Iterator[tuple[str, str, str]]:
    """Yield the column, the text before and the text after of each cell of a change."""
    if change.column:
        yield change.column, change.before, change.after
        return
    for name, cell in zip(NAMES, whole_line(change), strict=True):
        if cell and change.kind == ChangeKind.NEW:
            yield name, "", cell
        elif cell:
            yield name, cell, ""


def whole_line(change: Change) -> Line:
    """Return the cells of the line of a relationship that came or went."""
    return [unguarded(cell) for cell in next(csv.reader([change.before or change.after]))]


def read_differences(lines: Iterable[str]) -> Iterator[tuple[int, str, list[Line]]]:
    """Yield number, kind and lines of each relationship in a file of differences."""
    reader = csv.reader(lines)
    next(reader)
    rows = ([unguarded(cell) for cell in row] for row in reader)
    for (number, kind), group in groupby(rows, key=lambda row: (row[0], row[1])):
        yield int(number), kind, list(group)


def rebuilt(old: Iterable[Line], notice: Iterable[str]) -> Iterator[Line]:
    """Yield the lines of a dataset: those of the one before, changed as the notice says.

    Raises ValueError where the two do not fit: a cell is not what the notice says it was.
    """
    olds = iter(old)
    before = next(olds, None)
    for number, kind, changes in read_differences(notice):
        while before is not None and int(before[0]) < number:
            yield before
            before = next(olds, None)
        if kind == ChangeKind.NEW:
            yield changed([""] * len(NAMES), changes)
            continue
        if before is None or int(before[0]) != number:
            raise ValueError(f"relationship {number} is not in the dataset before")
        after = changed(before, changes)
        if kind != ChangeKind.REMOVED:
            yield after
        before = next(olds, None)
    if before is not None:
        yield before
    yield from olds


def changed(line: Line, changes: Iterable[Line]) -> Line:
    """Return a line with the cells that a notice changes; raise ValueError where they differ."""
    cells = list(line)
    for number, _kind, heading, before, after in changes:
        index = HEADINGS.index(heading)
        if cells[index] != before:
            raise ValueError(f"relationship {number}, {heading}: “{cells[index]}”, not “{before}”")
        cells[index] = after
    return cells


def rebuild(release: Release) -> tuple[str, int]:
    """Rebuild a release's dataset from the one before and the notice; return digest and rows.

    Raises ValueError where the two do not fit, and for the first release, which follows none.
    """
    if release.previous is None:
        raise ValueError(f"release {release.number} is the first and follows none")
    notice = (part.decode().removeprefix(BOM) for part in differences(release))
    digest = hashlib.sha256((BOM + csv_line(HEADINGS)).encode())
    rows = 0
    for line in rebuilt(dataset_lines(release.previous), notice):
        digest.update(csv_line(line).encode())
        rows += 1
    return digest.hexdigest(), rows
