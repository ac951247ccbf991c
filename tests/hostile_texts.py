"""Texts that try to become markup, and the same texts made harmless, for the fields of forms.

``hostile_pages`` tells whether a page has printed them as text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.db import models

from relationships.enquiries.fields import PartialDay, Prose

# No page of ours has this attribute.
MARK = "data-hostile"
STOLEN_FORM = (
    "</textarea></form><form method=post action=/admin/auth/user/9/password/ data-hostile>"
    "<input type=hidden name=password1 value=x data-hostile><textarea>"
)
ATTACKS = (
    STOLEN_FORM,
    "</textarea><form method=post action=/x data-hostile><textarea>",
    '"><img src=x onerror=fetch("/x") data-hostile>',
    "'-->]]></script><script data-hostile>fetch('/x')</script>",
    "</title></style></select><svg onload=fetch(1) data-hostile>",
    '" onfocus=fetch(1) autofocus data-hostile x="',
    "' formaction=/x data-hostile x='",
    "<a href=javascript:fetch(1) data-hostile>&lt;b data-hostile&gt;",
    "{{ settings.SECRET_KEY }}{% debug %}<i data-hostile>",
    "%s%(name)s%n{0.__class__}{}<b data-hostile><!--",
)
# What a mail address and a web address may hold: neither a space nor, in the former, a quote.
MAIL = '"</textarea><form/action=/x/data-hostile><b/data-hostile>"@hostile.example'
WEBSITE = "https://hostile.example/\"'><img/src=x/onerror=fetch(1)/data-hostile>"

# What is typed where no text is accepted; decimal numbers are of a kind of integers.
PLAIN = {forms.BooleanField: "on", PartialDay: "2024", forms.IntegerField: "5"}


@dataclass(frozen=True)
class Texts:
    """Gives texts: hostile ones, or harmless ones of the same length and lines.

    ``first`` is the attack that each text begins with.
    """

    are_hostile: bool = True
    first: int = 0

    def written(self, text: str) -> str:
        """Return a text as it is, or with letters for all signs but those that end an item."""
        return text if self.are_hostile else re.sub(r"[^\w\s;]", "x", text)

    def attacks(self, most: int) -> Iterator[str]:
        """Yield as many attacks as a field of this length can hold, with a sign between them."""
        left = most
        for attack in (*ATTACKS[self.first :], *ATTACKS[: self.first]):
            if len(attack) < left:
                left -= len(attack) + 1
                yield attack

    def line(self, most: int = 200) -> str:
        """Return a text on one line; "" where no attack is so short."""
        return self.written(" ".join(self.attacks(most)))

    def prose(self, most: int = 4000) -> str:
        """Return a text of several lines."""
        return self.written("\n".join(self.attacks(most)))

    def mail(self) -> str:
        """Return a mail address."""
        return MAIL if self.are_hostile else "xx@hostile.example"

    def website(self) -> str:
        """Return a web address."""
        return WEBSITE if self.are_hostile else "https://hostile.example/xx"


def typed(form: forms.Form, texts: Texts) -> dict[str, Any]:
    """Return what a visitor types into every field of a form, but for the hidden ones."""
    skipped = ("comment", "stamp", "record")
    return {
        name: value_for(field, texts) for name, field in form.fields.items() if name not in skipped
    }


def value_for(field: forms.Field, texts: Texts) -> Any:
    """Return a value that a field accepts, hostile where it can be."""
    if isinstance(field, forms.ChoiceField):
        value = next(choice for choice in flat(field.choices) if choice)
        return [value] if isinstance(field, forms.MultipleChoiceField) else value
    for kind, value in PLAIN.items():
        if isinstance(field, kind):
            return value
    for kind, text in {forms.EmailField: texts.mail, forms.URLField: texts.website}.items():
        if isinstance(field, kind):
            return text()
    if isinstance(field, Prose):
        return texts.prose(field.most)
    assert isinstance(field, forms.CharField), f"no hostile value for {type(field).__name__}"
    return texts.line(field.max_length or 200)


def flat(choices: Any) -> Iterator[str]:
    """Yield the values of choices, those in groups too."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield str(value)


def columns(model: type[models.Model], texts: Texts) -> dict[str, str]:
    """Return a text for each column of a model that holds free text, by name of the column.

    Left out are codes, what is too short for any attack, and what other records are found by.
    """
    found = {}
    # What no form of a record holds comes last, so that each name has the attack that it had.
    ordered = sorted(model._meta.concrete_fields, key=lambda field: not field.editable)
    for number, field in enumerate(ordered):
        texts = replace(texts, first=number % len(ATTACKS))
        if isinstance(field, models.ForeignKey) or field.choices or field.unique:
            continue
        if isinstance(field, models.URLField):
            found[field.name] = texts.website()
        elif isinstance(field, models.EmailField):
            found[field.name] = texts.mail()
        elif isinstance(field, models.CharField):
            found[field.name] = texts.line(field.max_length or 200)
        elif isinstance(field, models.TextField):
            found[field.name] = texts.prose()
    return {name: text for name, text in found.items() if text}
