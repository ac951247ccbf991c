"""The list of imports, and which page answers at which URL."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.safestring import SafeString

from sistercity.admin import ConditionFilter, Task, who_and_when
from sistercity.admin.pages import PageAdmin
from sistercity.import_runs.admin import answering, pages, words
from sistercity.import_runs.models import ImportRun, RunStatus
from sistercity.imports.registry import IMPORTERS

PLANNED = Q(status__in=[RunStatus.PLANNED, RunStatus.OUTDATED])
ERRORS = Q(head__severities__has_key="error")
Page = Callable[..., HttpResponseBase]
# What can be done with a run whose import is no more.
WITHOUT_IMPORT: tuple[Page, ...] = (pages.discard, pages.file)


class WorkFilter(ConditionFilter):
    """Imports that wait for somebody."""

    title = "要確認"
    parameter_name = "check"
    conditions: ClassVar[Mapping[str, tuple[str, Q]]] = {
        "planned": ("比較済みで未公開", PLANNED & ~ERRORS),
        "errors": (
            "エラーあり",
            Q(status__in=[RunStatus.REFUSED, RunStatus.FAILED]) | (PLANNED & ERRORS),
        ),
    }


@admin.register(ImportRun)
class ImportRunAdmin(PageAdmin):
    """Imports: every page of one is ours, Django's form for rows of a table is of no use here."""

    position = 5
    exports_list = False  # what a run did, its report and its release say
    search_help_text = "ファイル名、担当者名"
    list_display = ("file", "kind", "as_of", "state", "numbers", "uploaded", "publication")
    list_filter = (WorkFilter, "status")
    ordering = ("-pk",)
    tasks = (Task(WorkFilter, "planned"), Task(WorkFilter, "errors"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the file in the database."""
        return super().get_queryset(request).defer("content")

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search the names of the file and of the staff."""
        names = ("file_name", "created_by", "published_by")
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__icontains": word})
        return queryset.filter(found)

    # permissions

    def may_publish(self, request: HttpRequest) -> bool:
        """Whether the user may publish imports and undo them."""
        return request.user.has_perm("imports.publish_importrun")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those see imports who upload or publish them."""
        return (
            super().has_view_permission(request, obj)
            or self.has_add_permission(request)
            or self.may_publish(request)
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody edits a run: what can be decided about it has pages of its own."""
        return False

    # URLs

    def get_urls(self) -> list[Any]:
        """Put the pages of a run before Django's own."""
        may_see, may_add, may_publish = (
            self.has_view_permission,
            self.has_add_permission,
            self.may_publish,
        )
        read, write = ("GET", "HEAD"), ("POST",)
        own: list[tuple[str, Page, Callable[[HttpRequest], bool], tuple[str, ...]]] = [
            ("alarms", answering.answer_alarms, may_add, write),
            ("names", answering.answer_names, may_add, write),
            ("conflicts", answering.answer_conflicts, may_add, write),
            ("rows", answering.skip_rows, may_add, write),
            ("missing", answering.answer_missing, may_add, write),
            ("replace", pages.replace_file, may_add, write),
            ("compare", pages.compare, may_add, write),
            ("discard", pages.discard, may_add, write),
            ("publish", pages.publish, may_publish, read + write),
            ("report/<slug:suffix>", pages.report, may_see, read),
            ("file", pages.file, may_see, read),
        ]
        return [
            path(
                f"<int:key>/{address}/",
                self.guarded(view, may, methods),
                name=f"imports_importrun_{address.partition('/')[0]}",
            )
            for address, view, may, methods in own
        ] + [
            path(
                "template/<slug:name>/",
                self.admin_site.admin_view(self.template),
                name="imports_importrun_template",
            ),
            path(
                "export/",
                self.admin_site.admin_view(self.export_register),
                name="imports_importrun_export",
            ),
            *super().get_urls(),
        ]

    def template(self, request: HttpRequest, name: str) -> HttpResponseBase:
        """Send an empty workbook to those who may upload one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return pages.template(request, name)

    def export_register(self, request: HttpRequest) -> HttpResponseBase:
        """Send every record to those who may see imports."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return pages.export(self, request)

    def guarded(
        self, view: Page, may: Callable[[HttpRequest], bool], methods: tuple[str, ...]
    ) -> Any:
        """Return the view of a page of a run for those who may, by these methods."""

        def answer(request: HttpRequest, key: int, **values: Any) -> HttpResponseBase:
            if not may(request):
                raise PermissionDenied
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            runs = self.get_queryset(request)
            if view not in WITHOUT_IMPORT:
                runs = runs.filter(importer__in=IMPORTERS)
            run = get_object_or_404(runs, pk=key)
            return view(self, request, run, **values)

        return self.admin_site.admin_view(answer)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the upload."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return pages.upload(self, request)

    def answer(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Show a run."""
        return pages.show(self, request, record)

    # columns of the list

    @admin.display(description="ファイル", ordering="file_name")
    def file(self, run: ImportRun) -> str:
        """Return the name of the file."""
        return run.file_name

    @admin.display(description="種類", ordering="importer")
    def kind(self, run: ImportRun) -> str:
        """Return the title of the import."""
        return words.title(run)

    @admin.display(description="状況", ordering="status")
    def state(self, run: ImportRun) -> SafeString:
        """Return how far it is."""
        return words.state(run)

    @admin.display(description="件数")
    def numbers(self, run: ImportRun) -> str:
        """Return the counts that are not nought."""
        return words.in_short(run)

    @admin.display(description="登録", ordering="created_at")
    def uploaded(self, run: ImportRun) -> SafeString:
        """Return who uploaded it, and when."""
        return who_and_when(run.created_by, run.created_at)

    @admin.display(description="公開", ordering="published_at", empty_value="未公開")
    def publication(self, run: ImportRun) -> SafeString | None:
        """Return who published it, and when."""
        if run.published_at is None:
            return None
        return who_and_when(run.published_by, run.published_at)
