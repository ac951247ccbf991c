"""Restores a backup into a new database, or proves that it could be."""

import time
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import CommandParser
from django.db import connection

from sistercity.backups.comparing import compare_contents, compare_with_code, contents_of
from sistercity.backups.manifest import Manifest
from sistercity.backups.programs import interrupted_by_sigterm
from sistercity.backups.restoring import (
    check_database,
    check_file,
    create_database,
    exists,
    restore_into,
    scratch_database,
)
from sistercity.management.base import SiteCommand


class Command(SiteCommand):
    """Restores a backup into the empty database of DATABASE_URL, which is made where missing."""

    help = "Restore a backup into a new database; --verify: into one that is dropped again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file and the options."""
        parser.add_argument("file", type=Path, help="the backup; its manifest is beside it")
        parser.add_argument(
            "--verify",
            action="store_true",
            help="restore into a scratch database and compare it with the manifest and the code",
        )
        parser.add_argument(
            "--identity",
            type=Path,
            metavar="KEYFILE",
            help="file of the private key of an encrypted backup; /dev/stdin keeps it off the disk",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the file, restore it, compare it."""
        file, key = options["file"], options["identity"]
        identity = key.read_bytes() if key else b""
        manifest = check_file(file, identity)
        with interrupted_by_sigterm():
            if not options["verify"]:
                self.restore(file, identity, manifest)
            elif manifest:
                self.verify(file, identity, manifest)
            else:
                raise CommandError(f"{file} has no manifest to be compared with.")

    def restore(self, file: Path, identity: bytes, manifest: Manifest | None) -> None:
        """Restore into the database of DATABASE_URL."""
        name, begin = str(connection.settings_dict["NAME"]), time.monotonic()
        if not exists(name):
            create_database(name)
        self.stdout.write(f"Restoring {file} into {name}")
        restore_into(name, file, identity)
        differences = self.compare(name, manifest) if manifest else {}
        self.report(differences)
        check_database(name)
        self.stdout.write(f"Restored in {time.monotonic() - begin:.1f} s")

    def verify(self, file: Path, identity: bytes, manifest: Manifest) -> None:
        """Restore into a scratch database, compare it, and drop it."""
        begin = time.monotonic()
        with scratch_database("verify") as name:
            restore_into(name, file, identity)
            restored = time.monotonic()
            self.report(self.compare(name, manifest) | compare_with_code(name))
            check_database(name)
        end = time.monotonic()
        self.stdout.write(
            f"Restored in {restored - begin:.1f} s, compared in {end - restored:.1f} s; the scratch"
            " databases are dropped."
        )
        self.stdout.write(f"{file} restores to what it was made of.")

    def compare(self, name: str, manifest: Manifest) -> dict[str, str]:
        """Compare rows and sequences with the manifest, print a table, return what differs."""
        found = contents_of(name)
        differences = compare_contents(manifest.contents, found)
        for table, content in found.tables.items():
            self.stdout.write(f"{content.rows:>12,}  {table}  {differences.get(table, 'equal')}")
        self.stdout.write(
            f"{found.rows:>12,}  rows in {len(found.tables)} tables, {len(found.sequences)}"
            f" sequences; data version {manifest.data_version}, made at {manifest.made_at}"
        )
        return differences

    def report(self, differences: dict[str, str]) -> None:
        """Raise CommandError where something differs."""
        if differences:
            lines = "\n".join(f"  {name}: {text}" for name, text in differences.items())
            raise CommandError(f"{len(differences)} differences:\n{lines}")
