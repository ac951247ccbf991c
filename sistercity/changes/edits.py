"""What people edited since in records that are about to be taken back, with who did it."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from sistercity.admin.history import HistoryEntry
from sistercity.admin.inputs import ReasonForm
from sistercity.changes.reverting import Edits

SHOWN = 50
Record = tuple[type[models.Model], Any]  # model and key


@dataclass(frozen=True)
class RecordEdits:
    """What people changed in a record since a moment; ``url`` is its page at the desk."""

    label: str
    url: str
    entries: list[HistoryEntry]


class RevertForm(ReasonForm):
    """Why something is taken back, and what becomes of what people ``edited`` since, if anybody."""

    edits = forms.ChoiceField(
        label="その後の編集",
        choices=[
            (Edits.KEEP.value, "上の編集は残し、それ以外を元に戻す"),
            (Edits.UNDO.value, "上の編集もいっしょに元に戻す"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, edited: bool) -> None:
        super().__init__(*args)
        if not edited:
            del self.fields["edits"]

    @property
    def chosen(self) -> Edits:
        """What was chosen; to refuse where there was nothing to choose."""
        return Edits(self.cleaned_data.get("edits", Edits.REFUSE))


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
