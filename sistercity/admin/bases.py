"""What the staff desk's pages share: search by any name, dates, labels, history."""

from collections.abc import Iterable
from typing import Any, ClassVar

import pghistory
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR
from django.contrib.admin.widgets import (
    AdminTextInputWidget,
    AdminURLFieldWidget,
    RelatedFieldWidgetWrapper,
)
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime

from sistercity.admin.conflicts import GuardedAdmin
from sistercity.admin.exports import ExportAdmin
from sistercity.admin.filters import Task
from sistercity.admin.history import EMPTY, HistoryEntry, HistoryWords, Trace, record_versions
from sistercity.admin.inputs import PlaceSelect, RecordForm, RowForm, RowFormSet
from sistercity.folding import fold
from sistercity.forms import DayFormField, MomentFormField, StaffForm
from sistercity.models import lock_content
from sistercity.withdrawal import Withdrawable

# Sent with the request and the record that was added at the desk, which has its parts by then.
record_added = Signal()
MAX_LENGTH, MAX_WORDS = 200, 10
TOO_LONG = f"検索語は{MAX_LENGTH}文字、{MAX_WORDS}語までです。短くして検索してください。"
WRONG_FILTER = (
    "絞り込みの条件が正しくないため、外しました。年は4桁で、始まりを終わりより前にしてください。"
)


class DeskPages:
    """What has pages of our own within the desk: its site, and each kind of record."""

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what each of the pages is told, such as the title of the site."""
        raise NotImplementedError

    def page(
        self,
        request: HttpRequest,
        template: str,
        title: str,
        context: dict[str, Any],
        status: int = 200,
    ) -> TemplateResponse:
        """Return a page of our own within the desk, by the name of its template below admin/."""
        context = {**self.each_context(request), "title": title, **context}
        return TemplateResponse(request, f"admin/{template}.html", context, status=status)


class StaffFields(BaseModelAdmin):  # type: ignore[type-arg]  # serves every model
    """Inputs as editors need them, for pages and for the tables within them."""

    form = StaffForm
    formfield_overrides = {
        models.DateField: {"form_class": DayFormField},
        models.DateTimeField: {"form_class": MomentFormField, "widget": AdminTextInputWidget},
        models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
    }

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Show a list of codes as checkboxes."""
        if isinstance(db_field, ArrayField):
            return forms.MultipleChoiceField(
                label=capfirst(db_field.verbose_name),
                choices=db_field.base_field.flatchoices,
                required=not db_field.blank,
                widget=forms.CheckboxSelectMultiple,
                help_text=db_field.help_text,
            )
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            field.widget.can_view_related &= not field.widget.can_change_related
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Name records so that no two look alike, and fetch what their names need at once."""
        remote: Any = self.admin_site.get_model_admin(db_field.remote_field.model)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = PlaceSelect(db_field, self.admin_site)
            kwargs["queryset"] = remote.choices(request)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and isinstance(remote, StaffAdmin):
            field.label_from_instance = remote.label  # type: ignore[method-assign, assignment]
        return field


class StaffInline(StaffFields, admin.TabularInline):  # type: ignore[type-arg]
    """Parts of a record, edited on its page."""

    form = RowForm
    formset = RowFormSet
    extra = 0
    related: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Fetch what the rows show at once."""
        return super().get_queryset(request).select_related(*self.related)


