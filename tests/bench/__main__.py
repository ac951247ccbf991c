"""Measures the site beside the tutorial version, Datasette and a bare application."""

import argparse
import os
import platform
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import psycopg
from django.utils import timezone

from tests.bench import figures, files, pages, servers

PARTS = ("pages", "second", "files")
DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument(
        "part",
        nargs="?",
        choices=("all", "register", "outdated", *PARTS),
        default="all",
        help="pages without the page cache, second visits, imports and exports, or only make the"
        " register and print the name of its database",
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[1_632], help="sizes of registers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--against", metavar="COMMIT", help="measure it too, as “before”")
    parser.add_argument("--write", action="store_true", help="put the figures into the document")
    return parser.parse_args()


def main() -> None:
    """Measure; the servers end with it, also on Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = arguments()
    if options.part in ("register", "outdated"):
        print(database(options))
        return
    servers.FOLDER.mkdir(exist_ok=True)
    text = "\n\n".join([machine(), *sections(options)])
    print(f"\n{text}")
    if options.write:
        document = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(figures.put_into(document, text), encoding="utf-8")


def database(options: argparse.Namespace) -> str:
    """Make the database that is asked for; return its name."""
    django.setup()
    from tests.bench import register  # its models need Django

    if options.part == "outdated":
        return register.make_outdated()
    return register.make(options.rows[0])


def sections(options: argparse.Namespace) -> Iterator[str]:
    """Measure; yield the tables of each register under its heading."""
    here = servers.this_site()
    before = servers.site_of(options.against) if options.against else None
    for rows in options.rows:
        site = here.with_register(rows)
        old = before.with_register(rows) if before else None
        yield f"### {rows:,} relationships"
        if options.part in ("pages", "all"):
            yield figures.uncached_table(pages.uncached(site, old, rows, options.rounds))
        if options.part in ("second", "all"):
            yield figures.second_table(pages.second_visits(site, old, options.rounds))
        if options.part in ("files", "all"):
            yield figures.files_table(files.files(site, rows))
            if old:
                yield "Before:"
                yield figures.files_table(files.files(old, rows))


def machine() -> str:
    """Return when and where the figures are from."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        version = connection.info.server_version // 10_000
    return (
        f"{timezone.localdate():%-d %B %Y}, {os.cpu_count()} cores ({platform.machine()}), Python"
        f" {platform.python_version()}, Django {django.__version__}, PostgreSQL {version}; load"
        f" average {os.getloadavg()[0]:.1f} when it began."
    )


if __name__ == "__main__":
    main()
