"""The history of a record in words: who changed what, when, from what to what.

Database triggers write it (``sistercity.models.with_history``), so changes by commands and by
plain SQL are in it too.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from pghistory.models import Context

from sistercity.dates import PartialDate

EMPTY = "未登録"
ACTIONS = {"insert": "追加", "update": "変更", "delete": "削除"}
SOURCES = {
    "load_data": "データ読込（load_data）",
    "import_relationships": "登録簿の取込",
    "undo_release": "公開版の取消",
    "reorganisation": "廃置分合の実施",
    "proposal": "届いた提案の承認",
    "renewal": "連絡先による確認（署名付きリンク）",
}
OUTSIDE = "管理画面の外（データベースを直接変更）"
LIMIT = 500  # events of one table that a history page shows


@dataclass(frozen=True)
class Trace:
    """A table of the history, and its column that leads to the record whose history it is."""

    model: type[models.Model]
    column: str = "pgh_obj_id"

    @property
    def events(self) -> type[models.Model]:
        """The model of the history table."""
        events: type[models.Model] = getattr(self.model, "pgh_event_model")  # noqa: B009
        return events

    @property
    def is_own(self) -> bool:
        """Whether the events are the record's own, not those of a part such as a source."""
        return self.column == "pgh_obj_id"


@dataclass(frozen=True)
class HistoryChange:
    """A field that changed: its label, and both values in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryEntry:
    """One event: when, by whom, what was done to what, and the fields that changed."""

    when: datetime.datetime
    who: str
    action: str
    subject: str
    differences: list[HistoryChange]


class Authors:
    """Who made the changes of some contexts, in two queries however many they are."""

    def __init__(self, contexts: Iterable[Any]) -> None:
        found = Context.objects.in_bulk(list({key for key in contexts if key}))
        self.metadata = {key: context.metadata for key, context in found.items()}
        ids = {data["user"] for data in self.metadata.values() if data.get("user")}
        self.users: Mapping[Any, Any] = get_user_model()._default_manager.in_bulk(list(ids))

    def source(self, context: Any) -> str:
        """Return the command or form that made a change, "" for the desk and for plain SQL."""
        return str(self.metadata.get(context, {}).get("source", ""))

    def name(self, context: Any) -> str:
        """Return the name of a member of staff, or of the command and who ran it."""
        data = self.metadata.get(context, {})
        user = self.users.get(data.get("user"))
        name = str(user.get_full_name() or user.get_username()) if user else ""
        if source := data.get("source"):
            who, label = data.get("who") or name, SOURCES.get(source, str(source))
            return f"{label}（{who}）" if who else label
        if name:
            return name
        return f"退職・削除された利用者（{data['user']}）" if data.get("user") else OUTSIDE


def newest_events(trace: Trace, keys: Iterable[str]) -> Iterable[Any]:
    """Return the newest event of each record."""
    events = trace.events._default_manager.filter(pgh_obj_id__in=keys)
    return events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")


def last_changes(
    keys: Mapping[type[models.Model], Iterable[str]],
) -> dict[tuple[type[models.Model], str], tuple[datetime.datetime, str]]:
    """Return when each record, by model and key as text, was changed last, and by whom.

    Those of models without a history are left out. Each model takes a query.
    """
    newest: dict[Any, Any] = {
        (model, str(event.pgh_obj_id)): event
        for model in keys
        if hasattr(model, "pgh_event_model")
        for event in newest_events(Trace(model), keys[model])
    }
    authors = Authors(event.pgh_context_id for event in newest.values())
    return {
        record: (event.pgh_created_at, authors.name(event.pgh_context_id))
        for record, event in newest.items()
    }


class Wording:
    """Values of a model's columns as the staff read them.

    ``labels`` maps (model, key) to the label of a record that a foreign key means.
    """

    def __init__(self, model: type[models.Model], labels: Mapping[tuple[Any, Any], str]) -> None:
        self.model, self.labels = model, labels

    @cached_property
    def columns(self) -> list["models.Field[Any, Any]"]:
        """The columns that history keeps, without the key and the precision of partial dates."""
        events: Any = Trace(self.model).events
        kept = {field.name for field in events._meta.concrete_fields}
        return [
            field
            for field in self.model._meta.concrete_fields
            if field.name in kept
            and not (field.primary_key and isinstance(field, models.AutoField))
            and not field.name.endswith("_precision")
        ]

    def value(self, event: Any, field: "models.Field[Any, Any]") -> str:
        """Return a column's value in words."""
        value = getattr(event, field.attname)
        if value is None or value in ("", []):
            return EMPTY
        if isinstance(field, models.ForeignKey):
            return self.labels.get((field.related_model, value), f"削除された記録（{value}）")
        if isinstance(field, ArrayField):
            choices = dict(field.base_field.flatchoices)
            return "、".join(str(choices.get(item, item)) for item in value)
        return scalar(event, field, value)

    def differences(self, before: Any, after: Any) -> list[HistoryChange]:
        """Return the fields in which two versions differ; a missing version has no values."""
        pairs = (
            (
                field,
                self.value(before, field) if before else EMPTY,
                self.value(after, field) if after else EMPTY,
            )
            for field in self.columns
        )
        return [
            HistoryChange(str(field.verbose_name), old, new)
            for field, old, new in pairs
            if old != new
        ]


