"""What several tests of the list of relationships share."""

from functools import cache

import pytest

from relationships.register import filters


@pytest.fixture
def _choices_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read prefectures and countries once, for a test that asks hundreds of lists."""
    for name in ("prefecture_choices", "country_choices"):
        monkeypatch.setattr(filters, name, cache(getattr(filters, name)))
