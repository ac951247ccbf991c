"""Tables in workbooks: which sheet holds the table, and which of its cells cannot be read."""

from collections.abc import Iterator
from itertools import takewhile

from django.utils.translation import gettext_lazy as _

from sistercity.spreadsheets import problems
from sistercity.spreadsheets.columns import Bound, Layout, column_name, heading_key
from sistercity.spreadsheets.letters import BadCell, Cell
from sistercity.spreadsheets.limits import Limits
from sistercity.spreadsheets.problems import FileRefused, Problem
from sistercity.spreadsheets.reading import headings
from sistercity.spreadsheets.reading.headings import FIRST_ROWS, TOO_MANY_COLUMNS, Headings
from sistercity.spreadsheets.reading.merged import MergedCells
from sistercity.spreadsheets.reading.sheets import Book, Sheet, SheetRow
from sistercity.spreadsheets.reading.table import NO_HEADING, Cells, Table

NO_SUCH_SHEET = problems.error(
    "no_such_sheet",
    _("The workbook has no sheet “%(wanted)s”. Its sheets are: %(sheets)s."),
)
ONLY_HIDDEN = problems.error(
    "only_hidden_sheet",
    _(
        "Only the hidden sheet “%(hidden)s” holds a table with the headings. Hidden sheets are "
        "not read by themselves: show it in Excel, or name it."
    ),
)
OTHER_SHEETS = problems.notice(
    "other_sheets",
    _("The sheet “%(sheet)s” was read. These sheets hold such a table too: %(others)s."),
)
HIDDEN_ROWS = problems.notice(
    "hidden_rows",
    _("The sheet has %(count)s hidden rows, the first of them this one. They were read too."),
)


class SheetTable(Table):
    """A table in a sheet of a workbook, read as a stream."""

    def __init__(
        self,
        book: Book,
        sheet: Sheet,
        found: Headings,
        bound: list[Bound],
        notices: list[Problem],
    ) -> None:
        super().__init__(found, bound, notices)
        self.book, self.source, self.sheet = book, sheet, sheet.name
        self.read_columns = {bound.index for bound in self.bound}
        self.merged = MergedCells(sheet.merged, self.read_columns)
        self.hidden: list[int] = []

    def read(self) -> Iterator[tuple[int, Cells]]:
        """Yield the rows; a row with cells beyond the last heading has moved."""
        for row in self.source.rows():
            if row.number <= self.heading_row or row.number in self.headings.repeated:
                continue
            if self.is_aside(row.number, row.cells):
                continue
            if row.hidden:
                self.hidden.append(row.number)
            if row.last >= self.width:
                self.skip(Problem(NO_HEADING, column_name(row.last), self.sheet, row.number))
            else:
                self.note_unheaded(row.number, self.filled(row))
                yield row.number, self.cells(row)
        self.note_hidden()

    def cells(self, row: SheetRow) -> Cells:
        """Return the cells of a row, with those in their places that have no value."""
        bad = {column: cell for column, cell in row.bad.items() if column in self.read_columns}
        bad |= self.merged.in_row(row.number)
        if not bad:
            return row.cells
        cells: list[Cell | BadCell] = [*row.cells]
        cells += [None] * (max(bad) + 1 - len(cells))
        for column, cell in bad.items():
            cells[column] = cell
        return cells

    def filled(self, row: SheetRow) -> Iterator[int]:
        """Yield the columns without a heading in which a row has a value, by their indexes."""
        for column in self.headings.blanks:
            if column in row.bad or (column < len(row.cells) and row.cells[column] is not None):
                yield column

    def note_hidden(self) -> None:
        """Note hidden rows."""
        if self.hidden:
            values = {"count": len(self.hidden)}
            self.log.add(Problem(HIDDEN_ROWS, values, self.sheet, self.hidden[0]))

    @property
    def fraction(self) -> float:
        """How much of the sheet has been read, from 0 to 1."""
        return self.source.fraction

    def close(self) -> None:
        """Close the workbook."""
        self.book.close()


def table_of(book: Book, layout: Layout, wanted: str, limits: Limits) -> SheetTable:
    """Return the table of the sheet that is wanted, else of the first visible one that has it.

    Raises FileRefused where there is none.
    """
    found: list[tuple[Sheet, Headings, list[Bound], list[Problem]]] = []
    refused: list[tuple[int, FileRefused]] = []
    for sheet in [named(book, wanted)] if wanted else visible(book):
        here = find_headings(sheet, layout, limits)
        if here is None:
            continue
        try:
            found.append((sheet, here, *here.bind(layout, sheet.name, limits.columns)))
        except FileRefused as error:
            refused.append((here.known, error))
    if not found:
        raise why_none(book, layout, wanted, limits, refused)
    sheet, here, bound, notices = found[0]
    if others := [other[0].name for other in found[1:] if other[1].known * 2 > here.known]:
        notices.append(Problem(OTHER_SHEETS, {"sheet": sheet.name, "others": others}))
    return SheetTable(book, sheet, here, bound, notices)


def why_none(
    book: Book,
    layout: Layout,
    wanted: str,
    limits: Limits,
    refused: list[tuple[int, FileRefused]],
) -> FileRefused:
    """Return the refusal of a workbook without the table: the one that helps most."""
    if refused:
        return max(refused, key=lambda pair: pair[0])[1]
    if wanted:
        return headings.missing(layout, wanted)
    for sheet in book.sheets:
        if sheet.hidden and find_headings(sheet, layout, limits):
            return FileRefused.because(ONLY_HIDDEN, hidden=sheet.name)
    return headings.missing(layout)


def visible(book: Book) -> list[Sheet]:
    """Return the sheets that are not hidden."""
    return [sheet for sheet in book.sheets if not sheet.hidden]


def named(book: Book, wanted: str) -> Sheet:
    """Return the sheet of a name, hidden or not; raise FileRefused, listing the visible ones."""
    exact = [sheet for sheet in book.sheets if sheet.name == wanted]
    key = heading_key(wanted)
    alike = exact or [sheet for sheet in book.sheets if heading_key(sheet.name) == key]
    if len(alike) != 1:
        names = [sheet.name for sheet in visible(book)]
        raise FileRefused.because(NO_SUCH_SHEET, wanted=wanted, sheets=names)
    return alike[0]


def find_headings(sheet: Sheet, layout: Layout, limits: Limits) -> Headings | None:
    """Return the headings of a sheet, or None; raise FileRefused for too many columns."""
    ends: dict[int, int] = {}
    rows = takewhile(lambda row: row.number <= FIRST_ROWS, sheet.rows(FIRST_ROWS))
    found = headings.find(
        ((row.number, row.cells) for row in rows if ends.setdefault(row.number, row.last) >= 0),
        layout,
    )
    if found and ends[found.row] >= limits.columns:
        values = {"count": ends[found.row] + 1, "limit": limits.columns}
        raise FileRefused(Problem(TOO_MANY_COLUMNS, values, sheet.name))
    return found
