"""What search engines are told of: every page in both languages."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from sistercity.languages import LANGUAGES

Rows = QuerySet[Any] | Sequence[Any]


class InEachLanguage(Sequence[tuple[Any, str]]):
    """Records, each once for each language; of a part only the rows are read."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def __len__(self) -> int:
        rows = self.rows
        number = rows.count() if isinstance(rows, QuerySet) else len(rows)
        return number * len(LANGUAGES)

    def __getitem__(self, part: Any) -> Any:
        """Return the records of a slice, which begins with the first language."""
        ends = slice(part.start // len(LANGUAGES), -(-part.stop // len(LANGUAGES)))
        return [(row, language) for row in self.rows[ends] for language in LANGUAGES]


class BilingualSitemap(Sitemap):  # type: ignore[type-arg]  # generic in the stubs only
    """Pages that exist in both languages at the same path."""

    i18n = alternates = x_default = True
    limit = 5000

    def _items(self) -> InEachLanguage:
        """Return the records in each language; Django's own would read all for each part."""
        return InEachLanguage(cast("Rows", self.items()))


class PagesSitemap(BilingualSitemap):
    """The pages that are not about one record, by the names of their URLs."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def items(self) -> tuple[str, ...]:
        """Return the names."""
        return self.names

    def location(self, item: str) -> str:
        """Return the URL."""
        return reverse(item)
