"""Writes of places: what only the system gives, such as numbers and names in URLs."""

from itertools import count
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max
from django.utils.text import slugify

from places.models import LocalGovernment, Partner


@transaction.atomic
def add_partner(*, partner: Partner) -> Partner:
    """Store a new partner under the next public number."""
    partner.public_id = next_public_id(model=Partner)
    partner.save()
    return partner


@transaction.atomic
def add_local_government(*, government: LocalGovernment) -> LocalGovernment:
    """Store a new local government under a name in URLs that no other has."""
    government.slug = free_slug(government=government)
    government.save()
    return government


def next_public_id(*, model: type[models.Model]) -> int:
    """Return the number after the highest ever given, also of records deleted since.

    Two transactions cannot get the same one: the second waits for the first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [model._meta.label])
    history: type[models.Model] = getattr(model, "pgh_event_model")  # noqa: B009
    highest = [
        table._default_manager.aggregate(highest=Max("public_id"))["highest"] or 0
        for table in (model, history)
    ]
    return 1 + int(max(highest))


def free_slug(*, government: LocalGovernment) -> str:
    """Return a free name in URLs: code, name without its rank, year of the end where it is known.

    As the loader names them: ``131121-setagaya``, ``111015-urawa-2001``.
    """
    words: list[Any] = [government.code, slugify(government.name_en.rsplit(" ", 1)[0])]
    if government.exists_until:
        words.append(government.exists_until.year)
    slug = "-".join(str(word) for word in words if word)
    names = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(name for name in names if not LocalGovernment.objects.filter(slug=name).exists())
