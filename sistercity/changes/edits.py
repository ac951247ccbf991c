"""What people edited since in records that are about to be taken back, with who did it."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from sistercity.admin.history import HistoryEntry

SHOWN = 50
Record = tuple[type[models.Model], Any]  # model and key


@dataclass(frozen=True)
class RecordEdits:
    """What people changed in a record since a moment; ``url`` is its page at the desk."""

    label: str
    url: str
    entries: list[HistoryEntry]


def shown_edits(
    request: HttpRequest, records: Sequence[Record], since: datetime.datetime
) -> dict[str, Any]:
    """Return the parameters of ``admin/edits.html`` for records that were edited since a moment."""
    return {
        "edits": list(edits_of(request, records[:SHOWN], since)),
        "edits_left": max(len(records) - SHOWN, 0),
    }


def edits_of(
    request: HttpRequest, records: Iterable[Record], since: datetime.datetime
) -> Iterable[RecordEdits]:
    """Yield what was changed in each record since a moment."""
    for model, key in records:
        remote: Any = admin.site.get_model_admin(model)
        label = remote.labels(request, [key]).get(key)
        url = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[key])
        entries = [one for one in remote.history_entries(request, key) if one.when > since]
        yield RecordEdits(label or f"削除された記録（{key}）", url if label else "", entries)
