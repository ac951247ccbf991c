"""Loads the relationships and their sources, and reports the rows left out."""

import re
from collections.abc import Iterator
from functools import cached_property

from places.loading import former_municipalities, government_keys
from places.models import LocalGovernment
from places.partner_files import PartnerFiles, PartnerKey
from relationships.register.choices import Basis, Counting, Kind
from relationships.register.models import Relationship, RelationshipSource
from sistercity.dates import PartialDate
from sistercity.loading import Report, Row, add_missing, rows

# “1980-09-05 (https://…)”: another date, and the page that states it.
CONFLICT = re.compile(r"(?P<date>[\d-]+) \((?P<url>\S+)\)")


def load_relationships(report: Report) -> None:
    """Load relationships.csv; rows whose Japanese side is not known are left out."""
    files = RelationshipFiles(report)
    add_missing(Relationship, files.records(), ("public_id",), report)
    add_missing(RelationshipSource, files.sources(), ("relationship_id", "url"), report)


def public_id(row: Row) -> int:
    """Return the number in an id of the file: R0042 is 42."""
    return int(row["id"].removeprefix("R"))


class RelationshipFiles:
    """relationships.csv with what else the files know of each row."""

    def __init__(self, report: Report) -> None:
        self.details = {row["id"]: row for row in rows("relationship_details")}
        self.texts = {row["id"]: row for row in rows("relationship_texts_ja")}
        self.partners = PartnerFiles()
        self.rows = list(self.usable_rows(report))

    def usable_rows(self, report: Report) -> Iterator[Row]:
        """Yield the rows to load; the others are reported with the reason."""
        seen: dict[tuple[str, PartnerKey], str] = {}
        for row in rows("relationships"):
            sides = row["jp_code"], self.partners.key(row)
            name = f"{row['id']} {row['jp_name_en']} – {row['partner_name_en']}"
            if not row["jp_code"]:
                report.leave_out(name, row["note"])
            elif sides in seen:
                report.leave_out(name, f"the same two sides as {seen[sides]}")
            else:
                seen[sides] = row["id"]
                yield row

    @cached_property
    def governments(self) -> dict[str, int]:
        """The primary key of each local government of the files, by its code."""
        return government_keys()

    @cached_property
    def former(self) -> dict[tuple[str, str], int]:
        """The primary key of each former municipality, by five-digit code and day of its end."""
        keys = dict(LocalGovernment.with_withdrawn.values_list("slug", "pk"))
        return {
            (row["former_code5"], row["event_date"]): keys[slug]
            for slug, row in former_municipalities()
        }

    def records(self) -> Iterator[Relationship]:
        """Yield the relationships."""
        partners = self.partners.keys()
        for row in self.rows:
            record = Relationship(
                public_id=public_id(row),
                local_government_id=self.governments[row["jp_code"]],
                partner_id=partners[self.partners.key(row)],
                kind=Kind(row["kind"].replace(" ", "_")),
                status=row["status"],
                counting=counting(row),
                confidence=row["confidence"],
                agreement_title=row["agreement_title"],
                agreement_exists=True if row["agreement_title"] else None,
                story_en=row["history_en"],
                note=row["note"],
            )
            record.established = parse(row["date_established"])
            record.ended = parse(row["end_date"])
            self.complete(record, row)
            yield record

    def complete(self, record: Relationship, row: Row) -> None:
        """Add what the other files know: former municipality, basis of the date, Japanese text."""
        details = self.details.get(row["id"], {})
        former = details.get("former_code5", ""), details.get("former_event_date", "")
        record.former_local_government_id = self.former.get(former)
        if record.former_local_government_id is None:
            record.former_name = row["jp_former_name"]
        record.established_basis = Basis(details.get("date_basis", ""))
        record.story_ja = self.texts.get(row["id"], {}).get("story_ja", "")
        record.story_ja_is_translated = bool(record.story_ja)

    def sources(self) -> Iterator[RelationshipSource]:
        """Yield the pages that name each relationship, with the date that they state."""
        relationships = dict(Relationship.with_withdrawn.values_list("public_id", "pk"))
        for row in self.rows:
            for url, date in stated_dates(row).items():
                source = RelationshipSource(relationship_id=relationships[public_id(row)], url=url)
                source.stated = parse(date)
                yield source


def stated_dates(row: Row) -> dict[str, str]:
    """Return the date that each page states, by the page's URL; empty where it states none.

    A page named with http and with https is one.
    """
    pages = {row["source_url"]: "", row["date_source_url"]: row["date_established"]}
    pages |= {match["url"]: match["date"] for match in CONFLICT.finditer(row["date_conflicts"])}
    known = {url.partition("://")[2] for url in pages}
    others = [url for url in row["other_sources"].split() if url.partition("://")[2] not in known]
    return {url: date for url, date in (pages | dict.fromkeys(others, "")).items() if url}


def parse(text: str) -> PartialDate | None:
    """Return the partial date, or None for an empty text."""
    return PartialDate.parse(text) if text else None


def counting(row: Row) -> Counting:
    """Return whether a row counts, or why not.

    Confidence C is under review. A memorandum counts only where CLAIR lists it. The file says
    “no” also of ended relationships: those counted while they lasted.
    """
    if row["confidence"] == "C":
        return Counting.UNCONFIRMED
    if row["kind"] == "memorandum" and row["counted_by_clair"] != "yes":
        return Counting.ONE_FIELD
    if row["counted_by_clair"] == "no" and row["status"] != "ended":
        return Counting.ONE_FIELD
    return Counting.COUNTED
