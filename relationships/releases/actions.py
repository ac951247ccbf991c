"""Makes releases: freezes the register's dataset, and tells what changed since the one before."""

import codecs
import csv
import datetime
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from django.utils import timezone

from relationships.register.models import Relationship
from relationships.releases.columns import COLUMNS
from relationships.releases.dataset import lines
from relationships.releases.models import Change, ChangeKind, DatasetPart, Release
from sistercity.copying import copy_records
from sistercity.spreadsheets.writing.csv_files import BOM, csv_line, unguarded

HEADINGS = [column.en for column in COLUMNS]
NAMES = [column.name for column in COLUMNS]
# A heading that was changed since is among the column's other headings.
NAMED = {heading: column.name for column in COLUMNS for heading in column.also}
NAMED |= dict(zip(HEADINGS, NAMES, strict=True))
# Columns that say how a side is called: where only they differ, a place has another name.
SIDES = {column.name for column in COLUMNS if column.part_of}
GZIP = 31  # zlib's number for the format
PART = 1024 * 1024  # bytes
AT_ONCE = 1_000  # relationships whose changes are stored in a statement
COMPRESSION = 1  # a month's file is read once or twice; the time of writing counts
# The cells of a line that are not empty, by name of the column: a column that a dataset lacks, for
# it is older or younger than the column, counts as empty.
Line = dict[str, str]


class DatasetWriter:
    """Takes the lines of a release's dataset and stores its compressed file, part by part."""

    def __init__(self, release: Release) -> None:
        self.release = release
        # With the head of a gzip file, which has no time and no name: same dataset, same file.
        self.compress = zlib.compressobj(COMPRESSION, wbits=GZIP)
        self.buffer = bytearray()
        self.position = 0
        self.digest = hashlib.sha256()
        self.rows = 0
        self.put(BOM + csv_line(HEADINGS))

    def put(self, text: str) -> None:
        """Add text to the file."""
        data = text.encode()
        self.digest.update(data)
        self.buffer += self.compress.compress(data)
        if len(self.buffer) >= PART:
            self.store()

    def copy(self, rows: Iterable[list[str]]) -> Iterator[Line]:
        """Yield the lines while they are written; at their end the file is whole."""
        for cells in rows:
            self.put(csv_line(cells))
            self.rows += 1
            yield filled(NAMES, cells)
        self.buffer += self.compress.flush()
        self.store()

    def store(self) -> None:
        """Store what was compressed so far as the next part."""
        DatasetPart.objects.create(
            release=self.release, position=self.position, content=bytes(self.buffer)
        )
        self.position += 1
        self.buffer.clear()


def dataset_file(release: Release) -> Iterator[bytes]:
    """Yield the file of the dataset that a release froze, a part at a time: CSV, UTF-8 with BOM."""
    expand = zlib.decompressobj(wbits=GZIP)
    for content in release.parts.values_list("content", flat=True).iterator(chunk_size=1):
        yield expand.decompress(content)
    yield expand.flush()


def dataset_headings(release: Release) -> list[str]:
    """Return the headings of the dataset that a release froze, in their order."""
    return next(csv.reader(text_lines(dataset_file(release))))


def dataset_lines(release: Release) -> Iterator[Line]:
    """Yield the lines of the dataset that a release froze, read by its own headings."""
    reader = csv.reader(text_lines(dataset_file(release)))
    names = [name_of(heading) for heading in next(reader)]
    for cells in reader:
        yield filled(names, [unguarded(cell) for cell in cells])


def name_of(heading: str) -> str:
    """Return the name of the column that has a heading; one that is gone goes by its heading."""
    return NAMED.get(heading, heading)


def filled(names: Iterable[str], cells: Iterable[str]) -> Line:
    """Return the cells that are not empty, by the names of their columns."""
    return {name: cell for name, cell in zip(names, cells, strict=True) if cell}


def text_lines(parts: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a file that comes in parts, with their ends and without its BOM."""
    rest = ""
    for text in codecs.iterdecode(parts, "utf-8-sig"):
        *lines, rest = (rest + text).split("\n")
        yield from (f"{line}\n" for line in lines)
    if rest:
        yield rest


def record_release(*, release: Release) -> Release:
    """Store a release of the register as it stands: frozen dataset, changes, counts.

    Sets its number and the release it follows. The caller holds the transaction and the lock.
    """
    previous = Release.objects.standing().order_by("-number").first()
    newest = Release.objects.order_by("-number").first()
    release.number = newest.number + 1 if newest else 1
    release.previous = previous
    release.published_at = timezone.now()
    release.save()
    writer = DatasetWriter(release)
    new = writer.copy(lines(Relationship.objects.all()))
    if previous is None:
        counts: Counter[str] = Counter()
        for _line in new:
            pass
    else:
        counts = store_changes(release, differences(dataset_lines(previous), new))
    release.dataset_sha256 = writer.digest.hexdigest()
    release.counts = {**{kind: counts[kind] for kind in ChangeKind.values}, "rows": writer.rows}
    release.save()
    return release


def ensure_baseline(*, as_of: datetime.date, published_by: str) -> None:
    """Record the register as it stands as the first release, where there is none."""
    if not Release.objects.exists():
        record_release(release=Release(as_of=as_of, published_by=published_by))


def store_changes(release: Release, found: Iterator[list[Change]]) -> Counter[str]:
    """Store the changes of each relationship; return the number of relationships by kind."""
    counts: Counter[str] = Counter()
    while changed := list(islice(found, AT_ONCE)):
        counts.update(changes[0].kind for changes in changed)
        for change in chain(*changed):
            change.release = release
        copy_records(Change, chain(*changed))
    return counts


def differences(old: Iterable[Line], new: Iterable[Line]) -> Iterator[list[Change]]:
    """Yield the changes of each relationship between two datasets, both ordered by number."""
    olds, news = iter(old), iter(new)
    before, after = next(olds, None), next(news, None)
    while before is not None or after is not None:
        if before is not None and (after is None or number(before) < number(after)):
            yield [whole(before, ChangeKind.REMOVED)]
            before = next(olds, None)
        elif after is not None and (before is None or number(after) < number(before)):
            yield [whole(after, ChangeKind.NEW)]
            after = next(news, None)
        elif before is not None and after is not None:
            if before != after:
                yield cells_changed(before, after)
            before, after = next(olds, None), next(news, None)


def number(line: Line) -> int:
    """Return the public number of the relationship that a line is about."""
    return int(line["id"])


def whole(line: Line, kind: ChangeKind) -> Change:
    """Return the change of a relationship that came or went."""
    text = json.dumps(line, ensure_ascii=False)
    before, after = (text, "") if kind == ChangeKind.REMOVED else ("", text)
    return Change(public_id=number(line), kind=kind, before=before, after=after)


def cells_changed(before: Line, after: Line) -> list[Change]:
    """Return a change for each cell that differs; all are of one kind."""
    names = dict.fromkeys((*NAMES, *before))  # with the columns that are gone
    pairs = [(name, before.get(name, ""), after.get(name, "")) for name in names]
    changed = [(name, old, new) for name, old, new in pairs if old != new]
    kind = ChangeKind.CORRECTED
    if after.get("status") == "ended" != before.get("status"):
        kind = ChangeKind.ENDED
    elif {name for name, _, _ in changed} <= SIDES:
        kind = ChangeKind.RENAMED
    return [
        Change(public_id=number(before), kind=kind, column=name, before=old, after=new)
        for name, old, new in changed
    ]
