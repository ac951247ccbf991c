"""Fields of the public's forms: text that holds nothing invisible, dates, choices from the data."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from places.forms import Choices, grouped, people
from places.models import Country, Prefecture, Region, WorldRegion
from sistercity.dates import ImpossibleDateError, NotADateError, PartialDate, read_written
from sistercity.spreadsheets.letters import CONTROLS, INVISIBLE, LINE_ENDS, LOST_ONES

JAPAN = "jp"
MOST_PEOPLE = 2_000_000_000
ONE_LINE = _("Write this on one line.")
UNREADABLE = _(
    "This holds a character that cannot be read (%(character)s). Delete it, or type the text again."
)
NOT_A_DATE = _("Write the date like 2026, 2026-03 or 2026-03-31.")
NO_CHOICE = _("This is not one of the choices.")


def readable(text: str, *, lines: bool) -> str:
    """Return text in NFC without what is invisible; raise ValidationError for what is no text.

    Line ends are refused where the text is one line: there they could begin a header of a mail.
    """
    plain = LINE_ENDS.sub("\n", text.translate(INVISIBLE)).replace("\t", " ")
    if not lines and "\n" in plain:
        raise ValidationError(ONE_LINE, code="one_line")
    for pattern in (CONTROLS, LOST_ONES):
        if found := pattern.search(plain):
            values = {"character": f"U+{ord(found[0]):04X}"}
            raise ValidationError(UNREADABLE, code="unreadable", params=values)
    return unicodedata.normalize("NFC", plain)


class LineField(forms.CharField):
    """Text on one line."""

    def __init__(self, *, max_length: int = 200, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> str:
        """Return the readable text."""
        return readable(super().to_python(value) or "", lines=False)


class Prose(forms.CharField):
    """Text on several lines."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 4000, rows: int = 6, **options: Any) -> None:
        # Without maxlength: browsers would cut what is pasted, and count line ends twice.
        super().__init__(widget=forms.Textarea({"rows": rows}), **options)
        self.most = max_length

    def to_python(self, value: Any) -> str:
        """Return the readable text, not longer than it may be."""
        text = readable(super().to_python(value) or "", lines=True)
        if len(text) > self.most:
            values = {"most": self.most, "number": len(text)}
            message = _("Write at most %(most)s characters; these are %(number)s.")
            raise ValidationError(message, code="max_length", params=values)
        return text


class Mail(forms.EmailField):
    """A mail address."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)
        self.widget.attrs["autocomplete"] = "email"

    def to_python(self, value: Any) -> str:
        """Return the readable text."""
        return readable(super().to_python(value) or "", lines=False)


class Website(forms.URLField):
    """A web address."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=500, assume_scheme="https", **options)

    def to_python(self, value: Any) -> str:
        """Return the readable text."""
        text = readable(str(value or ""), lines=False)
        return str(super().to_python(text) or "")


class PartialDay(forms.CharField):
    """A date known to the day, the month or the year, in any of the ways that people write it."""

    is_date = True

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)

    def to_python(self, value: Any) -> str:
        """Return ISO 8601, as far as the date is known; "" for an empty input."""
        text = readable(super().to_python(value) or "", lines=False)
        if not text:
            return ""
        try:
            date: PartialDate = read_written(text)
        except (NotADateError, ImpossibleDateError):
            raise ValidationError(NOT_A_DATE, code="invalid") from None
        return date.isoformat()


class Whole(forms.IntegerField):
    """A number of people, with or without commas and 人."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=MOST_PEOPLE, widget=widget, **options)

    def to_python(self, value: Any) -> int | None:
        """Return the number."""
        return super().to_python(people(str(value or "")))


class Select(forms.ChoiceField):
    """One choice of several, the first of which is none."""

    def __init__(self, *, choices: Any = (), **options: Any) -> None:
        super().__init__(choices=choices, **options)
        self.error_messages["invalid_choice"] = NO_CHOICE


class Boxes(forms.MultipleChoiceField):
    """Any number of choices, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, choices: Any = (), **options: Any) -> None:
        super().__init__(choices=choices, required=False, **options)
        self.error_messages["invalid_choice"] = NO_CHOICE


def countries() -> Choices:
    """Return the countries and regions overseas by region of the world, in the page's order.

    The codes are in small letters.
    """
    return grouped(Country.objects.by_name(), "world_region", WorldRegion)


def prefectures() -> Choices:
    """Return the prefectures by region."""
    return grouped(Prefecture.objects.all(), "region", Region)


def countries_and_japan() -> list[Any]:
    """Return an empty choice, Japan, and the countries and regions overseas."""
    return [("", _("Choose")), (JAPAN, _("Japan")), *countries()]
