"""Pages of an import: the upload, the difference with its questions, the publication, files."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from sistercity import worker
from sistercity.admin import PageAdmin, person_name
from sistercity.downloads import TYPES, download
from sistercity.import_runs import tasks
from sistercity.import_runs.admin import words
from sistercity.import_runs.admin.forms import (
    AlarmsForm,
    ConflictsForm,
    ExportForm,
    FileForm,
    MissingForm,
    NamesForm,
    NotesForm,
    SkipForm,
    UploadForm,
)
from sistercity.import_runs.models import ImportRun, RowQuestion, RunStatus
from sistercity.import_runs.stored import stored_plan
from sistercity.imports import reports
from sistercity.imports.exports import snapshot, write_export, write_template
from sistercity.imports.plan import CHANGING, EntryKind
from sistercity.imports.registry import IMPORTERS, importers
from sistercity.spreadsheets.grouping import grouped
from sistercity.spreadsheets.problems import Problem, Severity

PER_PAGE = 50
NAMES_PER_PAGE = 20  # each is a search box
REFRESH = 2  # seconds
REPORTS = {
    "csv": (reports.as_csv, "text/csv; charset=utf-8"),
    "html": (reports.as_html, "text/html; charset=utf-8"),
    "json": (reports.as_json, "application/json"),
}
SHOWN_AS_CHANGES = set(EntryKind.values) - {EntryKind.CONFLICT, EntryKind.MISSING}
OPEN = (RunStatus.PLANNED, RunStatus.OUTDATED)


def back_to(run: ImportRun) -> HttpResponse:
    """Lead to the page of a run."""
    return HttpResponseRedirect(words.url(run))


def overtaken(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Say that somebody was faster, and lead to the page of a run."""
    messages.error(request, "他の担当者が先に操作しました。今の状況を確かめてください。")
    return back_to(run)


def upload(admin: PageAdmin, request: HttpRequest) -> HttpResponse:
    """Take a file, and let the worker compare it with the data."""
    sent_now = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent_now)
    if not form.is_valid():
        templates = [(importer.name, importer.title) for importer in importers()]
        context = {"form": form, "templates": templates}
        return admin.page(request, "imports/upload", "新しい取込", context)
    run = ImportRun.objects.create(**file_values(request, form))
    tasks.start(run, RunStatus.PLANNING)
    return back_to(run)


def file_values(request: HttpRequest, form: FileForm) -> dict[str, Any]:
    """Return the columns of a run that a file gives it, with who sent it."""
    values = dict(form.cleaned_data)
    file = values.pop("file")
    content = file.read()
    return {
        **values,
        "file_name": file.name,
        "content": content,
        "file_sha256": hashlib.sha256(content).hexdigest(),
        "created_by": person_name(request.user),
        "created_at": timezone.now(),
    }


