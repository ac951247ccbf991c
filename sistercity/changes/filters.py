"""The filters of the change log: what, by whom, when, how, and which record or value."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self, cast

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import make_aware
from pghistory.models import Context

from sistercity.admin.bases import MAX_LENGTH, TOO_LONG, StaffAdmin, is_too_long
from sistercity.admin.history import DESK, OUTSIDE, SOURCES, Trace, person_name
from sistercity.admin.restoring import RestorableAdmin
from sistercity.changes.values import with_value
from sistercity.folding import fold
from sistercity.forms import DayFormField

MOST_RECORDS = 5000
TOO_MANY = f"この名称の記録が{MOST_RECORDS}件を超えます。語を加えるか、種類を選んでください。"
FEW_CONTEXTS = 1000
BY_DESK, FROM_OUTSIDE = "desk", "outside"
HOW = {BY_DESK: DESK, **SOURCES, FROM_OUTSIDE: OUTSIDE}
WRITTEN_HERE = Q(metadata__has_key="source")
SIGNED_IN = Q(metadata__user__isnull=False) & ~Q(metadata__user=None)


@dataclass(frozen=True)
class Position:
    """A place in the log: that of one event, by its time, its table and its number."""

    when: datetime.datetime
    table: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the position that a link names; raises ValueError."""
        when, table, number = text.split("~")
        moment = datetime.datetime.fromisoformat(when)
        if moment.tzinfo is None or not 0 <= int(number) < 2**31:
            raise ValueError(text)
        return cls(moment, table, int(number))

    def __str__(self) -> str:
        return f"{self.when.isoformat()}~{self.table}~{self.number}"

    def older(self, table: str, when: str = "pgh_created_at", number: str = "pgh_id") -> Q:
        """Return the condition of the events of a table that come after it, which are older.

        ``when`` and ``number`` are the columns of time and number.
        """
        before = Q(**{f"{when}__lt": self.when})
        if table > self.table:
            return before
        not_after = Q(**{f"{when}__lte": self.when})
        if table < self.table:
            return not_after
        return not_after & (before | Q(**{f"{number}__lt": self.number}))


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A member of staff, of today or former."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name as the log shows it."""
        return person_name(obj)


