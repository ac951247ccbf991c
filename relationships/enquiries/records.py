"""The record that a report is about: ``relationship:12``, or the path of a page of this site."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from places.models import Country, LocalGovernment, Partner, Prefecture
from relationships.listings.models import Listing
from relationships.register.models import Relationship
from sistercity.languages import PREFIXES

KEY = re.compile(r"(?P<kind>[a-z_]{1,30}):(?P<value>[\w-]{1,100})", re.ASCII)
LONGEST = 200


@dataclass(frozen=True)
class RecordKind:
    """Records that have a page at a named URL.

    ``field`` is what a key and the URL name a record by, ``name`` what people call a record,
    ``related`` what its name and its URL are made of besides. ``spelled`` turns a value of a URL
    into one of the field.
    """

    model: type[models.Model]
    label: Any
    field: str
    name: Callable[[Any], str]
    is_public: Callable[[Any], bool] = lambda _record: True
    related: tuple[str, ...] = ()
    spelled: Callable[[str], str] = str


@dataclass(frozen=True)
class Subject:
    """What a report is about: its key or its path, its name, and where it is seen."""

    key: str
    name: str
    path: str
    record: Any = None


def find(text: str) -> Subject | None:
    """Return what a key or a path means, or None where it means nothing of ours."""
    return find_all([text]).get(text)


def find_all(texts: Iterable[str]) -> dict[str, Subject]:
    """Return what keys and paths mean, those left out that mean nothing: a query for each kind."""
    found: dict[str, Subject] = {}
    named: dict[str, dict[str, str]] = defaultdict(dict)  # by kind: the value that a text names
    for text in texts:
        meant = meaning(text)
        if isinstance(meant, Subject):
            found[text] = meant
        elif meant:
            name, named[name][text] = meant[0], meant[1]
    for name, values in named.items():
        subjects = of_kind(name, values.values())
        found |= {text: subjects[value] for text, value in values.items() if value in subjects}
    return found


def meaning(text: str) -> Subject | tuple[str, str] | None:
    """Return a page without a record, or the kind and the value by which a text names a record."""
    if match := KEY.fullmatch(text):
        return match["kind"], match["value"]
    if len(text) > LONGEST or not text.startswith(PREFIXES):
        return None
    path = f"/{get_language()}/{text[4:]}"
    try:
        found = resolve(path)
    except Resolver404:
        return None
    kind = KINDS.get(found.url_name or "")
    if kind is None:
        return Subject(path, path, path)
    return found.url_name or "", str(found.kwargs.get(kind.field, ""))


def of_kind(name: str, values: Iterable[str]) -> dict[str, Subject]:
    """Return the public records of a kind by the values of its field, as they were written."""
    kind = KINDS.get(name)
    if kind is None:
        return {}
    wanted = {value: key for value in values if (key := key_of(kind, value)) is not None}
    records = kind.model._default_manager.select_related(*kind.related).filter(
        **{f"{kind.field}__in": list(wanted.values())}
    )
    public: dict[Any, Any] = {
        getattr(one, kind.field): one for one in records if kind.is_public(one)
    }
    return {
        value: Subject(
            f"{name}:{value}",
            f"{kind.label} {value}: {kind.name(public[key])}",
            public[key].get_absolute_url(),
            public[key],
        )
        for value, key in wanted.items()
        if key in public
    }


def key_of(kind: RecordKind, value: str) -> Any:
    """Return a value as the field of a kind has it, or None where it cannot be one."""
    field: Any = kind.model._meta.get_field(kind.field)
    try:
        return field.clean(kind.spelled(value), None) if "\0" not in value else None
    except ValidationError:
        return None


def desk_path(subject: Subject) -> str:
    """Return the page of a record at the staff desk, or nothing for a page without a record."""
    if subject.record is None:
        return ""
    options = subject.record._meta
    name = f"admin:{options.app_label}_{options.model_name}_change"
    return reverse(name, args=[subject.record.pk])


def place_name(place: Any) -> str:
    """Return the name of a place in the page's language."""
    return str(place.name.text)


def pair(relationship: Relationship) -> str:
    """Return the two sides of a relationship."""
    sides = (relationship.local_government, relationship.partner)
    return " – ".join(place_name(side) for side in sides)


# The kinds by name, which is also that of the URL of their pages.
KINDS = {
    "relationship": RecordKind(
        Relationship,
        _("Relationship"),
        "public_id",
        pair,
        related=("local_government", "partner"),
    ),
    "partner": RecordKind(Partner, _("Partner"), "public_id", place_name),
    "country": RecordKind(Country, _("Country or region"), "code", place_name, spelled=str.upper),
    "prefecture": RecordKind(Prefecture, _("Prefecture"), "slug", place_name),
    "local_government": RecordKind(
        LocalGovernment, _("Local government"), "slug", place_name, related=("prefecture",)
    ),
    "listing": RecordKind(
        Listing,
        pgettext_lazy("record", "Listing"),
        "public_id",
        lambda listing: place_name(listing.place),
        lambda listing: listing.is_published(timezone.now()),
        related=("local_government", "partner"),
    ),
}
