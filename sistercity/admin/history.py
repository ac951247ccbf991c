"""The history of a record in words: who changed what, when, from what to what.

Database triggers write it (``sistercity.models.with_history``), so changes by commands and by
plain SQL are in it too.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from pghistory.models import Context

from sistercity.dates import PartialDate
from sistercity.withdrawal import Withdrawable

EMPTY = "未登録"
ACTIONS = {"insert": "追加", "update": "変更", "delete": "削除"}
PUT_BACK = "put_back"
SOURCES = {
    "load_data": "データ読込（load_data）",
    "import_relationships": "登録簿の取込",
    "undo_release": "公開版の取消",
    "reorganisation": "廃置分合の実施",
    "join": "記録の統合",
    "part": "記録の分離",
    "proposal": "届いた提案の承認",
    "renewal": "連絡先による確認（署名付きリンク）",
    PUT_BACK: "元に戻す",
}
DESK = "管理画面"
OUTSIDE = "管理画面の外（データベースを直接変更）"
NAME_LENGTH = 200  # of the columns that keep who did something
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

    @cached_property
    def columns(self) -> list["models.Field[Any, Any]"]:
        """The columns that are shown: not the key, nor what leads to the record, nor precisions."""
        events: Any = self.events
        kept = {field.name for field in events._meta.concrete_fields}
        return [
            field
            for field in self.model._meta.concrete_fields
            if field.name in kept
            and field.attname != self.column
            and not (field.primary_key and isinstance(field, models.AutoField))
            and not field.name.endswith("_precision")
        ]

    @property
    def is_own(self) -> bool:
        """Whether the events are the record's own, not those of a part such as a source."""
        return self.column == "pgh_obj_id"


@dataclass(frozen=True)
class Version:
    """An event, and the one before it of the same row, if there is one that is shown."""

    trace: Trace
    event: Any
    before: Any = None


@dataclass(frozen=True)
class Origin:
    """Who made a change, by what and why; each is "" where that is not known."""

    person: str = ""
    source: str = ""
    reason: str = ""

    @property
    def how(self) -> str:
        """The way in which the change came about."""
        if self.source:
            return SOURCES.get(self.source, self.source)
        return DESK if self.person else OUTSIDE

    def __str__(self) -> str:
        if self.source:
            return f"{self.how}（{self.person}）" if self.person else self.how
        return self.person or OUTSIDE


@dataclass(frozen=True)
class HistoryChange:
    """A field that changed: its name, its label, and both values in words."""

    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryEntry:
    """One event: when, by whom, what was done to what, and the fields that changed.

    An entry of Django's own log has no version.
    """

    version: Any
    when: datetime.datetime
    who: Origin
    action: str
    subject: str
    differences: list[HistoryChange]

    @property
    def table(self) -> str:
        """The model of the row that changed; with ``number`` it names the entry in URLs."""
        return str(self.version.trace.model._meta.label_lower)

    @property
    def number(self) -> int:
        """The number of the event in its table."""
        return int(self.version.event.pgh_id)

    @property
    def is_update(self) -> bool:
        """Whether it has values to put back."""
        return self.version.before is not None and self.version.event.pgh_label == "update"

    @property
    def withdrawal(self) -> tuple[str, str] | None:
        """Label and URL of what takes back a withdrawal, or its end; None for other entries."""
        event, before = self.version.event, self.version.before
        if not (self.is_update and issubclass(self.version.trace.model, Withdrawable)):
            return None
        is_joined = any(getattr(one, "joined_to_id", None) for one in (event, before))
        if is_joined or bool(event.withdrawn_at) == bool(before.withdrawn_at):
            return None
        back = ("put-back", "公開に戻す")
        step, label = back if event.withdrawn_at else ("withdraw", "公開を取り下げる")
        name = f"admin:{self.table.replace('.', '_')}_{step}"
        return label, reverse(name, args=[event.pgh_obj_id])

    @property
    def is_removal(self) -> bool:
        """Whether the row was removed."""
        return bool(self.version.event.pgh_label == "delete")


def person_name(user: Any) -> str:
    """Return the name that a member of staff is called by, as far as columns of it are wide."""
    return str(user.get_full_name() or user.get_username())[:NAME_LENGTH]


