"""The change log as a file: what the filters show, the newest first, a line for each value."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import StreamingHttpResponse
from django.utils.timezone import localtime, now

from sistercity.admin.changes.tables import LogLine
from sistercity.downloads import download
from sistercity.spreadsheets.columns import Column
from sistercity.spreadsheets.limits import LONGEST_CELL
from sistercity.spreadsheets.writing.csv_files import csv_lines
from sistercity.spreadsheets.writing.workbooks import Writer

MOST = 10_000  # entries in a file
TITLE = "変更記録"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = [
    Column(name, name.replace("_", " "), label)
    for name, label in (
        ("changed_at", "日時"),
        ("person", "担当者"),
        ("how", "方法"),
        ("reason", "理由"),
        ("kind", "記録の種類"),
        ("record", "記録"),
        ("action", "操作"),
        ("subject", "対象"),
        ("field", "項目"),
        ("before", "変更前"),
        ("after", "変更後"),
    )
]


def cells(line: LogLine) -> Iterator[list[str]]:
    """Yield the lines of an entry: one for each value that changed, or one without a value."""
    entry = line.entry
    known = [
        localtime(entry.when).strftime("%Y-%m-%d %H:%M:%S"),
        entry.who.person,
        entry.who.how,
        entry.who.reason,
        line.kind,
        line.record,
        entry.action,
        entry.subject,
    ]
    for one in entry.differences:
        yield [*known, one.field, one.before, one.after]
    if not entry.differences:
        yield [*known, "", "", ""]


def as_csv(lines: Iterable[LogLine], name: str) -> StreamingHttpResponse:
    """Return the entries as CSV."""
    rows = (row for line in lines for row in cells(line))
    content = csv_lines([column.ja for column in COLUMNS], rows)
    return download(content, f"{name}.csv", "text/csv; charset=utf-8")


def as_workbook(lines: Iterable[LogLine], name: str) -> StreamingHttpResponse:
    """Return the entries as a workbook; a text that no cell can hold is cut there."""
    rows = ([shortened(cell) for cell in row] for line in lines for row in cells(line))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "changes.xlsx"
        with Writer(path, TITLE, COLUMNS) as writer:
            writer.head()
            writer.rows(rows)
        return download([path.read_bytes()], f"{name}.xlsx", XLSX)


def shortened(cell: str) -> str:
    """Return a text as far as a cell of a workbook can hold it."""
    cut = "…（CSVには全文があります）"
    return cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - len(cut)] + cut


def file_name() -> str:
    """Return what a file of today is called, without its ending."""
    return f"{TITLE}_{localtime(now()):%Y-%m-%d_%H%M}"


FORMATS: dict[str, Callable[[Iterable[LogLine], str], StreamingHttpResponse]] = {
    "csv": as_csv,
    "xlsx": as_workbook,
}
