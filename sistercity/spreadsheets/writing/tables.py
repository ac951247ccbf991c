"""Tables of texts as files, for people to read; an import does not read them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sistercity.spreadsheets.columns import Column
from sistercity.spreadsheets.writing.csv_files import csv_lines
from sistercity.spreadsheets.writing.workbooks import Writer


def table_content(
    suffix: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterable[bytes]:
    """Return the content of a file with headings above rows; ``suffix`` is "csv" or "xlsx".

    ``title`` names the sheet of a workbook. Raises CannotWrite for what a workbook cannot hold.
    """
    if suffix == "csv":
        return (line.encode() for line in csv_lines(headings, rows))
    columns = [Column(str(index), text, text) for index, text in enumerate(headings)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        with Writer(path, title, columns) as writer:
            writer.head()
            writer.rows(rows)
        return [path.read_bytes()]
