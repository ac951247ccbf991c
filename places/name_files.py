"""The other names of places as the files of ``fixtures/`` state them."""

from collections.abc import Iterator

from places.models import NameKind, Partner, PlaceName
from places.partner_files import PartnerFiles
from sistercity.loading import Report, Row, rows

# kind in partner_aliases.csv: our kind, and the language where the file tells it.
ALIAS_KINDS = {
    "other latin": (NameKind.EXONYM, "und"),
    "japanese": (NameKind.EXONYM, "ja"),
    "japanese (derived from native characters)": (NameKind.EXONYM, "ja"),
    "han (Chinese or Japanese)": (NameKind.EXONYM, "und-Hani"),
    "native": (NameKind.NATIVE, "und"),
    "native; same in Japanese": (NameKind.NATIVE, "und-Hani"),
    "romanised": (NameKind.ROMANISATION, "und"),
    "english": (NameKind.EXONYM, "en"),
}


def place_names(
    governments: dict[str, int], partners: PartnerFiles, report: Report
) -> Iterator[PlaceName]:
    """Yield the other names of every place; ``governments`` are primary keys by code."""
    for row in rows("country_names"):
        yield named(row, country_id=row["country"])
    yield from prefecture_names()
    for row in rows("government_names"):
        yield named(row, local_government_id=governments[row["code"]])
    yield from partner_names(partners, report)


def named(row: Row, **place: int | str) -> PlaceName:
    """Return the name of a row, as the name of a place."""
    columns = ("text", "language", "kind", "source")
    return PlaceName(**place, **{column: row[column] for column in columns})


def prefecture_names() -> Iterator[PlaceName]:
    """Yield names of prefectures: without 県, with “Prefecture”, and with macrons."""
    for row in rows("prefectures"):
        names = (("short_name_ja", "ja", NameKind.SHORT), ("name_en_full", "en", NameKind.OFFICIAL))
        for column, language, kind in names:
            if row[column] not in (row["name_ja"], row["name_en"]):
                yield PlaceName(
                    prefecture_id=row["code"],
                    text=row[column],
                    language=language,
                    kind=kind,
                    source=row["source_url"],
                )
    for row in rows("prefecture_names"):
        yield named(row, prefecture_id=row["code"])


def partner_names(files: PartnerFiles, report: Report) -> Iterator[PlaceName]:
    """Yield the other names of the partners, each once, but for those that are wrong.

    What partner_names_more.csv says of a name counts before partner_aliases.csv, which has the
    language of few. Names in partner_names_left_out.csv are reported with the reason.
    """
    stored = dict(Partner.with_withdrawn.values_list("public_id", "pk"))
    seen: set[tuple[int, str, str]] = set()
    skipped: set[tuple[int, str]] = set()
    for row in rows("partner_names_left_out"):
        report.leave_out(f"{row['name']} for {row['partner_name_en']}", row["reason"])
        skipped.add((stored[int(row["public_id"])], row["name"]))
    for row in rows("partner_names_more"):
        pk = stored[int(row["public_id"])]
        skipped.add((pk, row["text"]))
        yield named(row, partner_id=pk)
    for key, pk in files.keys().items():
        for row in files.aliases_of(key):
            kind, language = ALIAS_KINDS[row["kind"]]
            if (pk, row["alias"]) in skipped or (pk, row["alias"], kind) in seen:
                continue
            seen.add((pk, row["alias"], kind))
            yield PlaceName(
                partner_id=pk,
                text=row["alias"],
                language=language,
                kind=kind,
                source=row["source"],
            )
