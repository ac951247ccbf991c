"""How a form's fields are shown: as inputs, and in words to look over."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from sistercity.dates import PartialDate
from sistercity.lists.panel import labelled
from sistercity.printing import number

BOXES, BOX, GROUPS, INPUT = "boxes", "box", "groups", "input"


@dataclass(frozen=True)
class TickBox:
    """A box to tick."""

    value: str
    label: str
    is_ticked: bool


@dataclass(frozen=True)
class FieldGroup:
    """Boxes under a heading that opens them."""

    label: str
    boxes: list[TickBox]

    @property
    def ticked(self) -> int:
        """How many of them are ticked."""
        return sum(box.is_ticked for box in self.boxes)


@dataclass(frozen=True)
class FieldRow:
    """A field of a form, with what a template needs to print it."""

    field: BoundField

    @property
    def kind(self) -> str:
        """What sort of input it has: a box, boxes, groups of them, or one of Django's own."""
        field: Any = self.field.field
        if isinstance(field, forms.MultipleChoiceField):
            return GROUPS if has_groups(field.choices) else BOXES
        if isinstance(field, forms.BooleanField):
            return BOX
        return INPUT

    @property
    def error(self) -> str:
        """What is wrong with it."""
        return str(self.field.errors[0]) if self.field.errors else ""

    @property
    def described_by(self) -> str:
        """The ids of what explains the field."""
        ids = [f"{self.field.auto_id}_helptext"] if self.field.help_text else []
        return " ".join([*ids, f"{self.field.auto_id}_error"] if self.error else ids)

    @property
    def boxes(self) -> list[TickBox]:
        """The choices of a field without groups."""
        return self.ticked(self.field.field.choices)  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[FieldGroup]:
        """The choices of a field with groups."""
        choices = self.field.field.choices  # type: ignore[attr-defined]
        return [FieldGroup(str(label), self.ticked(inner)) for label, inner in choices]

    def ticked(self, choices: Any) -> list[TickBox]:
        """Return choices, each with whether it is chosen."""
        chosen = {str(value) for value in self.field.value() or ()}
        return [TickBox(str(value), str(label), str(value) in chosen) for value, label in choices]


def has_groups(choices: Any) -> bool:
    """Return whether choices stand under headings."""
    return any(isinstance(inner, list) for _label, inner in choices)


def error_list(form: forms.Form) -> list[tuple[str, str]]:
    """Return the id of each wrong field with what is wrong, in the order of the form."""
    wrong = [bound for bound in form if bound.errors and not bound.is_hidden]
    return [
        *(("form", str(error)) for error in form.non_field_errors()),
        *((str(bound.auto_id), what_is_wrong(bound)) for bound in wrong),
    ]


def what_is_wrong(bound: BoundField) -> str:
    """Return the first error of a field behind its name; a box's name is a whole sentence."""
    error = str(bound.errors[0])
    is_box = isinstance(bound.field, forms.BooleanField)
    return error if is_box else labelled(str(bound.label), error)


def words(field: forms.Field, value: Any) -> str:
    """Return the value of a field as people read it: choices by their label; "" for nothing."""
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ChoiceField):
        labels = dict(flat(field.choices))
        chosen = value if isinstance(value, list) else [value]
        return _(", ").join(labels.get(str(one), str(one)) for one in chosen)
    if isinstance(value, int):
        return number(value)
    if getattr(field, "is_date", False):
        return str(PartialDate.parse(value))
    return str(value)


def flat(choices: Any) -> Iterator[tuple[str, str]]:
    """Yield value and label of all choices, those in groups too."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield str(value), str(label)
