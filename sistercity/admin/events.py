"""What the staff desk's pages of events share."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.db.models.functions import Now, TruncDate
from django.db.models.lookups import Exact
from django.utils.safestring import SafeString

from sistercity.admin.bases import tag
from sistercity.admin.filters import ConditionFilter
from sistercity.admin.preview import PreviewAdmin
from sistercity.dates import Passed
from sistercity.events import event_passed

# In Japanese time, whatever the clock of the database says.
TODAY = TruncDate(Now())


def attention(passed: Any) -> dict[str, tuple[str, Q]]:
    """Return what needs a look; ``passed`` says in SQL whether an event is over today."""
    return {
        "over": ("終了日を過ぎたが「予定」", Q(Exact(passed, Passed.YES), status="planned")),
        "perhaps": (
            "終了した可能性のある「予定」",
            Q(Exact(passed, Passed.PERHAPS), status="planned"),
        ),
        "undated": ("予定だが日程なし", Q(status="planned", starts_on=None)),
        "outcome": ("結果が不明", Q(status="unknown")),
    }


class EventAttention(ConditionFilter):
    """Events whose status needs a look."""

    title = "要確認"
    parameter_name = "check"
    conditions = attention(event_passed(TODAY))


class EventAdmin(PreviewAdmin):
    """A kind of event."""

    @admin.display(description="状態", ordering="status")
    def state(self, event: Any) -> SafeString:
        """Return whether it is planned, was held or was cancelled."""
        return tag(event.status, event.get_status_display())
