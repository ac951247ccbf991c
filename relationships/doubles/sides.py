"""Both records of a pair side by side, as the desk shows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from places.models import Partner
from relationships.doubles.models import DistinctPair, PairKind
from relationships.register.models import Relationship

MOST = 10  # names, relationships or sources of a record; the rest is a number


@dataclass(frozen=True)
class CellLine:
    """A line of a cell, with the URL that it leads to, if any."""

    text: str
    url: str = ""


Cell = list[CellLine]


@dataclass(frozen=True)
class ComparedRow:
    """What both records of a pair have for one thing."""

    label: str
    cells: tuple[Cell, Cell]

    @property
    def differs(self) -> bool:
        """Whether it is one plain value, which both state and not alike."""
        lines = [line for cell in self.cells for line in cell]
        is_plain = [len(cell) for cell in self.cells] == [1, 1] and not any(
            one.url for one in lines
        )
        return is_plain and lines[0] != lines[1]


@dataclass(frozen=True)
class ComparedPair:
    """Two records: their primary keys, the page of each at the desk, and what both have."""

    keys: tuple[int, int]
    heads: tuple[CellLine, CellLine]
    rows: list[ComparedRow]


def comparisons(kind: str, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], ComparedPair]:
    """Return both records of pairs of public numbers side by side, in few queries for all of them.

    A pair is left out where one of the two is gone.
    """
    pairs = list(pairs)
    read, rows = READERS[PairKind(kind)]
    numbers = {number for pair in pairs for number in pair}
    found = {record.public_id: record for record in read().filter(public_id__in=numbers)}
    return {
        (one, other): compared(found[one], found[other], rows)
        for one, other in pairs
        if one in found and other in found
    }


def compared(one: Any, other: Any, rows: Callable[[Any], dict[str, Cell]]) -> ComparedPair:
    """Return two records side by side; what neither states is left out."""
    cells, others = rows(one), rows(other)
    return ComparedPair(
        (one.pk, other.pk),
        (head(one), head(other)),
        [
            ComparedRow(label, (cell, others[label]))
            for label, cell in cells.items()
            if cell or others[label]
        ],
    )


def head(record: Any) -> CellLine:
    """Return a record's name and number, with its page at the desk."""
    return CellLine(f"{record} No.{record.public_id}", desk_page(record))


def desk_page(record: Any) -> str:
    """Return the page of a record at the desk."""
    options = record._meta
    name = f"admin:{options.app_label}_{options.model_name}_change"
    return reverse(name, args=[record.pk])


def text(value: object) -> Cell:
    """Return a cell with a value, empty where there is none."""
    return [CellLine(str(value))] if value not in (None, "") else []


def some(lines: Iterable[CellLine]) -> Cell:
    """Return a cell with the first of some lines and the number of the others."""
    lines = list(lines)
    left = len(lines) - MOST
    return [*lines[:MOST], CellLine(f"ほか{left}件")] if left > 0 else lines


def sources(relationships: Iterable[Relationship]) -> Cell:
    """Return the sources of relationships, each once."""
    found = {one.url: one.label for record in relationships for one in record.sources.all()}
    return some(CellLine(label, url) for url, label in found.items())


def partners() -> Any:
    """Return the query of partners with what the page shows of them."""
    own = Relationship.objects.with_page().with_places().order_by("public_id")
    relationships = Prefetch("relationships", own.prefetch_related("sources"))
    return Partner.with_withdrawn.select_related("country").prefetch_related("names", relationships)


def partner_rows(partner: Partner) -> dict[str, Cell]:
    """Return what the page shows of a partner."""
    own = list(partner.relationships.all())
    point = f"{partner.latitude}, {partner.longitude}" if partner.latitude is not None else ""
    return {
        "和名": text(partner.name_ja),
        "英語名": text(partner.name_en),
        "現地語の名称": text(partner.name_native),
        "その他の名称": some(CellLine(name.text) for name in partner.names.all()),
        "国・地域": text(partner.country),
        "州・省": text(partner.state_ja or partner.state_en),
        "区分": text(partner.get_level_display()),
        "緯度・経度": text(point),
        "ウィキデータ番号": text(partner.wikidata_id),
        "ウェブサイト": [CellLine(partner.website, partner.website)] if partner.website else [],
        "提携の件数": text(f"{len(own)}件"),
        "提携": some(CellLine(summary(one), desk_page(one)) for one in own),
        "提携の出典": sources(own),
    }


def summary(relationship: Relationship) -> str:
    """Return the Japanese side of a relationship, since when, its status and its number."""
    since = relationship.established.isoformat() if relationship.established else "提携日不明"
    state = relationship.get_status_display()
    return f"{relationship.local_government} {since} {state} No.{relationship.public_id}"


def relationships() -> Any:
    """Return the query of relationships with what the page shows of them."""
    return Relationship.with_withdrawn.with_places().prefetch_related("sources", "events")


def relationship_rows(relationship: Relationship) -> dict[str, Cell]:
    """Return what the page shows of a relationship."""
    events = (
        f"{one.happened or '日付不明'} {one.text.text or one}" for one in relationship.events.all()
    )
    return {
        "国・地域": text(relationship.partner.country),
        "種類": text(relationship.get_kind_display()),
        "状況": text(relationship.get_status_display()),
        "提携日": text(relationship.established),
        "提携日の根拠": text(relationship.get_established_basis_display()),
        "再締結日": text(relationship.re_signed),
        "解消日": text(relationship.ended),
        "解消の理由": text(relationship.end_reason_ja or relationship.end_reason_en),
        "集計": text(relationship.get_counting_display()),
        "確度": text(relationship.confidence),
        "提携書": text(relationship.agreement_title),
        "経緯": text(relationship.story_ja or relationship.story_en),
        "できごと": some(CellLine(event) for event in events),
        "メモ（非公開）": text(relationship.note),
        "出典": sources([relationship]),
    }


NAMED: dict[PairKind, Any] = {
    PairKind.PARTNER: Partner.with_withdrawn,
    PairKind.RELATIONSHIP: Relationship.with_withdrawn.with_places(),
}
READERS: dict[PairKind, tuple[Callable[[], Any], Callable[[Any], dict[str, Cell]]]] = {
    PairKind.PARTNER: (partners, partner_rows),
    PairKind.RELATIONSHIP: (relationships, relationship_rows),
}


def named(pairs: Iterable[DistinctPair]) -> dict[int, str]:
    """Return the names of both records of decisions, by primary key, in two queries."""
    pairs = list(pairs)
    names = {}
    for kind in PairKind:
        numbers = {number for pair in pairs if pair.kind == kind for number in pair.numbers}
        records = NAMED[kind].all().filter(public_id__in=numbers)
        names.update({(kind, record.public_id): str(record) for record in records})
    return {
        pair.pk: " / ".join(
            f"{names.get((PairKind(pair.kind), number), '')} No.{number}".strip()
            for number in pair.numbers
        )
        for pair in pairs
    }
