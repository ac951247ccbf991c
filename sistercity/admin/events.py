"""What the staff desk's pages of events share."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.db.models.functions import Coalesce, Now, TruncDate
from django.db.models.lookups import LessThan
from django.utils.safestring import SafeString

from sistercity.admin.bases import tag
from sistercity.admin.filters import ConditionFilter
from sistercity.admin.preview import PreviewAdmin
from sistercity.dates import last_day


class EventAttention(ConditionFilter):
    """Events whose status needs a look; today is today in Japan."""

    title = "要確認"
    parameter_name = "check"
    conditions = {
        "over": (
            "終了日を過ぎたが「予定」",
            Q(
                LessThan(Coalesce(last_day("ends"), last_day("starts")), TruncDate(Now())),
                status="planned",
            ),
        ),
        "undated": ("予定だが日程なし", Q(status="planned", starts_on=None)),
        "outcome": ("結果が不明", Q(status="unknown")),
    }


class EventAdmin(PreviewAdmin):
    """A kind of event."""

    @admin.display(description="状態", ordering="status")
    def state(self, event: Any) -> SafeString:
        """Return whether it is planned, was held or was cancelled."""
        return tag(event.status, event.get_status_display())
