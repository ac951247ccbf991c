"""Exports and imports of a whole register: what they cost."""

import csv
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.utils import timezone

from tests.bench.load import Limits, cpu_of, sample
from tests.bench.servers import FOLDER, Site, gunicorn, postgres_of

# Columns that only relationships have which the register holds already.
NUMBERS = ("ID", "Partner ID", "Export mark")
ALARMS = (*settings.IMPORT_THRESHOLDS, *settings.IMPORT_TOLERATED)
COPY = "COPY (SELECT * FROM register_relationship ORDER BY public_id) TO STDOUT (FORMAT csv)"


@dataclass(frozen=True)
class Work:
    """What a piece of work took: seconds of CPU and of the clock, megabytes of memory at most."""

    name: str
    cpu: float
    seconds: float
    memory: float = 0


def work(name: str, site: Site, *arguments: str) -> Work:
    """Run a command of manage.py; exit where it fails."""
    postgres, started = postgres_of(site.database), time.perf_counter()
    before = cpu_of(postgres)
    with (FOLDER / "command.log").open("w") as log:
        process = subprocess.Popen(
            [site.python, "manage.py", *arguments],
            cwd=site.folder, env=site.environment, stdout=log, stderr=log,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} failed; what it said is in {log.name}.")
    cpu = usage.ru_utime + usage.ru_stime + cpu_of(postgres) - before
    return Work(name, cpu, time.perf_counter() - started, usage.ru_maxrss / 1024)


def copy_out(site: Site) -> Work:
    """Let PostgreSQL write the rows of the table, as ``\\copy`` of psql does."""
    postgres, started = postgres_of(site.database), time.perf_counter()
    before = cpu_of(postgres) + time.process_time()
    with (
        psycopg.connect(site.database) as connection,
        connection.cursor().copy(COPY) as rows,
        (FOLDER / "copy.csv").open("wb") as file,
    ):
        file.writelines(rows)
    cpu = cpu_of(postgres) + time.process_time() - before
    return Work("COPY of the table, for comparison", cpu, time.perf_counter() - started)


def without_numbers(path: Path) -> Path:
    """Write an export as a file of somebody who does not know our numbers; return its path."""
    other = path.with_name(f"foreign-{path.name}")
    with path.open(encoding="utf-8-sig", newline="") as file, other.open("w", newline="") as out:
        rows = csv.reader(file)
        headings = next(rows)
        kept = [n for n, heading in enumerate(headings) if heading not in NUMBERS]
        csv.writer(out).writerows([row[n] for n in kept] for row in (headings, *rows))
    return other


def download(site: Site) -> Work:
    """Download the register's file of the first release, as a reader does."""
    with gunicorn("download", "sistercity.wsgi", site, postgres_of(site.database)) as server:
        path = "/releases/2/register.csv"
        found = sample(server.port, path, Limits(1, 60), server.cpu, {})
    name = f"download of the file, first byte after {found.first / 1000:.2f} s"
    name = name if found.status == 200 else f"{name}, status {found.status}"
    return Work(name, found.cpu / 1000, found.p50 / 1000)


def files(site: Site, rows: int) -> list[Work]:
    """Export a register, import it into an outdated copy of the real one, and download it."""
    path = FOLDER / "register.csv"
    done = [copy_out(site)]
    done.append(work("export to .csv", site, "export_relationships", str(path), "--force"))
    outdated = site.on(site.run("-m", "tests.bench", "outdated").strip())
    command = ["import_relationships", str(without_numbers(path)), "--conflicts", "take"]
    command += ["--as-of", f"{timezone.localdate()}", *(f"--accept-{name}" for name in ALARMS)]
    done.append(work(f"import of {rows:,} rows: plan", outdated, *command))
    done.append(work("the same: plan and publication", outdated, *command, "--apply"))
    done.append(download(outdated))
    return done
