"""A bounded number of requests from this machine, and what they cost the servers' processes."""

import os
import socket
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import MappingProxyType

TICKS = os.sysconf("SC_CLK_TCK")  # of the kernel's clock, per second


def parse_stat(text: str) -> tuple[int, float]:
    """Return what /proc/PID/stat says (proc(5)): the parent, and the seconds of CPU.

    Those of children that have ended are among them. The name may hold spaces and brackets.
    """
    fields = text.rpartition(")")[2].split()
    return int(fields[1]), sum(int(ticks) for ticks in fields[11:15]) / TICKS


def cpu_of(*roots: int) -> float:
    """Return the seconds of CPU that processes have used, with all that they started."""
    used, children = dict.fromkeys(roots, 0.0), defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        pid = int(path.parent.name)
        with suppress(OSError):  # it has ended meanwhile
            parent, used[pid] = parse_stat(path.read_text())
            children[parent].append(pid)
    total, left = 0.0, list(roots)
    while left:
        pid = left.pop()
        total += used[pid]
        left += children[pid]
    return total


@dataclass(frozen=True)
class Visit:
    """One answer: status, bytes of the body, seconds until its first byte and until its last."""

    status: int
    size: int
    first: float
    seconds: float
    etag: str = ""


class Visitor:
    """A connection to a server of this machine, opened again when the server has closed it.

    Speaks HTTP/1.0, as a proxy does: whatever says no length of its body ends with the connection.
    It costs less than half of http.client, so that it does not hide what the server can do.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection: socket.socket | None = None

    def visit(self, path: str, headers: Mapping[str, str] = MappingProxyType({})) -> Visit:
        """Ask for a page; the status is 599 where there is no answer within five minutes."""
        lines = [f"GET {path} HTTP/1.0", "Host: 127.0.0.1", "Connection: keep-alive"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        try:
            return self.ask("\r\n".join([*lines, "", ""]).encode())
        except (OSError, ValueError):
            self.close()
            return Visit(599, 0, 300, 300)

    def ask(self, request: bytes) -> Visit:
        """Send a request and read its answer; raise OSError or ValueError where there is none."""
        started = time.perf_counter()
        if self.connection is None:
            self.connection = socket.create_connection(("127.0.0.1", self.port), timeout=300)
            self.answer = self.connection.makefile("rb")
        self.connection.sendall(request)
        status = int(self.answer.readline()[9:12])
        first = time.perf_counter() - started
        found = {}
        while line := self.answer.readline().strip():
            name, _, value = line.decode().partition(": ")
            found[name.lower()] = value
        length = int(found.get("content-length", 0 if status == 304 else -1))
        size = len(self.answer.read(length))
        if length < 0 or found.get("connection") == "close":
            self.close()
        return Visit(status, size, first, time.perf_counter() - started, found.get("etag", ""))

    def close(self) -> None:
        """Close the connection."""
        if self.connection:
            self.answer.close()
            self.connection.close()
        self.connection = None


@dataclass(frozen=True)
class Limits:
    """Where a load ends: after so many requests, or seconds; on how many connections at once."""

    requests: int
    seconds: float
    connections: int = 1


@dataclass(frozen=True)
class Sample:
    """What one load was like: CPU and latency in milliseconds, the rest in one second."""

    cpu: float
    per_second: float
    p50: float
    p95: float
    first: float
    size: int
    status: int


def sample(
    port: int, path: str, limits: Limits, cpu: Callable[[], float], headers: Mapping[str, str]
) -> Sample:
    """Ask for a page again and again; ``cpu`` returns the seconds used so far by what answers."""
    seen: list[Visit] = []
    numbers = count()  # its next() is one step in CPython, so threads may share it

    def work() -> None:
        visitor = Visitor(port)
        while time.perf_counter() < end and next(numbers) < limits.requests:
            seen.append(visitor.visit(path, headers))
        visitor.close()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(limits.connections)]
    before, started = cpu(), time.perf_counter()
    end = started + limits.seconds
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed, used = time.perf_counter() - started, cpu() - before
    times = sorted(1000 * visit.seconds for visit in seen)
    return Sample(
        cpu=1000 * used / len(seen),
        per_second=len(seen) / elapsed,
        p50=statistics.median(times),
        p95=times[round(0.95 * (len(times) - 1))],
        first=1000 * statistics.median(visit.first for visit in seen),
        size=seen[-1].size,
        status=max(visit.status for visit in seen),
    )
