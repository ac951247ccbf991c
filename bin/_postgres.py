"""The private PostgreSQL of bin/serve, bin/test and bin/manage.

python bin/_postgres.py start DESCRIPTOR   start or share the server; print its DATABASE_URL
python bin/_postgres.py stop DESCRIPTOR    stop it, if nobody else uses it
python bin/_postgres.py check              is the server that DATABASE_URL names good enough?

It lives in var/postgres, listens on a socket in a folder that only its user can enter, and
keeps the major version it was made with. Whoever uses it holds a shared lock on DESCRIPTOR (an
open var/postgres.users); the last one out stops it. Runs with the Python of .venv.
"""

import contextlib
import fcntl
import locale
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from _binaries import LOG, OLDEST, VAR, Binaries, Problem, User, find_binaries, server_user
from _system import is_ours, read_pid, wait_until

NAME = "sistercity"  # of the database and of its superuser
PREFIX = "sister-city-"  # of the folders that we make outside the project
PORT = 5432  # only names the socket; said aloud, for PGPORT may say otherwise


def find_home() -> Path:
    """Return the folder of the private server: var/postgres, if its user can reach that."""
    inside, pointer = VAR / "postgres", VAR / "postgres.path"
    if pointer.exists():
        outside = Path(pointer.read_text().strip())
        if outside.is_dir():
            return outside
        raise Problem(
            f"The database was kept in {outside}, which is gone. Remove {pointer} to begin again"
            " with the data of fixtures/."
        )
    inside.mkdir(exist_ok=True)
    if server_user(inside / "data").reaches(inside):
        return inside
    if (inside / "data").exists():
        raise Problem(
            f"The user that runs PostgreSQL can no longer enter {inside}. Move the project to a"
            " folder that everyone can enter, such as one below /srv, or run this command as an"
            " ordinary user."
        )
    return make_home_outside(pointer)


def make_home_outside(pointer: Path) -> Path:
    """Make a folder outside the project, for a project below /root, and remember it."""
    for place in ("/var/lib", "/var/tmp"):
        if os.access(place, os.W_OK) and server_user(Path()).reaches(Path(place)):
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
            folder.chmod(0o755)
            pointer.write_text(f"{folder}\n")
            print(
                f"PostgreSQL's user cannot reach this folder; the database is in {folder}.",
                file=sys.stderr,
            )
            return folder
    raise Problem(
        f"The user that runs PostgreSQL can enter neither {VAR} nor /var/lib. Move the project to"
        " a folder that everyone can enter, such as one below /srv."
    )


def locale_options() -> list[str]:
    """Return initdb's options for UTF-8: C.UTF-8, or what an older macOS has instead."""
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        letters = "UTF-8" if sys.platform == "darwin" else "en_US.UTF-8"
        return ["--locale=C", f"--lc-ctype={letters}"]
    return ["--locale=C.UTF-8"]


def make_cluster(binaries: Binaries, home: Path, user: User) -> None:
    """Make the data folder; a run that is killed halfway leaves nothing that looks finished."""
    new = home / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    user.own(new)
    made = user.run(
        binaries.folder / "initdb",
        *(f"--pgdata={new}", f"--username={NAME}", "--auth=trust", "--encoding=UTF8"),
        *locale_options(),
    )
    LOG.write_text(made.stdout + made.stderr)
    if made.returncode != 0:
        raise Problem(f"The database could not be made: {last_line(made.stderr)} More in {LOG}.")
    new.rename(home / "data")


def last_line(text: str) -> str:
    """Return the last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def status_line(data: Path, number: int) -> str:
    """Return a line of the file that a running server keeps; '' when it is not there."""
    try:
        return (data / "postmaster.pid").read_text().splitlines()[number - 1].strip()
    except (FileNotFoundError, IndexError):
        return ""


def running(data: Path) -> bool:
    """Say whether the server of this data folder runs."""
    return is_ours(read_pid(data / "postmaster.pid"), data)


def socket_folder(data: Path) -> Path:
    """Return the folder of the running server's socket."""
    return Path(status_line(data, 5))


def remove_sockets(folder: Path) -> None:
    """Remove a folder that launch made."""
    if folder.parent == Path("/tmp") and folder.name.startswith(PREFIX):
        shutil.rmtree(folder, ignore_errors=True)


