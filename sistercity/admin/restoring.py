"""Records that were removed without being withdrawn, as by plain SQL or an undo: seen, restored."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from sistercity.admin.bases import StaffAdmin
from sistercity.admin.conflicts import busy_or_raise
from sistercity.admin.history import Authors, Trace
from sistercity.models import broken_rule, lock_content
from sistercity.withdrawal import Withdrawable, is_owner

SHOWN = 200
MOST_NAMED = 5000  # removed records of a kind that a search looks at
# Parts go before their record: by plain SQL in statements of their own.
TOGETHER = datetime.timedelta(hours=1)


class CannotRestore(Exception):
    """The record cannot be restored; the message says why and what to do."""


def removed_events(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return the newest event of each record that is gone."""
    events = Trace(model).events._default_manager
    gone = events.filter(pgh_label="delete").exclude(
        pgh_obj_id__in=model._base_manager.values("pk")
    )
    newest = gone.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return events.filter(pk__in=newest.values("pk"))


def as_record(model: type[models.Model], event: Any) -> models.Model:
    """Return a record, not stored, as an event of its history has it."""
    kept = {field.attname for field in type(event)._meta.concrete_fields}
    names = [field.attname for field in model._meta.concrete_fields if field.attname in kept]
    return model(**{name: getattr(event, name) for name in names})


def removed_with(part: Trace, removal: Any) -> Iterator[models.Model]:
    """Yield the parts of a record that were removed with it: by the same hand, shortly before."""
    gone = removed_events(part.model).filter(
        **{part.column: removal.pgh_obj_id},
        pgh_context=removal.pgh_context_id,
        pgh_created_at__gte=removal.pgh_created_at - TOGETHER,
    )
    for event in gone.order_by("pgh_obj_id"):
        yield as_record(part.model, event)


@transaction.atomic
def restore(traces: Sequence[Trace], key: Any) -> models.Model:
    """Write a removed record again under its old primary key, with the parts that went with it.

    ``traces`` are those of the record and of its parts. Returns it; raises CannotRestore.
    """
    lock_content()
    own, *of_parts = traces
    removal = removed_events(own.model).filter(pgh_obj_id=key).first()
    if removal is None:
        raise CannotRestore("この記録は、削除されていないか、すでに元に戻されています。")
    record = as_record(own.model, removal)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            insert(record)
            for part in (one for trace in of_parts for one in removed_with(trace, removal)):
                insert(part)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        rule = broken_rule(own.model, error)
        raise CannotRestore(f"今のデータと両立しないため、元に戻せません。{rule}") from error
    return record


def insert(record: models.Model) -> None:
    """Store a row of the history; raise CannotRestore where it lacks a record that it needs."""
    check_bases(record)
    record.save(force_insert=True)


def check_bases(record: models.Model) -> None:
    """Raise CannotRestore where a record that a row stands on is gone, or withdrawn."""
    for field in record._meta.concrete_fields:
        key = getattr(record, field.attname)
        if not isinstance(field, models.ForeignKey) or key is None:
            continue
        other = field.related_model._base_manager.filter(pk=key).first()
        name = field.related_model._meta.verbose_name
        if other is None:
            raise CannotRestore(
                f"この記録が使っている{name}（{key}）も削除されています。"
                f"先に、{name}の「削除された記録」から元に戻してください。"
            )
        if is_withdrawn(other) and not (is_owner(field) or is_withdrawn(record)):
            raise CannotRestore(
                f"この記録が使っている{name}（{other}）は、公開を取り下げています。"
                "先に、その記録を公開に戻してください。"
            )


def is_withdrawn(record: models.Model) -> bool:
    """Whether a record was withdrawn."""
    return isinstance(record, Withdrawable) and record.withdrawn_at is not None


class RestorableAdmin(StaffAdmin):
    """A kind of record of which the desk shows what was removed, and writes it again."""

    def url_name(self, name: str) -> str:
        """Return the name of the URL of one of the pages."""
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def get_urls(self) -> list[URLPattern]:
        """Add the list of removed records, and what restores one."""
        wrap = self.admin_site.admin_view
        return [
            path("removed/", wrap(require_safe(self.removed_view)), name=self.url_name("removed")),
            path(
                "<path:object_id>/restore/",
                wrap(require_POST(self.restore_view)),
                name=self.url_name("restore"),
            ),
            *super().get_urls(),
        ]

    def has_restore_permission(self, request: HttpRequest) -> bool:
        """Whether the user may restore: who may add such a record may write it again."""
        codename = get_permission_codename("add", self.opts)
        return bool(request.user.has_perm(f"{self.opts.app_label}.{codename}"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Link the list of removed records."""
        url = reverse(f"admin:{self.url_name('removed')}")
        return super().changelist_view(request, {"removed_url": url, **(extra_context or {})})

    def removed_view(self, request: HttpRequest) -> HttpResponse:
        """List the records that are gone: when, by whom, and the way to the history of each."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        events = list(removed_events(self.model).order_by("-pgh_id")[:SHOWN])
        authors = Authors(event.pgh_context_id for event in events)
        rows = [
            (
                event.pgh_created_at,
                authors.name(event.pgh_context_id),
                self.removed_label(as_record(self.model, event)),
                reverse(f"admin:{self.url_name('history')}", args=[quote(event.pgh_obj_id)]),
            )
            for event in events
        ]
        title = f"削除された記録：{self.opts.verbose_name}"
        return self.page(request, "removed", title, {"rows": rows})

    def removed_label(self, record: models.Model) -> str:
        """Return the name of a removed record; the kind and the key where it needs others too."""
        try:
            return self.label(record)
        except ObjectDoesNotExist:
            return f"{self.opts.verbose_name}（{record.pk}）"

    def removed_labels(self, keys: Iterable[Any] | None = None) -> dict[Any, str]:
        """Return the names of removed records by key: the newest, or those among some keys."""
        events = removed_events(self.model).order_by("-pgh_id")
        if keys is not None:
            events = events.filter(pgh_obj_id__in=list(keys))
        records = [as_record(self.model, event) for event in events[:MOST_NAMED]]
        models.prefetch_related_objects(records, *self.related)
        return {record.pk: self.removed_label(record) for record in records}

    def removed(self, object_id: str) -> models.Model | None:
        """Return a record that is gone, as it was, or None."""
        try:
            key = self.opts.pk.to_python(object_id)
            event = removed_events(self.model).filter(pgh_obj_id=key).first()
        except (ValueError, ValidationError):
            return None
        return as_record(self.model, event) if event else None

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the history of a removed record too, with the way back."""
        record = None if self.get_object(request, unquote(object_id)) else self.removed(object_id)
        if record is None:
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        url = reverse(f"admin:{self.url_name('restore')}", args=[quote(record.pk)])
        restore_url = url if self.has_restore_permission(request) else ""
        context = {"is_removed": True, "restore_url": restore_url, "may_change": False}
        return self.history_page(request, record, self.removed_label(record), context)

    def restore_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Restore a record; say what came of it."""
        if not self.has_restore_permission(request):
            raise PermissionDenied
        key = unquote(object_id)
        record = self.removed(key)
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        try:
            restore(self.traces(), record.pk)
        except CannotRestore as reason:
            messages.error(request, str(reason))
        except OperationalError as error:
            messages.error(request, busy_or_raise(error))
        else:
            messages.success(request, f"{self.removed_label(record)}：元に戻しました。")
        history = reverse(f"admin:{self.url_name('history')}", args=[object_id])
        return HttpResponseRedirect(history)
