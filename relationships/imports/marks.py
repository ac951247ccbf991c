"""The mark of an exported row: an import tells by it which cells were changed since.

It says when the row was exported and after which release, and has a digest of each field.
"""

import base64
import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from relationships.releases.columns import FIELDS

LENGTH = 4  # characters of a digest: 24 bits
MOMENT = "%Y%m%dT%H%M%SZ"
Cell = Callable[[str, Any], str]


def digest(text: str) -> str:
    """Return a short text that tells this text from others."""
    found = hashlib.blake2s(text.encode(), digest_size=LENGTH * 6 // 8).digest()
    return base64.urlsafe_b64encode(found).decode()


# Marks of another version of the site, which compares other fields, cannot be read.
VERSION = digest(" ".join(FIELDS))


@dataclass(frozen=True)
class ExportMark:
    """What an export said of a relationship: a base of the three-way merge."""

    release: int
    moment: datetime.datetime
    public_id: int
    digests: str

    @classmethod
    def of(
        cls, values: dict[str, Any], cell: Cell, release: int, moment: datetime.datetime
    ) -> Self:
        """Return the mark of values, as ``values_of`` returns them; ``cell`` gives their texts."""
        digests = "".join(digest(cell(name, values[name])) for name in FIELDS)
        return cls(release, moment, values["id"], digests)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the mark of a cell; raise ValueError for what is none, or of another version."""
        version, release, moment, public_id, digests = text.split(":")
        if version != VERSION or len(digests) != LENGTH * len(FIELDS):
            raise ValueError(text)
        when = datetime.datetime.strptime(moment, MOMENT).replace(tzinfo=datetime.UTC)
        return cls(int(release), when, int(public_id), digests)

    def __str__(self) -> str:
        moment = self.moment.astimezone(datetime.UTC).strftime(MOMENT)
        return f"{VERSION}:{self.release}:{moment}:{self.public_id}:{self.digests}"

    def says(self, field: str, text: str) -> bool:
        """Whether the export said this."""
        start = FIELDS.index(field) * LENGTH
        return self.digests[start : start + LENGTH] == digest(text)

    def said_earlier(self, field: str, text: str) -> bool:
        """Return False: whoever edits an export has seen what it says."""
        return False
