"""The same page asks the database the same, whichever process serves it."""

import os
import re
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

NOW = re.compile(r"'[^']*'::(timestamptz|date)")


def asked(seed: int) -> list[str]:
    """Return what a process with its own seed of hashes sends to the test database."""
    named = connection.settings_dict
    host = quote(named["HOST"] or "", safe="")
    login = f"{named['USER']}:{quote(named['PASSWORD'] or '', safe='')}"
    url = f"postgres://{login}@{host}:{named['PORT'] or 5432}/{named['NAME']}"
    environment = {**os.environ, "DATABASE_URL": url, "PYTHONHASHSEED": str(seed)}
    run = subprocess.run(
        [sys.executable, "-m", "tests.asked"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return [NOW.sub("now", line) for line in run.stdout.splitlines()]


@pytest.mark.full
def test_the_order_of_a_query_does_not_depend_on_the_process() -> None:
    """Texts have another hash in each process; a set of them must not become a condition."""
    first, second = asked(1), asked(2)

    assert [line for line in first if re.search(r": [45]\d\d$", line)] == []
    assert first == second
