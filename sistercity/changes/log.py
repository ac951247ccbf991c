"""The change log: the events of all tables of history as one list, the newest first.

A page asks each table for its newest events after a position, by the index on time, and takes the
newest of these; so it costs the same at the beginning and at the end of the log, however long that
is. ``pghistory.models.Events`` would compute the differences of all events before it sorts them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest

from sistercity.admin.bases import StaffAdmin
from sistercity.admin.history import HistoryWords, Version, with_previous
from sistercity.changes.filters import LogFilters, Position
from sistercity.changes.tables import LogLine, LogTable, all_tables, record_labels

PAGE, CHUNK = 50, 500


class ChangeLog:
    """The entries that a user may see and that meet the filters, which are valid."""

    def __init__(self, site: Any, request: HttpRequest, filters: LogFilters) -> None:
        self.site, self.request, self.filters = site, request, filters
        kind = filters.cleaned_data["kind"]
        wanted = (
            one for one in all_tables(site, request) if kind in ("", one.admin.opts.label_lower)
        )
        self.tables = sorted(wanted, key=lambda one: one.name)  # as Position.older has it

    def page(self, after: Position | None, size: int = PAGE) -> tuple[list[LogLine], str]:
        """Return the entries after a position, and the position of the last if there are more."""
        rows = self.newest(after, size + 1)
        lines = self.lines(rows[:size])
        if len(rows) <= size:
            return lines, ""
        when, table, number = rows[size - 1]
        return lines, str(Position(when, self.tables[table].name, number))

    def all(self, most: int) -> Iterator[LogLine]:
        """Yield the newest entries, at most so many."""
        after = None
        while most > 0:
            lines, last = self.page(after, min(CHUNK, most))
            yield from lines
            most -= len(lines)
            if not last:
                return
            after = Position.parse(last)

    def newest(self, after: Position | None, size: int) -> list[Any]:
        """Return time, table and number of the newest events after a position; one query.

        PostgreSQL would take longer to compile the search of all tables for a value than to run it.
        """
        tables = enumerate(self.tables)
        queries = [table.rows(index, self.filters, after)[:size] for index, table in tables]
        rows = queries[0].union(*queries[1:], all=True) if queries else ()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL jit = off")
            return sorted(rows, reverse=True)[:size]

    def lines(self, rows: Sequence[Any]) -> list[LogLine]:
        """Return the lines of some events, in their order."""
        numbers: dict[int, list[int]] = defaultdict(list)
        for _, table, number in rows:
            numbers[table].append(number)
        versions: list[Version] = []
        found: dict[tuple[str, int], LogLine] = {}
        for index, wanted in numbers.items():
            table = self.tables[index]
            if isinstance(table, LogTable):
                versions += with_previous(table.trace, wanted)
            else:
                found |= {(table.name, key): line for key, line in table.lines(wanted).items()}
        found |= {(line.entry.table, line.entry.number): line for line in self.in_words(versions)}
        return [found[self.tables[table].name, number] for _, table, number in rows]

    def in_words(self, versions: Sequence[Version]) -> Iterable[LogLine]:
        """Yield the lines of versions; the labels of their records take a query for each kind."""
        tables = {one.trace: one for one in self.tables if isinstance(one, LogTable)}
        keys: dict[StaffAdmin, set[Any]] = defaultdict(set)
        for version in versions:
            table = tables[version.trace]
            keys[table.admin].add(table.key(version.event))
        labels = {
            admin: record_labels(admin, self.request, wanted) for admin, wanted in keys.items()
        }
        for entry in HistoryWords(versions, self.site.labels(self.request)).entries():
            table = tables[entry.version.trace]
            label = labels[table.admin].get(table.key(entry.version.event))
            yield table.line(self.request, entry, label)
