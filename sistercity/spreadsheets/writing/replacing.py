"""Files that are written beside the one whose name they get: that one is whole all the time."""

import errno
from pathlib import Path
from typing import Self


class Replacement:
    """A new file for a path; a context manager.

    On entering, OSError is raised where the path cannot be written. ``part`` is the path to write
    to, and ``complete`` gives it its name; without that, what was at the path stays as it was.
    A device is written to directly.
    """

    def __init__(self, path: Path) -> None:
        self.target = path.resolve()  # a link goes on leading to the file
        self.is_device = self.target.is_char_device()
        self.part = self.target
        if not self.is_device:
            self.part = self.target.with_name(f"{self.target.name}.part")

    def __enter__(self) -> Self:
        if self.target.exists() and not (self.target.is_file() or self.is_device):
            raise OSError(errno.EEXIST, "This is not a file", str(self.target))
        if not self.is_device:
            self.part.touch()
        return self

    def __exit__(self, *_error: object) -> None:
        if not self.is_device:
            self.part.unlink(missing_ok=True)

    def complete(self) -> None:
        """Give the new file its name."""
        if not self.is_device:
            self.part.replace(self.target)
