"""The deployed revision: a digest of what pages are made of."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

# Besides the apps: what pages are printed with, and the versions of the libraries.
FOLDERS = ("templates", "static", "locale", "locks")


@cache
def revision() -> str:
    """Return twelve hexadecimal digits that change whenever code, templates or texts change.

    Needs no set-up and no version control, and is the same in every worker process.
    """
    base = Path(settings.BASE_DIR)
    digest = hashlib.sha256(str(settings.ENQUIRY_RETENTION_DAYS).encode())  # a page states it
    packages = dict.fromkeys(name.partition(".")[0] for name in settings.OWN_APPS)
    for folder in [*packages, *FOLDERS]:
        for path in sorted((base / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(base)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
