"""The deployed site with two workers, each with a page cache, while somebody edits all the time."""

import random
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from sistercity.page_cache import POLL
from tests.databases import copied
from tests.sistercity.away.conftest import free_port
from tests.sistercity.away.site import Site

pytestmark = pytest.mark.django_db

NUMBER = 1_000  # of edits, and of reads, at least
# All show the name of France.
PAGES = ["/en/countries/", "/en/countries/fr/", "/en/relationships/?country=FR", "/en/search/?q=FR"]
SHOWN = re.compile(r"Edit(\d+)end")
RENAME = "UPDATE places_country SET name_en = 'Edit' || %s || 'end' WHERE code = 'FR'"
# An edit of something else, that makes every page new all the same.
OTHERS = [
    "UPDATE places_country SET name_en = name_en || '' WHERE code = 'IT'",
    "UPDATE register_relationship SET note = note || '' WHERE public_id = 1",
]


class Editor:
    """Edits at random moments; knows which edit every page has to show by now."""

    def __init__(
        self, database: psycopg.Connection, chance: random.Random, seen: list[tuple[int, int]]
    ) -> None:
        self.database, self.chance, self.seen = database, chance, seen
        self.committed: list[float] = []
        self.thread = threading.Thread(target=self.edit)

    def edit(self) -> None:
        """Edit in plain SQL until there were enough edits, and enough reads."""
        while min(len(self.committed), len(self.seen)) < NUMBER:
            self.database.execute(RENAME, [len(self.committed)])
            self.committed.append(time.monotonic())
            if self.chance.random() < 0.3:
                self.database.execute(self.chance.choice(OTHERS))
            time.sleep(self.chance.expovariate(1 / 0.03))

    def due(self, moment: float) -> int:
        """Return the newest edit that was committed more than a second before a moment."""
        return sum(1 for committed in list(self.committed) if committed + POLL < moment) - 1


@pytest.fixture
def database_url(django_db_setup: None) -> Iterator[str]:
    known = connection.settings_dict
    who = ":".join(quote(known[key], safe="") for key in ("USER", "PASSWORD"))
    where = f"{quote(known['HOST'], safe='')}:{known['PORT']}"
    with copied("workers") as name:
        yield f"postgres://{who}@{where}/{name}"


@pytest.fixture
def site(database_url: str, tmp_path: Path) -> Iterator[Site]:
    log = tmp_path / "log"
    running = Site(database_url, free_port(), log, workers=2, threads=4)
    try:
        assert running.wait_until_ok("/en/", 60).status == 200, log.read_text()
        yield running
    finally:
        running.stop()


def read(site: Site, editor: Editor, chance: random.Random, seen: list[tuple[int, int]]) -> None:
    """Read pages until the edits are over; note which edit each showed, and which was due."""
    while editor.thread.is_alive():
        due = editor.due(time.monotonic())
        answer = site.get(chance.choice(PAGES))
        found = SHOWN.search(answer.body.decode())
        seen.append((int(found[1]) if found else -1, due))


@pytest.mark.full
def test_no_page_of_any_worker_is_older_than_a_second(
    site: Site, database_url: str, chance: random.Random
) -> None:
    seen: list[tuple[int, int]] = []
    with psycopg.connect(database_url, autocommit=True) as database:
        editor = Editor(database, chance, seen)
        editor.thread.start()
        readers = [
            threading.Thread(target=read, args=(site, editor, random.Random(number), seen))
            for number in range(4)
        ]
        for reader in readers:
            reader.start()
        for thread in (editor.thread, *readers):
            thread.join()

    assert max(shown for shown, _ in seen) > NUMBER / 2
    assert [(shown, due) for shown, due in seen if shown < due] == []
