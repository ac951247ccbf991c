"""Django's backend for PostgreSQL, with a time limit on the client's side too.

The server keeps ``statement_timeout`` and ``lock_timeout``, so they end nothing while the server
itself does not run: a frozen machine still acknowledges what it is sent. Here the client waits a
little longer than the server may work on a statement, then closes the connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

GRACE = 2  # seconds for which the client waits longer than the server
CHECK_WITHIN = 3  # seconds for the check whether a kept connection still works
STATEMENT_TIMEOUT = "SELECT setting::int FROM pg_settings WHERE name = 'statement_timeout'"


class Connection(psycopg.Connection[Any]):
    """A connection that is closed when the server does not answer in time."""

    # Seconds; None for no limit.
    answer_within: float | None = CHECK_WITHIN

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server; raise OperationalError when it takes too long."""
        limit = self.answer_within if timeout is None else timeout
        try:
            return super().wait(gen, interval, limit)
        except psycopg.OperationalError as error:
            is_ours = timeout is None and limit is not None
            if is_ours and self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.close()  # an answer that comes later would be taken for that of another query
                raise psycopg.OperationalError(f"no answer within {limit:g} s") from error
            raise

    @contextmanager
    def answering_within(self, seconds: float) -> Iterator[None]:
        """Set the limit for a while."""
        before, self.answer_within = self.answer_within, seconds
        try:
            yield
        finally:
            self.answer_within = before


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for the class of its connections."""

    # psycopg, but for its function that connects.
    Database: Any = SimpleNamespace(**vars(psycopg) | {"connect": Connection.connect})

    def init_connection_state(self) -> None:
        """Take the limit for answers from the limit for statements, wherever that was set."""
        super().init_connection_state()
        milliseconds = self.connection.execute(STATEMENT_TIMEOUT).fetchone()[0]
        self.connection.answer_within = milliseconds / 1000 + GRACE if milliseconds else None

    def is_usable(self) -> bool:
        """Whether the server still answers on this connection, and soon."""
        if self.connection is None:
            return False
        with self.connection.answering_within(CHECK_WITHIN):
            return bool(super().is_usable())
