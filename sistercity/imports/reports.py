"""A plan for people and programs: in the terminal, as JSON, as an HTML page, as CSV."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sistercity.imports.importer import Importer
from sistercity.imports.merging import conflict_code
from sistercity.imports.plan import Entry, EntryKind, Plan, RejectedRow
from sistercity.spreadsheets.grouping import grouped, ordered
from sistercity.spreadsheets.problems import Severity, quoted
from sistercity.spreadsheets.writing.csv_files import BOM, csv_line

SHOWN = 20  # of each group in the terminal; the other reports hold all
IN_TERMINAL = 50  # lines of problems
ANSWERED = ("reason", "code")  # of entries that have an answer, or can have one
CHANGE = ("field", "label", "before", "after")  # of every change; a conflict's has more


@dataclass(frozen=True)
class ReportedChange:
    """A field of an entry in words: its label, and both values as the file would write them.

    Of a conflict also who wrote the value before, and the code that an answer has.
    """

    field: str
    label: str
    before: str
    after: str
    author: str = ""
    code: str = ""


def changes_of(entry: Entry, importer: Importer) -> list[ReportedChange]:
    """Return the changes of an entry in words, in the order of the file's columns."""
    return [reported(entry, name, importer) for name in importer.fields if name in entry.changes]


def reported(entry: Entry, name: str, importer: Importer) -> ReportedChange:
    """Return the change of a field in words."""
    before, after = (importer.shown(name, value) for value in entry.changes[name])
    found = ReportedChange(name, importer.field_label(name), before, after)
    if entry.kind != EntryKind.CONFLICT:
        return found
    code = conflict_code(entry.label, name, before, after)
    return replace(found, author=str(entry.authors.get(name, "")), code=code)


def summary(plan: Plan) -> str:
    """Return the counts in one sentence."""
    parts = [
        f"{plan.counts[kind]} {EntryKind(kind).label}" for kind in EntryKind if plan.counts[kind]
    ]
    if not parts:
        return _("Nothing to change.") if not plan.has_errors else _("Nothing can be planned.")
    if plan.changes_nothing:
        parts.insert(0, _("Nothing to change"))
    return "; ".join(parts)


def waiting(plan: Plan) -> str:
    """Return what is not told while a plan has errors, "" for one without."""
    if not plan.has_errors:
        return ""
    return _(
        "Rows with errors raise no alarms. Alarms, and what the file lacks, are judged in full "
        "once the errors are corrected."
    )


def text(plan: Plan, importer: Importer, *, everything: bool = False) -> Iterator[str]:
    """Yield the plan line by line for the terminal."""
    rows = plan.counts["rows"]
    yield ngettext("%(rows)s row read", "%(rows)s rows read", rows) % {"rows": f"{rows:,}"} + (
        f" ({plan.file_name}{', ' + plan.sheet if plan.sheet else ''})"
    )
    yield from problem_lines(plan, everything)
    for kind in EntryKind:
        yield from group_lines(plan, importer, kind, everything)
    yield _("Unchanged: %(number)s") % {"number": f"{plan.counts['unchanged']:,}"}
    for total in () if plan.changes_nothing else plan.totals:
        yield f"{total.label}: {total.before:,} → {total.after:,}"
    for alarm in plan.alarms:
        yield _("Alarm: %(text)s (%(flag)s)") % {"text": alarm, "flag": alarm.flag}
    if waits := waiting(plan):
        yield waits
    yield summary(plan)


def problem_lines(plan: Plan, everything: bool) -> Iterator[str]:
    """Yield errors, warnings and notices, the gravest first, equal ones as one line."""
    groups = grouped(plan.problems)
    for severity in Severity:
        number = plan.severities[severity]
        found = [group for group in groups if group.severity == severity]
        shown = found if everything else found[:IN_TERMINAL]
        if number:
            yield f"{severity.label}: {number:,}"
        for group in shown:
            yield f"  {group}"
        if rest := number - sum(group.number for group in shown):
            yield "  " + _("… and %(number)s more") % {"number": f"{rest:,}"}


def group_lines(plan: Plan, importer: Importer, kind: EntryKind, everything: bool) -> Iterator[str]:
    """Yield the entries of a kind."""
    number = plan.counts[kind]
    if not number:
        return
    yield f"{kind.label}: {number:,}"
    shown = 0
    for entry in plan.entries:
        if entry.kind != kind:
            continue
        if shown == SHOWN and not everything:
            yield "  " + _("… and %(number)s more") % {"number": f"{number - shown:,}"}
            return
        shown += 1
        place = _("row %s") % entry.row + ": " if entry.row else ""
        reason = f" ({quoted(entry.reason)})" if entry.reason else ""
        yield f"  {place}{quoted(entry.label)}{reason}"
        if kind not in (EntryKind.NEW, EntryKind.MISSING):
            for change in changes_of(entry, importer):
                yield f"    {change.label}: {quoted(change.before)} → {quoted(change.after)}"
                if change.author:
                    yield "      " + _("written by %(author)s") % {"author": change.author}


