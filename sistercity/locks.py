"""One import at a time, and no editor while it writes; both end with its transaction."""

import datetime
from dataclasses import dataclass

from django.db import OperationalError, connection
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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


class Work(TextChoices):
    """What holds the lock, in words for whoever waits."""

    IMPORT = "import", gettext_lazy("Another import is running")
    UNDO = "undo", gettext_lazy("A release is being undone")


@dataclass
class Busy(Exception):
    """Somebody's work holds the lock, or somebody's change of the data does not end."""

    work: Work | None = None
    who: str = ""
    since: datetime.datetime | None = None

    def __str__(self) -> str:
        if self.work is None:
            return _(
                "A change of the data is still under way at the desk. Nothing was written; try"
                " again in a minute."
            )
        return _("%(work)s. Nothing was written; try again when it has ended.") % {
            "work": self.in_words
        }

    @property
    def in_words(self) -> str:
        """What is done by whom, and since when."""
        since = date_format(timezone.localtime(self.since), "H:i") if self.since else "–"
        values = {"work": self.work and self.work.label, "who": self.who, "since": since}
        return _("%(work)s (%(who)s, since %(since)s)") % values


def lock_imports(work: Work, who: str) -> None:
    """Keep every other import out for the rest of the transaction.

    It is an advisory lock of PostgreSQL. Those who come second, and editors who wait for too long,
    are told what is done by whom. Raises Busy at once when another import has the lock.
    """
    with connection.cursor() as cursor:
        # Before the lock: whoever is refused must find the name of who holds it.
        name = written_name(f"{work} {who}")
        cursor.execute("SELECT set_config('application_name', %s, true)", [name])
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK)
        if not cursor.fetchone()[0]:
            raise running_import() or Busy(Work.IMPORT, "?")
        # Each row's entry in the history would look through all checks of foreign keys that wait
        # for the end of the transaction: the time would grow with the square of the rows.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def running_import() -> Busy | None:
    """Return what holds the lock, as an error that can be raised; None if nothing does."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDER, LOCK)
        found = cursor.fetchone()
    if not found:
        return None
    work, _space, who = read_name(found[0]).partition(" ")
    return Busy(Work(work), who, found[1])


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
