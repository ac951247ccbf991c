"""What tests of nginx share."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def folders() -> Iterator[Callable[[str], Path]]:
    """Make folders that nginx's worker can enter, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="nginx-", dir="/tmp"))
    path.chmod(0o755)

    def folder(name: str) -> Path:
        (path / name).mkdir()
        return path / name

    yield folder
    shutil.rmtree(path)