def scalar(event: Any, field: "models.Field[Any, Any]", value: Any) -> str:
    """Return a plain value in words: choices by label, dates as far as they are known."""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, datetime.datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        precision = getattr(event, f"{field.name.removesuffix('_on')}_precision", None)
        return str(PartialDate(value, precision)) if precision else date_format(value)
    return str(value)


class RecordHistory:
    """The history of one record and its parts; the number of queries does not grow with it."""

    def __init__(self, traces: Iterable[Trace], key: Any, labels: Any) -> None:
        """``labels`` is a function from a model and keys to the records' labels by key."""
        self.events = {trace: self.fetch(trace, key) for trace in traces}
        self.authors = Authors(
            event.pgh_context_id for events in self.events.values() for event in events
        )
        self.labels = self.related(labels)

    @staticmethod
    def fetch(trace: Trace, key: Any) -> list[Any]:
        """Return the newest events, the newest first."""
        events = trace.events._default_manager.filter(**{trace.column: key})
        return list(events.order_by("-pgh_id")[:LIMIT])

    def related(self, labels: Any) -> dict[tuple[Any, Any], str]:
        """Return the label of every record that a foreign key in the events means."""
        keys: dict[Any, set[Any]] = defaultdict(set)
        for trace, events in self.events.items():
            for field in Wording(trace.model, {}).columns:
                if isinstance(field, models.ForeignKey) and field.attname != trace.column:
                    keys[field.related_model] |= {getattr(row, field.attname) for row in events}
        return {
            (model, key): label
            for model, wanted in keys.items()
            for key, label in labels(model, wanted - {None}).items()
        }

    def entries(self) -> list[HistoryEntry]:
        """Return every event, the newest first."""
        found = [entry for trace in self.events for entry in self.of_trace(trace)]
        return sorted(found, key=lambda entry: entry.when, reverse=True)

    def of_trace(self, trace: Trace) -> Iterator[HistoryEntry]:
        """Yield the events of one table with what each changed."""
        wording = Wording(trace.model, self.labels)
        wording.columns = [field for field in wording.columns if field.attname != trace.column]
        name = capfirst(trace.model._meta.verbose_name)
        before: dict[Any, Any] = {}
        for event in reversed(self.events[trace]):
            old = before.get(event.pgh_obj_id)
            new = None if event.pgh_label == "delete" else event
            first = event.pgh_label != "update"  # else older events are cut off
            part = "" if trace.is_own else f"：{part_name(wording, event)}"
            yield HistoryEntry(
                event.pgh_created_at,
                self.authors.name(event.pgh_context_id),
                ACTIONS.get(event.pgh_label, event.pgh_label),
                f"{name}{part}",
                wording.differences(old if new else event, new) if old or first else [],
            )
            before[event.pgh_obj_id] = event


def part_name(wording: Wording, event: Any) -> str:
    """Return what tells a part from its neighbours: its address, its text, what happened.

    Else it is the first thing that the part holds, such as the record that it names.
    """
    columns = {field.name: field for field in wording.columns}
    telling = [columns[name] for name in ("url", "text", "kind") if name in columns]
    words = (wording.value(event, field) for field in [*telling, *wording.columns])
    return next((text for text in words if text != EMPTY), str(event.pgh_obj_id))
