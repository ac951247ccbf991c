"""Releases of our own making about real relationships: notices with every kind of change."""

import datetime
import gzip
import hashlib
import json
from typing import Any

from django.utils import timezone

from relationships.register.models import Relationship
from relationships.releases import dataset
from relationships.releases.actions import HEADINGS, NAMES, filled
from relationships.releases.models import Change, ChangeKind, DatasetPart, Release
from sistercity.spreadsheets.writing import csv_files

# The number of a relationship that the register does not hold.
GONE = 999_042
STORY = "The two cities met through their ports. " * 8
Fields = dict[str, tuple[str, str]]
ENDED: Fields = {
    "status": ("active", "ended"),
    "ended": ("", "2026-10"),
    "end_reason_en": ("", "The partner left the agreement."),
}
CORRECTED: Fields = {
    "established": ("1989", "1989-05-01"),
    "established_basis": ("", "signing"),
    "kind": ("", "friendship"),
    "fields": ("education", "education\nculture"),
    "agreement_exists": ("no", "yes"),
    "agreement_title": ("", "友好都市提携に関する協定書"),
    "story_en": ("", STORY),
    "sources": ("https://example.org/a", "https://example.org/a\nhttps://example.org/b"),
}
RENAMED: Fields = {"partner_ja": ("キエフ", "キーウ"), "partner_en": ("Kiev", "Kyiv")}


def release(number: int, as_of: str = "", **values: Any) -> Release:
    """Make a release that follows the one before, with a dataset of one line."""
    previous = Release.objects.standing().order_by("-number").first()
    day = as_of or f"2026-{number:02}-01"
    made = Release.objects.create(
        number=number,
        previous=previous if number > 1 else None,
        as_of=datetime.date.fromisoformat(day),
        published_at=timezone.make_aware(datetime.datetime.fromisoformat(f"{day}T10:00")),
        published_by="Register desk",
        dataset_sha256="0123456789abcdef" * 4,
        **{"counts": {"rows": 2}, **values},
    )
    freeze(made, [HEADINGS, ["1", *[""] * (len(HEADINGS) - 1)]])
    return made


def freeze(made: Release, rows: list[list[str]]) -> None:
    """Store rows, the headings first, as the dataset of a release, in place of what it has."""
    content = csv_lines(rows)
    made.parts.all().delete()
    DatasetPart.objects.create(release=made, position=0, content=gzip.compress(content))
    made.dataset_sha256 = hashlib.sha256(content).hexdigest()
    made.save(update_fields=["dataset_sha256"])


def first() -> Release:
    """Return the state before the first import; the loader may have made it."""
    return Release.objects.filter(number=1).first() or release(1, "2026-01-01")


def notice(number: int = 2, **values: Any) -> Release:
    """Make a release with 3 new, 1 ended, 2 corrected, 1 renamed and 1 removed."""
    first()
    made = release(number, **values)
    a, b, c, d, e, f, g = Relationship.objects.listed().order_by("public_id")[:7]
    for record in (a, b, c):
        add(made, ChangeKind.NEW, record.public_id, {"": ("", line_of(record))})
    add(made, ChangeKind.ENDED, d.public_id, ENDED)
    add(made, ChangeKind.CORRECTED, e.public_id, CORRECTED)
    add(made, ChangeKind.CORRECTED, f.public_id, {"last_confirmed_on": ("", "2026-10-31")})
    add(made, ChangeKind.RENAMED, g.public_id, RENAMED)
    add(made, ChangeKind.REMOVED, GONE, {"": (line_of(a, number=GONE), "")})
    count(made)
    return made


def add(made: Release, kind: ChangeKind, number: int, fields: Fields) -> None:
    """Write what a release did to one relationship, by column: the values before and after."""
    Change.objects.bulk_create(
        Change(release=made, public_id=number, kind=kind, column=name, before=old, after=new)
        for name, (old, new) in fields.items()
    )


def add_many(made: Release, kind: ChangeKind, number: int | None = None) -> list[int]:
    """Write a change of a number of relationships, or all; return their numbers in order."""
    numbers = sorted(Relationship.objects.listed().values_list("public_id", flat=True)[:number])
    Change.objects.bulk_create(
        Change(
            release=made,
            public_id=one,
            kind=kind,
            column="last_confirmed_on",
            before="",
            after="2026-10-31",
        )
        for one in numbers
    )
    count(made)
    return numbers


def numbers_with(made: Release, column: str) -> list[int]:
    """Return the relationships of which a release changed a column."""
    return list(made.changes.filter(column=column).values_list("public_id", flat=True))


def count(made: Release) -> None:
    """Set the counts of a release by its changes."""
    rows = set(made.changes.values_list("kind", "public_id"))
    for kind in ChangeKind:
        if number := sum(one == kind for one, _ in rows):
            made.counts[kind.value] = number
    made.save(update_fields=["counts"])


def mark_undone(made: Release, day: str = "2026-12-05") -> None:
    """Mark a release as undone."""
    made.undone_at = timezone.make_aware(datetime.datetime.fromisoformat(f"{day}T09:00"))
    made.undone_by = "Register desk"
    made.save(update_fields=["undone_at", "undone_by"])


def line_of(record: Relationship, number: int = 0) -> str:
    """Return the dataset's line of a relationship, under another number if one is given."""
    (cells,) = dataset.lines(Relationship.objects.filter(pk=record.pk))
    return json.dumps(filled(NAMES, [str(number or record.public_id), *cells[1:]]))


def csv_lines(rows: list[list[str]]) -> bytes:
    """Return rows as a file of CSV, the headings first."""
    return "".join(csv_files.csv_lines(rows[0], rows[1:])).encode()
