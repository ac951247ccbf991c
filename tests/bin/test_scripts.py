"""The commands: what they say when something is wrong, in a sentence and without a traceback."""

import fcntl
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of bin/ that nobody else runs in."""
    shutil.copytree(ROOT / "bin", tmp_path / "bin")
    return tmp_path


def refusal(project: Path, *command: str, **environment: str) -> str:
    """Run a command that must fail; return its one paragraph."""
    done = subprocess.run(
        [project / command[0], *command[1:]],
        env={"PATH": "/usr/bin:/bin", "HOME": str(project), "PYTHON": sys.executable} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    return done.stderr.strip()


@pytest.mark.parametrize("port", ["0", "65536", "x", "", "8000x", "-1"])
def test_a_port_that_is_none_is_refused(project, port):
    assert "a number from 1 to 65535" in refusal(project, "bin/serve", "--port", port)


def test_an_option_without_its_value_or_unknown_is_refused(project):
    assert "a number from 1 to 65535" in refusal(project, "bin/serve", "--port")
    assert refusal(project, "bin/serve", "--prot=1") == "Usage: bin/serve [--port NUMBER]"


def test_a_port_in_use_is_named(project):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]

        said = refusal(project, "bin/serve", "--port", str(port))

    assert said.startswith(f"Port {port} is in use by another program.")


@pytest.mark.parametrize("name", ["serve", "test"])
def test_the_second_of_two_at_once_says_so(project, name):
    (project / "var").mkdir()
    with (project / "var" / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        said = refusal(project, f"bin/{name}")

    assert said == f"Another bin/{name} is already running in this folder; stop it first."


def python_that(folder: Path, code: str) -> None:
    """Put stand-ins for Python on a PATH of their own."""
    folder.mkdir()
    for name in ("python3", *(f"python3.{minor}" for minor in range(11, 15))):
        (folder / name).write_text(f"#!/bin/sh\n{code}\n")
        (folder / name).chmod(0o755)


def test_an_old_python_is_named_with_the_way_to_mend_it(project):
    python_that(project / "old", "exit 1")

    said = refusal(project, "bin/manage", PATH=f"{project}/old:/usr/bin:/bin", PYTHON="")

    assert said.startswith("This needs Python 3.11 or newer")


def test_a_python_without_venv_is_named_with_the_way_to_mend_it(project):
    python_that(
        project / "bare", f'case "$*" in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"'
    )
    (project / "locks").mkdir()
    (project / "locks" / "serve.txt").touch()
    (project / "locks" / "test.txt").touch()

    said = refusal(project, "bin/manage", PYTHON=f"{project}/bare/python3")

    assert "lacks the module venv" in said
    assert "apt install python3-venv" in said


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgres://u:secret@127.0.0.1:1/none", "does not answer"),
        ("postgres://u:secret@127.0.0.1:port/none", "cannot be read"),
        ("mysql://u:secret@127.0.0.1/none", "cannot be read"),
    ],
)
def test_a_database_that_does_not_answer_is_a_sentence_without_its_password(project, url, said):
    script = project / "bin" / "_postgres.py"
    done = subprocess.run(
        [sys.executable, script, "check"],
        env={"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert said in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr
