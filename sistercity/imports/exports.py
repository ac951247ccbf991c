"""Files in the import format: exports of what there is, and templates without any row."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _
from xlsxwriter.exceptions import XlsxWriterException

from sistercity.imports.importer import Importer
from sistercity.spreadsheets.writing.csv_files import csv_lines
from sistercity.spreadsheets.writing.replacing import Replacement
from sistercity.spreadsheets.writing.workbooks import CannotWrite, Writer

__all__ = ["CannotWrite", "snapshot", "write_export", "write_template"]

SUFFIXES = (".csv", ".xlsx")


def write_export(
    *, path: Path, importer: type[Importer], lines: Iterable[Sequence[str]], force: bool = False
) -> int:
    """Write lines under the headings of an import, in the language that is active.

    The name of the file says its format: .csv or .xlsx. ``lines`` has the cells of each record,
    in the order of the layout's columns. Returns the number of lines. Raises CannotWrite where
    the file is there already, unless ``force`` is set, and where it cannot be written; a file
    that was there is then still whole.
    """
    with part_of(path, force) as part:
        if path.suffix == ".xlsx":
            with Writer(part, str(importer.title), importer.layout.columns) as writer:
                writer.head()
                return writer.rows(lines)
        return write_csv(part, importer, lines)


def write_template(*, path: Path, importer: type[Importer], force: bool = False) -> None:
    """Write a file that has only headings; a workbook also says what belongs below them.

    Raises CannotWrite as ``write_export`` does.
    """
    with part_of(path, force) as part:
        if path.suffix == ".xlsx":
            with Writer(part, str(importer.title), importer.layout.columns) as writer:
                writer.head()
                writer.notes()
        else:
            write_csv(part, importer, ())


def write_csv(path: Path, importer: type[Importer], lines: Iterable[Sequence[str]]) -> int:
    """Write a CSV file; return the number of lines below the headings."""
    headings = [column.label for column in importer.layout.columns]
    count = -1
    with path.open("w", encoding="utf-8", newline="") as file:
        for line in csv_lines(headings, lines):
            file.write(line)
            count += 1
    return count


@contextmanager
def part_of(path: Path, force: bool) -> Iterator[Path]:
    """Give the path of a file that gets the name of another when it is complete."""
    if path.suffix not in SUFFIXES:
        raise CannotWrite(_("The file's name must end in .csv or .xlsx: %(path)s") % {"path": path})
    if path.exists() and not force:
        raise CannotWrite(
            _("There is a file %(path)s already. Say --force to replace it.") % {"path": path}
        )
    try:
        with Replacement(path) as file:
            yield file.part
            file.complete()
    except (OSError, XlsxWriterException) as error:
        raise CannotWrite(str(error)) from None


@contextmanager
def snapshot() -> Iterator[None]:
    """Read the database as it is now: an import that ends meanwhile is not half in the file."""
    with transaction.atomic():
        if len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
