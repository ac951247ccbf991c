"""What others changed since a page was opened, beside what the person typed into it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms.models import InlineForeignKeyField
from django.http import QueryDict
from django.utils.text import capfirst

from sistercity.admin.history import EMPTY, last_changes
from sistercity.admin.snapshots import (
    WITHDRAWAL,
    Opened,
    Page,
    Row,
    choice,
    in_words,
    page_of,
    put,
    put_rows,
    rows_sent,
    shown,
    texts,
)

UNKNOWN, UNTOUCHED, SAME = "不明", "変更していません", "現在と同じ内容です"
FIXED = "変更できない項目になりました"
KEPT, DELETED = "残す", "この行を削除"
PUBLIC = "取り下げていません"


@dataclass(frozen=True)
class ChangedField:
    """A field that somebody else changed, in words; ``choice`` names the question, if any."""

    label: str
    opened: str
    now: str
    own: str
    choice: str = ""


@dataclass
class ChangedRow:
    """A record or a row of its tables that somebody else changed, added or deleted.

    ``values`` are what an added or a deleted row holds; ``choice`` asks about a deleted one.
    """

    model: Any
    key: str
    action: str
    differences: Sequence[ChangedField] = ()
    values: Sequence[tuple[str, str]] = ()
    choice: str = ""
    name: str = ""
    when: datetime.datetime | None = None
    who: str = ""

    @property
    def title(self) -> str:
        """Which table it is of, and what tells it from its neighbours."""
        kind = capfirst(self.model._meta.verbose_name)
        return f"{kind}：{self.name}" if self.name else kind


class PageMerge:
    """Three versions of a page: as it was opened, as it would be now, as it was sent.

    ``form`` and ``formsets`` are those of the page now, not bound. Afterwards ``data`` is what was
    sent with everything that only others changed, and ``rows`` what others changed; it is empty
    if nobody did.
    """

    def __init__(self, opened: Page, form: Any, formsets: Sequence[Any], data: QueryDict) -> None:
        self.now = page_of(form, formsets)
        self.data = data.copy()
        self.rows: list[ChangedRow] = []
        self.questions: dict[str, list[list[str]]] = {}
        self.deleted: list[tuple[str, Row]] = []
        self.merge_form(opened.get("", {}), form)
        for formset in formsets:
            self.merge_table(opened.get(formset.prefix, {}), formset)
        self.name_authors()

    @property
    def opened(self) -> Opened:
        """What the page that asks the questions is opened with."""
        return Opened(self.now, self.questions, self.deleted)

    def merge_form(self, page: dict[str, Row], form: Any) -> None:
        """Merge the record's own fields; note that it was withdrawn or put back."""
        opened = page.get("", {})
        sent = {name: texts(self.data.getlist(name)) for name in {*opened, *form.fields}}
        merged = dict(sent)
        self.compare(form, opened, merged, "", self.withdrawn(page.get(WITHDRAWAL, {})))
        for name, values in merged.items():
            if values != sent[name]:
                put(self.data, name, values)

    def merge_table(self, opened: dict[str, Row], formset: Any) -> None:
        """Merge the rows of a table: those there are now, in their order, then new ones."""
        key = formset.model._meta.pk.name
        sent = rows_sent(self.data, formset.prefix)
        by_key = {row[key][0]: row for row in sent if row.get(key, [""])[0]}
        merged: list[Row] = []
        for form in formset.initial_forms:
            pk = str(form.instance.pk)
            row = by_key.pop(pk, None) or self.unsent(form, pk in opened)
            row[key] = [pk]
            self.compare(form, opened.get(pk, {}), row, f"{formset.prefix}-{len(merged)}-")
            merged.append(row)
        self.note_deleted(formset, opened, by_key)
        added = [row for row in sent if not row.get(key, [""])[0]]
        put_rows(self.data, formset.prefix, [*merged, *added])
        self.data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(merged))

    def unsent(self, form: Any, was_shown: bool) -> Row:
        """Return a row that was not sent as it is now; one that was not shown was added since."""
        row = shown(form)
        if not was_shown:
            values = in_pairs(form, row)
            added = ChangedRow(form._meta.model, str(form.instance.pk), "追加", values=values)
            self.rows.append(added)
        return dict(row)

    def withdrawn(self, opened: Row) -> Iterator[ChangedField]:
        """Yield that the record was withdrawn, or put back."""
        now = self.now[""][WITHDRAWAL]
        if opened != now:
            before, after = (one.get(WITHDRAWAL, [PUBLIC])[0] for one in (opened, now))
            yield ChangedField("公開", before, after, UNTOUCHED)

    def compare(
        self, form: Any, opened: Row, sent: Row, place: str, others: Iterable[ChangedField] = ()
    ) -> None:
        """Note what others changed in a form; what is not asked about becomes what it is now.

        ``place`` is what the names of its inputs begin with; ``others`` are changes of no input.
        """
        found = [*others, *self.differences(form, opened, sent, place), *lost(form, opened, sent)]
        if found and sent.get("DELETE"):
            name = f"{place}DELETE"
            self.questions[name] = [[], sent["DELETE"]]
            found.append(ChangedField("行の削除", "", KEPT, DELETED, choice(name)))
        if found:
            pairs = in_pairs(form, shown(form)) if place else []
            name = next((text for _, text in pairs), "")
            key = str(form.instance.pk)
            self.rows.append(ChangedRow(form._meta.model, key, "変更", found, name=name))

    def differences(self, form: Any, opened: Row, sent: Row, place: str) -> Iterator[ChangedField]:
        """Yield the fields that others changed."""
        for name, now in shown(form).items():
            before = opened.get(name)
            if opened and before is None:  # could not be changed when the page was opened
                sent[name] = before = now
            own = sent.get(name, [])
            if now == before or (before is None and now == own):
                continue
            is_asked = own not in (before, now)
            if is_asked:
                self.questions[f"{place}{name}"] = [now, own]
            else:
                sent[name] = now
            field = form.fields[name]
            yield ChangedField(
                str(field.label or name),
                UNKNOWN if before is None else in_words(field, before),
                in_words(field, now),
                in_words(field, own) if is_asked else SAME if own == now else UNTOUCHED,
                choice(f"{place}{name}") if is_asked else "",
            )

    def note_deleted(self, formset: Any, opened: dict[str, Row], sent: dict[str, Row]) -> None:
        """Note the rows that others deleted, and ask whether to add them again.

        ``sent`` are the rows that were sent and are there no more.
        """
        kept = {str(form.instance.pk) for form in formset.initial_forms}
        form, names = formset.empty_form, row_inputs(formset)
        for key in [key for key in {**opened, **sent} if key not in kept]:
            whole = sent.get(key) or opened[key]
            row = {name: whole[name] for name in names if name in whole}
            known = key if key in opened else ""  # else it is whatever was sent
            deleted = ChangedRow(formset.model, known, "削除", values=in_pairs(form, row))
            if formset.max_num and not whole.get("DELETE"):
                deleted.choice = choice(str(len(self.deleted)))
                self.deleted.append((formset.prefix, row))
            self.rows.append(deleted)

    def name_authors(self) -> None:
        """Say who changed each row last, and when, as far as the history tells."""
        keys: dict[Any, list[str]] = defaultdict(list)
        for row in self.rows:
            if row.key:
                keys[row.model].append(row.key)
            row.name = row.name or next((text for _, text in row.values), "")
        known = last_changes(keys)
        for row in self.rows:
            row.when, row.who = known.get((row.model, row.key), (None, ""))


