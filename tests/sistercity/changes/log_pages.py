"""Helpers of the change log's tests: saves with a reason, and the lines of the log in words."""

from typing import Any
from urllib.parse import urlencode

import pghistory
from bs4 import Tag
from django.db import models
from django.test import Client

from places.models import Partner
from relationships.register.models import Relationship
from tests.desk import errors, form_data, soup
from tests.relationships.imports.files import end_of_transaction

LOG = "/admin/changes/"


def relationship() -> Relationship:
    """Return a relationship that was loaded."""
    return Relationship.objects.order_by("pk")[0]


def partner() -> Partner:
    """Return a partner that was loaded."""
    return Partner.objects.order_by("pk")[0]


def save(client: Client, record: models.Model, **change: Any) -> None:
    """Save a record's form at the desk as it stands, with a change."""
    options = record._meta
    address = f"/admin/{options.app_label}/{options.model_name}/{record.pk}/change/"
    data = form_data(client.get(address), str(options.model_name))
    response = client.post(address, data | change)
    end_of_transaction()
    assert response.status_code == 302, errors(response)


def write(record: models.Model, how: dict[str, Any] | None = None, **values: Any) -> None:
    """Write columns of a record without the desk; ``how`` is the context, if there is one."""
    rows = type(record)._default_manager.filter(pk=record.pk)
    if how is None:
        rows.update(**values)
    else:
        with pghistory.context(**how):
            rows.update(**values)
    end_of_transaction()


def lines(client: Client, **filters: Any) -> list[str]:
    """Return the lines of the log that filters leave, each as one line of text."""
    response = client.get(f"{LOG}?{urlencode(filters)}")
    assert response.status_code == 200, errors(response)
    return [words(row) for row in soup(response).select("#change-history tbody tr")]


def words(tag: Tag) -> str:
    """Return the text of a part of a page, with single spaces."""
    return " ".join(tag.get_text(" ").split())


def newest(model: type[models.Model], **values: Any) -> Any:
    """Return the newest event of a model, of those with such values."""
    events: Any = getattr(model, "pgh_event_model")  # noqa: B009
    return events.objects.filter(**values).order_by("-pgh_id")[0]


def put_back_page(event: Any) -> str:
    """Return the address of the page that puts back what an event shows."""
    return f"{LOG}{event.pgh_tracked_model._meta.label_lower}/{event.pgh_id}/"
