"""Plans that the desk keeps: written to the database once; its pages read some, reports all."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.db import transaction

from sistercity.import_runs.models import ImportEntry, ImportRun, RowQuestion
from sistercity.imports.importer import Importer, Options
from sistercity.imports.plan import Alarm, Entry, EntryKind, Plan, RejectedRow
from sistercity.imports.registry import IMPORTERS
from sistercity.imports.reports import as_data, entry_data, rejected_data
from sistercity.spreadsheets.grouping import ProblemLog, ordered
from sistercity.spreadsheets.letters import is_blank
from sistercity.spreadsheets.problems import Problem, Severity

AT_ONCE = 1_000
ROWS_SHOWN = 5  # of those that name an unknown place
Lines = Iterable[tuple[str, dict[str, Any]]]


@transaction.atomic
def store_plan(run: ImportRun, plan: Plan, importer: Importer) -> dict[str, Any]:
    """Replace the entries of a run by those of a plan; return the head for the run itself."""
    head = as_data(plan, importer)
    questions = list(unknown_names(plan, importer))
    store(run, lines(plan, importer, questions))
    del head["problems"], head["rejected"]
    answers = {
        "names": len(questions),
        "rejected": len(plan.rejected),
        "keeps_names": importer.keeps_names,
        "is_answered": plan.is_answered,
    }
    return {**cast("dict[str, Any]", storable(head)), **answers}


def store_problems(run: ImportRun, problems: Iterable[Problem]) -> dict[str, Any]:
    """Replace the entries of a run by problems; return the head of a plan that is nothing else."""
    found = list(problems)
    store(run, problem_lines(found))
    return {"severities": Counter(problem.severity.value for problem in found)}


def store(run: ImportRun, found: Lines) -> None:
    """Replace the entries of a run."""
    run.entries.all().delete()
    entries = (
        ImportEntry(run=run, position=position, kind=kind, data=storable(data))
        for position, (kind, data) in enumerate(found)
    )
    ImportEntry.objects.bulk_create(entries, batch_size=AT_ONCE)


def lines(plan: Plan, importer: Importer, questions: Iterable[dict[str, Any]]) -> Lines:
    """Yield the group and the data of each entry: problems first, then what changes."""
    yield from problem_lines(plan.problems)
    for question in questions:
        yield RowQuestion.NAME, question
    for row in plan.rejected:
        yield RowQuestion.REJECTED, rejected_data(row)
    for entry in plan.entries:
        yield entry.kind, entry_data(entry, importer)


def problem_lines(problems: Iterable[Problem]) -> Lines:
    """Yield the severity and the data of each problem, the causes first."""
    for problem in ordered(problems):
        yield problem.severity, problem.as_data()


def unknown_names(plan: Plan, importer: Importer) -> Iterator[dict[str, Any]]:
    """Yield each name that a known place could answer, with the rows that it stands in.

    A name is asked about once for the same cells beside it. A row with another error is left out:
    its file has to be corrected and read again, and the name may be no question then.
    """
    found: dict[str, dict[str, Any]] = {}
    elsewhere = rows_to_correct(plan, importer)
    for problem in plan.problems:
        side = importer.unknown_names.get(problem.code)
        name = str(problem.values.get("name", ""))
        if side is None or is_blank(name) or problem.row in elsewhere:
            continue
        code = problem.values["question"]
        names = problem.values["names"]
        data = {
            "code": code,
            "side": side,
            "name": " / ".join(names) or name,
            "has_meaning": bool(names),  # else all places that it can mean have it
            "suggested": problem.values.get("suggested"),
            "problem": problem.as_data(),
        }
        question = found.setdefault(code, {**data, "rows": [], "number": 0})
        question["number"] += 1
        if len(question["rows"]) < ROWS_SHOWN:
            question["rows"].append(problem.row)
    yield from found.values()


def rows_to_correct(plan: Plan, importer: Importer) -> set[int | None]:
    """Return the rows with errors that no answer to a name takes away."""
    return {
        problem.row
        for problem in plan.problems
        if problem.severity == Severity.ERROR and problem.code not in importer.unknown_names
    }


def storable(data: Any) -> Any:
    """Return data as PostgreSQL can hold it: no NUL, no half of a surrogate pair."""
    if isinstance(data, str):
        return data.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(data, dict):
        return {storable(name): storable(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [storable(item) for item in data]
    return data


class StoredImporter:
    """Stands for the importer that made a stored plan: its values are words already."""

    def __init__(self, run: ImportRun) -> None:
        self.importer = IMPORTERS[run.importer](Options(as_of=run.as_of))
        self.fields, self.title = self.importer.fields, self.importer.title

    def shown(self, field: str, value: str) -> str:
        """Return the value."""
        return value

    def field_label(self, field: str) -> str:
        """Return the name of a field, in the language that is active."""
        return self.importer.field_label(field)


def entry_of(data: dict[str, Any]) -> Entry:
    """Return the entry of what ``reports.entry_data`` returned; its values are words."""
    changes = {one["field"]: (one["before"], one["after"]) for one in data["changes"]}
    authors = {one["field"]: one.get("author", "") for one in data["changes"]}
    return Entry(
        EntryKind(data["kind"]),
        data["label"],
        data["row"],
        None,
        changes,
        authors,
        data.get("reason", ""),
        data.get("code", ""),
    )


def rejected_of(data: dict[str, Any]) -> RejectedRow:
    """Return the row of what ``reports.rejected_data`` returned."""
    errors = tuple(Problem.from_data(one) for one in data["errors"])
    return RejectedRow(data["row"], data["label"], data["code"], errors)


def stored_plan(run: ImportRun) -> tuple[Plan, Importer]:
    """Return the plan of a run and what stands for its importer, for ``reports``."""
    head = run.head
    problems = run.entries.filter(kind__in=Severity.values)
    rejected = run.entries.filter(kind=RowQuestion.REJECTED)
    changes = run.entries.filter(kind__in=EntryKind.values).order_by("position")
    plan = Plan(
        run.file_name,
        run.file_sha256,
        head.get("sheet", run.sheet),
        entries=[entry_of(data) for data in changes.values_list("data", flat=True)],
        counts=Counter(head.get("counts", {})),
        log=ProblemLog(
            [Problem.from_data(data) for data in problems.values_list("data", flat=True)],
            Counter(head.get("severities", {})),
        ),
        rejected=[rejected_of(data) for data in rejected.values_list("data", flat=True)],
        # The text is finished: a percent sign in it asks for no value.
        alarms=[
            Alarm(alarm["name"], alarm["text"].replace("%", "%%"))
            for alarm in head.get("alarms", ())
        ],
    )
    return plan, cast("Importer", StoredImporter(run))
