"""The pages on which a listing stood, as rows of a file name them: one page in each row."""

from collections.abc import Iterable, Iterator
from typing import Any

from relationships.search_columns import SOURCE, format_span
from sistercity.importing import cells as formats
from sistercity.importing.importer import Row
from sistercity.importing.parts import Items, Part

# What a page said, where the file has no column for it.
SAID = ("wishes_ja", "wishes_en", "characteristics", "field_words")
TEXTS = ("page_text_ja", "page_text_en")


class PagePart(Part):
    """Pages: address, language, first and last date of being seen, date on it, both texts."""

    def __init__(self) -> None:
        super().__init__(
            "sources",
            tuple(column.name for column in SOURCE),
            ("url", "language", "seen_from", "seen_until", "dated", "text_ja", "text_en"),
        )

    def resolve(self, importer: Any, row: Row, cells: dict[str, Any]) -> Items | None:
        """Return the page of a row."""
        if not cells.get("source_url"):
            return ()
        first, last = cells.get("seen") or (None, None)
        texts = [cells.get(name) or "" for name in TEXTS]
        if not set(TEXTS) & set(importer.headings):
            texts[1] = "\n".join(filter(None, (cells.get(name) for name in SAID)))
        page = (cells["source_url"], cells.get("page_language") or "", first, last)
        return ((*page, cells.get("dated"), *texts),)

    def joined(self, pages: Iterable[Items]) -> Items:
        """Return pages of several rows; one that stands in several has the texts of all."""
        found: dict[Any, list[Any]] = {}
        for url, language, first, last, dated, *texts in (page for one in pages for page in one):
            page = found.setdefault((url, first, last), [language, dated, [], []])
            page[:2] = [language or page[0], dated or page[1]]
            for text, known in zip(texts, page[2:], strict=True):
                if text and text not in known:
                    known.append(text)
        return tuple(
            (url, language, first, last, dated, "\n".join(ja), "\n".join(en))
            for (url, first, last), (language, dated, ja, en) in found.items()
        )

    def same(self, importer: Any, items: Items) -> set[tuple[Any, ...]]:
        """Compare pages as they are."""
        return set(items)

    def words(self, importer: Any, items: Iterable[tuple[Any, ...]]) -> str:
        """Return the pages with the dates of being seen."""
        found = []
        for url, _language, first, last, *_others in items:
            seen = format_span((first, last)) if first or last else ""
            found.append(" ".join(filter(None, (url, seen))))
        return "; ".join(found)

    def cells(self, importer: Any, items: Items) -> dict[str, str]:
        """Return nothing: each page has a row of its own."""
        return {}

    def rows(self, items: Items) -> Iterator[dict[str, str]]:
        """Yield the cells of each page; one row without any where there is none."""
        if not items:
            yield {}
        for url, language, first, last, dated, text_ja, text_en in items:
            yield {
                "source_url": url,
                "page_language": language,
                "seen": format_span((first, last)) if first or last else "",
                "dated": formats.format_date(dated),
                "page_text_ja": text_ja,
                "page_text_en": text_en,
            }
