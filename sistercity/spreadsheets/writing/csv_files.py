"""Writing tables: CSV that spreadsheet programs and programmes read alike."""

import csv
import io
from collections.abc import Iterable, Sequence

# Spreadsheet programs take a file without it for one in the system's old encoding.
BOM = "\ufeff"
# A cell that begins with one of these is a formula to a spreadsheet program; the wide ones are to
# a Japanese one (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
GUARDED = frozenset((*FORMULA, "'"))
QUOTED = tuple(f"'{first}" for first in GUARDED)


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula: with a quote before it.

    The reader takes the quote off again (OWASP ASVS 5.0, 1.2.10).
    """
    return f"'{cell}" if cell[:1] in GUARDED else cell


def unguarded(cell: str) -> str:
    """Return a cell of a CSV file as it was before ``guarded``.

    A quote before anything else is a letter of the text: ’s-Gravenhage is written 's-Gravenhage.
    """
    return cell[1:] if cell.startswith(QUOTED) else cell


def csv_line(cells: Sequence[str]) -> str:
    """Return a line of CSV (RFC 4180), with its end."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([guarded(cell) for cell in cells])
    return buffer.getvalue()


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    """Yield the lines of a file with headings, marked as UTF-8."""
    yield BOM + csv_line(headings)
    for cells in rows:
        yield csv_line(cells)
