"""Forms of the staff desk: dates as editors write them, and every rule checked before saving.

The staff read Japanese, so messages here are Japanese and not in the message catalogue.
"""

import datetime
import re
import unicodedata
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import InlineForeignKeyField
from django.utils import timezone

from sistercity.dates import (
    Era,
    ImpossibleDateError,
    NotADateError,
    PartialDate,
    PartialDateColumns,
    Precision,
    read_written,
)

CLOCK = re.compile(r"(?:^|[\sT])(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)$")
MOMENTS = "例：2026-05-01 9:00、令和8年5月1日 9:00、今（日本時間。時刻がなければ0:00）"
EXAMPLES = "1989、1989-05、1989-05-01、1989年5月1日、昭和60年5月1日"


def parse_written_date(text: str) -> PartialDate:
    """Return the date that an editor wrote, in any of the ways that ``read_written`` knows.

    Raises ValidationError, in Japanese, for text that is no date and for days that no calendar
    or no era has.
    """
    try:
        return read_written(text)
    except NotADateError:
        raise ValidationError(
            f"「{text[:30]}」は日付として読めません。{EXAMPLES}のように入力してください。",
            code="invalid",
        ) from None
    except ImpossibleDateError as error:
        raise impossible(text, error.era) from None


def impossible(text: str, era: Era | None) -> ValidationError:
    """Return the error for a day that no calendar, or not the era named, has."""
    reason = ""
    if era:
        last = "" if era.last == datetime.date.max else f"{era.last}まで"
        reason = f"{era.name}は{era.first}から{last}です。"
    return ValidationError(f"「{text[:30]}」という日付はありません。{reason}", code="impossible")


class PartialDateFormField(forms.Field):
    """One input for a date known to the day, the month or the year; shown back as ISO 8601."""

    widget = forms.TextInput

    @classmethod
    def of(cls, model: type[models.Model], name: str) -> Self:
        """Return the field of the columns ``<name>_on`` and ``<name>_precision`` of a model."""
        column: Any = model._meta.get_field(f"{name}_on")
        return cls(label=column.verbose_name, required=False, help_text=f"例：{EXAMPLES}")

    def to_python(self, value: Any) -> Any:
        """Return the PartialDate, or None for an empty input."""
        if isinstance(value, PartialDate) or value in self.empty_values:
            return value or None
        return parse_written_date(str(value).strip()) if str(value).strip() else None

    def prepare_value(self, value: Any) -> Any:
        """Return what the input shows: ISO 8601, or what was typed."""
        return value.isoformat() if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare dates, not spellings."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class DayFormField(PartialDateFormField):
    """One input for a day, written in any of the ways of a partial date."""

    def to_python(self, value: Any) -> datetime.date | None:
        """Return the day, or None for an empty input."""
        if isinstance(value, datetime.date):
            return value
        date = super().to_python(value)
        if date and date.precision != Precision.DAY:
            raise ValidationError("年・月・日まで入力してください。", code="incomplete")
        return date.first if date else None


class MomentFormField(DayFormField):
    """One input for a moment in Japanese time: a day as above and a time, or 今 for now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = f"{self.help_text} {MOMENTS}".strip()

    def to_python(self, value: Any) -> datetime.datetime | None:
        """Return the moment with its time zone, or None for an empty input."""
        if isinstance(value, datetime.datetime):
            return value
        text = unicodedata.normalize("NFKC", str(value or "")).strip()
        if text == "今":
            return timezone.now().replace(second=0, microsecond=0)
        clock = CLOCK.search(text)
        day = super().to_python(text[: clock.start()] if clock else text)
        if day is None:
            if clock:
                raise ValidationError("日付も入力してください。", code="incomplete")
            return None
        written = clock["time"] if clock else "00:00"
        try:
            # ISO 8601 wants two digits of the hour.
            time = datetime.time.fromisoformat(written if written[2] == ":" else f"0{written}")
        except ValueError:
            raise ValidationError(f"「{text[:30]}」という時刻はありません。") from None
        return timezone.make_aware(datetime.datetime.combine(day, time))

    def prepare_value(self, value: Any) -> Any:
        """Return what the input shows: day and time, with seconds only where there are any."""
        if not isinstance(value, datetime.datetime):
            return value
        local = timezone.localtime(value).replace(tzinfo=None)
        whole = not (local.second or local.microsecond)
        return local.isoformat(" ", "minutes" if whole else "auto")


class RefusableForm(forms.BaseForm):
    """A form that is shown again with the reason why it was not saved."""

    # For instance what the database said to the same input, where only it could know.
    refusal = ""

    def clean(self) -> dict[str, Any]:
        """Show the reason."""
        super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return self.cleaned_data


class StaffForm(RefusableForm, forms.ModelForm):  # type: ignore[type-arg]  # serves every model
    """A record's form: joins partial dates to their columns, and checks every constraint.

    Django skips constraints that name a column which the form does not show; here each is
    checked, so that breaking one is an error in the form and never one of the server.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.partial_dates():
            self.initial.setdefault(name, getattr(self.instance, name))

    def partial_dates(self) -> list[str]:
        """Return the names of the inputs that stand for two columns."""
        model = type(self.instance)
        return [
            name
            for name in self.fields
            if isinstance(getattr(model, name, None), PartialDateColumns)
        ]

    def _post_clean(self) -> None:
        for name in self.partial_dates():
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()  # type: ignore[misc]  # Django's own hook for this
        try:
            self.instance.validate_constraints(exclude=self.unknown_columns())
        except ValidationError as error:
            said = [message for messages in self.errors.values() for message in messages]
            for message in dict.fromkeys(error.messages):
                if message not in said:
                    self.add_error(None, message)

    def unknown_columns(self) -> set[str]:
        """Return the columns whose value is not settled: input in error, a parent not yet saved."""
        names = set(self.errors)
        for name in self.partial_dates():
            if name in self.errors:
                names |= {f"{name}_on", f"{name}_precision"}
        for name, field in self.fields.items():
            if isinstance(field, InlineForeignKeyField) and field.parent_instance.pk is None:
                names.add(name)
        return names
