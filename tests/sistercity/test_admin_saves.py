"""Saves of one record by two people: at the same instant, and while the data is locked."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from relationships.register.models import Relationship
from sistercity.admin import PageAdmin, StaffAdmin, bases, conflicts, merging
from sistercity.locks import LOCK, written_name
from sistercity.models import lock_content
from tests.databases import copied, default_database, server
from tests.desk import errors, form_data, soup

pytestmark = pytest.mark.django_db
KINDS = [
    entry
    for entry in admin.site._registry.values()
    if isinstance(entry, StaffAdmin) and not isinstance(entry, PageAdmin)
]
# An input of free text: each kind of record has at least one of them.
TEXTS = ("note", "note_ja", "source", "name_native", "website", "name_ja", "question_ja")


@pytest.fixture(scope="module")
def copy(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Return the name of a copy of the test database with two members of staff."""
    with django_db_blocker.unblock(), copied("saves") as name:
        with default_database(name):
            for username in ("hanako", "taro"):
                User.objects.create_superuser(username)
        yield name


def address(entry: StaffAdmin, record: Any) -> str:
    return f"/admin/{entry.opts.app_label}/{entry.opts.model_name}/{record.pk}/change/"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


@pytest.mark.sampled(4)
@pytest.mark.parametrize("entry", KINDS, ids=lambda entry: entry.opts.model_name)
def test_of_two_saves_of_a_record_at_the_same_instant_one_is_refused(
    copy: str, entry: StaffAdmin, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_opened, both_compared = threading.Barrier(2), threading.Barrier(2)
    sending = threading.Event()
    compare = merging.PageMerge

    def compare_together(*arguments: Any) -> Any:
        found = compare(*arguments)
        if sending.is_set():
            with suppress(threading.BrokenBarrierError):  # the other one waits for the lock
                both_compared.wait(timeout=0.5)
        return found

    def save(username: str) -> tuple[str, str, Any]:
        with default_database(copy):
            client = signed_in(username)
            record = entry.model._default_manager.first()
            data = form_data(client.get(address(entry, record)), entry.opts.model_name or "")
            name = next(text for text in TEXTS if text in data)
            both_opened.wait(timeout=20)
            sending.set()
            response = client.post(address(entry, record), data | {name: f"https://{username}.jp"})
            record.refresh_from_db()
            return username, getattr(record, name), response

    monkeypatch.setattr("sistercity.admin.conflicts.PageMerge", compare_together)
    with ThreadPoolExecutor() as threads:
        saves = list(threads.map(save, ("hanako", "taro")))

    stored = {username for username, _, response in saves if response.status_code == 302}
    refused = [response for _, _, response in saves if response.status_code == 200]
    assert len(stored) == len(refused) == 1, [errors(response) for response in refused]
    assert conflicts.CHANGED in errors(refused[0])


@pytest.mark.parametrize(
    ("work", "told"),
    [
        ("", conflicts.BUSY),
        ("import 山田", "取込を公開しています（担当：山田、"),
        ("undo 山田", "公開版を取り消しています（担当：山田、"),
    ],
)
def test_a_save_that_waits_too_long_is_told_for_whom_and_keeps_what_was_typed(
    copy: str, work: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = next(entry for entry in KINDS if entry.model is Relationship)

    def lock_for_a_moment() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
        lock_content()

    monkeypatch.setattr(bases, "lock_content", lock_for_a_moment)
    with default_database(copy), server(copy) as other:
        record = Relationship.objects.all()[0]
        client = signed_in("hanako")
        data = form_data(client.get(address(entry, record)), "relationship")
        with other.transaction():
            if work:
                name = written_name(work)
                other.execute("SELECT set_config('application_name', %s, true)", [name])
                other.execute("SELECT pg_advisory_xact_lock(%s, %s)", LOCK)
            other.execute("SELECT * FROM sistercity_dataversion FOR UPDATE")
            response = client.post(address(entry, record), data | {"note": "Typed for an hour"})

    assert told in errors(response)
    note = soup(response).select_one("textarea[name=note]")
    assert note is not None
    assert "Typed for an hour" in note.text
