"""The day of these tests: some listings are open, one may have lapsed, others have."""

from typing import Any

import pytest

from relationships.listings.models import Listing
from tests.clock import set_clock


@pytest.fixture
def _in_november(db: None, monkeypatch: Any) -> None:
    """Let it be a day in November, with every listing public."""
    set_clock(monkeypatch, "2025-11-22T12:00:00")
    Listing.objects.update(published_at="2025-01-01T00:00:00+09:00")
