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
    PUT_BACK,
    SOURCES,
    Trace,
    Version,
    Wording,
    related_labels,
    table_versions,
)
from sistercity.admin.inputs import ReasonField
from sistercity.admin.snapshots import Row, put, shown
from sistercity.changes.tables import LogTable


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
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, fields: Iterable[PutBackField]) -> None:
        super().__init__(data)
        self.fields["chosen"].choices = [(one.name, one.label) for one in fields]  # type: ignore[attr-defined]


class PuttingBack:
    """An entry, the record that it changed as it is now, and what can be put back.

    ``is_whole`` asks for the record as it was after the entry, else it is the values before.
    """

    def __init__(
        self, request: HttpRequest, table: LogTable, version: Version, *, is_whole: bool
    ) -> None:
        self.request, self.table, self.version = request, table, version
        self.then = version.event if is_whole else version.before
        self.is_whole = is_whole
        records = table.trace.model._base_manager  # the withdrawn ones too
        self.record: Any = records.filter(pk=version.event.pgh_obj_id).first()
        self.form: Any = self.form_class() if self.record else None

    def form_class(self) -> Any:
        """Return the form that the record is saved with; None if the user may not change it."""
        admin, trace = self.table.admin, self.table.trace
        owner = self.owner()
        if owner is None or not admin.has_change_permission(self.request, owner):
            raise PermissionDenied
        form, formsets = admin.forms(self.request, owner)
        if trace.is_own:
            return type(form)
        return next((one.form for one in formsets if one.model is trace.model), None)

    def owner(self) -> Any:
        """Return the record on whose page the change is made."""
        if self.table.trace.is_own:
            return self.table.admin.get_object(self.request, str(self.record.pk))
        return self.table.admin.get_object(self.request, str(self.table.key(self.record)))

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
        return [one for one in fields if one.then != (one.now if self.is_whole else one.written)]

    def field(
        self, name: str, column: "models.Field[Any, Any]", now: str, written: str, then: str
    ) -> PutBackField:
        """Return a field with its values in words."""
        label, is_fixed = str(column.verbose_name), name not in self.inputs
        return PutBackField(name, label, now, written, then, now != written, is_fixed)

    def digest(self) -> str:
        """Return a digest of the record as it is now, for the page to carry."""
        return salted_hmac("put_back", repr(sorted(self.inputs.items()))).hexdigest()

    def save(self, names: Iterable[str], reason: str) -> Any:
        """Put fields back, and return the form that the record was saved with, or its errors."""
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
        return form
