"""What the staff answer about a plan: reasons for alarms, places for unknown names."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from sistercity.imports.admin import words
from sistercity.imports.admin.forms import AlarmsForm, NamesForm
from sistercity.imports.admin.pages import NAMES_PER_PAGE, OPEN, OVERTAKEN, back_to, restart, show
from sistercity.imports.answers import Answer
from sistercity.imports.models import EntryGroup, ImportRun
from sistercity.imports.registry import IMPORTERS
from sistercity.imports.workers import own


def answer_alarms(admin: Any, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Keep the reasons; compare again where an answer changes the plan itself."""
    if run.status not in OPEN:
        messages.error(request, OVERTAKEN)
        return back_to(run)
    form = AlarmsForm(words.alarm_labels(run), run.answers, request.POST)
    if not form.is_valid():
        return show(admin, request, run, alarms_form=form)
    answers = form.answers()
    changing = set(IMPORTERS[run.importer].acceptable.values())
    if changing & (set(answers) ^ set(run.answers)):
        return restart(request, run, answers=answers)
    if own(run).update(answers=answers):
        messages.success(request, "確認の結果を保存しました。")
    else:
        messages.error(request, OVERTAKEN)
    return back_to(run)


def answer_names(admin: Any, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Keep which place each name means, and compare again."""
    if run.status not in OPEN:
        messages.error(request, OVERTAKEN)
        return back_to(run)
    entries = run.entries.filter(kind=EntryGroup.NAME).order_by("position")
    page = Paginator(entries, NAMES_PER_PAGE).get_page(request.GET.get("page"))
    form = NamesForm(run, list(page), request.POST)
    if not form.is_valid():
        return show(admin, request, run, names_form=form)
    given = [*map(Answer.of, run.names), *form.names()]
    last = {answer.question: answer.as_data() for answer in given}
    return restart(request, run, names=list(last.values()))
