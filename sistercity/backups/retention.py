"""Which backups are kept: all of some days, and the last of some months.

Days and months without a backup do not count, so that a backup that fails for weeks makes no
earlier one go. What is not named as a backup of the same database is never touched.
"""

import contextlib
import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.utils import timezone

from sistercity.backups.manifest import path_beside

MOMENT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class KeptBackup:
    """A backup in a folder, and the moment that its name tells."""

    path: Path
    made_at: datetime.datetime

    @property
    def day(self) -> datetime.date:
        """The day, in the site's time zone, on which it was made."""
        return timezone.localdate(self.made_at)


def file_name(database: str, made_at: datetime.datetime, *, encrypted: bool) -> str:
    """Return the name of a backup."""
    moment = made_at.astimezone(datetime.UTC).strftime(MOMENT)
    return f"{quote(database, safe='')}-{moment}.dump{'.age' if encrypted else ''}"


def backups_in(folder: Path, database: str) -> list[KeptBackup]:
    """Return the backups of a database in a folder, the newest first."""
    name = re.compile(re.escape(quote(database, safe="")) + r"-(\d{8}T\d{6}Z)\.dump(\.age)?")
    backups = []
    for path in folder.iterdir():
        with contextlib.suppress(ValueError):  # no moment: not named by us
            if match := name.fullmatch(path.name):
                made_at = datetime.datetime.strptime(match[1], MOMENT).replace(tzinfo=datetime.UTC)
                backups.append(KeptBackup(path, made_at))
    return sorted(backups, key=lambda backup: backup.made_at, reverse=True)


def superseded(backups: list[KeptBackup], *, days: int, months: int) -> list[KeptBackup]:
    """Return the backups that are not kept; ``backups`` begins with the newest, which is.

    Kept are all of the newest ``days`` days that have one, and the last of each of the newest
    ``months`` months that have one.
    """
    kept_days = list(dict.fromkeys(backup.day for backup in backups))[:days]
    last_of_month: dict[tuple[int, int], KeptBackup] = {}
    for backup in backups:
        last_of_month.setdefault((backup.day.year, backup.day.month), backup)
    kept = [*backups[:1], *list(last_of_month.values())[:months]]
    return [backup for backup in backups if backup.day not in kept_days and backup not in kept]


def remove_superseded(folder: Path, database: str, *, days: int, months: int) -> list[Path]:
    """Remove the backups that are not kept, with their manifests; return them."""
    gone = superseded(backups_in(folder, database), days=days, months=months)
    for backup in gone:
        backup.path.unlink()
        path_beside(backup.path).unlink(missing_ok=True)
    return [backup.path for backup in gone]