def as_data(plan: Plan, importer: Importer) -> dict[str, Any]:
    """Return the plan's head for JSON: everything but its entries."""
    return {
        "file": plan.file_name,
        "sha256": plan.file_sha256,
        "sheet": plan.sheet,
        "counts": dict(plan.counts),
        "problems": [
            {**problem.as_data(), "severity": problem.severity, "text": str(problem)}
            for problem in ordered(plan.problems)
        ],
        "severities": dict(plan.severities),
        "rejected": [rejected_data(row) for row in plan.rejected],
        "alarms": [
            {
                "name": alarm.name,
                "flag": alarm.flag,
                "text": str(alarm),
                "subject": alarm.subject,
            }
            for alarm in plan.alarms
        ],
        "alarms_wait": waiting(plan),
        "totals": [vars(total) for total in plan.totals],
    }


def rejected_data(row: RejectedRow) -> dict[str, Any]:
    """Return a row with errors for JSON."""
    errors = [error.as_data() for error in row.errors]
    return {"row": row.row, "label": row.label, "code": row.code, "errors": errors}


def entry_data(entry: Entry, importer: Importer) -> dict[str, Any]:
    """Return an entry for JSON."""
    return {
        "kind": entry.kind,
        "row": entry.row,
        "label": entry.label,
        "changes": [as_json_object(change) for change in changes_of(entry, importer)],
    } | {name: value for name in ANSWERED if (value := getattr(entry, name))}


def as_json_object(change: ReportedChange) -> dict[str, str]:
    """Return a change for JSON."""
    data = vars(change)
    return data if change.code else {name: data[name] for name in CHANGE}


def as_json(plan: Plan, importer: Importer) -> Iterator[str]:
    """Yield the plan as one JSON object, an entry at a time."""
    head = json.dumps(as_data(plan, importer), ensure_ascii=False, indent=1)
    yield head.removesuffix("\n}") + ',\n "entries": ['
    for number, entry in enumerate(plan.entries):
        comma = "," if number else ""
        yield comma + "\n  " + json.dumps(entry_data(entry, importer), ensure_ascii=False)
    yield "\n ]\n}\n"


def as_csv(plan: Plan, importer: Importer) -> Iterator[str]:
    """Yield the plan as CSV: a line for each problem, and for each field that changes.

    What can be answered has a code, and room for an answer (``sistercity.imports.answer_files``).
    """
    headings = (
        _("Group"),
        _("Row"),
        _("Record"),
        _("Column"),
        _("Before"),
        _("After"),
        pgettext("of a report", "Text"),
        *answer_headings(),
    )
    yield BOM + csv_line(headings)
    for problem in ordered(plan.problems):
        row, column = str(problem.row or ""), problem.column
        severity = str(problem.severity.label)
        code = str(problem.values.get("question", ""))
        yield csv_line((severity, row, "", column, "", "", problem.text, code, ""))
    for rejected in plan.rejected:
        group, texts = _("Row with errors"), " ".join(error.text for error in rejected.errors)
        start = (group, str(rejected.row), rejected.label)
        yield csv_line((*start, "", "", "", texts, rejected.code, ""))
    for alarm in plan.alarms:
        yield csv_line((_("Alarm"), "", "", "", "", "", str(alarm), "", ""))
    if waits := waiting(plan):
        yield csv_line((_("Alarm"), "", "", "", "", "", waits, "", ""))
    for entry in plan.entries:
        start = (str(EntryKind(entry.kind).label), str(entry.row or ""), entry.label)
        for change in changes_of(entry, importer) or [ReportedChange("", "", "", "")]:
            told, code = change.author or entry.reason, change.code or entry.code
            values = (change.label, change.before, change.after, told, code)
            yield csv_line((*start, *values, ""))


def answer_headings() -> tuple[str, str]:
    """Return the headings of a question's code and of its answer, in the active language."""
    return pgettext("of a question", "Code"), _("Answer")


def as_html(plan: Plan, importer: Importer) -> Iterator[str]:
    """Yield the plan as an HTML page that stands for itself: it can be mailed and printed."""
    groups = [
        (kind.label, plan.counts[kind], entries_of(plan, importer, kind))
        for kind in EntryKind
        if plan.counts[kind]
    ]
    context = {
        "plan": plan,
        "title": importer.title,
        "summary": summary(plan),
        "problems": grouped(plan.problems),
        "waits": waiting(plan),
        "groups": groups,
    }
    yield render_to_string("imports/report.html", context)


def entries_of(
    plan: Plan, importer: Importer, kind: EntryKind
) -> Iterator[tuple[Entry, list[ReportedChange]]]:
    """Yield the entries of a kind with their changes in words."""
    for entry in plan.entries:
        if entry.kind == kind:
            yield entry, changes_of(entry, importer)
