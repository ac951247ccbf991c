"""No English is left over on Japanese pages that no sitemap names; bin/_lint holds the rest."""

from typing import Any

import pytest
from django.utils import translation

from places.models import LocalGovernment, Partner
from relationships.register.models import Relationship
from tests.crawl import language_faults, parse

QUERIES = ("prefecture=47&country=it", "year_from=abc&year_to=1", "page=999", "status=ended")


def pages() -> list[str]:
    """Return the addresses of an empty list, of wrong ones, and of records that are doubtful."""
    villages = LocalGovernment.objects.filter(relationships=None, kind="village")
    with translation.override("ja"):
        return [
            "/ja/nowhere/",
            *(f"/ja/relationships/?{query}" for query in QUERIES),
            villages[0].get_absolute_url(),
            Partner.objects.filter(relationships__confidence="C")[0].get_absolute_url(),
            Relationship.objects.filter(confidence="C")[0].get_absolute_url(),
        ]


@pytest.mark.django_db
def test_no_english_is_left_over_on_japanese_pages(client: Any) -> None:
    found = {
        path: list(language_faults(parse(path, client.get(path).content.decode())))
        for path in pages()
    }

    assert {path: faults for path, faults in found.items() if faults} == {}
