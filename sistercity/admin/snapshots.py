"""What a change page shows, as a browser would send it: the form and the rows of its tables.

It travels with the page in a hidden input, so that a save can tell what others changed since.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import localtime

from sistercity.admin.history import EMPTY

# What a browser sends for each field of a form: a text, several, or none (a box without a tick).
Row = dict[str, list[str]]
# Rows by the prefix of their formset and their primary key; the record's own form is at "", "",
# and what the page says of its withdrawal at "", WITHDRAWAL.
Page = dict[str, dict[str, Row]]
WITHDRAWAL = "withdrawal"
OWN = "own"
MOST_ROWS = 2000  # of a table, as in Django's formsets


@dataclass(frozen=True)
class Opened:
    """What the hidden input of a page holds.

    ``questions`` are the values there now and those that the person typed, by name of the input;
    ``deleted`` are rows that others deleted, each with the prefix of its formset. Both are empty
    unless a save was refused.
    """

    page: Page = field(default_factory=dict)
    questions: dict[str, list[list[str]]] = field(default_factory=dict)
    deleted: list[tuple[str, Row]] = field(default_factory=list)

    @classmethod
    def read(cls, text: str, salt: str) -> "Opened":
        """Return what a hidden input holds; nothing, if it is not one of ours for this record."""
        try:
            return cls(**signing.Signer(salt=salt).unsign_object(text))
        except signing.BadSignature:
            return cls()

    def signed(self, salt: str) -> str:
        """Return the text of the hidden input; the signature is why its shape can be trusted."""
        return signing.Signer(salt=salt).sign_object(asdict(self), compress=True)

    def answer(self, data: QueryDict) -> QueryDict:
        """Return what was sent with the answers to the questions put into its fields.

        A value stays the one there now unless the person chose the own one, or typed another
        since: who types beside the question has read it.
        """
        data = data.copy()
        for name, (now, own) in self.questions.items():
            if data.get(choice(name)) != OWN and texts(data.getlist(name)) == own:
                put(data, name, now)
        for number, (prefix, row) in enumerate(self.deleted):
            if data.get(choice(str(number))) == OWN:
                put_rows(data, prefix, [*rows_sent(data, prefix), row])
        return data


def choice(name: str) -> str:
    """Return the name of the radio buttons about an input, or about a deleted row."""
    return f"choice-{name}"


def texts(values: Iterable[Any]) -> list[str]:
    """Return values as they can be compared: browsers write other ends of lines."""
    found = ("" if value is None else str(value) for value in values)
    return sorted(text.replace("\r\n", "\n") for text in found)


def put(data: QueryDict, name: str, values: list[str]) -> None:
    """Write what a browser sends for an input."""
    data.pop(name, None)
    if values:
        data.setlist(name, values)


def editable(form: Any) -> Iterator[str]:
    """Yield the names of the fields of a form that hold a value of its record."""
    key = form.instance._meta.pk.name
    for name, one in form.fields.items():
        own = name in form.initial and name != key and not isinstance(one, InlineForeignKeyField)
        if own and not one.disabled:
            yield name


def shown(form: Any) -> Row:
    """Return what a browser would send for a form as it is opened."""
    return {name: shown_value(form[name]) for name in editable(form)}


def shown_value(bound: forms.BoundField) -> list[str]:
    """Return what a browser would send for a field as it is opened."""
    value = bound.field.prepare_value(bound.initial)
    widget = widget_of(bound.field)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    formatted = widget.format_value(value)
    return texts(formatted if isinstance(formatted, (list, tuple)) else [formatted])


def widget_of(field: forms.Field) -> Any:
    """Return the widget of a field, without the links that the admin puts around it."""
    return getattr(field.widget, "widget", field.widget)


def page_of(form: Any, formsets: Iterable[Any]) -> Page:
    """Return what a page shows."""
    tables = {
        formset.prefix: {str(row.instance.pk): shown(row) for row in formset.initial_forms}
        for formset in formsets
    }
    return {"": {"": shown(form), WITHDRAWAL: withdrawal(form.instance)}, **tables}


def withdrawal(record: Any) -> Row:
    """Return what a page says of the withdrawal of its record; nothing, if it is not withdrawn."""
    if not getattr(record, "withdrawn_at", None):
        return {}
    when = date_format(localtime(record.withdrawn_at), "Y-m-d H:i")
    reason = record.withdrawal_reason_ja or record.withdrawal_reason_en
    return {WITHDRAWAL: [f"{when}に取下げ（理由：{reason}）"]}


def place(prefix: str, name: str) -> tuple[int, str] | None:
    """Return number of the row and name of the field of an input, if it is one of the table."""
    found = re.fullmatch(rf"{re.escape(prefix)}-([0-9]{{1,4}})-([A-Za-z].*)", name)
    return (int(found[1]), found[2]) if found else None


def rows_sent(data: QueryDict, prefix: str) -> list[Row]:
    """Return the rows of a table as they were sent, each field by its name within the row."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = int(total) if re.fullmatch("[0-9]{1,4}", total) else 0
    rows: list[Row] = [{} for _ in range(min(count, MOST_ROWS))]
    for name in data:
        found = place(prefix, name)
        if found and found[0] < len(rows):
            rows[found[0]][found[1]] = texts(data.getlist(name))
    return rows


def put_rows(data: QueryDict, prefix: str, rows: list[Row]) -> None:
    """Write the rows of a table in place of those that were sent."""
    for name in [name for name in data if place(prefix, name)]:
        del data[name]
    for number, row in enumerate(rows):
        for name, values in row.items():
            put(data, f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))


def in_words(field: Any, values: list[str]) -> str:
    """Return what was sent for a field as the staff read it; what is no choice stays as it is."""
    if isinstance(widget_of(field), forms.CheckboxInput):
        return "はい" if values else "いいえ"
    if isinstance(field, forms.ModelChoiceField) and not isinstance(
        field, forms.ModelMultipleChoiceField
    ):
        names = [record_name(field, value) for value in values]
    else:
        chosen_from = field if hasattr(field, "choices") else field.widget
        labels = dict(labels_of(getattr(chosen_from, "choices", ())))
        names = [labels.get(value, value) if value else "" for value in values]
    return "、".join(name for name in names if name) or EMPTY


def record_name(field: "forms.ModelChoiceField[Any]", value: str) -> str:
    """Return the name of the record that a key means."""
    if "\0" in value:
        return value
    try:
        record = field.to_python(value)
    except ValidationError:
        return value
    return field.label_from_instance(record) if record else ""


def labels_of(choices: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Yield the values of choices with their labels, out of their groups."""
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from labels_of(label)
        else:
            yield str(value), str(label)
