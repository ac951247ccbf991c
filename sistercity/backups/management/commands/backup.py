"""Writes a backup of the database into a folder."""

import time
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import CommandParser
from django.db import ProgrammingError, connection

from sistercity.backups.programs import interrupted_by_sigterm
from sistercity.backups.retention import remove_superseded
from sistercity.backups.writing import alone_in, write_backup
from sistercity.management.base import SiteCommand, first_line, reason_of


class Command(SiteCommand):
    """Writes a backup that was read all through, with a manifest of what it holds."""

    help = "Write a backup of the database into a folder, with a manifest of what it holds."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the folder and the options."""
        parser.add_argument("folder", type=Path, help="folder of the backups, made where missing")
        parser.add_argument(
            "--encrypt-to",
            default="",
            metavar="KEY",
            help="public key, of age or ssh, of whoever may read the backup",
        )
        parser.add_argument(
            "--keep-daily",
            type=int,
            metavar="DAYS",
            help="keep only the backups of so many days, counting days that have one",
        )
        parser.add_argument(
            "--keep-monthly",
            type=int,
            metavar="MONTHS",
            help="and besides the last backup of so many months",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, then remove what need not be kept any more."""
        folder: Path = options["folder"]
        with interrupted_by_sigterm(), alone_in(folder):
            self.write(folder, options["encrypt_to"])
            if (options["keep_daily"], options["keep_monthly"]) != (None, None):
                days, months = options["keep_daily"] or 0, options["keep_monthly"] or 0
                database = str(connection.settings_dict["NAME"])
                for path in remove_superseded(folder, database, days=days, months=months):
                    self.stdout.write(f"Removed: {path.name}")

    def write(self, folder: Path, encrypt_to: str) -> None:
        """Write the backup and say so."""
        begin = time.monotonic()
        try:
            file, manifest = write_backup(folder, encrypt_to=encrypt_to)
        except (OSError, ProgrammingError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else first_line(error)
            text = f"Nothing of this backup was kept in {folder}: {reason}"
            raise CommandError(text) from error
        contents = manifest.contents
        self.stdout.write(
            f"Written: {file}, {manifest.size:,} bytes: {len(contents.tables)} tables,"
            f" {contents.rows:,} rows, in {time.monotonic() - begin:.1f} s"
        )
