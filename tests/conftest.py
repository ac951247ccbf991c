"""What all tests share: a database with the real data, and no network."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command


def pytest_configure() -> None:
    """Serve static files from where they are written; only a deployment collects them."""
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": backend}
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the real data once; each test runs in a transaction on top of it."""
    with django_db_blocker.unblock():
        call_command("load_data", stdout=io.StringIO())


@pytest.fixture
def _no_neighbours(db: None) -> None:
    """Empty the tables of the register's neighbours, for a test that has records of its own."""
    from tests.neighbours import empty

    empty()


@pytest.fixture
def _inline(settings: Any) -> None:
    """Let a request do the work of an import itself, which has a process of its own elsewhere."""
    settings.IMPORT_RUNS_INLINE = True


@pytest.fixture(autouse=True)
def _english(settings: Any) -> Iterator[None]:
    """Start every test in English, whatever the one before activated."""
    from django.utils import translation

    with translation.override("en"):
        yield
