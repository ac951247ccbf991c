"""What the files of releases said of relationships: what a later file is compared with."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.fields.json import KT
from psycopg.types.json import Jsonb

from relationships.imports.marks import ExportMark
from relationships.imports.pairs import Pair
from relationships.register.choices import Status
from relationships.register.models import Relationship
from relationships.releases.dataset import LINES_AT_ONCE, values_of
from relationships.releases.models import ImportedRow, Release
from sistercity.copying import copy_records
from sistercity.imports.plan import Plan

Cell = Callable[[str, Any], str]
# New rows that say nothing else than the last ones are dropped, but for those of relationships that
# differed: of these a later file has to know that it was said again.
DROP_UNCHANGED = """
    DELETE FROM releases_importedrow now USING (
        SELECT DISTINCT ON (public_id) public_id, cells FROM releases_importedrow
        WHERE release_id <> %(release)s ORDER BY public_id, release_id DESC
    ) last
    WHERE now.release_id = %(release)s AND last.public_id = now.public_id
      AND last.cells @> now.cells AND now.public_id <> ALL(%(differing)s)
"""


@dataclass
class FileHistory:
    """What files said of a relationship: a base of the three-way merge.

    ``rows`` are the numbers of their releases and the cells, the oldest first; a file says nothing
    of a field that it lacks.
    """

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def told(self, field: str) -> list[str]:
        """Return what was said of a field, the oldest first."""
        return [cells[field] for _release, cells in self.rows if field in cells]

    def says(self, field: str, text: str) -> bool | None:
        """Whether the last file said this; None where no file said anything."""
        told = self.told(field)
        return told[-1] == text if told else None

    def repeats(self, field: str, text: str) -> bool:
        """Whether the last file said this."""
        return bool(self.says(field, text))

    def said_earlier(self, field: str, text: str) -> bool:
        """Whether an earlier file said this, and the last one something else."""
        return text in self.told(field)[:-1]

    def since(self, release: int) -> "FileHistory":
        """Return what the files of later releases said."""
        return FileHistory([row for row in self.rows if row[0] > release])


@dataclass(frozen=True)
class ExportedRow:
    """What an export said of a relationship, and files that were published since: a base, too."""

    mark: ExportMark
    since: FileHistory

    def says(self, field: str, text: str) -> bool:
        """Whether the export said this."""
        return self.mark.says(field, text)

    def repeats(self, field: str, text: str) -> bool:
        """Whether the export said this, or the last file since: then it was answered there."""
        return self.mark.says(field, text) or self.since.repeats(field, text)

    def said_earlier(self, field: str, text: str) -> bool:
        """Return False: whoever edits an export has seen what it says."""
        return False


def histories_of(wanted: Q) -> Mapping[int, FileHistory]:
    """Return what files said of relationships, by public number, of the rows that are wanted."""
    found: dict[int, FileHistory] = defaultdict(FileHistory)
    rows = ImportedRow.objects.filter(wanted).order_by("release__number")
    for public_id, release, cells in rows.values_list("public_id", "release__number", "cells"):
        found[public_id].rows.append((release, cells))
    return found


def known_to_files(public_ids: Collection[int]) -> set[int]:
    """Return the numbers of the relationships that a file has told of."""
    rows = ImportedRow.objects.filter(public_id__in=public_ids)
    return set(rows.values_list("public_id", flat=True))


def joined_by_files(pairs: Iterable[Pair]) -> dict[Pair, list[int]]:
    """Return the numbers of the relationships that joined two sides, as the last file said.

    Left out are those that had ended by then. A row of the next file means one of these, though a
    person may have ended it since, or moved it to other sides.
    """
    wanted = set(pairs)
    rows = ImportedRow.objects.alias(
        government=KT("cells__local_government"), partner=KT("cells__partner")
    )
    told = rows.filter(
        government__in={str(one) for one, _ in wanted}, partner__in={str(one) for _, one in wanted}
    )
    found: dict[Pair, list[int]] = defaultdict(list)
    numbers = set(told.values_list("public_id", flat=True))
    for public_id, history in histories_of(Q(public_id__in=numbers)).items():
        pair = int(history.told("local_government")[-1]), int(history.told("partner")[-1])
        if pair in wanted and not history.says("status", Status.ENDED):
            found[pair].append(public_id)
    return found


def store_rows(
    release: Release, plan: Plan, said: Mapping[int, Collection[str]], cell: Cell
) -> None:
    """Store what the file of a release said of relationships, once its plan is written.

    ``said`` are the names of the fields that it has of each, by primary key. The register now says
    the same, but for the values that it kept. ``cell`` returns the text of a value.
    """
    kept = plan.kept
    changed = {entry.key for entry in plan.entries}
    differing = []
    keys = sorted(said)
    for first in range(0, len(keys), LINES_AT_ONCE):
        some = keys[first : first + LINES_AT_ONCE]
        rows = []
        for key, values in values_of(Relationship.objects.filter(pk__in=some)).items():
            of_file = {name: after for name, (_, after) in kept.get(key, {}).items()}
            cells = {name: cell(name, of_file.get(name, values[name])) for name in said[key]}
            rows.append(ImportedRow(release=release, public_id=values["id"], cells=Jsonb(cells)))
            if key in changed:
                differing.append(values["id"])
        copy_records(ImportedRow, rows)
    with connection.cursor() as cursor:
        cursor.execute(DROP_UNCHANGED, {"release": release.pk, "differing": differing})
