"""Putting back what an entry of the change log shows: values that it replaced, or a whole record.

It is a save of the record's own form, or of a row of its page, with the earlier values typed in: so
the same rules hold as for a save by hand, and only what the user could type can be put back.
"""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pghistory
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.crypto import salted_hmac

from sistercity.admin.history import (
    EMPTY,
    PUT_BACK,
    SOURCES,
    Trace,
    Version,
    Wording,
    related_labels,
    table_versions,
)
from sistercity.admin.inputs import ReasonField
from sistercity.admin.restoring import CannotRestore, as_record, check_bases
from sistercity.admin.snapshots import Row, put, shown
from sistercity.changes.tables import LogTable

NOT_SHOWN = (
    "この行は、この記録の画面では登録できません。"
    "もとの手続（廃置分合など）の画面で登録してください。"
)


@dataclass(frozen=True)
class PutBackField:
    """A field that can be put back, its values in words: now, at the entry, and then.

    ``name`` is that of the input; ``is_later`` says that it was changed again after the entry,
    ``is_fixed`` that the user cannot change it.
    """

    name: str
    label: str
    now: str
    written: str
    then: str
    is_later: bool
    is_fixed: bool

    @property
    def is_open(self) -> bool:
        """Whether there is anything to put back, and the user may."""
        return self.now != self.then and not self.is_fixed


class PutBackForm(forms.Form):
    """Which fields to put back, why, and that others' later changes may be overwritten."""

    chosen = forms.MultipleChoiceField(
        error_messages={"required": "元に戻す項目を選んでください。"}
    )
    overwrite = forms.BooleanField(label="この後の変更が失われることを確かめました", required=False)
    change_reason = ReasonField("変更の理由", initial=SOURCES[PUT_BACK])

    def __init__(self, data: Any, fields: Iterable[PutBackField]) -> None:
        super().__init__(data)
        self.fields["chosen"].choices = [(one.name, one.label) for one in fields]  # type: ignore[attr-defined]


class PuttingBack:
    """An entry, the record that it changed as it is now, and what can be put back.

    ``is_whole`` asks for the record as it was after the entry, else it is the values before. A row
    that was deleted from a table of its owner's page is put back as a whole; ``owner`` is None
    where that is gone too.
    """

    def __init__(
        self, request: HttpRequest, table: LogTable, version: Version, *, is_whole: bool
    ) -> None:
        self.request, self.table, self.version = request, table, version
        # Of a removal, what was there before it is the event itself.
        self.is_whole = is_whole or version.event.pgh_label == "delete"
        self.then = version.event if self.is_whole else version.before
        records = table.trace.model._base_manager  # the withdrawn ones too
        self.record: Any = records.filter(pk=version.event.pgh_obj_id).first()
        self.is_removed = self.record is None
        if self.is_removed and self.then and not table.trace.is_own:
            self.record = as_record(table.trace.model, self.then)
        self.owner: Any = self.find_owner() if self.record else None
        self.form: Any = self.form_class() if self.record else None

    def form_class(self) -> Any:
        """Return the form that the record is saved with; None if the user may not change it."""
        admin, trace = self.table.admin, self.table.trace
        if not admin.has_change_permission(self.request, self.owner):
            raise PermissionDenied
        if self.owner is None:
            return None
        form, formsets = admin.forms(self.request, self.owner)
        return (
            type(form) if trace.is_own else next(filter(None, map(self.row_form, formsets)), None)
        )

    def row_form(self, formset: Any) -> Any:
        """Return the form of a row of a table, if the row is of it and the user may write it."""
        trace = self.table.trace
        is_table = formset.model is trace.model and formset.fk.attname == trace.column
        may_add = formset.max_num > 0
        return formset.form if is_table and (may_add or not self.is_removed) else None

    def find_owner(self) -> Any:
        """Return the record on whose page the change is made."""
        key = self.record.pk if self.table.trace.is_own else self.table.key(self.record)
        return self.table.admin.get_object(self.request, str(key))

    def columns(self) -> Iterator[tuple[str, "models.Field[Any, Any]"]]:
        """Yield each column with the name of its input: a partial date is one of two columns."""
        for column in self.table.trace.columns:
            name = column.name.removesuffix("_on")
            yield (name if name in self.inputs else column.name), column

    @cached_property
    def inputs(self) -> Row:
        """Return what a browser would send for the record as it is now."""
        return shown(self.form(instance=self.record)) if self.form else {}

    def inputs_then(self) -> Row:
        """Return what a browser would send for the record with the earlier values."""
        record = copy.copy(self.record)
        for column in self.then._meta.concrete_fields:
            if hasattr(record, column.attname):
                setattr(record, column.attname, getattr(self.then, column.attname))
        return shown(self.form(instance=record))

    def later_versions(self) -> list[Version]:
        """Return the versions of the record after the entry, the newest first."""
        number = self.version.event.pgh_id
        found = table_versions(Trace(self.table.trace.model), self.version.event.pgh_obj_id)
        return [one for one in found if one.event.pgh_id > number]

    def fields(self, labels: Any) -> list[PutBackField]:
        """Return what the entry changed, or all that differs now from what it left."""
        event, trace = self.version.event, self.table.trace
        if self.record is None or self.then is None:
            return []
        versions = (self.record, event, self.then)
        words = Wording(trace, related_labels([(trace, row) for row in versions], labels))
        fields = (
            self.field(name, column, *(words.value(row, column) for row in versions))
            for name, column in self.columns()
        )
        is_whole = self.is_whole or self.is_removed
        return [one for one in fields if one.then != (one.now if is_whole else one.written)]

    def field(
        self, name: str, column: "models.Field[Any, Any]", now: str, written: str, then: str
    ) -> PutBackField:
        """Return a field with its values in words."""
        label, is_fixed = str(column.verbose_name), name not in self.inputs
        if self.is_removed:
            return PutBackField(name, label, EMPTY, EMPTY, then, is_later=False, is_fixed=is_fixed)
        return PutBackField(name, label, now, written, then, now != written, is_fixed)

    def digest(self) -> str:
        """Return a digest of the record as it is now, for the page to carry."""
        state = (self.is_removed, sorted(self.inputs.items()))
        return salted_hmac("put_back", repr(state)).hexdigest()

    def save(self, names: Iterable[str], reason: str) -> Any:
        """Put fields back, and return the form that the record was saved with, or its errors.

        A row that is gone is written again under its old primary key; raises CannotRestore.
        """
        if self.is_removed:
            check_bases(self.record)
        then = self.inputs_then()
        data = QueryDict(mutable=True)
        for name, values in self.inputs.items():
            put(data, name, then[name] if name in names else values)
        form = self.form(data, instance=copy.copy(self.record))
        if form.is_valid():
            with pghistory.context(source=PUT_BACK, reason=reason):
                if self.table.trace.is_own:
                    self.table.admin.save_model(self.request, form.instance, form, change=True)
                else:
                    form.save()
                    self.check_shown()
        return form

    def check_shown(self) -> None:
        """Raise CannotRestore where the row is none that its owner's page shows."""
        tables = filter(self.row_form, self.table.admin.forms(self.request, self.owner)[1])
        shown_keys = (row.instance.pk for table in tables for row in table.initial_forms)
        if self.record.pk not in shown_keys:
            raise CannotRestore(NOT_SHOWN)
