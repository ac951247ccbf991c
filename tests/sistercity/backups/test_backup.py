"""manage.py backup: a backup is whole, read, private and of one moment, or it is not there."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sistercity.backups.manifest import digest_of, path_beside, read_manifest
from tests.sistercity.backups.server import MANAGE, OWN, SITE, Server, only_backup

COPY = f"{OWN}_copy"


def test_a_backup_and_its_manifest_are_for_their_owner_alone(backup: Path) -> None:
    modes = {path.stat().st_mode & 0o777 for path in backup.parent.iterdir()}

    assert backup.parent.stat().st_mode & 0o777 == 0o700
    assert modes == {0o600}
    assert [path.name for path in sorted(backup.parent.iterdir())] == [
        backup.name,
        f"{backup.name}.json",
    ]


def test_a_manifest_says_what_the_backup_is_of(server: Server, original: str, backup: Path) -> None:
    manifest = read_manifest(backup)

    assert manifest
    with server.connect(original) as connection:
        version, number = connection.execute(
            "SELECT current_setting('server_version'), number FROM sistercity_dataversion"
        ).fetchone()
        query = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
        applied = [name for (name,) in connection.execute(query)]
    assert (manifest.database, manifest.postgresql) == (original, version)
    assert (manifest.data_version, manifest.migrations) == (number, sorted(applied))
    assert (manifest.file, manifest.size) == (backup.name, backup.stat().st_size)
    assert manifest.sha256 == digest_of(backup)
    assert len(manifest.contents.tables) > 50


def program(folder: Path, name: str, text: str) -> None:
    """Write a program that stands for another one."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)


@pytest.fixture
def instead(server: Server, tmp_path: Path) -> Path:
    """A folder of programs that come before those of the server."""
    return tmp_path / "programs"


def path(server: Server, instead: Path) -> str:
    return f"{instead}:{server.clients}:{os.defpath}"


@pytest.fixture
def copy(server: Server, backup: Path) -> str:
    """A database of the site's role that was restored from the backup."""
    server.execute(f"DROP DATABASE IF EXISTS {COPY}")
    done = server.restore(backup, COPY, SITE, ADMIN_URL=server.url("postgres"))
    assert done.returncode == 0, done.stderr
    return COPY


def test_the_dump_is_of_the_moment_of_its_manifest_and_no_argument_has_the_password(
    server: Server, copy: str, instead: Path, tmp_path: Path
) -> None:
    insert = "INSERT INTO django_session VALUES ('late', '', now())"
    connect = f"psycopg.connect({server.url(copy)!r}, autocommit=True)"
    (tmp_path / "insert.py").write_text(f"import psycopg\n{connect}.execute({insert!r})")
    arguments = f'echo "$@" > {tmp_path}/arguments; echo "${{PGPASSWORD:+there}}" > {tmp_path}/env'
    late = f"{sys.executable} {tmp_path}/insert.py"
    program(instead, "pg_dump", f'{arguments}; {late}; exec {server.clients}/pg_dump "$@"')

    done = server.manage(
        *("backup", tmp_path / "b"), DATABASE_URL=server.url(copy, SITE), PATH=path(server, instead)
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "env").read_text() == "there\n"
    assert "rest" not in (tmp_path / "arguments").read_text()
    with server.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM django_session").fetchone() == (1,)
    server.execute(f"DROP DATABASE {copy}")
    admin = server.url("postgres")
    again = server.restore(only_backup(tmp_path / "b"), copy, SITE, ADMIN_URL=admin)
    assert again.returncode == 0, again.stderr
    with server.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


@pytest.mark.parametrize(
    ("wrong", "text", "said"),
    [
        ("pg_dump", "echo no >&2; exit 3", "pg_dump failed: no"),
        ("pg_dump", '"$REAL" "$@" | head -c 50000', "pg_restore failed"),
        ("pg_restore", "exit 4", "pg_restore failed: exit code 4"),
        ("age", "exit 5", "age failed: exit code 5"),
    ],
)
def test_a_program_that_fails_leaves_nothing(
    server: Server, original: str, instead: Path, *, wrong: str, text: str, said: str
) -> None:
    program(instead, wrong, text)
    options = ["--encrypt-to", "age1"] if wrong == "age" else []
    real, tmp_path = str(server.clients / "pg_dump"), instead.parent

    done = server.back_up(original, tmp_path / "b", *options, PATH=path(server, instead), REAL=real)

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "b").iterdir()) == []


