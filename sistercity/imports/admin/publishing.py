"""Publishing an import: the last look, the public note, and the start of the work."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from sistercity.imports import workers
from sistercity.imports.admin import words
from sistercity.imports.admin.forms import NotesForm
from sistercity.imports.admin.pages import OVERTAKEN, back_to, desk_page
from sistercity.imports.models import ImportRun, RunStatus


def is_ready(run: ImportRun) -> bool:
    """Whether a run can be published, for the first time or after its worker died."""
    if run.status == RunStatus.PUBLISHING:
        return run.is_interrupted
    return run.status == RunStatus.PLANNED and not words.blockers(run)


def publish(admin: Any, request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Show what will be published, and publish it."""
    if not is_ready(run):
        messages.error(request, "今は公開できません。今の状況を確かめてください。")
        return back_to(run)
    notes = {"note_ja": run.note_ja, "note_en": run.note_en}
    form = NotesForm(request.POST if request.method == "POST" else None, initial=notes)
    # The plan that was read is the one to publish, even if another tab compared it again.
    is_same = request.POST.get("digest", "") == run.digest
    if request.method == "POST" and form.is_valid() and is_same:
        values = {**form.cleaned_data, "published_by": words.name_of(request.user)}
        if not workers.start(run, RunStatus.PUBLISHING, **values):
            messages.error(request, OVERTAKEN)
        return back_to(run)
    if request.method == "POST" and not is_same:
        messages.error(request, "比較の結果が変わりました。もう一度確かめてください。")
    return desk_page(
        admin,
        request,
        "publish",
        title=f"公開の確認：{run.file_name}",
        run=run,
        is_part=True,
        tabs=[tab for tab in words.tabs(run, "") if tab.number],
        answers=words.answers(run),
        form=form,
    )
