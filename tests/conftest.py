"""What all tests share: a database of their own, and no network."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import override_settings

from tests.databases import Copies
from tests.tasks import AT_ONCE


def pytest_configure() -> None:
    """Serve static files from where they are written; only a deployment collects them.

    Passwords are hashed ten times instead of a million: a hash is slow on purpose, and most tests
    of the admin begin with a new user.

    A download that a test does not read to its end leaves no cursor on the server, which would be
    closed whenever Python forgets it: in another test, whose transaction that would break.

    Tasks are done within the request that enqueues them.
    """
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": backend}
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    PBKDF2PasswordHasher.iterations = 10
    override_settings(TASKS=AT_ONCE).enable()


copies = Copies(os.environ.get("PYTEST_XDIST_WORKER", "master"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> Iterator[None]:
    """Make this worker's databases; each test runs in a transaction on one of them."""
    with copies.made():
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give a test the few records of tests/world/, or the real data if it is marked so."""
    copies.choose("real" if item.get_closest_marker("real_data") else "small")


@pytest.fixture
def _no_neighbours(db: None) -> None:
    """Empty the tables of the register's neighbours, for a test that has records of its own."""
    from tests.neighbours import empty

    empty()


@pytest.fixture(autouse=True)
def _english(settings: Any) -> Iterator[None]:
    """Start every test in English, whatever the one before activated."""
    from django.utils import translation

    with translation.override("en"):
        yield
