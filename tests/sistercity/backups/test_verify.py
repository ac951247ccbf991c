"""manage.py restore --verify: it names what differs from the manifest and from the code.

Here a copy of the test database stands for what the migrations make, which takes long; with
--full, test_restore.py applies them.
"""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from sistercity.backups import comparing
from sistercity.backups.manifest import path_beside
from tests.databases import copied
from tests.sistercity.backups.server import OWN, Server, only_backup

DAMAGED = f"{OWN}_damaged"
SEQUENCE = "public.places_partner_id_seq"


@pytest.fixture
def _code(
    server: Server, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[None]:
    """Let a copy of the test database be what the code makes."""

    @contextmanager
    def scratch_database(_purpose: str) -> Iterator[str]:
        with copied("code") as name:
            yield name

    monkeypatch.setattr(comparing, "scratch_database", scratch_database)
    monkeypatch.setenv("PATH", str(server.clients), prepend=":")
    with django_db_blocker.unblock():
        yield


def verify(file: Path) -> str:
    """Verify a backup; return what was printed."""
    printed = io.StringIO()
    call_command("restore", str(file), verify=True, stdout=printed)
    return printed.getvalue()


@pytest.mark.usefixtures("_code")
def test_a_good_backup_is_equal_and_its_scratch_database_dropped(
    server: Server, original: str, backup: Path
) -> None:
    printed = verify(backup)

    assert "public.places_partner  equal" in printed
    assert "restores to what it was made of" in printed
    with server.connect("postgres") as connection:
        query = "SELECT datname FROM pg_database WHERE datname LIKE %s"
        assert not connection.execute(query, [f"{original[:30]}%verify%"]).fetchall()


@pytest.fixture
def damaged(server: Server, backup: Path, tmp_path: Path) -> Iterator[Path]:
    """A backup of a database that is not as the migrations made it."""
    server.execute(f"CREATE DATABASE {DAMAGED} TEMPLATE template0")
    assert server.restore(backup, DAMAGED, "").returncode == 0
    with server.connect(DAMAGED) as connected:
        connected.execute("ALTER TABLE faq_question ADD surplus text")
        connected.execute("ALTER TABLE places_country DISABLE TRIGGER USER")
        connected.execute("DROP INDEX search_key_slips")
    assert server.back_up(DAMAGED, tmp_path / "damaged").returncode == 0
    yield only_backup(tmp_path / "damaged")
    server.execute(f"DROP DATABASE {DAMAGED} WITH (FORCE)")


@pytest.mark.usefixtures("_code")
def test_what_differs_from_manifest_and_code_is_named(damaged: Path) -> None:
    manifest = path_beside(damaged)
    values = json.loads(manifest.read_text())
    tables, sequences = values["contents"]["tables"], values["contents"]["sequences"]
    tables["public.places_country"]["checksum"] += "1"
    partners, number = tables["public.places_partner"]["rows"], sequences[SEQUENCE]
    tables["public.places_partner"]["rows"] += 1
    sequences[SEQUENCE] += 1
    manifest.write_text(json.dumps(values))

    with pytest.raises(CommandError) as caught:
        verify(damaged)

    assert caught.value.returncode == 1
    said = {" ".join(line.split()[:4]) for line in str(caught.value).splitlines()}
    assert said >= {
        "public.places_country: other contents in",
        f"public.places_partner: {partners:,} rows, not",
        f"{SEQUENCE}: at {number}, before",
        "column faq_question.surplus: is not",
        "index search_key_slips: is missing",
    }
    assert any(line.startswith("trigger places_country.pgtrigger_") for line in said)


def test_a_backup_without_a_manifest_cannot_be_verified(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "a.dump"
    file.write_bytes(b"PGDMP")

    with pytest.raises(CommandError, match="has no manifest to be compared with"):
        verify(file)
