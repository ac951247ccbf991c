"""The forms of enquiries and reports, and what all forms of the public share."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from relationships.enquiries import protection
from relationships.enquiries.fields import LineField, Mail, Prose, Select, countries_and_japan
from relationships.enquiries.models import SubmissionKind
from relationships.enquiries.rows import FieldRow, words
from relationships.listings.choices import Language

EARLY = _(
    "The form was sent so soon that it looks like a program's work. Wait a few seconds, then send"
    " it again: all that you wrote is still here."
)
LATE = _(
    "The page was open for more than a day, or was changed on the way. Look over what"
    " you wrote, then send it again: all of it is still here."
)
TRAPPED = _("Leave this field empty: programs fill it in. Then send the form again.")
MISSING = _("Fill this in.")
CONSENT = _("Tick this box: without your consent we cannot pass your message on.")


class Written(NamedTuple):
    """What was written in a field, in words; of a change also what stands there now."""

    label: str
    text: str
    before: str | None = None


class MessageForm(forms.Form):
    """A form that anybody can send: a trap for programs, and the time at which it was opened.

    ``sections`` are its headings, each with the names of the fields that a form can have under it;
    forms of one part have none.
    """

    kind: ClassVar[str]
    sections: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()

    # Seen by nobody but programs, and by those who read the page aloud.
    comment = forms.CharField(label=_("Leave this field empty"), required=False)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s"} | options)
        for field in self.fields.values():
            if not isinstance(field, forms.BooleanField):
                field.error_messages["required"] = MISSING
        self.order_fields([name for _heading, names in self.sections for name in names])
        self.fields["comment"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.initial["stamp"] = protection.new_stamp(self.kind)

    def clean_comment(self) -> str:
        """Refuse what a program filled in."""
        if self.cleaned_data["comment"]:
            raise forms.ValidationError(TRAPPED, code="trap")
        return ""

    def clean_stamp(self) -> str:
        """Refuse a form that was sent within seconds, or more than a day after it was opened."""
        stamp = str(self.cleaned_data["stamp"])
        if problem := protection.stamp_problem(self.kind, stamp):
            # The field is hidden: what is wrong with it is wrong with the form.
            self.add_error(None, EARLY if problem == protection.EARLY else LATE)
        return stamp

    def visible(self) -> Iterator[str]:
        """Yield the names of the fields that people fill in."""
        yield from (name for name in self.fields if name not in ("comment", "stamp"))

    def parts(self) -> list[tuple[str, list[FieldRow]]]:
        """Return the fields under their headings."""
        sections = self.sections or (("", tuple(self.visible())),)
        return [
            (str(heading), [FieldRow(self[name]) for name in names if name in self.fields])
            for heading, names in sections
        ]

    def trap(self) -> FieldRow:
        """Return the field for programs."""
        return FieldRow(self["comment"])

    def fresh_stamp(self) -> str:
        """Return the stamp that the page carries on: its own, if it will do, or a new one."""
        stamp = str(self.data.get("stamp", ""))
        problem = protection.stamp_problem(self.kind, stamp)
        return str(self.initial["stamp"]) if problem == protection.LATE else stamp

    def stored(self) -> dict[str, Any]:
        """Return what was written, as it is stored: what is empty is left out."""
        values = {name: plain(self.cleaned_data.get(name)) for name in self.visible()}
        return {name: value for name, value in values.items() if value not in ("", [])}

    def in_words(self, stored: dict[str, Any]) -> list[Written]:
        """Return stored values as people read them, in the form's order."""
        changes = stored.get("changes", {})
        found = []
        for name in self.visible():
            field = self.fields[name]
            label = str(field.label)
            if name in changes:
                before, after = (words(field, value) for value in changes[name])
                found.append(Written(label, after, before))
            elif name in stored:
                found.append(Written(label, words(field, stored[name])))
        return found


def plain(value: Any) -> Any:
    """Return a value as JSON has it; "" for nothing and for a box that is not ticked."""
    if value is None or value is False:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return sorted(value) if isinstance(value, list) else value


class EnquiryForm(MessageForm):
    """A government writes to the one that a listing is of."""

    kind = SubmissionKind.ENQUIRY
    sections = (
        (_("Your message"), ("message", "language")),
        (_("Who you are"), ("government", "country", "office", "person", "mail", "consent")),
    )

    message = Prose(
        label=_("Message"),
        rows=10,
        help_text=_("In English or Japanese if you can: who you are, and what you have in mind."),
    )
    language = Select(label=_("Language for the answer"), choices=Language.choices)
    government = LineField(
        label=_("Name of your local government"),
        help_text=_("A city, county, state or other public body."),
    )
    country = Select(label=_("Country or region"))
    office = LineField(label=_("Office or department"), required=False)
    person = LineField(label=_("Your name"), max_length=100)
    mail = Mail(label=_("Mail address"), help_text=_("The answer comes to this address."))
    consent = forms.BooleanField(
        label=_(
            "CLAIR may pass on my message, my name and my mail address to this local government."
        ),
        error_messages={"required": CONSENT},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = countries_and_japan()  # type: ignore[attr-defined]
        self.initial.setdefault("language", get_language())
        self.fields["person"].widget.attrs["autocomplete"] = "name"


class ReportForm(MessageForm):
    """Somebody saw a mistake. The record is part of the page, not of the form."""

    kind = SubmissionKind.REPORT

    record = forms.CharField(required=False, widget=forms.HiddenInput)
    page = LineField(
        label=_("Which page or record it is about"),
        max_length=500,
        help_text=_("Its address, or the names of the places."),
    )
    message = Prose(label=_("What is wrong, and what is right"))
    source = LineField(
        label=_("Where the right fact can be seen"),
        max_length=500,
        required=False,
        help_text=_("The address of a page, or the name of a document."),
    )
    person = LineField(label=_("Your name"), max_length=100, required=False)
    mail = Mail(
        label=_("Mail address"),
        required=False,
        help_text=_("Only if we may ask you back. You can leave it empty."),
    )

    def __init__(self, *args: Any, known: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if known:
            del self.fields["page"]

    def visible(self) -> Iterator[str]:
        """Leave out the record, which the page shows by its name."""
        yield from (name for name in super().visible() if name != "record")
