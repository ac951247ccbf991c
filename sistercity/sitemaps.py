"""What search engines are told of: every page in both languages."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse


class BilingualSitemap(Sitemap):  # type: ignore[type-arg]  # generic in the stubs only
    """Pages that exist in both languages at the same path."""

    i18n = alternates = x_default = True
    limit = 5000


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
