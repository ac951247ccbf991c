"""The programs that write and read backups: pg_dump, pg_restore and age.

They get passwords in their environment: the arguments of a program can be read by every user of
the machine.
"""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO, Any, NamedTuple, cast

from django.core.management import CommandError
from django.db import connection
from psycopg import pq

PACKAGES = {"pg_dump": "postgresql-client", "pg_restore": "postgresql-client", "age": "age"}
# For pg_dump and pg_restore: by a name alone, libpq would take "a=b" for more than a name.
VARIABLES = {
    option.keyword.decode(): option.envvar.decode()
    for option in pq.Conninfo.get_defaults()
    if option.envvar
}


def site_parameters() -> dict[str, Any]:
    """Return libpq's parameters of the database that DATABASE_URL names."""
    return {key: v for key, v in connection.get_connection_params().items() if key in VARIABLES}


def libpq_environment(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Return the environment of a program that connects with libpq's parameters."""
    ours = {VARIABLES[key]: str(value) for key, value in parameters.items() if key in VARIABLES}
    return {key: v for key, v in os.environ.items() if not key.startswith("PG")} | ours


class Pipes(NamedTuple):
    """The pipes of a program; those that it was started with (``subprocess.PIPE``)."""

    stdin: IO[bytes]
    stdout: IO[bytes]


@contextmanager
def started(
    *words: str, environment: Mapping[str, str] | None = None, **streams: Any
) -> Iterator[Pipes]:
    """Start a program and wait for its end; ``streams`` are its ``stdin`` and ``stdout``.

    Raises CommandError with what it said where it fails or is missing. An exception within the
    block kills it; where a program that reads from it failed because it did, its own error counts.
    """
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(words, env=environment, stderr=errors, **streams)
        except FileNotFoundError as error:
            name = words[0]
            text = f"The program {name} is missing (Debian: the package {PACKAGES[name]})."
            raise CommandError(text) from error
        with process:
            try:
                yield Pipes(*cast("tuple[IO[bytes], IO[bytes]]", (process.stdin, process.stdout)))
            except BaseException as error:
                failed = isinstance(error, CommandError) and has_failed(process)
                process.kill()  # before its end is waited for
                if not failed:
                    raise
        if process.returncode:
            raise CommandError(f"{words[0]} failed: {said(errors, process.returncode)}")


def has_failed(process: subprocess.Popen[bytes]) -> bool:
    """Whether a program has ended with an error of its own, or does so within a second."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
    # Below 0: ended by a signal, as when nobody reads from it any more.
    return (process.poll() or 0) > 0


def said(errors: IO[bytes], code: int) -> str:
    """Return what a program said before it failed, or its exit code."""
    errors.seek(0)
    return errors.read().decode(errors="replace").strip() or f"exit code {code}"


@contextmanager
def interrupted_by_sigterm() -> Iterator[None]:
    """Let SIGTERM interrupt the block as Ctrl-C does, so that nothing half-done is left."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
