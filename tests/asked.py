"""Prints the statements that lists and searches send to the database, in their order."""

import sys
from typing import Any

import django

PAGES = (
    "relationships/?q=portland",
    "relationships/?prefecture=13&country=us&kind=sister&status=active&counting=counted&sort=name",
    "search/?q=sapporo+portland+france",
    "search/?q=大阪市+北海道+中国",
    "search/suggest?q=san",
    "partner-search/",
    "commendations/?prefecture=26&year=2008",
    "seminars/?office=london&prefecture=13",
    "countries/us/",
    "statistics/",
)


def statements() -> list[str]:
    """Return each page with its status, and the statements that it sends."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client: Any = Client(SERVER_NAME="localhost")
    found = []
    for page in PAGES:
        with CaptureQueriesContext(connection) as asked:
            response = client.get(f"/en/{page}")
        found += [f"{page}: {response.status_code}", *(one["sql"] for one in asked)]
    return found


if __name__ == "__main__":
    django.setup()
    sys.stdout.write("\n".join(statements()))
