"""What the files of releases said of relationships: what a later file is compared with."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models.fields.json import KT
from psycopg.types.json import Jsonb

from relationships.imports.pairs import Pair
from relationships.register.choices import Status
from relationships.register.models import Relationship
from relationships.releases.dataset import LINES_AT_ONCE, values_of
from relationships.releases.models import ImportedRow, Release
from sistercity.copying import copy_records
from sistercity.imports.merging import Changes

Cell = Callable[[str, Any], str]
# Of the file's fields that the new rows lack, they get what the last file said that had them; rows
# that then say the same as the last ones are dropped.
KEEP_OLDER_CELLS = """
    UPDATE releases_importedrow now SET cells = last.cells || now.cells
    FROM (
        SELECT DISTINCT ON (public_id) public_id, cells FROM releases_importedrow
        WHERE release_id <> %(release)s ORDER BY public_id, release_id DESC
    ) last
    WHERE now.release_id = %(release)s AND last.public_id = now.public_id
"""
DROP_UNCHANGED = """
    DELETE FROM releases_importedrow now USING (
        SELECT DISTINCT ON (public_id) public_id, cells FROM releases_importedrow
        WHERE release_id <> %(release)s ORDER BY public_id, release_id DESC
    ) last
    WHERE now.release_id = %(release)s AND last.public_id = now.public_id
      AND last.cells = now.cells
"""


@dataclass
class FileHistory:
    """What files said of a relationship, the oldest first: a base of the three-way merge."""

    rows: list[dict[str, str]] = field(default_factory=list)

    def says(self, field: str, text: str) -> bool | None:
        """Whether the last file said this; None where no file said anything."""
        if not self.rows or field not in self.rows[-1]:
            return None
        return self.rows[-1][field] == text

    def said_earlier(self, field: str, text: str) -> bool:
        """Whether an earlier file said this, and the last one something else."""
        return any(row.get(field) == text for row in self.rows[:-1])


def histories_of(public_ids: Collection[int]) -> Mapping[int, FileHistory]:
    """Return what files said of relationships, by public number."""
    found: dict[int, FileHistory] = defaultdict(FileHistory)
    rows = ImportedRow.objects.filter(public_id__in=public_ids).order_by("release__number")
    for public_id, cells in rows.values_list("public_id", "cells"):
        found[public_id].rows.append(cells)
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
    for public_id, history in histories_of(set(told.values_list("public_id", flat=True))).items():
        last = history.rows[-1]
        pair = int(last["local_government"]), int(last["partner"])
        if pair in wanted and last.get("status") != Status.ENDED:
            found[pair].append(public_id)
    return found


def store_rows(
    release: Release, said: Mapping[int, Collection[str]], kept: Mapping[int, Changes], cell: Cell
) -> None:
    """Store what the file of a release said of relationships, once its plan is written.

    ``said`` are the names of the fields that it has of each, by primary key. The register now says
    the same, but for the values that it ``kept``. ``cell`` returns the text of a value.
    """
    keys = sorted(said)
    for first in range(0, len(keys), LINES_AT_ONCE):
        some = keys[first : first + LINES_AT_ONCE]
        rows = []
        for key, values in values_of(Relationship.objects.filter(pk__in=some)).items():
            of_file = {name: after for name, (_, after) in kept.get(key, {}).items()}
            cells = {name: cell(name, of_file.get(name, values[name])) for name in said[key]}
            rows.append(ImportedRow(release=release, public_id=values["id"], cells=Jsonb(cells)))
        copy_records(ImportedRow, rows)
    with connection.cursor() as cursor:
        cursor.execute(KEEP_OLDER_CELLS, {"release": release.pk})
        cursor.execute(DROP_UNCHANGED, {"release": release.pk})
