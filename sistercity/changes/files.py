"""The change log as a file: what the filters show, the newest first, a line for each value."""

from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse
from django.utils.timezone import localtime, now

from sistercity.changes.tables import LogLine
from sistercity.downloads import TYPES, download
from sistercity.spreadsheets.limits import LONGEST_CELL
from sistercity.spreadsheets.writing.tables import table_content

MOST = 10_000  # entries in a file
TITLE = "変更記録"
HEADINGS = (
    "日時",
    "担当者",
    "方法",
    "理由",
    "記録の種類",
    "記録",
    "操作",
    "対象",
    "項目",
    "変更前",
    "変更後",
)


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


def change_log_file(lines: Iterable[LogLine], suffix: str) -> StreamingHttpResponse:
    """Return the entries as a file, "csv" or "xlsx"; a text that no cell can hold is cut there."""
    rows = (row for line in lines for row in cells(line))
    if suffix == "xlsx":
        rows = ([shortened(cell) for cell in row] for row in rows)
    name = f"{TITLE}_{localtime(now()):%Y-%m-%d_%H%M}.{suffix}"
    return download(table_content(suffix, TITLE, HEADINGS, rows), name, TYPES[suffix])


def shortened(cell: str) -> str:
    """Return a text as far as a cell of a workbook can hold it."""
    cut = "…（CSVには全文があります）"
    return cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - len(cut)] + cut
