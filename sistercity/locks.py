"""One import at a time, and no editor while it writes; both end with its transaction."""

import datetime
from dataclasses import dataclass

from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from sistercity.models import lock_content

# A number of our own for the lock; both halves only have to differ from those of other locks.
LOCK = (0x5C17, 1)
WAIT_FOR_EDITORS = "10s"
HOLDER = """
    SELECT activity.application_name, activity.xact_start
    FROM pg_locks held JOIN pg_stat_activity activity USING (pid)
    WHERE held.locktype = 'advisory' AND held.granted
      AND held.classid = %s AND held.objid = %s AND held.objsubid = 2
      AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@dataclass
class Busy(Exception):
    """Another import holds the lock, or somebody's change of the data does not end."""

    holder: str = ""
    since: datetime.datetime | None = None

    def __str__(self) -> str:
        if not self.holder:
            return _(
                "A change of the data is still under way at the desk. Nothing was written; try"
                " again in a minute."
            )
        since = date_format(timezone.localtime(self.since), "H:i") if self.since else "–"
        return _(
            "Another import is running: %(holder)s, since %(since)s. Nothing was written; try again"
            " when it has ended."
        ) % {"holder": self.holder, "since": since}


def lock_imports(who: str) -> None:
    """Keep every other import out for the rest of the transaction.

    It is an advisory lock of PostgreSQL. ``who`` is shown to those who come second, and to editors
    who wait for too long. Raises Busy at once when another import has the lock.
    """
    with connection.cursor() as cursor:
        # Before the lock: whoever is refused must find the name of who holds it.
        cursor.execute("SELECT set_config('application_name', %s, true)", [written_name(who)])
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK)
        if not cursor.fetchone()[0]:
            raise running_import() or Busy("?")
        # Each row's entry in the history would look through all checks of foreign keys that wait
        # for the end of the transaction: the time would grow with the square of the rows.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def running_import() -> Busy | None:
    """Return who imports and since when, as an error that can be raised; None if nobody does."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDER, LOCK)
        found = cursor.fetchone()
    return Busy(read_name(found[0]), found[1]) if found else None


def hold_back_editors() -> None:
    """Make every other writer of content wait until the transaction ends; nobody who only reads.

    Raises Busy when an editor's transaction outlasts the wait.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WAIT_FOR_EDITORS])
    try:
        lock_content()
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise  # the database is away
        raise Busy from error


def written_name(who: str) -> str:
    """Return a name as PostgreSQL keeps it of a session: 63 letters of ASCII (RFC 2152)."""
    return who.encode("utf-7").decode("ascii")[:63]


def read_name(text: str) -> str:
    """Return the name of a session; one that was cut may lack its end."""
    return text.encode("utf-8").decode("utf-7", "ignore")
