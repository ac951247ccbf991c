"""The tables of docs/import.md, made of the code: columns, options, thresholds, problems."""

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.utils import translation

from sistercity.imports.importer import Importer
from sistercity.imports.registry import importers
from sistercity.spreadsheets.columns import Column, Layout
from sistercity.spreadsheets.describing import example, words
from sistercity.spreadsheets.limits import MB, USUAL
from sistercity.spreadsheets.problems import MESSAGES
from sistercity.spreadsheets.reading.headings import FIRST_ROWS

BEGIN = "<!-- Made by: bin/manage import_template --reference docs/import.md -->"
END = "<!-- End of what is made -->"
VERBS = ("import", "export", "rebuild", "undo")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


class Recorder(argparse.ArgumentParser):
    """Keeps the options that a command declares."""

    def __init__(self) -> None:
        super().__init__(add_help=False)
        self.found: list[argparse.Action] = []

    def add_argument(self, *names: str, **options: object) -> argparse.Action:
        """Declare an option, and keep it."""
        action: argparse.Action = super().add_argument(*names, **options)  # type: ignore[arg-type]
        self.found.append(action)
        return action


def renewed(document: str) -> str:
    """Return a document with the tables between its two marks made anew.

    Raises ValueError where the marks are not there.
    """
    before, begin, rest = document.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"The document lacks the marks {BEGIN} and {END}.")
    with translation.override("en"):
        tables = "\n".join(reference())
    return f"{before}{begin}\n\n{tables}\n{end}{after}"


def reference() -> Iterator[str]:
    """Yield the lines of the tables, in English."""
    for importer in sorted(importers(), key=lambda one: one.name):
        yield from columns_of(importer)
    yield from options()
    yield from ["## Limits", ""]
    yield from table(("of a file", "at most"), limits())
    yield from ["## Thresholds", ""]
    shares = ((name, f"{share:.0%}") for name, share in settings.IMPORT_THRESHOLDS.items())
    yield from table(("alarm", "more than this share"), shares)
    numbers = ((name, str(number)) for name, number in settings.IMPORT_TOLERATED.items())
    yield from table(("alarm", "more than so many rows or cells"), numbers)
    yield from ["## Problems", ""]
    found = ((code, *MESSAGES[code]) for code in sorted(MESSAGES))
    rows = ((f"`{code}`", kind, plain(str(text))) for code, kind, text in found)
    yield from table(("code", "severity", "text"), rows)


def limits() -> Iterator[tuple[str, str]]:
    """Yield what a file may hold at most."""
    yield "bytes of a text file", f"{USUAL.text_bytes // MB:,} MB"
    yield "bytes of a workbook", f"{USUAL.workbook_bytes // MB:,} MB"
    yield "bytes of a workbook, unpacked", f"{USUAL.unpacked_bytes // MB:,} MB"
    yield "files inside a workbook", f"{USUAL.entries:,}"
    yield "cells of a workbook, all sheets together", f"{USUAL.workbook_cells:,}"
    yield "columns", f"{USUAL.columns:,}"
    yield "characters of a cell", f"{USUAL.cell:,}"
    yield "rows above the headings and with them", f"{FIRST_ROWS:,}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table in Markdown, and an empty line."""
    yield "| " + " | ".join(heads) + " |"
    yield "| " + " | ".join("-" for _head in heads) + " |"
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""


def plain(text: str) -> str:
    """Return the text of a problem with its placeholders as words."""
    return PLACEHOLDER.sub(r"*\1*", text).replace("%%", "%")


def columns_of(importer: type[Importer]) -> Iterator[str]:
    """Yield the table of the columns of an import, and what they accept."""
    layout = importer.layout
    yield from [f"## Columns of import_{importer.name}", ""]
    heads = ("heading", "Japanese", "other headings", "needed", "what it means", "for example")
    rows = (column_row(column, layout) for column in layout.columns)
    yield from table(heads, rows)
    for number, group in enumerate(layout.required, 1):
        names = ", ".join(layout[name].en for name in group)
        yield f"{number}: a file needs one of these columns: {names}."
        yield ""
    chosen = [(column, word) for column in layout.columns for word in words(column)]
    if chosen:
        rows = (
            (column.en, f"`{word.code}`", word.en, word.ja, ", ".join(word.also))
            for column, word in chosen
        )
        yield from table(("column", "code", "English", "Japanese", "also"), rows)


def column_row(column: Column, layout: Layout) -> tuple[str, ...]:
    """Return the cells of a column's row."""
    groups = [number for number, group in enumerate(layout.required, 1) if column.name in group]
    other = [heading for heading in column.headings[2:] if heading != column.en]
    needed = ", ".join(map(str, groups))
    return (column.en, column.ja, ", ".join(other), needed, str(column.help), example(column))


def options() -> Iterator[str]:
    """Yield the tables of options of each command."""
    for name, app in sorted(get_commands().items()):
        if name.partition("_")[0] not in VERBS or app not in settings.OWN_APPS:
            continue
        command = load_command_class(app, name)
        yield from [f"## {name}", "", command.help, ""]
        yield from option_table(recorded(command))


def recorded(command: object) -> list[argparse.Action]:
    """Return the options that a command declares itself."""
    parser = Recorder()
    command.add_arguments(parser)  # type: ignore[attr-defined]
    return parser.found


def option_table(actions: Sequence[argparse.Action]) -> Iterator[str]:
    """Yield the table of options."""
    if not actions:
        return
    yield from table(("option", "meaning"), ((option(one), one.help or "") for one in actions))


def option(action: argparse.Action) -> str:
    """Return an option as it is typed."""
    if not action.option_strings:
        return f"`{str(action.dest).upper()}`"
    words = [action.option_strings[0]]
    if action.nargs != 0:
        choices = "|".join(map(str, action.choices or ()))
        words.append(str(action.metavar or choices or action.dest.upper()))
    return f"`{' '.join(words)}`"
