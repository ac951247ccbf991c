"""The audit of the locked packages: a vulnerability fails it, a missing network never does."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import _audit
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOUND = {"name": "asgiref", "version": "3.9.1", "vulns": []}
KNOWN = {
    "name": "django",
    "version": "5.2.1",
    "vulns": [
        {"id": "PYSEC-2026-1", "fix_versions": ["5.2.2", "6.0"]},
        {"id": "PYSEC-2026-2", "fix_versions": []},
    ],
}


@contextmanager
def index(answer: str) -> Iterator[str]:
    """Serve an index that gives one answer to everything; yield its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer.encode())

        def log_message(self, *_words: Any) -> None:
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An index of advisories that can be reached."""
    with index("{}") as address:
        monkeypatch.setattr(_audit, "ADVISORIES", address)
        yield


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, output: str, code: int = 0) -> None:
    """Put a program in the place of pip-audit that prints something."""
    path = folder / "bin" / "pip-audit"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\ncat <<'EOF'\n{output}\nEOF\nexit {code}\n")
    path.chmod(0o755)
    monkeypatch.setattr(_audit, "HOME", folder)


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_closed_port_is_no_index(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_audit, "ADVISORIES", "http://127.0.0.1:1/")

    assert _audit.main() == 0

    assert said(capsys) == ["no index of advisories was reachable: pip-audit was not run"]


def test_an_index_that_says_nothing_is_given_up_soon(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _audit.SECONDS <= 5
    monkeypatch.setattr(_audit, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(_audit, "ADVISORIES", f"http://127.0.0.1:{silent.getsockname()[1]}/")
        begun = time.monotonic()

        assert _audit.main() == 0

    assert time.monotonic() - begun < 2
    assert said(capsys) == [_audit.UNREACHABLE]


def test_the_page_of_a_proxy_is_no_index(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with index("<html>Sign in to use the network</html>") as address:
        monkeypatch.setattr(_audit, "ADVISORIES", address)

        assert _audit.main() == 0

    assert said(capsys) == [_audit.UNREACHABLE]


@pytest.mark.usefixtures("answering")
def test_a_known_vulnerability_fails_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program(tmp_path, monkeypatch, json.dumps({"dependencies": [SOUND, KNOWN]}), 1)

    assert _audit.main() == 1

    assert said(capsys) == [
        "django 5.2.1: PYSEC-2026-1; mended in: 5.2.2, 6.0",
        "django 5.2.1: PYSEC-2026-2; mended in: no version yet",
        "2 packages audited, 2 vulnerabilities known",
    ]


@pytest.mark.usefixtures("answering")
def test_sound_packages_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program(tmp_path, monkeypatch, json.dumps({"dependencies": [SOUND]}))

    assert _audit.main() == 0

    assert said(capsys) == ["1 packages audited, 0 vulnerabilities known"]


@pytest.mark.usefixtures("answering")
def test_a_network_that_goes_away_meanwhile_does_not_fail_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program(tmp_path, monkeypatch, "Traceback: the connection was lost", 1)

    assert _audit.main() == 0

    assert "nothing was audited" in said(capsys)[0]


def test_every_check_includes_the_audit() -> None:
    assert 'step "pip-audit"' in (ROOT / "bin" / "test").read_text()
