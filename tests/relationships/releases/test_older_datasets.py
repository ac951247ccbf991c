"""Datasets and notices from before a column came, went, moved or got another heading."""

import csv
import datetime
import io
import json
from typing import Any

import pytest

from relationships.register.models import Relationship, RelationshipSource
from relationships.releases import dataset, notices
from relationships.releases.actions import HEADINGS, NAMES, record_release
from relationships.releases.columns import COLUMNS
from relationships.releases.models import Change, ChangeKind, Release
from tests.pages import get, soup
from tests.relationships.releases.making import GONE, add, count, first, freeze, release

pytestmark = pytest.mark.django_db

LATER = "Sources"  # a column that the older dataset does not have yet
LEFT = "Remark"  # one that it still has


def older(*, without: str = LATER, **renamed: str) -> list[list[str]]:
    """Return the register as an older dataset: fewer columns, in another order, and a remark."""
    kept = [heading for heading in reversed(HEADINGS) if heading != without]
    rows = [dict(zip(HEADINGS, row, strict=True)) for row in lines()]
    body = [["", *(row[heading] for heading in kept)] for row in rows]
    body[0][0] = "seen"
    return [[LEFT, *(renamed.get(heading, heading) for heading in kept)], *body]


def lines() -> list[list[str]]:
    return list(dataset.lines(Relationship.objects.all()))


def next_release() -> Release:
    made = Release(as_of=datetime.date(2026, 11, 1), published_by="desk")
    return record_release(release=made)


def changes_of(made: Release) -> set[tuple[int, str, str, str, str]]:
    return set(made.changes.values_list("public_id", "kind", "column", "before", "after"))


def test_the_next_release_reads_the_one_before_by_its_headings() -> None:
    freeze(first(), older())

    made = next_release()

    number, sources = lines()[0][0], NAMES.index("sources")
    assert changes_of(made) == {
        (int(number), "corrected", LEFT, "seen", ""),
        *((int(row[0]), "corrected", "sources", "", row[sources]) for row in lines()
          if row[sources]),
    }  # fmt: skip


def test_a_column_that_is_empty_everywhere_changes_nothing() -> None:
    RelationshipSource.objects.all().delete()
    freeze(first(), [row[1:] for row in older()])

    assert changes_of(next_release()) == set()


def test_a_heading_that_was_changed_is_the_same_column() -> None:
    assert "Country" in next(column for column in COLUMNS if column.name == "country_en").also
    freeze(first(), [row[1:] for row in older(without="", **{"Country or region": "Country"})])

    assert changes_of(next_release()) == set()


def test_both_formats_are_rebuilt_from_the_one_before(client: Any) -> None:
    freeze(first(), older())
    freeze(release(2), older())

    made = next_release()

    for one in Release.objects.exclude(number=1):
        assert notices.rebuild(one) == (one.dataset_sha256, len(lines()))
    rows = csv.reader(
        io.StringIO(
            client.get(f"/releases/{made.number}/changes.csv").getvalue().decode("utf-8-sig")
        )
    )
    assert {row[2] for row in rows} == {"Column", LATER, LEFT}


def test_an_older_notice_is_shown_as_it_was(client: Any) -> None:
    names = ("id", "government_en", "partner_en", LEFT)
    line = json.dumps(dict(zip(names, (str(GONE), "Old Town", "Far Town", "seen"), strict=True)))
    freeze(first(), older())
    made = release(2)
    freeze(made, [[LEFT, *HEADINGS[:2]], ["", "1", "011002"]])
    add(made, ChangeKind.REMOVED, GONE, {"": (line, "")})
    add(made, ChangeKind.CORRECTED, 1, {LEFT: ("seen", "")})
    count(made)

    page = soup(get(client, "/en/releases/2/")).get_text(" ")

    assert "Old Town" in page and "Far Town" in page and LEFT in page
    assert get(client, "/en/releases/feed.xml")
    rows = client.get("/releases/2/changes.csv").getvalue().decode().splitlines()[1:]
    assert rows == [
        f"1,corrected,{LEFT},seen,",
        f"{GONE},removed,ID,{GONE},",
        f"{GONE},removed,Local government,Old Town,",
        f"{GONE},removed,Partner,Far Town,",
        f"{GONE},removed,{LEFT},seen,",
    ]


def test_a_change_has_room_for_every_heading() -> None:
    """A column that is gone goes by its heading."""
    room = Change._meta.get_field("column").max_length

    assert room and max(map(len, HEADINGS)) <= room
