"""Writing a backup: the dump, checked while it is written, and its manifest.

Both come from one snapshot of the database. They have their names once they are whole.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from typing import IO, Any

from django.core.management import CommandError
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from sistercity.backups.contents import read_contents
from sistercity.backups.manifest import Manifest, digest_of, path_beside
from sistercity.backups.programs import libpq_environment, site_parameters, started
from sistercity.backups.retention import file_name
from sistercity.models import DataVersion
from sistercity.revision import revision

PART = ".part"  # what a name ends with while its file is written
CHUNK = 1 << 20  # bytes that are passed on at a time
LOCK_WAIT = "60s"  # for a migration that holds a table


def write_backup(folder: Path, *, encrypt_to: str) -> tuple[Path, Manifest]:
    """Write a backup of the site's database into a folder; return its file and its manifest.

    ``encrypt_to`` is a public key of age or ssh, "" for none. Raises CommandError, or OSError for
    a full disk; nothing of this backup is left then.
    """
    made_at = timezone.now()
    database = str(connection.settings_dict["NAME"])
    file = folder / file_name(database, made_at, encrypted=bool(encrypt_to))
    with written(file) as part, snapshot() as (cursor, name):
        values = read_values(cursor)
        dump(part, snapshot_name=name, encrypt_to=encrypt_to)
        size, sha256 = part.stat().st_size, digest_of(part)
        manifest = Manifest(
            **values, made_at=made_at.isoformat(), file=file.name, size=size, sha256=sha256
        )
        # First, so that a backup with its name always has one.
        write_manifest(file, manifest)
    return file, manifest


def write_manifest(file: Path, manifest: Manifest) -> None:
    """Write the manifest of a backup."""
    with written(path_beside(file)) as part:
        part.write_text(manifest.text(), encoding="utf-8")


@contextmanager
def written(file: Path) -> Iterator[Path]:
    """Yield a new file to write, which gets its name at the end; an exception removes it."""
    part = file.with_name(file.name + PART)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield part
        sync(part)
        part.rename(file)
        sync(file.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def snapshot() -> Iterator[tuple[Any, str]]:
    """Yield a cursor that sees the database as it is now, and the name by which pg_dump does."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor, cursor.fetchone()[0]


def read_values(cursor: Any) -> dict[str, Any]:
    """Return what a manifest says of the database."""
    applied = MigrationRecorder(connection).applied_migrations()
    cursor.execute("SELECT current_setting('server_version')")
    return {
        "postgresql": cursor.fetchone()[0],
        "database": str(connection.settings_dict["NAME"]),
        "revision": revision(),
        "data_version": DataVersion.objects.values_list("number", flat=True).get(),
        "migrations": sorted(".".join(key) for key in applied),
        # Before the dump: a sequence that moves meanwhile is then higher in it, never lower.
        "contents": read_contents(cursor),
    }


def dump(part: Path, *, snapshot_name: str, encrypt_to: str) -> None:
    """Dump a snapshot into a file; pg_restore reads the same bytes all through meanwhile."""
    options = ("--format=custom", f"--snapshot={snapshot_name}", f"--lock-wait-timeout={LOCK_WAIT}")
    environment = libpq_environment(site_parameters())
    with (
        started("pg_dump", *options, environment=environment, stdout=PIPE) as dumping,
        started("pg_restore", "--file=/dev/null", stdin=PIPE) as checking,
        sink(part, encrypt_to) as file,
    ):
        pass_on(dumping.stdout, checking.stdin, file)


@contextmanager
def sink(part: Path, encrypt_to: str) -> Iterator[IO[bytes]]:
    """Yield what a backup is written to: its file, or age, which writes it encrypted."""
    with part.open("wb") as file:
        if not encrypt_to:
            yield file
            return
        recipient = ("--encrypt", "--recipient", encrypt_to)
        with started("age", *recipient, stdin=PIPE, stdout=file) as encrypting:
            yield encrypting.stdin


def pass_on(source: IO[bytes], *sinks: IO[bytes]) -> None:
    """Write all of a source to each sink, and close these that their programs end.

    Where a program went away, the rest is not read: its exit code, or that of the source, tells.
    """
    try:
        while chunk := source.read(CHUNK):
            for file in sinks:
                file.write(chunk)
        for file in sinks:
            file.close()
    except BrokenPipeError:
        source.close()


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Make or take a folder of backups, and hold it against a second backup.

    Removes what a backup that was killed has left there. Raises CommandError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        text = f"{folder} is open to other users, and backups hold personal data."
        raise CommandError(f"{text} First run: chmod 700 {folder}")
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(f"Another backup is being written into {folder}.") from error
        for part in folder.glob(f"*.dump*{PART}"):
            part.unlink()
        yield
    finally:
        os.close(descriptor)
