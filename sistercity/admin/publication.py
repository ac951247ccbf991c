"""Drafts at the staff desk: what is public, what will be, what waits."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Q
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from sistercity.admin.bases import tag
from sistercity.admin.withdrawal import WithdrawableAdmin, WithdrawalFilter, withdrawn_tag
from sistercity.publication import Publication

WHEN = (
    "空欄なら下書き、今より後なら、その日時まで下書きです。公開中の記録を下書きにすると、"
    "ページは見つからなくなります（404）。公開をやめるときは「公開を取り下げる」を使ってください。"
)
UNPUBLISHED = (
    "公開中の記録を下書きに戻しました。公開のページは見つからなくなりました（404）。"
    "理由をそのURLに表示するには、公開日時を元に戻してから「公開を取り下げる」を使ってください。"
)


class PublicationFilter(WithdrawalFilter):
    """Draft, planned, public, or withdrawn."""

    conditions: ClassVar[Mapping[str, tuple[str, Q]]] = {
        "draft": ("公開前の下書き", Q(withdrawn_at=None, published_at=None)),
        "planned": ("公開予約", Q(withdrawn_at=None, published_at__gt=Now())),
        "public": ("公開中", Q(withdrawn_at=None, published_at__lte=Now())),
        "withdrawn": ("取下げ", Q(withdrawn_at__isnull=False)),
    }


class PublicationAdmin(WithdrawableAdmin):
    """A kind of record that is a draft until it is published."""

    fixed_once_public: ClassVar[tuple[str, ...]] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Add what a page's URL is made of, once the public has seen it."""
        is_public = obj is not None and obj.is_published(timezone.now())
        fixed = self.fixed_once_public if is_public else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Say beside the input what becomes of a public page without it."""
        if db_field.name == "published_at":
            kwargs["help_text"] = WHEN
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Say so where the save made a draft of what was public."""
        super().save_model(request, obj, form, change)
        now, before = timezone.now(), form.initial.get("published_at")
        was_public = change and before is not None and before <= now and obj.withdrawn_at is None
        if was_public and not obj.is_published(now):
            messages.warning(request, UNPUBLISHED)

    def view_on_site(self, record: Publication) -> str | None:
        """Return the public page of what is public."""
        return super().view_on_site(record) if record.is_published(timezone.now()) else None

    @admin.display(description="公開", ordering="published_at")
    def publication(self, record: Any) -> SafeString:
        """Return whether the public sees it, or from when on."""
        if record.withdrawn_at:
            return withdrawn_tag()
        if record.published_at is None:
            return tag("unconfirmed", "下書き")
        if record.is_published(timezone.now()):
            return tag("active", "公開中")
        moment = date_format(timezone.localtime(record.published_at), "Y-m-d H:i")
        return tag("dormant", f"公開予約 {moment}")
