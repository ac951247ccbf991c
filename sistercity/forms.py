"""Forms of the staff desk: dates as editors write them, and every rule checked before saving.

The staff read Japanese, so messages here are Japanese and not in the message catalogue.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import InlineForeignKeyField

from sistercity.dates import PartialDate, PartialDateColumns, Precision

WRITTEN = re.compile(
    r"(?P<era>明治|大正|昭和|平成|令和|[MTSHR])?(?P<year>元|\d{1,4})"
    r"(?:年?|(?:年|[-/.])(?P<month>\d{1,2})(?:月?|(?:月|[-/.])(?P<day>\d{1,2})日?))",
    re.IGNORECASE,
)
# Dashes that Japanese keyboards write, beside those that NFKC turns into a hyphen.
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-"))
EXAMPLES = "1989、1989-05、1989-05-01、1989年5月1日、昭和60年5月1日"


@dataclass(frozen=True)
class Era:
    """A Japanese era: its name, the letter it is shortened to, its first and its last day."""

    name: str
    letter: str
    first: datetime.date
    last: datetime.date

    def __contains__(self, date: PartialDate) -> bool:
        return self.first <= date.last and date.first <= self.last


# Days of the changes: 元号法 and the ordinances and edicts before it.
ERAS = (
    Era("明治", "M", datetime.date(1868, 1, 25), datetime.date(1912, 7, 30)),
    Era("大正", "T", datetime.date(1912, 7, 30), datetime.date(1926, 12, 25)),
    Era("昭和", "S", datetime.date(1926, 12, 25), datetime.date(1989, 1, 7)),
    Era("平成", "H", datetime.date(1989, 1, 8), datetime.date(2019, 4, 30)),
    Era("令和", "R", datetime.date(2019, 5, 1), datetime.date.max),
)


def parse_written_date(text: str) -> PartialDate:
    """Return the date that an editor wrote: ISO 8601, Japanese, or with the year of an era.

    Full-width digits and spaces do not matter. Raises ValidationError, in Japanese, for text
    that is no date and for days that no calendar or no era has.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).translate(DASHES)
    match = WRITTEN.fullmatch(plain)
    if match is None or not (match["era"] or re.match(r"\d{4}", plain)):
        raise ValidationError(
            f"「{text[:30]}」は日付として読めません。{EXAMPLES}のように入力してください。",
            code="invalid",
        )
    named = (match["era"] or "").upper()
    era = next((era for era in ERAS if named in (era.name, era.letter)), None)
    try:
        date = from_match(match, era)
    except (ValueError, OverflowError):
        raise impossible(text) from None
    if era and date not in era:
        last = "" if era.last == datetime.date.max else f"{era.last}まで"
        raise impossible(text, f"{era.name}は{era.first}から{last}です。")
    return date


def impossible(text: str, reason: str = "") -> ValidationError:
    """Return the error for a day that no calendar, or no era, has."""
    return ValidationError(f"「{text[:30]}」という日付はありません。{reason}", code="impossible")


def from_match(match: re.Match[str], era: Era | None) -> PartialDate:
    """Return the date of the parts; raises ValueError where no calendar has it."""
    year = 1 if match["year"] == "元" else int(match["year"])
    if era:
        year += era.first.year - 1
    first = datetime.date(year, int(match["month"] or 1), int(match["day"] or 1))
    if match["day"]:
        return PartialDate(first, Precision.DAY)
    return PartialDate(first, Precision.MONTH if match["month"] else Precision.YEAR)


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


class StaffForm(forms.ModelForm):  # type: ignore[type-arg]  # serves every model
    """A record's form: joins partial dates to their columns, and checks every constraint.

    Django skips constraints that name a column which the form does not show; here each is
    checked, so that breaking one is an error in the form and never one of the server.
    """

    # What the database said to the same input, where only it could know (two editors at once).
    refusal = ""

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

    def clean(self) -> dict[str, Any]:
        """Show what the database refused."""
        super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return self.cleaned_data

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
