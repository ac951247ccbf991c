"""Which errors mean that the database is away for now, and one line of the log for each."""

import logging
from collections.abc import Iterator

import psycopg
from django.db import InterfaceError, OperationalError

# Of PostgreSQL's error codes (its manual's appendix A): connection, rollback for another
# transaction's sake, resources, operator intervention (statement timeout, shutdown), system.
CLASSES = ("08", "40", "53", "57", "58")
# A lock that was not got in time, a standby that only reads, a transaction idle or open too long.
CODES = ("55P03", "25006", "25P03", "25P04")
RETRY_AFTER = 30  # seconds


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that it was raised from."""
    while error is not None:
        yield error
        error = error.__cause__


def is_unavailable(error: BaseException | None) -> bool:
    """Whether an error says that the database is away, so that the same request may work later.

    Faults of the program or of the data, such as IntegrityError, are not.
    """
    for cause in causes(error):
        if isinstance(cause, psycopg.Error) and cause.sqlstate:
            return cause.sqlstate.startswith(CLASSES) or cause.sqlstate in CODES
        if isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
            return True
    return isinstance(error, OperationalError | InterfaceError)


def without_traceback(record: logging.LogRecord) -> bool:
    """Let a log record pass; one of an answer 503 gets the error's first line for its traceback."""
    if getattr(record, "status_code", None) == 503 and record.exc_info:
        error = record.exc_info[1]
        record.msg = f"{record.getMessage()}: {type(error).__name__}: {str(error).splitlines()[0]}"
        record.args, record.exc_info = (), None
    return True