class StaffAdmin(StaffFields, GuardedAdmin, ExportAdmin, DeskPages):
    """A kind of record at the staff desk."""

    form = RecordForm
    position: ClassVar[int]  # in the order of work
    tasks: ClassVar[tuple[Task, ...]] = ()
    related: ClassVar[tuple[str, ...]] = ()  # what names and lists need beside the row itself
    fixed_after_adding: ClassVar[tuple[str, ...]] = ()
    empty_value_display = EMPTY
    list_per_page = 50
    save_on_top = True
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("pk",)  # how, says matching()

    @property
    def every(self) -> Any:
        """The manager of every record, the withdrawn ones too."""
        return getattr(self.model, "with_withdrawn", self.model._default_manager)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Return every record, with what every row shows fetched at once."""
        queryset: models.QuerySet[Any] = self.every.all()
        if ordering := self.get_ordering(request):
            queryset = queryset.order_by(*ordering)
        return queryset.select_related(*self.related) if self.related else queryset

    def choices(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Return the records that others may be made to stand on: none that was withdrawn."""
        records = self.get_queryset(request)
        is_withdrawable = issubclass(self.model, Withdrawable)
        return records.filter(withdrawn_at=None) if is_withdrawable else records

    def label(self, record: Any) -> str:
        """Return the name that tells the record from all others."""
        return str(record)

    def matching(self, queryset: models.QuerySet[Any], word: str) -> models.QuerySet[Any]:
        """Keep the records that have the folded word in a name or a code."""
        return queryset.filter(search_text__contains=word)

    def rank(self, term: str) -> models.Case:
        """Return the order of what a box finds: first what begins with the folded term."""
        begins = models.Q(search_text__startswith=term) | models.Q(search_text__contains=f" {term}")
        holds = models.Q(search_text__contains=term)
        return models.Case(models.When(begins, then=0), models.When(holds, then=1), default=2)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Keep the records that match every word, in any spelling of it.

        A list asks once for its rows and once for each filter's counts, so the keys are kept.
        """
        if "\0" in search_term or is_too_long(search_term):
            return queryset.none(), False
        if not search_term.strip():
            return queryset, False
        if not hasattr(request, "found"):
            found = self.every.order_by()
            for word in fold(search_term).split():
                found = self.matching(found, word)
            request.found = list(found.values_list("pk", flat=True))  # type: ignore[attr-defined]
        return queryset.filter(pk__in=getattr(request, "found")), False  # noqa: B009

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say what was wrong with a URL before the list is shown without it."""
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        if is_too_long(request.GET.get(SEARCH_VAR, "")):
            messages.error(request, TOO_LONG)
            return HttpResponseRedirect(request.path)
        if ERROR_FLAG in request.GET:
            messages.error(request, WRONG_FILTER)
        title = f"{self.opts.verbose_name_plural}の一覧"
        context = {"title": title, "exports": self.export_links(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the kind of record to what the site tells each page."""
        return {**self.admin_site.each_context(request), "opts": self.opts}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Add what a page's URL is made of, once the record exists."""
        fixed = self.fixed_after_adding if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def task_group(self, request: HttpRequest) -> dict[str, Any] | None:
        """Return the work that waits among these records, None where there is no such work.

        It has a ``name`` and ``rows``: label, count and URL of the list of what was counted.
        """
        if not self.tasks:
            return None
        counts = self.get_queryset(request).aggregate(
            **{task.condition: task.count(self.model) for task in self.tasks}
        )
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        rows = [(task.label, counts[task.condition], url + task.query) for task in self.tasks]
        return {"name": self.opts.verbose_name_plural, "rows": rows}

    def lock(self, record: Any) -> None:
        """Make every other writer of public content wait, whatever record it writes."""
        lock_content()

    def reason(self, error: IntegrityError) -> str:
        """Return the message of the constraint that was broken, of the record or of a part."""
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        for model in {trace.model for trace in self.traces()}:
            for constraint in model._meta.constraints:
                if constraint.name == name:
                    return str(constraint.get_violation_error_message())
        return super().reason(error)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Save with the reason, and let a new record get what only the system gives."""
        if reason := form.cleaned_data.get("change_reason"):
            pghistory.context(reason=reason)  # adds to what the middleware began
        if change:
            obj.save()
        else:
            self.add(obj)

    def add(self, record: Any) -> None:
        """Store a new record."""
        record.save()

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        """Let other apps say something of a new record."""
        record_added.send(type(obj), request=request, record=obj)
        return super().response_add(request, obj, post_url_continue)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse to delete: URLs must not vanish. What is public is withdrawn instead."""
        return False

    def view_on_site(self, record: Any) -> str | None:
        """Return the public page in the desk's language, for records that have one."""
        return record.get_absolute_url() if hasattr(record, "get_absolute_url") else None

    def traces(self) -> list[Trace]:
        """Return the tables of history that tell of a record: its own, then those of its parts."""
        parts = []
        for inline in self.inlines:
            name = getattr(inline, "fk_name", None)
            columns = [
                field
                for field in inline.model._meta.concrete_fields
                if field.related_model is self.model and name in (None, field.name)
            ]
            parts.append(Trace(inline.model, columns[0].attname))
        return [Trace(self.model), *parts]

    def labels(self, request: HttpRequest, keys: Iterable[Any]) -> dict[Any, str]:
        """Return the labels of records by key, in one query."""
        found = self.get_queryset(request).in_bulk(list(keys))
        return {key: self.label(record) for key, record in found.items()}

    def history_entries(self, request: HttpRequest, key: Any) -> list[HistoryEntry]:
        """Return every change of a record and its parts, the newest first."""
        versions = record_versions(self.traces(), key)
        entries = HistoryWords(versions, self.admin_site.labels(request)).entries()  # type: ignore[attr-defined]
        return sorted(entries, key=lambda entry: entry.when, reverse=True)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show every change of the record and its parts, field by field."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return self.history_page(request, record, self.label(record), extra_context or {})

    def history_page(
        self, request: HttpRequest, record: Any, label: str, context: dict[str, Any]
    ) -> HttpResponse:
        """Return the page of a record's history."""
        context = {
            "module_name": capfirst(self.opts.verbose_name_plural),
            "object": record,
            "entries": self.history_entries(request, record.pk),
            "may_change": self.has_change_permission(request, record),
            **context,
        }
        return self.page(request, "object_history", f"履歴：{label}", context)


def is_too_long(term: str) -> bool:
    """Whether a search asks for more than a name can need."""
    return len(term) > MAX_LENGTH or len(term.split()) > MAX_WORDS


def who_and_when(who: str, when: Any) -> SafeString:
    """Return a name and a time in Japan."""
    return format_html("{}<br>{}", who, date_format(localtime(when), "Y-m-d H:i"))


def tag(kind: str, text: str) -> SafeString:
    """Return a state as a word in a frame; the colour only repeats the word."""
    return format_html('<span class="tag tag-{}">{}</span>', kind, text)


def partial_date(model: type[models.Model], name: str) -> Any:
    """Return the column of a partial date for lists and for pages that cannot be edited."""
    column: Any = model._meta.get_field(f"{name}_on")

    @admin.display(description=column.verbose_name, ordering=column.name, empty_value=EMPTY)
    def show(_: Any, record: models.Model) -> str | None:
        date = getattr(record, name)
        return date.isoformat() if date else None

    return show
