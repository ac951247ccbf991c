"""Restoring a backup into a new database, all or nothing, for the site's role.

The role is that of DATABASE_URL. Where it may not create databases, ADMIN_URL is the connection
of one who may: a superuser of the same server.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import PIPE
from typing import IO, Any

import psycopg
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from sistercity.backups.contents import table_names
from sistercity.backups.manifest import Manifest, digest_of, read_manifest
from sistercity.backups.programs import libpq_environment, site_parameters, started
from sistercity.backups.writing import CHUNK

ARCHIVE, ENCRYPTED = b"PGDMP", b"age-encryption.org/"  # how files begin
OWNER = "SELECT pg_has_role(%s, datdba, 'USAGE') FROM pg_database WHERE datname = %s"


def role() -> str:
    """Return the site's role."""
    return str(site_parameters().get("user", ""))


def admin_parameters() -> dict[str, Any]:
    """Return libpq's parameters of who makes databases: ADMIN_URL, or the site's role."""
    url = os.environ.get("ADMIN_URL", "")
    if not url:
        return site_parameters() | {"dbname": "postgres"}
    try:
        return dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError:  # without the error: it can show the password
        wanted = "it must look like postgres://user:password@host:5432/postgres."
        raise CommandError(f"ADMIN_URL cannot be read; {wanted}") from None


def connect(**parameters: Any) -> psycopg.Connection[Any]:
    """Connect as who makes databases; each statement is a transaction."""
    values = admin_parameters() | parameters
    try:
        return psycopg.connect(make_conninfo(**values), autocommit=True)
    except psycopg.OperationalError as error:
        raise OperationalError(*error.args) from error  # Django's, which ends a command


def create_database(name: str) -> None:
    """Make an empty database that belongs to the site's role; raise CommandError."""
    statement = sql.SQL(
        "CREATE DATABASE {} OWNER {} ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
    )
    try:
        with connect() as admin:
            admin.execute(statement.format(sql.Identifier(name), sql.Identifier(role())))
    except psycopg.errors.InsufficientPrivilege as error:
        hint = "Set ADMIN_URL to the connection of a superuser."
        raise CommandError(f"{role()} may not make the database {name}. {hint}") from error


def drop_database(name: str) -> None:
    """Drop a database, whoever uses it."""
    with connect() as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def exists(name: str) -> bool:
    """Whether the server has a database of this name."""
    with connect() as admin:
        return bool(admin.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount)


@contextmanager
def scratch_database(purpose: str) -> Iterator[str]:
    """Make a database of the site's role and yield its name; drop it at the end."""
    name = f"{connection.settings_dict['NAME'][:30]}_{purpose}_{os.getpid()}"
    create_database(name)
    try:
        yield name
    finally:
        drop_database(name)


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Lead Django's connection, which is the site's role, to a database of the same server."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def check_target(name: str) -> None:
    """Raise CommandError for a database that has tables, or that is not the site's."""
    with connect(dbname=name) as admin:
        if table_names(admin.cursor()):
            raise CommandError(
                f"The database {name} has tables already, and nothing was changed. Name a new one"
                " in DATABASE_URL."
            )
        if not admin.execute(OWNER, [role(), name]).fetchone()[0]:  # type: ignore[index]
            raise CommandError(
                f"The database {name} belongs to somebody else than {role()}, who could not read"
                f' what is restored. First run: ALTER DATABASE "{name}" OWNER TO "{role()}"'
            )


def check_file(file: Path, identity: bytes) -> Manifest | None:
    """Return a backup's manifest, if it has one; raise CommandError where it cannot be restored."""
    with file.open("rb") as stream:
        start = stream.read(len(ENCRYPTED))
    if start == ENCRYPTED and not identity:
        raise CommandError(f"{file} is encrypted: name the file of its private key, --identity.")
    if start != ENCRYPTED and not start.startswith(ARCHIVE):
        raise CommandError(f"{file} is no backup in the custom format of pg_dump.")
    manifest = read_manifest(file)
    if manifest and manifest.sha256 != digest_of(file):
        raise CommandError(f"{file} is damaged: its SHA-256 is not that of its manifest.")
    return manifest


@contextmanager
def opened(file: Path, identity: bytes) -> Iterator[IO[bytes]]:
    """Yield what is in a backup, decrypted by age with a private key where it is encrypted."""
    with file.open("rb", buffering=0) as stream:  # its descriptor is what a program reads
        encrypted = stream.read(len(ENCRYPTED)) == ENCRYPTED
        stream.seek(0)
        if not encrypted:
            yield stream
            return
    words = ("age", "--decrypt", "--identity", "-", str(file.resolve()))
    with started(*words, stdin=PIPE, stdout=PIPE) as decrypting:
        with suppress(BrokenPipeError):  # its exit code tells
            decrypting.stdin.write(identity)
            decrypting.stdin.close()
        yield decrypting.stdout


def list_archive(file: Path, identity: bytes) -> bytes:
    """Return the list of what pg_restore is to restore; all of the file is read.

    The comments of extensions are left out: only their owner may change them, who can be
    somebody else.
    """
    with opened(file, identity) as source, tempfile.TemporaryFile() as listed:
        with started("pg_restore", "--list", stdin=PIPE, stdout=listed) as listing:
            with suppress(BrokenPipeError):  # it reads the beginning only
                while chunk := source.read(CHUNK):
                    listing.stdin.write(chunk)
            with suppress(BrokenPipeError):
                listing.stdin.close()
        while source.read(CHUNK):
            pass
        listed.seek(0)
        return b"".join(line for line in listed if b" COMMENT - EXTENSION " not in line)


def restore_archive(file: Path, identity: bytes, *, into: str) -> None:
    """Restore a backup into an empty database, as the site's role and in one transaction."""
    with tempfile.NamedTemporaryFile() as wanted:
        wanted.write(list_archive(file, identity))
        wanted.flush()
        options = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
        target = (f"--dbname={make_conninfo(dbname=into)}", f"--role={role()}")
        environment = libpq_environment(admin_parameters())
        listed = f"--use-list={wanted.name}"
        with (
            opened(file, identity) as source,
            started(
                *("pg_restore", *target, *options, listed), environment=environment, stdin=source
            ),
        ):
            pass


def restore_into(name: str, file: Path, identity: bytes) -> None:
    """Restore a backup into a database that is there and empty; raise CommandError.

    Then gather the planner's statistics, as the site's role: no backup holds them.
    """
    check_target(name)
    restore_archive(file, identity, into=name)
    with connected_to(name), connection.cursor() as cursor:
        cursor.execute("SET client_min_messages = error")
        cursor.execute("ANALYZE")


def check_database(name: str) -> None:
    """Run the system checks of the database; raise CommandError for what the site needs."""
    with connected_to(name):
        call_command("check", deploy=True, databases=["default"], tags=["database"])
