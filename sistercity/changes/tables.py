"""The tables that the change log reads: those of history, and Django's own log of accounts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models import QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse

from sistercity.admin.bases import StaffAdmin
from sistercity.admin.history import ACTIONS, HistoryEntry, Origin, Trace, person_name
from sistercity.admin.restoring import RestorableAdmin
from sistercity.changes.filters import LogFilters, Position

FLAGS = {ADDITION: ACTIONS["insert"], CHANGE: ACTIONS["update"], DELETION: ACTIONS["delete"]}


@dataclass(frozen=True)
class LogLine:
    """An entry of the log, and the record that it is of; ``url`` is that one's history."""

    entry: HistoryEntry
    kind: str
    record: str
    url: str
    may_change: bool = False


@dataclass(frozen=True)
class LogTable:
    """A table of history, and the kind of record that its events are shown as."""

    admin: StaffAdmin
    trace: Trace

    @property
    def name(self) -> str:
        """What the table is called in URLs."""
        return self.trace.model._meta.label_lower

    def rows(self, index: int, filters: LogFilters, after: Position | None) -> QuerySet[Any, Any]:
        """Return time, index and number of the events after a position, the newest first."""
        events = self.trace.events._default_manager
        found = events.filter(filters.conditions(self.admin, self.trace))
        if after:
            found = found.filter(after.older(self.name))
        found = found.order_by("-pgh_created_at", "-pgh_id")
        return found.values_list("pgh_created_at", Value(index), "pgh_id")

    def key(self, event: Any) -> Any:
        """Return the key of the record whose history an event is part of."""
        return getattr(event, self.trace.column)

    def line(self, request: HttpRequest, entry: HistoryEntry, label: str | None) -> LogLine:
        """Return the line of an entry; its record has a label while its history can be seen."""
        key = self.key(entry.version.event)
        return LogLine(
            entry,
            str(self.admin.opts.verbose_name),
            label or removed_name(key),
            history_url(self.admin, key) if label else "",
            self.admin.has_change_permission(request),
        )


def record_labels(admin: StaffAdmin, request: HttpRequest, keys: Collection[Any]) -> dict[Any, str]:
    """Return the names of records by key; those that are gone are named as such."""
    found = admin.labels(request, keys)
    gone = set(keys) - set(found)
    if gone and isinstance(admin, RestorableAdmin):
        names = admin.removed_labels(gone)
        found |= {key: removed_name(name) for key, name in names.items()}
    return found


def removed_name(name: Any) -> str:
    """Return what a removed record is called, by its name or its key."""
    return f"削除された記録（{name}）"


@dataclass(frozen=True)
class AccountTable:
    """What was done to users or groups, which have no history.

    Django's own log says which fields were changed and holds no values, so no password either.
    """

    admin: "ModelAdmin[Any]"

    @property
    def name(self) -> str:
        """What the table is called in URLs."""
        return self.admin.opts.label_lower

    def entries(self) -> QuerySet[LogEntry]:
        """Return the entries of the kind."""
        options = self.admin.opts
        return LogEntry.objects.filter(
            content_type__app_label=options.app_label, content_type__model=options.model_name
        )

    def rows(self, index: int, filters: LogFilters, after: Position | None) -> QuerySet[Any, Any]:
        """Return time, index and number of the entries after a position, the newest first."""
        found = self.entries().filter(filters.account_conditions())
        if after:
            found = found.filter(after.older(self.name, "action_time", "pk"))
        found = found.order_by("-action_time", "-pk")
        return found.values_list("action_time", Value(index), "pk")

    def lines(self, numbers: Iterable[int]) -> dict[int, LogLine]:
        """Return the lines of some entries by number."""
        found = self.entries().filter(pk__in=numbers).select_related("user")
        keys = {str(key) for key in self.admin.model._default_manager.values_list("pk", flat=True)}
        return {entry.pk: self.line(entry, entry.object_id in keys) for entry in found}

    def line(self, entry: LogEntry, is_there: bool) -> LogLine:
        """Return the line of an entry."""
        words = HistoryEntry(
            None,
            entry.action_time,
            Origin(person_name(entry.user)),
            FLAGS.get(entry.action_flag, ""),
            entry.get_change_message(),
            [],
        )
        url = history_url(self.admin, entry.object_id) if is_there else ""
        return LogLine(words, str(self.admin.opts.verbose_name), entry.object_repr, url)


def history_url(admin: "ModelAdmin[Any]", key: Any) -> str:
    """Return the URL of a record's history."""
    return reverse(f"admin:{admin.opts.app_label}_{admin.opts.model_name}_history", args=[key])


def log_tables(site: Any, request: HttpRequest) -> list[LogTable]:
    """Return each table of history of the kinds of record that the user may see, once."""
    found: dict[Any, LogTable] = {}
    for admin in site.staff_admins(request):
        for trace in admin.traces():
            if trace.is_own or not site.is_registered(trace.model):
                found.setdefault(trace.model, LogTable(admin, trace))
    return list(found.values())


def account_tables(site: Any, request: HttpRequest) -> list[AccountTable]:
    """Return the kinds of account that the user may see."""
    return [
        AccountTable(admin) for admin in site.account_admins() if admin.has_view_permission(request)
    ]


def all_tables(site: Any, request: HttpRequest) -> list[LogTable | AccountTable]:
    """Return every table of the log that the user may see."""
    return [*log_tables(site, request), *account_tables(site, request)]
