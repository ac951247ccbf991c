"""The site behind its page cache, in the transaction of a test."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sistercity.cached.site import CachedSite, in_a_transaction


@pytest.fixture(autouse=True)
def _transaction() -> Iterator[None]:
    with in_a_transaction():
        yield


@pytest.fixture
def site(monkeypatch: Any) -> CachedSite:
    return CachedSite(monkeypatch)
