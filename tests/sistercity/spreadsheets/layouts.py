"""A small layout, and a good file of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sistercity.spreadsheets import cells
from sistercity.spreadsheets.columns import Column, Layout, read_row
from sistercity.spreadsheets.problems import FileRefused, Problem, Severity
from sistercity.spreadsheets.reading import open_table

LAYOUT = Layout(
    (
        Column("id", "ID", "公開番号", cells.whole_number(1, 2**31 - 1), cells.format_number),
        Column("code", "Local government code", "団体コード", cells.digits(6)),
        Column("name", "Partner", "相手先名", cells.name),
        Column("established", "Established", "提携年月日", cells.partial_date, cells.format_date),
        Column("story", "History", "経緯", cells.text),
    ),
    required=(("id",), ("code",)),
)
HEADINGS = ["ID", "Local government code", "Partner", "Established", "History"]
DATE, CODE, NAME = 3, 1, 2
ROWS = [
    ["1", "011002", "Portland", "1959-11-17", "Cherry trees, “first”"],
    ["2", "011002", "München", "1972-08-28", ""],
    ["3", "012025", "ハルビン", "1989-05", 'Ice; "festival"\nand more'],
    ["4", "062014", "Swan Hill", "1980", "姉妹都市"],
]


def read(path: Path, **options: Any) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return the values of the rows of a file, and every problem: of the file and of its cells."""
    rows, found = [], []
    try:
        with open_table(path, LAYOUT, **options) as table:
            for number, row in table.rows():
                values, wrong = read_row(table.bound, row, table.sheet, number)
                rows.append(values)
                found += wrong
            assert table.fraction == 1
            return rows, [*table.notices, *found, *table.problems]
    except FileRefused as refused:
        return rows, refused.problems


def errors(found: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in found if problem.severity == Severity.ERROR]
