"""The site as it is deployed: gunicorn in processes of its own, asked over loopback."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from django.conf import settings

THREADS = 64
LONGEST = 40
# Of somebody who is signed in, as far as a browser knows.
SESSION = {"Cookie": f"sessionid={'a' * 32}"}


@dataclass(frozen=True)
class Answer:
    """What the site answered, and after how many seconds."""

    path: str
    status: int
    headers: Message
    body: bytes
    seconds: float


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Shows redirects as they are."""

    def redirect_request(self, *_: object) -> None:
        """Follow none."""


class Site:
    """A running gunicorn."""

    def __init__(
        self,
        database_url: str,
        port: int,
        log: Path,
        *,
        workers: int = 1,
        threads: int = THREADS,
        **more: str,
    ) -> None:
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        self.log = log
        environment = os.environ | {"DATABASE_URL": database_url, "DEBUG": "0"} | more
        command = [sys.executable, "-m", "gunicorn", "sistercity.wsgi", "--no-control-socket"]
        command += ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
        command += ["--workers", str(workers), "--threads", str(threads), "--log-level", "warning"]
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=environment, stdout=file, stderr=file
            )

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path."""
        asked = urllib.request.Request(self.address + path, method=method, headers=headers)
        opener = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))
        began = time.monotonic()
        try:
            response = opener.open(asked, timeout=LONGEST)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            body = response.read()
        passed = time.monotonic() - began
        return Answer(path, response.status, response.headers, body, passed)

    def get_all(self, paths: Iterable[str], **headers: str) -> list[Answer]:
        """Ask for paths, several at a time."""
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(lambda path: self.get(path, **headers), paths))

    def wait_until_ok(self, path: str, seconds: float) -> Answer:
        """Ask for a path until it answers 200; return the last answer when it never does."""
        end = time.monotonic() + seconds
        while True:
            try:
                answer = self.get(path)
                if answer.status == 200 or time.monotonic() > end:
                    return answer
            except urllib.error.URLError:
                if time.monotonic() > end:
                    raise
            time.sleep(0.2)