def test_a_program_that_is_missing_is_named_with_its_package(
    server: Server, original: str, tmp_path: Path
) -> None:
    done = server.back_up(original, tmp_path / "b", PATH=str(tmp_path))

    assert done.returncode == 1
    assert "pg_dump is missing (Debian: the package postgresql-client)" in done.stderr
    assert list((tmp_path / "b").iterdir()) == []


def test_a_role_that_may_not_read_the_tables_is_told_so(
    server: Server, original: str, tmp_path: Path
) -> None:
    done = server.manage("backup", tmp_path / "b", DATABASE_URL=server.url(original, SITE))

    assert done.returncode == 1
    assert "was kept" in done.stderr
    assert "permission denied for table" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list((tmp_path / "b").iterdir()) == []


def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    server: Server, original: str, tmp_path: Path
) -> None:
    limited = ("sh", "-c", 'ulimit -f 20 && exec "$@"', "sh")  # 10 kB to a file

    done = server.run(
        *(*limited, sys.executable, "-B", MANAGE, "backup", tmp_path / "b"),
        DATABASE_URL=server.url(original),
    )

    assert done.returncode == 1
    assert "Nothing of this backup was kept" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list((tmp_path / "b").iterdir()) == []


def test_a_backup_that_is_ended_leaves_nothing_and_meanwhile_refuses_another(
    server: Server, original: str, instead: Path, tmp_path: Path
) -> None:
    program(instead, "pg_dump", "exec sleep 60")
    folder = tmp_path / "b"
    environment = {"PATH": path(server, instead), "SECRET_KEY": "x" * 50}
    environment["DATABASE_URL"] = server.url(original)
    command = [sys.executable, str(MANAGE), "backup", str(folder)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as running:
        while running.poll() is None and not list(folder.glob("*.part")):
            time.sleep(0.05)

        second = server.back_up(original, folder)
        running.send_signal(signal.SIGTERM)
        said = running.communicate()[1].decode()

    assert "Another backup is being written" in second.stderr
    assert running.returncode == 130, said
    assert list(folder.iterdir()) == []


def test_what_a_killed_backup_left_is_removed_and_a_folder_open_to_others_is_refused(
    server: Server, original: str, tmp_path: Path
) -> None:
    folder = tmp_path / "b"
    folder.mkdir(mode=0o755)
    (folder / "x-20200101T000000Z.dump.part").touch()
    (folder / "notes.part").touch()

    refused = server.back_up(original, folder)
    folder.chmod(0o700)
    done = server.back_up(original, folder)

    assert f"First run: chmod 700 {folder}" in refused.stderr
    assert done.returncode == 0, done.stderr
    assert [path.name for path in folder.glob("*.part")] == ["notes.part"]


def test_only_the_newest_day_is_kept_where_that_is_asked_for(
    server: Server, original: str, tmp_path: Path
) -> None:
    folder = tmp_path / "b"
    folder.mkdir(mode=0o700)
    others = ["README", f"{original}-x.dump", "another-20200101T000000Z.dump"]
    old = f"{original}-20200101T000000Z.dump"
    for name in [*others, old, f"{old}.json"]:
        (folder / name).touch()

    done = server.back_up(original, folder, "--keep-daily", "1")

    assert done.returncode == 0, done.stderr
    assert f"Removed: {old}" in done.stdout
    names = {path.name for path in folder.iterdir()}
    assert names > set(others)
    assert len(names) == len(others) + 2


# Encryption

needs_age = pytest.mark.skipif(not shutil.which("age-keygen"), reason="age is not on this machine")


@needs_age
def test_an_encrypted_backup_is_restored_by_its_private_key_only(
    server: Server, original: str, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    made = server.run("age-keygen", "-o", key)
    public, admin = made.stderr.split()[-1], server.url("postgres")
    server.execute(f"DROP DATABASE IF EXISTS {COPY}")

    done = server.back_up(original, tmp_path / "b", "--encrypt-to", public)

    assert done.returncode == 0, done.stderr
    file = only_backup(tmp_path / "b")
    assert file.name.endswith(".dump.age")
    content = file.read_bytes()
    assert content.startswith(b"age-encryption.org/")
    assert b"PGDMP" not in content
    server.run("age-keygen", "-o", tmp_path / "other")
    without = server.restore(file, COPY, SITE, ADMIN_URL=admin)
    wrong = server.restore(file, COPY, SITE, "--identity", tmp_path / "other", ADMIN_URL=admin)
    right = server.restore(file, COPY, SITE, "--identity", key, ADMIN_URL=admin)
    assert "is encrypted" in without.stderr
    assert "age failed" in wrong.stderr
    assert right.returncode == 0, right.stderr
    manifest = json.loads(path_beside(file).read_text())
    assert manifest["contents"]["tables"]["public.places_country"]["rows"] > 10
