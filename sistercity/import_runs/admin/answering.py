"""Answers to what the plan of an import asks; all that a page asks is answered in one go."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

from sistercity.import_runs import tasks
from sistercity.import_runs.admin import words
from sistercity.import_runs.admin.forms import (
    AlarmsForm,
    ConflictsForm,
    MissingForm,
    NamesForm,
    SkipForm,
)
from sistercity.import_runs.admin.pages import (
    NAMES_PER_PAGE,
    OPEN,
    PER_PAGE,
    back_to,
    overtaken,
    restart,
    show,
)
from sistercity.import_runs.models import ImportEntry, ImportRun, RowQuestion
from sistercity.imports.answers import Answer
from sistercity.imports.plan import EntryKind
from sistercity.imports.registry import IMPORTERS


def shown_page(request: HttpRequest, run: ImportRun, group: str) -> Page[ImportEntry]:
    """Return the entries of a group that the page showed whose form was sent."""
    entries = run.entries.filter(kind=group).order_by("position")
    size = NAMES_PER_PAGE if group == RowQuestion.NAME else PER_PAGE
    return Paginator(entries, size).get_page(request.GET.get("page"))


def answer_alarms(admin: Any, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Keep the reasons; compare again if asked, or where an answer changes the plan itself."""
    if run.status not in OPEN:
        return overtaken(request, run)
    form = AlarmsForm(words.alarm_labels(run), run, request.POST)
    if not form.is_valid():
        return show(admin, request, run, alarms_form=form)
    answers = form.answers()
    changing = set(IMPORTERS[run.importer].acceptable.values())
    if "compare" in request.POST or changing & (set(answers) ^ set(run.answers)):
        return restart(request, run, answers=answers)
    if not tasks.own(run).update(answers=answers):
        return overtaken(request, run)
    messages.success(request, "確認の結果を保存しました。")
    return back_to(run)


def answer_names(admin: Any, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Keep what each name of a page means, or withdraw all answers; compare again, once."""
    if run.status not in OPEN:
        return overtaken(request, run)
    if "withdraw" in request.POST:
        return restart(request, run, names=[])
    form = NamesForm(run, shown_page(request, run, RowQuestion.NAME), request.POST)
    if not form.is_valid():
        return show(admin, request, run, group_form=form, group=RowQuestion.NAME)
    given = [*map(Answer.of, run.names), *form.names()]
    last = {answer.question: answer.as_data() for answer in given}
    return restart(request, run, names=list(last.values()))


def answer_conflicts(admin: Any, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Keep which value each conflict goes on with, or withdraw all answers; compare again."""
    if run.status not in OPEN:
        return overtaken(request, run)
    if "withdraw" in request.POST:
        return restart(request, run, conflicts={})
    found = run.entries.filter(kind=EntryKind.CONFLICT).order_by("position")
    shown = shown_page(request, run, EntryKind.CONFLICT)
    form = ConflictsForm(run, found if request.POST.get("every") else shown, request.POST)
    if not form.is_valid():
        messages.error(request, "選んだ答えを読み取れませんでした。もう一度選んでください。")
        return back_to(run)
    return restart(request, run, conflicts=run.conflicts | form.answers())


def skip_rows(admin: Any, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Keep why rows with errors are skipped, or skip none any more; compare again."""
    if run.status not in OPEN:
        return overtaken(request, run)
    if "withdraw" in request.POST:
        return restart(request, run, skipped={})
    form = SkipForm(shown_page(request, run, RowQuestion.REJECTED), request.POST)
    if not form.is_valid():
        return show(admin, request, run, group_form=form, group=RowQuestion.REJECTED)
    return restart(request, run, skipped=run.skipped | form.reasons())


def answer_missing(admin: Any, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Keep what becomes of records that the file lacks, or withdraw all answers; compare again."""
    if run.status not in OPEN:
        return overtaken(request, run)
    if "withdraw" in request.POST:
        return restart(request, run, missing={})
    form = MissingForm(run, shown_page(request, run, EntryKind.MISSING), request.POST)
    if not form.is_valid():
        return show(admin, request, run, group_form=form, group=EntryKind.MISSING)
    return restart(request, run, missing=run.missing | form.answers())
