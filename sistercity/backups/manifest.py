"""The manifest beside each backup: what was in the database when it was made."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from django.core.management import CommandError

from sistercity.backups.contents import Contents, TableContent

SUFFIX = ".json"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds; nothing of it is secret or personal."""

    made_at: str  # the moment in ISO 8601
    database: str
    postgresql: str  # version of the server
    revision: str  # of the code, see sistercity/revision.py
    data_version: int
    migrations: list[str]  # those that were applied, as app.name
    contents: Contents
    file: str  # name of the backup
    size: int  # bytes of it
    sha256: str  # of the file as it is, encrypted or not

    def text(self) -> str:
        """Return the manifest as JSON."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a manifest; raise ValueError, KeyError or TypeError if it is none."""
        values = json.loads(text)
        contents = values.pop("contents")
        tables = {name: TableContent(**table) for name, table in contents["tables"].items()}
        return cls(contents=Contents(tables, contents["sequences"]), **values)


def path_beside(file: Path) -> Path:
    """Return the path of a backup's manifest."""
    return file.with_name(file.name + SUFFIX)


def read_manifest(file: Path) -> Manifest | None:
    """Return a backup's manifest, None where there is none; raise CommandError if it is damaged."""
    path = path_beside(file)
    if not path.exists():
        return None
    try:
        return Manifest.parse(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CommandError(f"{path} is no manifest of a backup, or is damaged.") from error


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file, all of which is read."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