class Authors:
    """Who made the changes of some contexts, in two queries however many they are."""

    def __init__(self, contexts: Iterable[Any]) -> None:
        found = Context.objects.in_bulk(list({key for key in contexts if key}))
        self.metadata = {key: context.metadata for key, context in found.items()}
        ids = {data["user"] for data in self.metadata.values() if data.get("user")}
        self.users: Mapping[Any, Any] = get_user_model()._default_manager.in_bulk(list(ids))

    def source(self, context: Any) -> str:
        """Return the command or form that made a change, "" for the desk and for plain SQL."""
        return self.origin(context).source

    def name(self, context: Any) -> str:
        """Return the name of a member of staff, or of the command and who ran it."""
        return str(self.origin(context))

    def origin(self, context: Any) -> Origin:
        """Return who made a change, by what and why."""
        data = self.metadata.get(context, {})
        source, reason = str(data.get("source", "")), str(data.get("reason", ""))
        return Origin(str(data.get("who") or self.person(data.get("user"))), source, reason)

    def person(self, key: Any) -> str:
        """Return the name of a user, who may be no more."""
        if not key:
            return ""
        user = self.users.get(key)
        return person_name(user) if user else f"退職・削除された利用者（{key}）"


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
    """Values of the columns of a table of history as the staff read them.

    ``labels`` maps (model, key) to the label of a record that a foreign key means.
    """

    def __init__(self, trace: Trace, labels: Mapping[tuple[Any, Any], str]) -> None:
        self.columns, self.labels = trace.columns, labels

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
            HistoryChange(field.name, str(field.verbose_name), old, new)
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


def record_versions(traces: Iterable[Trace], key: Any) -> list[Version]:
    """Return the versions of a record and its parts, the newest of each table first."""
    return [version for trace in traces for version in table_versions(trace, key)]


def table_versions(trace: Trace, key: Any) -> list[Version]:
    """Return the newest versions of a record in one table, the newest first."""
    events = trace.events._default_manager.filter(**{trace.column: key})
    newest: list[Any] = list(events.order_by("-pgh_id")[:LIMIT])
    before: dict[Any, Any] = {}
    versions = []
    for event in reversed(newest):
        versions.append(Version(trace, event, before.get(event.pgh_obj_id)))
        before[event.pgh_obj_id] = event
    return versions[::-1]


def with_previous(trace: Trace, numbers: Iterable[int]) -> Iterator[Version]:
    """Yield the versions of some numbers (``pgh_id``), each with the one before; two queries."""
    events = trace.events._default_manager
    earlier = events.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    newest = Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1])
    found = events.filter(pgh_id__in=numbers).annotate(pgh_previous=newest)
    before = events.in_bulk([event.pgh_previous for event in found if event.pgh_previous])
    for event in found:
        yield Version(trace, event, before.get(event.pgh_previous))


def related_labels(rows: Iterable[tuple[Trace, Any]], labels: Any) -> dict[tuple[Any, Any], str]:
    """Return the label of every record that a foreign key in some rows means.

    ``rows`` are events or records, each with its table; ``labels`` is a function from a model and
    keys to the records' labels by key.
    """
    keys: dict[Any, set[Any]] = defaultdict(set)
    for trace, row in rows:
        for field in trace.columns:
            if isinstance(field, models.ForeignKey):
                keys[field.related_model].add(getattr(row, field.attname))
    return {
        (model, key): label
        for model, wanted in keys.items()
        for key, label in labels(model, wanted - {None}).items()
    }


class HistoryWords:
    """Versions in words; the number of queries does not grow with them."""

    def __init__(self, versions: Sequence[Version], labels: Any) -> None:
        """``labels`` is a function from a model and keys to the records' labels by key."""
        self.versions = versions
        self.authors = Authors(version.event.pgh_context_id for version in versions)
        rows = [(one.trace, row) for one in versions for row in (one.event, one.before) if row]
        self.labels = related_labels(rows, labels)

    def entries(self) -> list[HistoryEntry]:
        """Return an entry for each version, in their order."""
        return [self.entry(version) for version in self.versions]

    def entry(self, version: Version) -> HistoryEntry:
        """Return what a version changed."""
        trace, event = version.trace, version.event
        wording = Wording(trace, self.labels)
        name = capfirst(trace.model._meta.verbose_name)
        part = "" if trace.is_own else f"：{part_name(wording, event)}"
        return HistoryEntry(
            version,
            event.pgh_created_at,
            self.authors.origin(event.pgh_context_id),
            ACTIONS.get(event.pgh_label, event.pgh_label),
            f"{name}{part}",
            self.differences(wording, version),
        )

    def differences(self, wording: "Wording", version: Version) -> list[HistoryChange]:
        """Return the fields that a version changed; all that has a value, if it is the first."""
        event, before = version.event, version.before
        if event.pgh_label == "delete":
            return wording.differences(event, None)
        if event.pgh_label == "insert":  # before may be a row that was removed
            return wording.differences(None, event)
        return wording.differences(before, event) if before else []


def part_name(wording: Wording, event: Any) -> str:
    """Return what tells a part from its neighbours: its address, its text, what happened.

    Else it is the first thing that the part holds, such as the record that it names.
    """
    columns = {field.name: field for field in wording.columns}
    telling = [columns[name] for name in ("url", "text", "kind") if name in columns]
    words = (wording.value(event, field) for field in [*telling, *wording.columns])
    return next((text for text in words if text != EMPTY), str(event.pgh_obj_id))