def launch(binaries: Binaries, data: Path, user: User) -> None:
    """Start the server and wait until it takes connections."""
    # Of a killed run. PostgreSQL makes sure once more that no server uses the folder.
    remove_sockets(socket_folder(data))
    (data / "postmaster.pid").unlink(missing_ok=True)
    # Below /tmp and not in the project: a socket's path may have 107 bytes at most.
    sockets = user.own(Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp")))
    command = [binaries.folder / "postgres", "-D", data, "-k", sockets]
    command += ["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"]
    command += ["-c", f"port={PORT}"]
    with LOG.open("w") as log:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **user.options,
        )

    def ready_or_dead() -> bool:
        return process.poll() is not None or status_line(data, 8) == "ready"

    wait_until(ready_or_dead, seconds=120)
    if status_line(data, 8) != "ready":
        remove_sockets(sockets)
        last_words = last_line(LOG.read_text(errors="replace"))
        raise Problem(f"PostgreSQL did not start: {last_words} The whole log is {LOG}.")


def shut_down(data: Path) -> None:
    """Stop the server: first politely to its clients, then at once."""
    pid, sockets = read_pid(data / "postmaster.pid"), socket_folder(data)
    for number in (signal.SIGINT, signal.SIGQUIT):
        if running(data):
            os.kill(pid, number)
            wait_until(lambda: not running(data), seconds=60)
    remove_sockets(sockets)


def connect(**arguments: Any) -> Any:
    """Connect with psycopg, which is in .venv."""
    import psycopg  # noqa: PLC0415 (stop must work even when .venv is broken)

    return psycopg.connect(autocommit=True, connect_timeout=10, **arguments)


def make_database(sockets: Path) -> None:
    """Create the site's database, unless it is there."""
    with connect(host=str(sockets), port=PORT, user=NAME, dbname="postgres") as connection:
        if not connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [NAME]
        ).fetchone():
            connection.execute(f"CREATE DATABASE {NAME}")


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Keep other runs from starting or stopping the server at the same time."""
    with (VAR / "postgres.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def start(descriptor: int) -> str:
    """Start or share the server; return its DATABASE_URL."""
    home = find_home()
    data = home / "data"
    user = server_user(data)
    with alone():
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        if running(data) and not (socket_folder(data) / f".s.PGSQL.{PORT}").exists():
            shut_down(data)  # somebody emptied /tmp
        if not running(data):
            binaries = find_binaries(home, user)
            if not data.exists():
                make_cluster(binaries, home, user)
            launch(binaries, data, user)
        sockets = socket_folder(data)
        make_database(sockets)
    return f"postgres://{NAME}@{quote(str(sockets), safe='')}:{PORT}/{NAME}"


def stop(descriptor: int) -> None:
    """Stop the server, unless another run still holds its lock."""
    home = find_home()
    with alone(), contextlib.suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shut_down(home / "data")


def named_server() -> dict[str, Any]:
    """Return psycopg's arguments for the server that DATABASE_URL names."""
    import dj_database_url  # noqa: PLC0415 (in .venv)

    try:
        named: dict[str, Any] = dict(dj_database_url.parse(os.environ["DATABASE_URL"]))
    except (ValueError, dj_database_url.ParseError):
        named = {}
    if not named.get("ENGINE", "").endswith(".postgresql"):
        raise Problem(
            "DATABASE_URL cannot be read; it must look like"
            " postgres://user:password@host:5432/name."
        )
    keys = {"NAME": "dbname", "HOST": "host", "PORT": "port"}
    keys |= {"USER": "user", "PASSWORD": "password"}
    given = {ours: named[key] for key, ours in keys.items() if named.get(key)}
    return {**given, **named.get("OPTIONS", {})}


def check() -> None:
    """Raise Problem unless DATABASE_URL names a server that answers and is new enough."""
    import psycopg  # noqa: PLC0415 (in .venv)

    try:
        with connect(**named_server()) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        raise Problem(
            f"The database that DATABASE_URL names does not answer: {' '.join(str(error).split())}"
            " Check that its server runs and that host, port, name, user and password are right,"
            " or unset DATABASE_URL to use a private server."
        ) from error
    if version < OLDEST * 10000:
        raise Problem(
            f"The server that DATABASE_URL names is PostgreSQL {version // 10000}, older than"
            f" {OLDEST}. Use a newer one, or unset DATABASE_URL to use a private server."
        )


def main(command: str, descriptor: str = "0") -> int:
    """Carry out one command; return the exit code."""
    os.umask(0o022)  # the server's user must be able to read what we make
    try:
        match command:
            case "start":
                print(start(int(descriptor)))
            case "stop":
                stop(int(descriptor))
            case "check":
                check()
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except PermissionError as error:
        print(
            f"\n“{error.filename}” belongs to another user. Run this command as the user who ran it"
            f" first, or remove {VAR} to begin again.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