class LogFilters(forms.Form):
    """What the log is to show; everything may be left open."""

    kind = forms.ChoiceField(label="記録の種類", required=False)
    person = PersonField(
        label="担当者",
        required=False,
        empty_label="すべて",
        queryset=User.objects.filter(is_staff=True).order_by("last_name", "first_name", "username"),
    )
    how = forms.ChoiceField(label="方法", required=False, choices=[("", "すべて"), *HOW.items()])
    since = DayFormField(label="この日から", required=False, widget=AdminTextInputWidget)
    until = DayFormField(label="この日まで", required=False, widget=AdminTextInputWidget)
    name = forms.CharField(
        label="記録の名称", required=False, max_length=MAX_LENGTH, widget=AdminTextInputWidget
    )
    value = forms.CharField(
        label="変更前・変更後の値、理由",
        required=False,
        max_length=100,
        help_text="文字の一部、日付、数、記録の名称、変更の理由。種類を選ぶと速くなります。",
        widget=AdminTextInputWidget,
    )
    after = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, admins: Iterable[Any]) -> None:
        """``admins`` are those of the kinds of record that the user may see."""
        super().__init__(data)
        self.admins = list(admins)
        self.keys: dict[Any, list[Any]] = {}  # of the records that have the name, by model
        self.value_keys: dict[Any, list[Any]] = {}  # of those that have the value as their name
        self.made: Q | None = None  # the condition of who and how
        kinds = ((one.opts.label_lower, str(one.opts.verbose_name)) for one in self.admins)
        self.fields["kind"].choices = [("", "すべて"), *kinds]  # type: ignore[attr-defined]
        self.fields["since"].help_text = "例：2026-05-01、令和8年5月1日"

    def clean_name(self) -> str:
        """Refuse more words than a name can need."""
        name = str(self.cleaned_data["name"])
        if is_too_long(name):
            raise ValidationError(TOO_LONG)
        return name

    def clean_after(self) -> Position | None:
        """Return where the page begins."""
        text = self.cleaned_data["after"]
        try:
            return Position.parse(text) if text else None
        except ValueError:
            raise ValidationError("ページの指定が正しくありません。") from None

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", "「この日から」より前の日です。")
        if not self.errors and data["name"]:
            self.find_records(data["name"], data["kind"])
        if not self.errors and (data["person"] or data["how"]):
            self.made = made(data["person"], data["how"])
        return data

    def find_records(self, name: str, kind: str) -> None:
        """Look for the records that have the name; refuse one that too many have."""
        for admin in self.admins:
            if isinstance(admin, StaffAdmin) and kind in ("", admin.opts.label_lower):
                self.keys[admin.model] = record_keys(admin, name)
                if len(self.keys[admin.model]) > MOST_RECORDS:
                    self.add_error("name", TOO_MANY)
                    return

    def conditions(self, admin: StaffAdmin, trace: Trace) -> Q:
        """Return what the events of a table have to meet."""
        data, found = self.cleaned_data, self.period("pgh_created_at")
        if self.made is not None:
            found &= self.made
        if data["name"]:
            found &= Q(**{f"{trace.column}__in": self.keys[admin.model]})
        if data["value"]:
            found &= with_value(trace, data["value"], self.keys_of_value)
        return found

    def keys_of_value(self, model: Any) -> list[Any]:
        """Return the keys of the records of a model that have the value as their name."""
        if model not in self.value_keys:
            admin, value = site.get_model_admin(model), self.cleaned_data["value"]
            can_be_name = isinstance(admin, StaffAdmin) and not is_too_long(value)
            found = record_keys(cast("StaffAdmin", admin), value, most=None) if can_be_name else []
            self.value_keys[model] = found
        return self.value_keys[model]

    def account_conditions(self) -> Q:
        """Return what the entries of Django's own log have to meet; it holds no values."""
        data, found = self.cleaned_data, self.period("action_time")
        if data["how"] not in ("", BY_DESK) or data["value"]:
            found &= Q(pk__in=())
        if data["person"]:
            found &= Q(user=data["person"])
        if data["name"]:
            found &= Q(object_repr__icontains=data["name"])
        return found

    def period(self, column: str) -> Q:
        """Return the condition that a moment is in the period."""
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        found = Q()
        if since:
            found &= Q(**{f"{column}__gte": midnight(since)})
        if until:
            found &= Q(**{f"{column}__lt": midnight(until + datetime.timedelta(days=1))})
        return found


def midnight(day: datetime.date) -> datetime.datetime:
    """Return the beginning of a day in Japan."""
    return make_aware(datetime.datetime.combine(day, datetime.time()))


def made(person: Any, how: str) -> Q:
    """Return the condition of events that a person made, and in one of the ways."""
    contexts = Context.objects.all()
    if person:
        # Commands and imports that run apart from a request keep the name alone.
        name = Q(metadata__who=person_name(person))
        contexts = contexts.filter(Q(metadata__user=person.pk) | name)
    if how == BY_DESK:
        contexts = contexts.filter(SIGNED_IN).exclude(WRITTEN_HERE)
    elif how == FROM_OUTSIDE:
        contexts = contexts.exclude(SIGNED_IN).exclude(WRITTEN_HERE)
    elif how:
        contexts = contexts.filter(metadata__source=how)
    keys = list(contexts.values_list("pk", flat=True)[: FEW_CONTEXTS + 1])
    # A few are best looked up by the index on contexts, many while the newest events are read.
    is_few = len(keys) <= FEW_CONTEXTS
    known = Q(pgh_context__in=keys if is_few else contexts.values("pk"))
    return known | Q(pgh_context=None) if how == FROM_OUTSIDE and not person else known


def record_keys(admin: StaffAdmin, name: str, most: int | None = MOST_RECORDS + 1) -> list[Any]:
    """Return the keys of the records that the list of their kind finds by a name, removed ones too.

    They are asked for first: within the question for the events they would be looked for again
    and again. No more than ``most`` are returned of those that are there.
    """
    found, words = admin.every.order_by(), fold(name).split()
    if not words:
        return []
    for word in words:
        found = admin.matching(found, word)
    keys = list(found.values_list("pk", flat=True)[:most])
    gone = admin.removed_labels() if isinstance(admin, RestorableAdmin) else {}
    return keys + [key for key, label in gone.items() if all(one in fold(label) for one in words)]
