"""What imports of the register's neighbours share: lists of places, found or kept as written."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from places.lookup import SIDES, Governments, NewPartner, NotFound, Partners
from places.lookup.mentions import (
    KEPT_GOVERNMENT,
    KEPT_PARTNER,
    KEPT_SEVERAL,
    UNKNOWN_MENTIONS,
    Mentions,
)
from sistercity.importing.importer import Row
from sistercity.importing.parts import Items, Part
from sistercity.importing.records import RecordImporter


class PlacesImporter(RecordImporter):
    """Records that name places; what the words do not tell is kept as it is written."""

    sides = SIDES
    unknown_names = UNKNOWN_MENTIONS
    # Fields that hold one place each.
    government_fields: ClassVar[tuple[str, ...]] = ()
    partner_fields: ClassVar[tuple[str, ...]] = ()

    def prepare_places(self) -> None:
        """Read every place and its names."""
        self.governments, self.partners = Governments(), Partners()
        self.mentions = Mentions(self.governments, self.partners, self.options.names)

    def not_found(self, row: Row, problem: NotFound, column: str) -> None:
        """Add the problem of a place to a row: at its own column, else at the one given."""
        own = problem.column if problem.column in self.headings else column
        self.problem(row, problem.code, own, **problem.values)

    def shown(self, field: str, value: Any) -> str:
        """Return a value as people read it; a place by its name."""
        if value and field in self.government_fields:
            return self.governments.records[value].label
        if value and field in self.partner_fields:
            return (
                value.label if isinstance(value, NewPartner) else self.partners.records[value].label
            )
        if value and field == "prefecture":
            return self.governments.prefecture_names[value]
        return super().shown(self.columns.get(field, field), value)

    def cell(self, field: str, value: Any) -> str:
        """Return a field as the file has it; a place by its code or number."""
        if field in self.government_fields:
            return self.governments.records[value].code
        if field in self.partner_fields:
            return str(self.partners.records[value].public_id)
        if field == "prefecture":
            return self.governments.prefecture_names[value]
        return super().cell(field, value)


class GovernmentPart(Part):
    """Japanese local governments of a record: primary key or None, and the source's words.

    The columns are codes, Japanese names and English names.
    """

    def __init__(self, relation: str, columns: tuple[str, str, str]) -> None:
        super().__init__(relation, columns, ("local_government_id", "name_ja", "name_en"))

    def resolve(self, importer: Any, row: Row, cells: dict[str, Any]) -> Items | None:
        """Find the places; what two words name alike is one place and one name."""
        found = super().resolve(importer, row, cells)
        return found and resolved(
            importer, row, self.columns[0], found, importer.mentions.government
        )

    def settled(self, importer: Any, before: Items, after: Items) -> Items:
        """Keep the place that somebody chose for words that do not tell it."""
        return chosen(before, after)

    def complain(self, importer: Any, row: Row, items: Items) -> None:
        """Name the words that do not tell a place."""
        for pk, name_ja, name_en in items:
            if pk is None:
                values = {"name": name_ja or name_en, "asked": [name_ja, name_en]}
                importer.problem(row, KEPT_GOVERNMENT, self.columns[1], **values)

    def same(self, importer: Any, items: Items) -> set[tuple[Any, ...]]:
        """Compare by the governments of today, to which those that are gone lead."""
        return super().same(importer, tuple((today(importer, pk), *names) for pk, *names in items))

    def words(self, importer: Any, items: Iterable[tuple[Any, ...]]) -> str:
        """Return the places, or the source's words."""
        records = importer.governments.records
        return "; ".join(records[pk].label if pk else ja or en for pk, ja, en in items)

    def cells(self, importer: Any, items: Items) -> dict[str, str]:
        """Return the cells: codes in place of keys."""
        records = importer.governments.records
        coded = tuple((records[pk].code if pk else "", *names) for pk, *names in items)
        return super().cells(importer, coded)


