"""An import in words: its groups, its alarms, its progress, what stands against publishing it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import now

from sistercity.admin.bases import tag
from sistercity.import_runs.models import ImportRun, RowQuestion, RunStatus
from sistercity.imports.answers import Answer
from sistercity.imports.plan import CHANGING, EntryKind
from sistercity.imports.registry import IMPORTERS
from sistercity.spreadsheets.problems import Severity

# In the order of the work: what must be mended first.
GROUPS: dict[str, str] = {
    Severity.ERROR: "エラー",
    RowQuestion.NAME: "名称の確認",
    RowQuestion.REJECTED: "エラーのある行",
    EntryKind.CONFLICT: "両方で変更",
    EntryKind.NEW: "新規",
    EntryKind.ENDED: "解消",
    EntryKind.WITHDRAWN: "取下げ",
    EntryKind.CORRECTED: "訂正",
    EntryKind.RENAMED: "名称変更",
    EntryKind.MISSING: "ファイルにない",
    EntryKind.KEPT: "登録簿の値を維持",
    EntryKind.SKIPPED: "飛ばした行",
    Severity.WARNING: "警告",
    Severity.NOTICE: "お知らせ",
}
STEPS = {
    "": "開始を待っています",
    "plan": "ファイルを読み、データと比較しています",
    "apply": "変更を書き込んでいます",
    "notice": "公開版を作成しています",
}
TAGS = {
    RunStatus.PUBLISHED: "active",
    RunStatus.PLANNING: "counted",
    RunStatus.PUBLISHING: "counted",
    RunStatus.PLANNED: "counted",
    RunStatus.DISCARDED: "ended",
}
ALARMS_SHOWN = 20  # of one name


@dataclass(frozen=True)
class PlanTab:
    """A group of a plan: its name, its number of entries, the URL of its first page."""

    group: str
    label: str
    number: int
    query: str
    is_current: bool


@dataclass(frozen=True)
class Progress:
    """How far a worker is: what it does, the share done in percent, rows and rows per second."""

    step: str
    percent: int | None
    rows: int
    speed: int | None


def title(run: ImportRun) -> str:
    """Return the title of the run's import; one that is no more keeps its name."""
    importer = IMPORTERS.get(run.importer)
    return str(importer.title) if importer else run.importer


def state(run: ImportRun) -> SafeString:
    """Return how far a run is, in a word."""
    if run.is_interrupted:
        return tag("suspended", "中断")
    return tag(TAGS.get(RunStatus(run.status), "unconfirmed"), run.get_status_display())


def in_short(run: ImportRun) -> str:
    """Return the numbers of changes and of errors, those that are not nought."""
    counts = run.counts
    groups = (*EntryKind.values, Severity.ERROR)
    return "、".join(f"{GROUPS[g]}{counts[g]:,}" for g in groups if counts.get(g))


def url(run: ImportRun, page: str = "change") -> str:
    """Return the URL of a page of a run."""
    return reverse(f"admin:imports_importrun_{page}", args=[run.pk])


def tabs(run: ImportRun, current: str) -> list[PlanTab]:
    """Return the groups of a plan that have entries, and always those of a usual month."""
    counts = run.counts
    usual = (EntryKind.NEW, EntryKind.ENDED, EntryKind.CORRECTED)
    return [
        PlanTab(group, label, counts.get(group, 0), f"?group={group}#plan", group == current)
        for group, label in GROUPS.items()
        if counts.get(group) or (group in usual and run.status != RunStatus.REFUSED)
    ]


def progress(run: ImportRun) -> Progress:
    """Return how far the worker of a run is."""
    speed = None
    if run.step_began_at and run.rows:
        seconds = ((run.heartbeat or now()) - run.step_began_at).total_seconds()
        speed = round(run.rows / max(seconds, 1))
    # Nobody knows how many rows a publication will have changed.
    percent = None if run.step in ("", "notice") else round(100 * run.fraction)
    return Progress(STEPS.get(run.step, run.step), percent, run.rows, speed)


def alarms(run: ImportRun) -> dict[str, list[str]]:
    """Return what each alarm says, by its name; one that takes errors away says how many."""
    found: dict[str, list[str]] = defaultdict(list)
    for alarm in run.head.get("alarms", ()):
        found[alarm["name"]].append(alarm["text"])
    importer = IMPORTERS[run.importer]
    for code, name in importer.acceptable.items():
        number = run.entries.filter(kind=Severity.ERROR, data__code=code).count()
        if number:
            found[name].append(f"「名称の確認」のうち、これにあたるものが{number:,}件あります。")
        elif name in run.answers:
            found[name].append("確認済みとして比較しました。取り消すには、チェックを外します。")
    cut = "ほかに%d件あります。"
    return {
        name: texts[:ALARMS_SHOWN]
        + ([cut % (len(texts) - ALARMS_SHOWN)] if len(texts) > ALARMS_SHOWN else [])
        for name, texts in found.items()
    }


def alarm_labels(run: ImportRun) -> dict[str, str]:
    """Return what accepting each alarm of a run means, by its name."""
    names = IMPORTERS[run.importer].alarm_names
    return {name: str(names.get(name, name)) for name in alarms(run)}


def blockers(run: ImportRun) -> list[str]:
    """Return what stands against publishing a plan."""
    found = []
    counts = run.counts
    if run.status == RunStatus.OUTDATED:
        found.append("データが変わったため、もう一度比較してください。")
    if counts.get(Severity.ERROR):
        number = counts[Severity.ERROR]
        ways = {RowQuestion.NAME: "名称に答えるか、", RowQuestion.REJECTED: "その行を飛ばすか、"}
        others = "".join(way for group, way in ways.items() if counts.get(group))
        found.append(
            f"エラーが{number:,}件あります。{others}ファイルを直して差し替えてください。"
            "エラーのある行は確認事項の対象になりません。確認事項と「ファイルにない」は、"
            "エラーがなくなってから改めて確認します。"
        )
    if conflicts := counts.get(EntryKind.CONFLICT):
        found.append(
            f"ファイルと登録簿の両方で変更された項目が{conflicts:,}件の記録にあります。"
            "どちらの値にするかを選んでください。"
        )
    open_alarms = {alarm["name"] for alarm in run.head.get("alarms", ())} - set(run.answers)
    if open_alarms:
        found.append(
            f"まだ確認していない事項が{len(open_alarms)}種類あります。理由を付けて確認してください。"
        )
    keeps_names = run.head.get("keeps_names", bool(run.names))
    changes = sum(counts.get(kind, 0) for kind in CHANGING)
    waits = counts.get(Severity.ERROR) or counts.get(EntryKind.CONFLICT)
    if not (keeps_names or changes or waits or run.head.get("is_answered")):
        found.append("変更がありません。公開するものはありません。")
    return found


def answered(run: ImportRun, question: dict[str, Any]) -> str:
    """Return the place that was the answer to a question which still stands, or nothing."""
    given = map(Answer.of, run.names)
    key = next((answer.place for answer in given if answer.question == question["code"]), None)
    remote: Any = IMPORTERS[run.importer].sides[question["side"]].related_model
    record = remote._default_manager.filter(pk=key).first() if key else None
    label = getattr(admin.site.get_model_admin(remote), "label", str)
    return label(record) if record else ""


def answers(run: ImportRun) -> list[tuple[str, str]]:
    """Return the alarms that were answered, each with its reason."""
    names = IMPORTERS[run.importer].alarm_names
    return [(str(names.get(name, name)), reason) for name, reason in run.answers.items()]