def lost(form: Any, opened: Row, sent: Row) -> Iterator[ChangedField]:
    """Yield the fields that the person changed and that nobody can change any more."""
    for name, before in opened.items():
        own = sent.get(name, before)
        if name not in shown(form) and own != before:
            columns = {one.name: one.verbose_name for one in form._meta.model._meta.fields}
            label = columns.get(name) or columns.get(f"{name}_on", name)
            yield ChangedField(str(label), "、".join(before), FIXED, "、".join(own))


def typed(form: Any, formsets: Iterable[Any], data: QueryDict) -> Iterator[tuple[str, Any]]:
    """Yield what was typed into a page: the name of each table's row, "" for the form, and pairs.

    The form and the formsets are not bound. Passwords are left out.
    """
    secret = [name for name, field in form.fields.items() if is_password(field)]
    names = [name for name in form.fields if name not in secret]
    yield "", in_pairs(form, {name: texts(data.getlist(name)) for name in names})
    for formset in formsets:
        names = row_inputs(formset)
        for row in rows_sent(data, formset.prefix):
            values = {name: row[name] for name in names if name in row}
            yield str(formset.model._meta.verbose_name), in_pairs(formset.empty_form, values)


def row_inputs(formset: Any) -> list[str]:
    """Return the names of the inputs of a row that hold a value of it."""
    return [
        name
        for name, field in formset.empty_form.fields.items()
        if not isinstance(field, InlineForeignKeyField)
        and name not in ("DELETE", formset.model._meta.pk.name)
    ]


def is_password(field: Any) -> bool:
    """Whether what is typed into a field must not be shown."""
    return getattr(field.widget, "input_type", "") == "password"


def in_pairs(form: Any, row: Row) -> list[tuple[str, str]]:
    """Return what a row holds: labels and values in words, without what is empty."""
    pairs = (
        (str(form.fields[name].label or name), in_words(form.fields[name], values))
        for name, values in row.items()
        if name in form.fields and any(values)
    )
    return [(label, text) for label, text in pairs if text != EMPTY]