def replace_file(admin: Any, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Compare another file in the place of the one so far; what was answered stays."""
    if not may_be_replaced(run):
        return overtaken(request, run)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(admin, request, run, file_form=form)
    return restart(request, run, **file_values(request, form))


def template(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """Send an empty workbook to fill in; its second sheet says what belongs into each column."""
    importer = IMPORTERS.get(name)
    if importer is None:
        raise Http404
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.xlsx"
        write_template(path=path, importer=importer)
        return download([path.read_bytes()], path.name, TYPES["xlsx"])


def export(admin: PageAdmin, request: HttpRequest) -> HttpResponseBase:
    """Ask for the kind of file, and send every record in the format of an import."""
    form = ExportForm(request.GET or None)
    if not form.is_valid():
        return admin.page(request, "imports/export", "登録簿の出力", {"form": form})
    importer = IMPORTERS[form.cleaned_data["importer"]]
    suffix = form.cleaned_data["suffix"]
    with TemporaryDirectory() as folder, translation.override(form.cleaned_data["language"]):
        path = Path(folder) / f"{importer.name}-{timezone.localdate()}.{suffix}"
        with snapshot():
            write_export(path=path, importer=importer, lines=importer.lines())
        return download([path.read_bytes()], path.name, TYPES[suffix])


def show(
    admin: Any,
    request: HttpRequest,
    run: ImportRun,
    *,
    alarms_form: AlarmsForm | None = None,
    file_form: FileForm | None = None,
    group_form: Any = None,
    group: str | None = None,
) -> HttpResponse:
    """Show how far a run is and, once it is compared, its plan: one group on a page.

    The forms are those that came back with faults, one of them for the entries of a group.
    """
    is_known = run.importer in IMPORTERS  # an import that is no more has left its runs
    group = group or chosen_group(request, run)
    size = NAMES_PER_PAGE if group == RowQuestion.NAME else PER_PAGE
    paginator = Paginator(entries_of(run, group), size)
    page = paginator.get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "run": run,
        "kind": words.title(run),
        "state": words.state(run),
        "group": group,
        "group_label": words.GROUPS[group],
        "page": page,
        "pages": paginator.get_elided_page_range(page.number),
        "is_known": is_known,
        "may_add": admin.has_add_permission(request),
        "may_publish": admin.may_publish(request),
        "is_open": run.status in OPEN,
        "progress": words.progress(run),
        "no_worker": run.is_working and not run.step and worker.is_missing(run.heartbeat),
    }
    if is_known and run.head and run.status != RunStatus.DISCARDED:
        context |= plan_context(run, group, list(page), alarms_form, group_form)
    if is_known and may_be_replaced(run):
        days = {"as_of": run.as_of, "sheet": run.sheet}
        context["file_form"] = file_form or FileForm(initial=days)
    title = f"取込：{run.file_name}"
    response: HttpResponse = admin.page(request, "imports/run", title, context)
    if run.is_working and not run.is_interrupted:
        response["Refresh"] = str(REFRESH)
    return response


def entries_of(run: ImportRun, group: str) -> Any:
    """Return the entries of a group; problems that are equal but for their rows are one."""
    found = run.entries.filter(kind=group).order_by("position")
    if group not in Severity.values:
        return found
    return grouped(Problem.from_data(data) for data in found.values_list("data", flat=True))


def chosen_group(request: HttpRequest, run: ImportRun) -> str:
    """Return the group that the URL asks for, else the first one that has entries."""
    wanted = request.GET.get("group", "")
    if wanted in words.GROUPS:
        return wanted
    counts = run.counts
    return next((group for group in words.GROUPS if counts.get(group)), EntryKind.NEW)


def plan_context(
    run: ImportRun,
    group: str,
    entries: list[Any],
    alarms_form: AlarmsForm | None,
    group_form: Any,
) -> dict[str, Any]:
    """Return what the page shows of a plan."""
    texts = words.alarms(run)
    alarms_form = alarms_form or AlarmsForm(words.alarm_labels(run), run)
    questions = GROUPS_OF_QUESTIONS.get(group)
    return {
        "tabs": words.tabs(run, group),
        "blockers": words.blockers(run),
        "unchanged": run.counts.get("unchanged", 0),
        "rows": run.counts.get("rows", 0),
        "alarms": [
            (label, texts[name], alarms_form[f"accept-{name}"], alarms_form[f"reason-{name}"])
            for name, label in alarms_form.alarms.items()
        ],
        "problems": entries if group in Severity.values else [],
        "entries": [entry.data for entry in entries if group in SHOWN_AS_CHANGES],
        **(questions(run, entries, group_form) if questions else {}),
    }


def names_of(run: ImportRun, entries: list[Any], form: NamesForm | None) -> dict[str, Any]:
    """Return the questions about names, each with its fields."""
    form = form or NamesForm(run, entries)
    questions = [
        (
            form.fields_of(number),
            data,
            Problem.from_data(data["problem"]),
            words.answered(run, data),
        )
        for number, data in form.questions.items()
    ]
    return {"questions": questions, "names_media": form.media}


def rejected_of(run: ImportRun, entries: list[Any], form: SkipForm | None) -> dict[str, Any]:
    """Return the rows with errors, each with its errors and the field of a reason."""
    form = form or SkipForm(entries)
    rows = [
        (
            one.data,
            [Problem.from_data(error) for error in one.data["errors"]],
            form[one.data["code"]],
        )
        for one in entries
    ]
    return {"rejected": rows}


def missing_of(run: ImportRun, entries: list[Any], form: MissingForm | None) -> dict[str, Any]:
    """Return the records that the file lacks, each with the fields of an answer."""
    form = form or MissingForm(run, entries)
    codes = [(one.data, one.data["code"]) for one in entries]
    names = ("verdict", "day", "reason")
    return {
        "missing": [(data, *(form[f"{name}-{code}"] for name in names)) for data, code in codes]
    }


def conflicts_of(run: ImportRun, entries: list[Any], _form: Any) -> dict[str, Any]:
    """Return the entries of conflicts, each with its changes and the fields of their answers."""
    form = ConflictsForm(run, entries)
    conflicts = [
        (one.data, [(change, form[change["code"]]) for change in one.data["changes"]])
        for one in entries
    ]
    return {"conflicts": conflicts}


# What a page shows of the groups whose entries are answered, with the forms for the answers.
GROUPS_OF_QUESTIONS: dict[str, Callable[[ImportRun, list[Any], Any], dict[str, Any]]] = {
    RowQuestion.NAME: names_of,
    RowQuestion.REJECTED: rejected_of,
    EntryKind.MISSING: missing_of,
    EntryKind.CONFLICT: conflicts_of,
}


def restart(request: HttpRequest, run: ImportRun, **values: Any) -> HttpResponse:
    """Compare a run again, with new values of its columns; say so where somebody was faster."""
    if tasks.start(run, RunStatus.PLANNING, **values):
        return back_to(run)
    return overtaken(request, run)


def may_be_compared(run: ImportRun) -> bool:
    """Whether comparing a run makes sense: it is open, or its comparison came to nothing."""
    is_dead = run.status == RunStatus.PLANNING and run.is_interrupted
    return is_dead or run.status in (*OPEN, RunStatus.FAILED)


def may_be_replaced(run: ImportRun) -> bool:
    """Whether a run can get another file: nothing of it is published, and no worker has it."""
    return may_be_compared(run) or run.status == RunStatus.REFUSED


def compare(admin: Any, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Compare a run again."""
    if not may_be_compared(run):
        return overtaken(request, run)
    return restart(request, run)


def discard(admin: Any, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Drop the file and the plan."""
    if not tasks.discard(run):
        return overtaken(request, run)
    messages.success(request, "取込を取りやめ、ファイルを消しました。何も公開されていません。")
    return back_to(run)


def is_ready(run: ImportRun) -> bool:
    """Whether a run can be published, for the first time or after its worker died."""
    if run.status == RunStatus.PUBLISHING:
        return run.is_interrupted
    return run.status == RunStatus.PLANNED and not words.blockers(run)


def publish(admin: PageAdmin, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Show what will be published, and publish it."""
    if not is_ready(run):
        messages.error(request, "今は公開できません。今の状況を確かめてください。")
        return back_to(run)
    notes = {"note_ja": run.note_ja, "note_en": run.note_en}
    form = NotesForm(request.POST if request.method == "POST" else None, initial=notes)
    # The plan that was read is the one to publish, even if another tab compared it again.
    is_same = request.POST.get("digest", "") == run.digest
    if request.method == "POST" and form.is_valid() and is_same:
        values = {**form.cleaned_data, "published_by": person_name(request.user)}
        if tasks.start(run, RunStatus.PUBLISHING, **values):
            return back_to(run)
        return overtaken(request, run)
    if request.method == "POST" and not is_same:
        messages.error(request, "比較の結果が変わりました。もう一度確かめてください。")
    groups = [(tab, rows_of(run, tab)) for tab in words.tabs(run, "") if tab.number]
    context = {
        "run": run,
        "is_part": True,
        "groups": groups,
        "changes": [one for one in groups if one[0].group in CHANGING],
        "others": [one for one in groups if one[0].group not in CHANGING],
        "totals": run.head.get("totals", []),
        "answers": words.answers(run),
        "form": form,
    }
    return admin.page(request, "imports/publish", f"公開の確認：{run.file_name}", context)


def rows_of(run: ImportRun, tab: words.PlanTab) -> list[Any]:
    """Return the first entries of a group that changes records, for whoever publishes it."""
    entries = run.entries.filter(kind=tab.group).order_by("position")
    is_shown = tab.group in SHOWN_AS_CHANGES
    return list(entries.values_list("data", flat=True)[:PER_PAGE]) if is_shown else []


def report(admin: Any, request: HttpRequest, run: ImportRun, suffix: str) -> StreamingHttpResponse:
    """Send the whole plan as a file."""
    if suffix not in REPORTS or not run.head:
        raise Http404
    write, content_type = REPORTS[suffix]
    plan, importer = stored_plan(run)
    return download(write(plan, importer), f"import-{run.pk}.{suffix}", content_type)


def file(admin: Any, request: HttpRequest, run: ImportRun) -> StreamingHttpResponse:
    """Send the file as it was uploaded."""
    if not run.content:
        raise Http404
    return download([bytes(run.content)], run.file_name, "application/octet-stream")
