"""System check: the functions of the search are the same in the database and in the code."""

import re
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, register
from django.db import connections

from places import keys
from sistercity.checks import Outdated, outdated

BODY = re.compile(r"FUNCTION (\w+)\(text\).*?\$body\$(.*?)\$body\$", re.DOTALL)
INSTALLED = """
    SELECT proname, prosrc FROM pg_proc
     WHERE pronamespace = current_schema()::regnamespace AND proname = ANY(%s)
"""


@register(Tags.database)
def check_functions(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Check that PostgreSQL makes keys as Python does: else the search misses names."""
    return outdated(databases, "functions", outdated_functions, "places.E001")


def outdated_functions(alias: str) -> list[Outdated]:
    """Return the functions that the database lacks, or has with another body."""
    bodies = dict(BODY.findall(keys.functions()))
    with connections[alias].cursor() as cursor:
        cursor.execute(INSTALLED, [list(bodies)])
        installed = dict(cursor.fetchall())
    wrong = sorted(name for name, body in bodies.items() if installed.get(name) != body)
    return [("places", name) for name in wrong]
