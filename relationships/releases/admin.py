"""The staff desk's pages of releases: what was published, by whom, and undoing the newest."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django_tasks.exceptions import TaskResultDoesNotExist, TaskResultMismatch

from relationships.releases import undo
from relationships.releases.columns import IMPORTER
from relationships.releases.models import ChangeKind, Release
from relationships.releases.tasks import undo_at_desk
from sistercity import worker
from sistercity.admin import ConditionFilter, StaffAdmin, person_name, who_and_when
from sistercity.admin.passwords import ConfirmationForm
from sistercity.changes.edits import RevertForm, shown_edits
from sistercity.imports.registry import IMPORTERS

WORDS = {
    ChangeKind.NEW: "新規",
    ChangeKind.ENDED: "解消",
    ChangeKind.CORRECTED: "訂正",
    ChangeKind.RENAMED: "名称変更",
    ChangeKind.REMOVED: "削除",
}
REFRESH = 2  # seconds


class StandingFilter(ConditionFilter):
    """Releases in force, and those that were undone."""

    title = "状態"
    parameter_name = "state"
    conditions = {
        "standing": ("有効", Q(undone_at=None)),
        "undone": ("取消済み", Q(undone_at__isnull=False)),
    }


class UndoForm(ConfirmationForm, RevertForm):
    """The tick before a release is undone, beside why and what becomes of later edits.

    The password of whoever is signed in is asked as well.
    """

    sure = forms.BooleanField(label="この公開版を取り消す")

    def __init__(self, request: HttpRequest, *args: Any, edited: bool) -> None:
        super().__init__(*args, edited=edited)
        self.request = request


@admin.register(Release)
class ReleaseAdmin(StaffAdmin):
    """Releases: all but the notes for the public is fixed."""

    position = 6
    ordering = ("-number",)
    search_help_text = "番号、ファイル名、担当者名"
    list_display = ("name", "as_of", "file_name", "published", "numbers", "undone")
    list_filter = (StandingFilter,)
    fieldsets = (
        ("公開版", {"fields": ("number", "as_of", "published", "numbers", "previous")}),
        ("ファイル", {"fields": ("file_name", "file_sha256", "dataset_sha256")}),
        ("確認した事項", {"fields": ("reasons", "skipped_rows")}),
        ("取消", {"fields": ("undone", "undo_reason")}),
        ("お知らせ", {"fields": (("note_ja", "note_en"),)}),
    )
    readonly_fields = (
        "number",
        "as_of",
        "published",
        "numbers",
        "previous",
        "file_name",
        "file_sha256",
        "dataset_sha256",
        "reasons",
        "skipped_rows",
        "undone",
        "undo_reason",
    )

    def label(self, record: Release) -> str:
        """Return number and day."""
        return f"第{record.number}版（{record.as_of}現在）"

    def matching(self, queryset: QuerySet[Any], word: str) -> QuerySet[Any]:
        """Search the number, the file, the staff."""
        found = Q(file_name__icontains=word) | Q(published_by__icontains=word)
        if word.isdecimal() and len(word) < 10:
            found |= Q(number=int(word))
        return queryset.filter(found)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Imports make releases."""
        return False

    def may_undo(self, request: HttpRequest) -> bool:
        """Whether the user may undo releases."""
        return bool(request.user.has_perm("imports.publish_importrun"))

    def get_urls(self) -> list[Any]:
        """Add the page that undoes a release, and the one that says how far that is."""
        ask = self.admin_site.admin_view(self.undo_view)
        show = self.admin_site.admin_view(self.undo_progress_view)
        own = [
            path("<int:key>/undo/", ask, name="releases_release_undo"),
            path("<int:key>/undo/<uuid:task>/", show, name="releases_release_undo_progress"),
        ]
        return own + super().get_urls()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Offer to undo the newest one."""
        context = {
            "undo_key": newest_key() if self.may_undo(request) else None,
            **(extra_context or {}),
        }
        return super().changeform_view(request, object_id, form_url, context)

    def undo_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Say what will be undone, and let the worker undo it."""
        release = self.release_to_undo(request, key)
        if release.pk != newest_key():
            messages.error(request, "取り消せるのは、最新の公開版だけです。")
            return HttpResponseRedirect(reverse("admin:releases_release_change", args=[key]))
        edited = undo.edited_records(release)
        data = request.POST if request.method == "POST" else None
        form = UndoForm(request, data, edited=bool(edited))
        if request.method == "POST" and form.is_valid():
            task = undo_at_desk.enqueue(
                number=release.number,
                who=person_name(request.user),
                edits=form.chosen,
                reason=form.cleaned_data["reason"],
            )
            progress = "admin:releases_release_undo_progress"
            return HttpResponseRedirect(reverse(progress, args=[key, task.id]))
        context = {
            "release": release,
            "counts": [(word, release.counts.get(kind, 0)) for kind, word in WORDS.items()],
            **shown_edits(request, edited, release.published_at),
            "form": form,
        }
        title = f"取消の確認：{self.label(release)}"
        return self.page(request, "imports/undo", title, context)

    def undo_progress_view(self, request: HttpRequest, key: int, task: UUID) -> HttpResponse:
        """Say how far an undo is, and what came of it."""
        release = self.release_to_undo(request, key)
        try:
            result = undo_at_desk.get_result(str(task))
        except (TaskResultDoesNotExist, TaskResultMismatch) as error:
            raise Http404 from error
        if result.kwargs["number"] != release.number:
            raise Http404
        context = {
            "release": release,
            "result": result,
            "is_newest": release.pk == newest_key(),
            "no_worker": not result.is_finished
            and worker.is_missing(result.started_at or result.enqueued_at),
        }
        title = f"公開版の取消：{self.label(release)}"
        response = self.page(request, "imports/undo_progress", title, context)
        if not result.is_finished:
            response["Refresh"] = str(REFRESH)
        return response

    def release_to_undo(self, request: HttpRequest, key: int) -> Release:
        """Return a release for those who may undo it; raise PermissionDenied or Http404."""
        if not self.may_undo(request):
            raise PermissionDenied("権限「取込：公開と取消ができる」が必要です。")
        return get_object_or_404(Release, pk=key)

    # columns

    @admin.display(description="公開版", ordering="number")
    def name(self, release: Release) -> str:
        """Return the number."""
        return f"第{release.number}版"

    @admin.display(description="公開", ordering="published_at")
    def published(self, release: Release) -> SafeString:
        """Return who published it, and when."""
        return who_and_when(release.published_by, release.published_at)

    @admin.display(description="件数")
    def numbers(self, release: Release) -> str:
        """Return what it changed, and how many relationships it holds."""
        counts = release.counts
        changed = [f"{word}{counts[kind]:,}" for kind, word in WORDS.items() if counts.get(kind)]
        return "、".join([*changed, f"全{counts.get('rows', 0):,}件"])

    @admin.display(description="取消", ordering="undone_at")
    def undone(self, release: Release) -> str:
        """Return who undid it, and when."""
        if release.undone_at is None:
            return "なし"
        return who_and_when(release.undone_by, release.undone_at)

    @admin.display(description="理由")
    def reasons(self, release: Release) -> str:
        """Return the alarms that were answered, with their reasons."""
        names = IMPORTERS[IMPORTER].alarm_names
        lines = [(names.get(name, name), reason) for name, reason in release.answers.items()]
        return format_html_join("", "<p>{}：{}</p>", lines) if lines else "なし"

    @admin.display(description="飛ばした行")
    def skipped_rows(self, release: Release) -> str:
        """Return the rows of the file that were skipped, with their reasons."""
        lines = [(one["row"], one["label"], one["reason"]) for one in release.skipped]
        return format_html_join("", "<p>{}行目　{}：{}</p>", lines) if lines else "なし"


def newest_key() -> int | None:
    """Return the key of the release that can be undone."""
    try:
        return undo.newest_release().pk
    except undo.CannotUndo:
        return None