class PartnerPart(Part):
    """Partners of a record: primary key or None, country, and the source's words.

    The columns are numbers, countries, Japanese names and English names.
    """

    def __init__(self, relation: str, columns: tuple[str, str, str, str]) -> None:
        super().__init__(relation, columns, ("partner_id", "country_id", "name_ja", "name_en"))

    @property
    def prefetched(self) -> str:
        """The relation with the partners, whose country is read."""
        return f"{self.relation}__partner"

    def item(self, row: Any) -> tuple[Any, ...]:
        """Return a stored row; a partner's country is its own."""
        country = row.partner.country_id if row.partner else row.country_id
        return row.partner_id, country or "", row.name_ja, row.name_en

    def fill(self, row: Any, item: tuple[Any, ...]) -> None:
        """Set the columns of a row; with a partner, no country."""
        pk, country, *names = item
        super().fill(row, (pk, None if pk else country or None, *names))

    def country(self, importer: Any, row: Row) -> str:
        """Return the country of all partners for which a row names none."""
        return ""

    def resolve(self, importer: Any, row: Row, cells: dict[str, Any]) -> Items | None:
        """Find the places."""
        number, country = self.columns[0], self.columns[1]
        try:
            codes = tuple(importer.mentions.country(name) for name in cells.get(country) or ())
        except NotFound as problem:
            importer.problem(row, problem.code, country, **problem.values)
            return None
        lists = {name: tuple(cells.get(name) or ()) for name in self.columns} | {country: codes}
        longest = max((len(lists[name]) for name in self.columns if name != country), default=0)
        if longest and not codes:
            codes = (self.country(importer, row),)
        if len(codes) == 1:
            lists[country] = codes * max(longest, 1)
        elif longest == 1:  # one name for what is in several countries
            lists = {
                name: one * len(codes) if len(one) == 1 else one for name, one in lists.items()
            }
        found = super().resolve(importer, row, lists)

        def find(identity: Any, *words: str) -> int | None:
            mentions: Mentions = importer.mentions
            return mentions.partner(identity or None, *words)

        return found and resolved(importer, row, number, found, find)

    def settled(self, importer: Any, before: Items, after: Items) -> Items:
        """Keep the partner that somebody chose for words that do not tell it."""
        return chosen(before, after)

    def complain(self, importer: Any, row: Row, items: Items) -> None:
        """Name the words that do not tell a partner."""
        told: set[str] = set()
        for pk, country, name_ja, name_en in items:
            name = name_ja or name_en
            if pk is None and name not in ("", *told):
                told.add(name)
                _found, several = importer.mentions.named_partner(country, name_ja, name_en)
                code = KEPT_SEVERAL if several else KEPT_PARTNER
                values = {"name": name, "asked": [country, name_ja, name_en], **several}
                importer.problem(row, code, self.columns[3], **values)

    def words(self, importer: Any, items: Iterable[tuple[Any, ...]]) -> str:
        """Return the partners, or the source's words with the country."""
        records = importer.partners.records
        return "; ".join(
            records[pk].label if pk else " ".join(filter(None, (ja or en, country)))
            for pk, country, ja, en in items
        )

    def cells(self, importer: Any, items: Items) -> dict[str, str]:
        """Return the cells: numbers in place of keys."""
        records = importer.partners.records
        numbered = tuple((records[pk].public_id if pk else "", *words) for pk, *words in items)
        return super().cells(importer, numbered)


def resolved(
    importer: Any, row: Row, column: str, items: Items, find: Callable[..., int | None]
) -> Items | None:
    """Return items with the key of the place instead of its code; None where one is none.

    A place that two items name has the first alone; the second keeps its words.
    """
    found: dict[tuple[Any, ...], None] = {}
    taken: set[int] = set()
    for code, *words in items:
        try:
            pk = find(code, *words)
        except NotFound as problem:
            importer.problem(row, problem.code, column, **problem.values)
            return None
        if pk in taken:
            if not any(words[-2:]):
                continue
            pk = None
        if pk is not None:
            taken.add(pk)
        found[(pk, *words)] = None
    return tuple(found)


def chosen(before: Items, after: Items) -> Items:
    """Return items with the places that those of the same words had before."""
    known = {item[1:]: item for item in before}
    return tuple(known.get(item[1:], item) if item[0] is None else item for item in after)


def today(importer: Any, pk: int | None) -> int | None:
    """Return the one government of today that a government leads to, else itself."""
    ends = importer.governments.ends(pk) if pk else set()
    return next(iter(ends)) if len(ends) == 1 else pk
