"""Small things that a shell cannot do everywhere alike; bin/_setup calls them.

python bin/_system.py lock DESCRIPTOR [now]   hold an exclusive lock on an open descriptor
python bin/_system.py port NUMBER             is the port free? exit 1: in use, 2: not allowed
python bin/_system.py end FILE                end the process whose id FILE holds, if it is ours
python bin/_system.py answers URL             wait until URL answers, whatever it says
python bin/_system.py digest FILE             print the SHA-512 of a file in base 64
python bin/_system.py heed SCRIPT ...         become a shell script that hears Ctrl-C

Standard library only: it runs before anything is installed.
"""

import base64
import errno
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path


def lock(descriptor: int, *, wait: bool) -> bool:
    """Lock an open descriptor; say whether it worked.

    The system lets go of the lock when the last process that holds the descriptor ends,
    however it ends, so a killed run leaves no lock behind.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def port_problem(port: int) -> int:
    """Return 0 when a server can listen on 127.0.0.1 at this port, 1 in use, 2 not allowed."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("127.0.0.1", port))
        except OSError as error:
            return 2 if error.errno == errno.EACCES else 1
    return 0


def command_line(pid: int) -> str:
    """Return the command line of a process; '' when there is none."""
    if Path("/proc/self/cmdline").exists():  # slim containers have no ps
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            return ""
    command = ["ps", "-o", "args=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def read_pid(file: Path) -> int:
    """Return the process id in the first line of a file; 0 when there is none."""
    try:
        return int(file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return 0


def is_ours(pid: int, path: Path) -> bool:
    """Say whether the process runs and was started with this path.

    A killed run leaves its pid file, and the number may belong to a stranger by now.
    """
    return pid > 0 and str(path) in command_line(pid)


def wait_until(done: Callable[[], bool], *, seconds: float) -> bool:
    """Ask again and again; return whether it came true in time."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def end(file: Path) -> None:
    """End the process of a pid file, if it was started with that file, and remove the file."""
    pid = read_pid(file)
    for number in (signal.SIGTERM, signal.SIGKILL):
        if is_ours(pid, file):
            os.kill(pid, number)
            wait_until(lambda: not is_ours(pid, file), seconds=10)
    file.unlink(missing_ok=True)


def answers(url: str) -> bool:
    """Say whether a server answers, be it with an error page."""
    try:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def digest(file: Path) -> str:
    """Return the SHA-512 of a file, written as package registries write it."""
    return base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()


def heed(script: str, *arguments: str) -> None:
    """Become this shell script, no longer deaf to SIGINT."""
    for number in (signal.SIGINT, signal.SIGPIPE):  # Python itself ignores SIGPIPE
        signal.signal(number, signal.SIG_DFL)
    os.environ["HEEDS_CTRL_C"] = "1"
    os.execv("/bin/sh", ["/bin/sh", script, *arguments])


def main(command: str, value: str, *options: str) -> int:
    """Carry out one command; return the exit code."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a traceback
    match command:
        case "lock":
            return 0 if lock(int(value), wait="now" not in options) else 1
        case "port":
            return port_problem(int(value))
        case "end":
            end(Path(value))
        case "answers":
            return 0 if wait_until(lambda: answers(value), seconds=30) else 1
        case "digest":
            print(digest(Path(value)))
        case "heed":
            heed(value, *options)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
