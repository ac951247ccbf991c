"""The record that a report is about: ``relationship:12``, or the path of a page of this site.

Apps above this one add their kinds with ``register``; any other page of the site is named by its
path.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from places.models import Country, LocalGovernment, Partner, Prefecture
from relationships.models import PartnerSearch, Relationship
from sistercity.languages import PREFIXES

KEY = re.compile(r"(?P<kind>[a-z_]{1,30}):(?P<value>[\w-]{1,100})", re.ASCII)
LONGEST = 200


@dataclass(frozen=True)
class Kind:
    """Records that have a page at a named address.

    ``field`` is what a key and the address name a record by, ``argument`` the address's name for
    it, ``name`` what people call a record.
    """

    model: type[models.Model]
    label: Any
    field: str
    argument: str
    name: Callable[[Any], str]
    is_public: Callable[[Any], bool] = lambda _record: True


@dataclass(frozen=True)
class Subject:
    """What a report is about: its key or its path, its name, and where it is seen."""

    key: str
    name: str
    path: str
    record: Any = None


KINDS: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Let reports name records of a kind; ``name`` is also that of the address of their pages."""
    KINDS[name] = kind


def find(text: str) -> Subject | None:
    """Return what a key or a path means, or None where it means nothing of ours."""
    if match := KEY.fullmatch(text):
        return of_kind(match["kind"], match["value"])
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
    return of_kind(found.url_name or "", str(found.kwargs.get(kind.argument, "")))


def of_kind(name: str, value: str) -> Subject | None:
    """Return the record of a kind by the value of its field."""
    kind = KINDS.get(name)
    if kind is None or "\0" in value:
        return None
    try:
        record = kind.model._default_manager.filter(**{kind.field: value}).first()
    except (ValueError, OverflowError):
        return None
    if record is None or not kind.is_public(record):
        return None
    label = f"{kind.label} {value}: {kind.name(record)}"
    return Subject(f"{name}:{value}", label, record.get_absolute_url(), record)  # type: ignore[attr-defined]


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


register(
    "relationship",
    Kind(Relationship, _("Relationship"), "public_id", "public_id", pair),
)
register("partner", Kind(Partner, _("Partner"), "public_id", "public_id", place_name))
register("country", Kind(Country, _("Country or region"), "code__iexact", "code", place_name))
register("prefecture", Kind(Prefecture, _("Prefecture"), "slug", "slug", place_name))
register(
    "local_government",
    Kind(LocalGovernment, _("Local government"), "slug", "slug", place_name),
)
register(
    "partner_search",
    Kind(
        PartnerSearch,
        _("Listing"),
        "public_id",
        "public_id",
        lambda search: place_name(search.place),
        lambda search: search.is_published(timezone.now()),
    ),
)
